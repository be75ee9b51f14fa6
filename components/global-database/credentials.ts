import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword";
import { ReplicatedSecret } from "../replicated-secret";
import { defaults, type GlobalClusterCreation } from "./args";

/** The administrator's credentials of a global database. */
export interface Credentials {
  secretArn: pulumi.Output<string>;
  /** ARN of the secret's key in its own region. */
  secretKeyArn: pulumi.Output<string>;
  /** A secret output: encrypted in the state, never shown. */
  password: pulumi.Output<string>;
}

/**
 * Makes the administrator's password and keeps it in one secret with a replica per failover region.
 * RDS can't manage this password: "clusters that are part of an Aurora global database" are excluded.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
 */
export function createCredentials(
  name: string,
  args: GlobalClusterCreation & { region: string; keyAlias: string; protect: boolean },
  endpoint: pulumi.Output<string>,
  parent: pulumi.Resource,
): Credentials {
  // RDS refuses / @ " and space in a password.
  const password = new RandomPassword(
    `${name}-password`,
    {
      length: defaults.passwordLength,
      overrideSpecial: "!#$%&*()-_=+[]{}<>:?",
      minSpecial: 2,
      minNumeric: 2,
    },
    { parent, protect: args.protect },
  );
  const document = pulumi.jsonStringify({
    engine: "postgres",
    host: endpoint,
    port: defaults.port,
    dbname: args.databaseName,
    username: args.masterUsername,
    password: password.result,
  });
  const secret = new ReplicatedSecret(
    `${name}-credentials`,
    {
      region: args.region,
      secretName: args.secretName,
      description: `Administrator of the database ${args.databaseName}`,
      keyAlias: `${args.keyAlias}-credentials`,
      replicaRegions: args.secretReplicaRegions,
      // By the stack's rotator, or by hand; the cluster ignores the password after its creation as well.
      rotated: true,
      protect: args.protect,
    },
    document,
    { parent },
  );
  return { secretArn: secret.arn, secretKeyArn: secret.keyArn, password: password.result };
}
