import { text } from "../../../core/values/read";
import { always } from "../phases";
import { found, type Refusal } from "../refusal";
import { clusterType } from "./global-members";

const types = [clusterType, "aws:rds/instance:Instance", "aws:docdb/cluster:Cluster"] as const;
const passwords = ["masterPassword", "masterPasswordWo", "password", "passwordWo"];

export const databasePassword: Refusal = {
  ...always,
  name: "rds-password",
  code: "InvalidParameterValue",
  sentence: 'A master password has printable ASCII characters, and none of / @ " or space.',
  source: "Amazon RDS API Reference, CreateDBCluster.MasterUserPassword",
  types,
  judge({ inputs }) {
    for (const property of passwords) {
      const password = text(inputs, property);
      if (password === undefined) continue;
      // The sentence says which rule it breaks, never a character of it.
      if (!/^[\x21-\x7e]+$/.test(password) || /[/@"]/.test(password))
        return found(
          `${property} is not a valid password: AWS takes printable ASCII characters besides '/', '@', '"', ' '`,
          property,
        );
    }
    return undefined;
  },
};

export const databaseUser: Refusal = {
  ...always,
  name: "rds-reserved-username",
  code: "InvalidParameterValue",
  sentence: "A master user name is no reserved word of the engine.",
  source: "Amazon RDS API Reference, CreateDBCluster.MasterUsername; aws-cloudformation/cfn-lint #4425",
  types,
  judge({ inputs }) {
    const property = ["masterUsername", "username"].find((key) => text(inputs, key) !== undefined);
    const user = property && text(inputs, property);
    const engine = text(inputs, "engine") ?? "";
    if (user === undefined || property === undefined || !reservedWords(engine).includes(user.toLowerCase()))
      return undefined;
    return found(
      `${property} "${user}" cannot be used as it is a reserved word used by the engine${engine && ` ${engine}`}; choose another`,
      property,
    );
  },
};

/** `admin` is a word of PostgreSQL and DocumentDB, and the usual name with MySQL. */
const reservedWords = (engine: string): string[] =>
  engine.includes("postgres") || engine.startsWith("docdb") ? ["rdsadmin", "admin"] : ["rdsadmin"];
