import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword";
import { ReplicatedSecret } from "../replicated-secret";

/** RDS for MySQL takes up to 41 characters. */
const PASSWORD_LENGTH = 40;

/** Whose credentials they are, and where they are kept. */
export interface AdministratorSecret {
  region: string;
  /** Start of the alias of the secret's key, without `alias/`. */
  keyAlias: string;
  /** Name of the secret. A change replaces it. */
  secretName: string;
  /** Other regions that get a replica of the secret, each under a key of its own. */
  replicaRegions: string[];
  /** What clients call the engine: `postgres` or `mysql`. */
  engine: string;
  port: number;
  databaseName: string;
  username: string;
  protect: boolean;
}

/** The administrator's credentials of a database whose password RDS can't manage. */
export interface Credentials {
  secretArn: pulumi.Output<string>;
  /** ARN of the secret's key in its own region. */
  secretKeyArn: pulumi.Output<string>;
}

/**
 * Makes a password that RDS takes.
 *
 * @returns a secret output: encrypted in the state, never shown
 */
export function createPassword(
  name: string,
  protect: boolean,
  parent: pulumi.Resource,
  length: number = PASSWORD_LENGTH,
): pulumi.Output<string> {
  // RDS refuses / @ " and space in a password.
  const shape = { length, overrideSpecial: "!#$%&*()-_=+[]{}<>:?", minSpecial: 2, minNumeric: 2 };
  return new RandomPassword(`${name}-password`, shape, { parent, protect }).result;
}

/** Keeps the administrator's credentials in one secret with a replica per failover region. */
export function createAdministratorSecret(
  name: string,
  args: AdministratorSecret,
  password: pulumi.Output<string>,
  host: pulumi.Output<string>,
  parent: pulumi.Resource,
): Credentials {
  const { engine, port, databaseName: dbname, username } = args;
  const secret = new ReplicatedSecret(
    `${name}-credentials`,
    {
      region: args.region,
      secretName: args.secretName,
      description: `Administrator of the database ${dbname}`,
      keyAlias: `${args.keyAlias}-credentials`,
      replicaRegions: args.replicaRegions,
      // By the stack's rotator, or by hand; the database ignores the password after its creation as well.
      rotated: true,
      protect: args.protect,
    },
    pulumi.jsonStringify({ engine, host, port, dbname, username, password }),
    { parent },
  );
  return { secretArn: secret.arn, secretKeyArn: secret.keyArn };
}
