import { flag, text } from "../../../core/values/read";
import { title } from "../known";
import { whenMade } from "../phases";
import { found, type Refusal } from "../refusal";

const instanceType = "aws:rds/instance:Instance";

export const replicaOfManagedPassword: Refusal = {
  ...whenMade,
  name: "rds-replica-of-managed-password",
  code: "InvalidParameterCombination",
  sentence: "An instance whose password RDS manages has no read replicas, unless it runs SQL Server.",
  source: "Amazon RDS User Guide, Password management with Amazon RDS and AWS Secrets Manager, limitations",
  types: [instanceType],
  judge({ inputs, region }, account) {
    const property = "replicateSourceDb";
    const named = text(inputs, property);
    const source = account
      .all(instanceType)
      .find(({ outputs, region: home }) =>
        named?.startsWith("arn:")
          ? text(outputs, "arn") === named
          : text(outputs, "identifier") === named && home === region,
      );
    if (named === undefined || source === undefined) return undefined;
    const isSqlServer = text(source.inputs, "engine")?.startsWith("sqlserver") === true;
    if (isSqlServer || flag(source.inputs, "manageMasterUserPassword") !== true) return undefined;
    return found(
      `${property} names ${title(source)}, whose password RDS manages (manageMasterUserPassword); give it a password from a secret of your own, or do without replicas`,
      property,
    );
  },
};
