import { isSet } from "../../../core/values/read";
import { title } from "../known";
import { found, type Refusal } from "../refusal";
import { clusterType, writerBefore } from "./global-members";

const words: Record<string, string> = {
  masterUsername: "user name",
  masterPassword: "password",
  masterPasswordWo: "password",
  databaseName: "database name",
};

export const secondaryCredentials: Refusal = {
  name: "rds-secondary-credentials",
  code: "InvalidParameterCombination",
  sentence:
    "A secondary cluster of a global database takes user, password and database name from its writer.",
  source: "Amazon Aurora User Guide, Adding an AWS Region to an Amazon Aurora global database",
  types: [clusterType],
  phases: ["check", "create"],
  severity: "error",
  judge(resource, account) {
    const writer = writerBefore(resource, account);
    if (writer === undefined) return undefined;
    const property = Object.keys(words).find((key) => isSet(resource.inputs, key));
    return property === undefined
      ? undefined
      : found(
          `${property} is set; AWS can't take a ${words[property]} for a cross-region replication cluster, and ${title(writer)} (${writer.region}) is already the writer of this global database. Leave it out here`,
          property,
        );
  },
};
