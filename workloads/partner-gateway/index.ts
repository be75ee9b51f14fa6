import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { SNS } from "@aws-sdk/client-sns";
import { jsonSetting, patience, setting } from "../lambda/environment";
import { jsonLog } from "../lambda/log";
import { api } from "../lambda/proxy";
import { onTopic } from "../lambda/topic";
import { partnerRoutes } from "./gateway";
import { parsePartners } from "./partners";
import { type SecretsManagerClient, secretsOf } from "./secrets";
import { receivedTable } from "./table";

// Required and not imported: Lambda's runtime has the package, this repository needs none of it.
const { SecretsManager } = require("@aws-sdk/client-secrets-manager") as {
  SecretsManager: new (settings: object) => SecretsManagerClient;
};

/** Takes reports of partners. Environment: PARTNERS (JSON, shape of `Partners`), RECEIVED_TABLE (name), PARTNER_TOPIC_ARN. */
export const handler = api(
  partnerRoutes({
    partners: parsePartners(jsonSetting("PARTNERS")),
    secrets: secretsOf(new SecretsManager(patience)),
    table: receivedTable(new DynamoDB(patience), setting("RECEIVED_TABLE")),
    announce: onTopic(new SNS(patience), setting("PARTNER_TOPIC_ARN")),
    now: () => Math.floor(Date.now() / 1_000),
  }),
  jsonLog("partner-gateway"),
);
