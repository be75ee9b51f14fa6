import { mapIn, mapsIn } from "../../../../test/support/values";
import { type Need, type NeedsOf, textIn, throughService, writesLog } from "./need";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_Roles.html */
export const ofCanary: NeedsOf = ({ inputs }, system) => {
  const role = textIn(inputs.executionRoleArn);
  const [, bucket, folder] = /^s3:\/\/([^/]+)\/(.*)$/.exec(String(inputs.artifactS3Location)) ?? [];
  if (role === undefined || bucket === undefined) return [];
  const key =
    textIn(mapIn(mapIn(inputs.artifactConfig).s3Encryption).kmsKeyArn) ?? system.keyOfBucket(bucket);
  const metrics = `arn:aws:cloudwatch:${inputs.region}:${system.account}:dataset/default`;
  return [
    { role, actions: ["s3:PutObject"], on: `arn:aws:s3:::${bucket}/${folder}1.json` },
    { role, actions: ["s3:GetBucketLocation"], on: `arn:aws:s3:::${bucket}` },
    { role, actions: ["s3:ListAllMyBuckets"], on: "*" },
    ...throughService(role, key, "s3", ["kms:GenerateDataKey", "kms:Decrypt"]),
    writesLog(role, inputs.region, `/aws/lambda/cwsyn-${inputs.name}-one`, system.account),
    {
      ...{ role, actions: ["cloudwatch:PutMetricData"], on: metrics },
      context: { "cloudwatch:namespace": "CloudWatchSynthetics" },
    },
  ];
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
export const ofReplication: NeedsOf = ({ inputs }, system) => {
  const role = textIn(inputs.role);
  if (role === undefined) return [];
  const source = `arn:aws:s3:::${inputs.bucket}`;
  const read = ["ForReplication", "Acl", "Tagging"].map((part) => `s3:GetObjectVersion${part}`);
  return [
    { role, actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"], on: source },
    { role, actions: read, on: `${source}/one` },
    ...withKey(role, system.keyOfBucket(inputs.bucket), "kms:Decrypt", source),
    ...mapsIn(inputs.rules).flatMap(({ destination }): Need[] => {
      const { bucket, encryptionConfiguration } = mapIn(destination);
      const key = textIn(mapIn(encryptionConfiguration).replicaKmsKeyId);
      const actions = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"];
      return [{ role, actions, on: `${bucket}/one` }, ...withKey(role, key, "kms:Encrypt", String(bucket))];
    }),
  ];
};

/**
 * Objects under a bucket key are known to KMS by the bucket's ARN, those written before it was turned on by their own.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
const withKey = (role: string, key: string | undefined, action: string, bucket: string): Need[] =>
  [bucket, `${bucket}/one`].flatMap((arn) => {
    const context = { "kms:EncryptionContext:aws:s3:arn": arn };
    return throughService(role, key, "s3", [action], context, { boundByEach: true });
  });
