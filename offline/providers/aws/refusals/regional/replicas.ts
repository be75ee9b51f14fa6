import { flag, maps, text } from "../../../core/values/read";
import { arnRegion } from "../known";
import { always, whenMade } from "../phases";
import { found, type Refusal } from "../refusal";

export const secretReplicaRegion: Refusal = {
  ...always,
  name: "secret-replica-region",
  code: "InvalidParameterException",
  sentence: "A secret's replicas are in other regions than the secret.",
  source: "AWS Secrets Manager User Guide, Replicate AWS Secrets Manager secrets across Regions",
  types: ["aws:secretsmanager/secret:Secret"],
  judge({ inputs, region }) {
    const index = maps(inputs, "replicas").findIndex((replica) => text(replica, "region") === region);
    return region === undefined || index < 0
      ? undefined
      : found(
          `Invalid replica region: replicas[${index}].region is ${region}, where the secret itself is; name another`,
          `replicas[${index}].region`,
        );
  },
};

const replicaKey = {
  ...whenMade,
  code: "UnsupportedOperationException",
  source: "AWS KMS Developer Guide, Create multi-Region replica keys",
  types: ["aws:kms/replicaKey:ReplicaKey"],
} as const;

export const replicaKeyRegion: Refusal = {
  ...replicaKey,
  name: "kms-replica-region",
  sentence: "A replica key is in another region than its primary key.",
  judge({ inputs, region }) {
    const primary = text(inputs, "primaryKeyArn");
    return region === undefined || primary === undefined || arnRegion(primary) !== region
      ? undefined
      : found(
          `primaryKeyArn is a key in ${region} (${primary}), where this replica would be; give the replica another \`region\``,
          "primaryKeyArn",
        );
  },
};

export const replicaOfSingleRegionKey: Refusal = {
  ...replicaKey,
  name: "kms-replica-of-single-region-key",
  sentence: "Only a multi-Region key has replicas.",
  judge({ inputs }, account) {
    const arn = text(inputs, "primaryKeyArn");
    const primary = account.all("aws:kms/key:Key").find(({ outputs }) => text(outputs, "arn") === arn);
    return arn === undefined || primary === undefined || flag(primary.inputs, "multiRegion") === true
      ? undefined
      : found(
          `primaryKeyArn is the single-Region key ${arn}; only a key made with \`multiRegion: true\` has replicas, and it can't be changed later`,
          "primaryKeyArn",
        );
  },
};
