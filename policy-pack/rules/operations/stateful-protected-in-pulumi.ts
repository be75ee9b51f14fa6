import { matchesPattern } from "../../frame/pattern";
import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { types } from "../../frame/types";

/** What is gone once the resource is. KMS keeps a deleted key for weeks and gives it back, so keys are not among them. */
const stateful: readonly string[] = [
  ...types.globalCluster,
  ...types.cluster,
  ...types.databaseInstance,
  ...types.table,
  ...types.bucket,
  ...types.secret,
  ...types.hostedZone,
  ...types.backupVault,
  "aws:docdb/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
  "aws:dsql/cluster:Cluster",
  "aws:efs/fileSystem:FileSystem",
  "aws:cognito/userPool:UserPool",
];

/** Properties whose drift opens or weakens a resource. */
const guards = new Set([
  "backupRetentionPeriod",
  "deletionProtection",
  "deletionProtectionEnabled",
  "enableKeyRotation",
  "forceDestroy",
  "iamDatabaseAuthenticationEnabled",
  "kmsKeyArn",
  "kmsKeyId",
  "pointInTimeRecovery",
  "policy",
  "publiclyAccessible",
  "serverSideEncryption",
  "serverSideEncryptionConfiguration",
  "skipFinalSnapshot",
  "storageEncrypted",
  "versioning",
  "vpcSecurityGroupIds",
]);

export const statefulProtectedInPulumi = resourceRule({
  id: "stateful-protected-in-pulumi",
  area: "operations",
  title: "Resources that hold data are protected in Pulumi, and their safeguards are not ignored",
  severity: "high",
  why: "AWS's deletion protection stops AWS; it does not stop a refactoring that makes Pulumi replace what it thinks is another resource, nor a destroy of the wrong stack. And a safeguard under ignoreChanges stays off once somebody has turned it off.",
  mend: "Set the resource option protect, and take the property out of ignoreChanges; or name a resource that may go in the setting exempt.",
  example: `
new aws.dynamodb.Table("orders", { ... }, { protect: true });`,
  wellArchitected: ["REL08-BP05"],
  pci: [],
  settings: {
    exempt: texts("Names of resources in the program that may be deleted; * stands for any characters."),
  },
  types: stateful,
  check({ name, opts }, { violation, notEvaluated }, { exempt }) {
    if (exempt.some((pattern) => matchesPattern(pattern, name))) return;
    if (!opts) {
      notEvaluated("its options are not known");
      return;
    }
    if (!opts.protect) violation("The option protect is not set.");
    const hidden = opts.ignoreChanges.map(firstKey).filter((key) => key === "*" || guards.has(key));
    if (hidden.length > 0) violation(`ignoreChanges hides ${[...new Set(hidden)].join(", ")}.`);
  },
});

/** `policy` of `policy.Statement[0]`, of `["policy"]` and of `policy` itself. */
function firstKey(path: string): string {
  return /^(?:\["([^"]+)"\]|([^.[]+))/.exec(path)?.slice(1).find(Boolean) ?? path;
}
