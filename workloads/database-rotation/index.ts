import { logIn } from "./postgres";
import { type RotationEvent, rotate } from "./rotation";
import { type SecretsManagerClient, vaultOf } from "./secrets-manager";

// Required and not imported: Lambda's runtime has the package, this repository needs none of it.
const { SecretsManager } = require("@aws-sdk/client-secrets-manager") as {
  SecretsManager: new (settings: object) => SecretsManagerClient;
};

const vault = vaultOf(new SecretsManager({}));
/** Certificates that may answer for the writer's endpoint, besides its own name. */
const trust = { instances: process.env.DATABASE_INSTANCES };

/** Rotates the password of the database's administrator; Secrets Manager calls it for each of the four steps. */
export async function handler(event: RotationEvent): Promise<void> {
  await rotate(event, {
    vault,
    logIn: (login) => logIn(login, trust),
    log: (entry) => console.log(JSON.stringify(entry)),
  });
}
