import { isMap } from "../../providers/core/values/value";
import type { GraphResource } from "../graph/graph";
import { addRules } from "./shapes/network";
import { incomplete, object, renamed, type TypeShapes } from "./shapes/shape";
import { bucketAcl, bucketParts } from "./shapes/storage";
import type { Writer } from "./writer";

/** A Pulumi resource that is a part of another one in CloudFormation. */
export interface Fold {
  /** Type of the whole. */
  readonly into: string;
  /** Input that names the whole. */
  readonly by: string;
  /** How the whole is named: its input that holds the same text. */
  readonly name: string;
  write(writer: Writer, part: GraphResource): void;
}

function shaped(into: string, by: string, name: string, shapes: TypeShapes): Fold {
  return {
    into,
    by,
    name,
    write(writer, { inputs }) {
      for (const [input, value] of Object.entries(inputs)) {
        if (value === undefined || value === null) continue;
        const shape = shapes[input];
        if (shape !== undefined) shape(writer, value, input);
        else if (input !== by && input !== "region") incomplete(writer, value);
      }
    },
  };
}

/** A part whose mapping leads into the whole already. */
function mapped(into: string, by: string, name: string, shapes: TypeShapes = {}): Fold {
  return {
    into,
    by,
    name,
    write(writer, { inputs }) {
      for (const [input, value] of Object.entries(inputs)) {
        if (value === undefined || value === null || input === by || input === "region") continue;
        const shape = shapes[input];
        if (shape !== undefined) shape(writer, value, input);
        else writer.mapped(input, value);
      }
    },
  };
}

const ofBucket = Object.fromEntries(
  Object.entries({ ...bucketParts, "s3/bucketAcl:BucketAcl": bucketAcl }).map(([type, shapes]) => [
    type,
    shaped("aws:s3/bucket:Bucket", "bucket", "bucket", shapes),
  ]),
);

const FOLDS: Readonly<Record<string, Fold>> = {
  ...ofBucket,
  "s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": mapped(
    "aws:s3/bucket:Bucket",
    "bucket",
    "bucket",
    {
      indexDocument: object({ suffix: renamed("WebsiteConfiguration.IndexDocument") }),
      errorDocument: object({ key: renamed("WebsiteConfiguration.ErrorDocument") }),
    },
  ),
  // Named by an edge alone: many methods have the same verb.
  "apigateway/integration:Integration": mapped("aws:apigateway/method:Method", "httpMethod", "urn"),
  "backup/vaultLockConfiguration:VaultLockConfiguration": mapped(
    "aws:backup/vault:Vault",
    "backupVaultName",
    "name",
  ),
  "backup/vaultNotifications:VaultNotifications": mapped("aws:backup/vault:Vault", "backupVaultName", "name"),
  "efs/replicationConfiguration:ReplicationConfiguration": mapped(
    "aws:efs/fileSystem:FileSystem",
    "sourceFileSystemId",
    "urn",
  ),
  "iam/rolePolicyAttachment:RolePolicyAttachment": {
    into: "aws:iam/role:Role",
    by: "role",
    name: "name",
    write: (writer, { inputs }) =>
      writer.put(
        `ManagedPolicyArns[${writer.draft.length("ManagedPolicyArns")}]`,
        inputs.policyArn,
        "policyArn",
      ),
  },
  "iam/rolePolicy:RolePolicy": {
    into: "aws:iam/role:Role",
    by: "role",
    name: "name",
    write(writer, { inputs }) {
      const to = `Policies[${writer.draft.length("Policies")}]`;
      writer.put(`${to}.PolicyName`, inputs.name, "name");
      // A document that is not known yet leaves a policy without one, which no rule can judge.
      if (typeof inputs.policy === "string") writer.put(`${to}.PolicyDocument`, inputs.policy, "policy");
      else writer.draft.incomplete = true;
    },
  },
  "ec2/securityGroupRule:SecurityGroupRule": {
    into: "aws:ec2/securityGroup:SecurityGroup",
    by: "securityGroupId",
    name: "urn",
    write: (writer, { inputs }) => addRules(writer, inputs, "", inputs.type === "egress"),
  },
  "ecr/lifecyclePolicy:LifecyclePolicy": {
    into: "aws:ecr/repository:Repository",
    by: "repository",
    name: "name",
    write: (writer, { inputs }) => {
      if (!isMap(inputs.policy)) writer.put("LifecyclePolicy.LifecyclePolicyText", inputs.policy, "policy");
    },
  },
  "cloudwatch/eventTarget:EventTarget": {
    into: "aws:cloudwatch/eventRule:EventRule",
    by: "rule",
    name: "name",
    write(writer, { name, inputs }) {
      const to = `Targets[${writer.draft.length("Targets")}]`;
      writer.put(`${to}.Id`, inputs.targetId ?? name, "targetId");
      writer.put(`${to}.Arn`, inputs.arn, "arn");
      writer.put(`${to}.RoleArn`, inputs.roleArn, "roleArn");
      writer.put(`${to}.Input`, inputs.input, "input");
      writer.put(`${to}.InputPath`, inputs.inputPath, "inputPath");
      if (isMap(inputs.deadLetterConfig))
        writer.put(`${to}.DeadLetterConfig.Arn`, inputs.deadLetterConfig.arn, "deadLetterConfig.arn");
      // Targets of other kinds have settings of their own, which are not written here.
      writer.draft.incomplete = true;
    },
  },
};

export function foldOf(type: string): Fold | undefined {
  return FOLDS[type.replace(/^aws:/, "")];
}
