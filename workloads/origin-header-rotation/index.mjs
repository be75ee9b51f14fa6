// Entry point of the rotation of the origin header; Secrets Manager calls it for each step.
import { setTimeout as wait } from "node:timers/promises";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { keyValueStore } from "./key-value-store.mjs";
import { rotate } from "./rotation.mjs";
import { secretsOf } from "./secrets.mjs";

const { KEY_VALUE_STORE_ARN, HEADER_NAME, SETTLE_SECONDS } = process.env;

const world = {
  secrets: secretsOf(new SecretsManager({})),
  store: keyValueStore({
    arn: KEY_VALUE_STORE_ARN,
    key: HEADER_NAME,
    // Lambda renews them in the environment.
    credentials: () => ({
      accessKeyId: process.env.AWS_ACCESS_KEY_ID,
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
      sessionToken: process.env.AWS_SESSION_TOKEN,
    }),
  }),
  log: (what, details) => console.log(JSON.stringify({ what, ...details })),
  sleep: (seconds) => wait(seconds * 1000),
  settleSeconds: Number(SETTLE_SECONDS),
};

export const handler = (event) => rotate(event, world);
