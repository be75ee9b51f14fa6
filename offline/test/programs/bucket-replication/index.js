const iam = require("@pulumi/aws/iam");
const aws = require("@pulumi/aws/provider");
const s3 = require("@pulumi/aws/s3");
const pulumi = require("@pulumi/pulumi");

const away = { provider: new aws.Provider("away", { region: "eu-central-1" }) };

const source = new s3.Bucket("source");
const copy = new s3.Bucket("copy", {}, away);
const sourceVersions = new s3.BucketVersioning("source", {
  bucket: source.id,
  versioningConfiguration: { status: "Enabled" },
});
const copyVersions = new s3.BucketVersioning(
  "copy",
  { bucket: copy.id, versioningConfiguration: { status: "Enabled" } },
  away,
);

const role = new iam.Role("replication", {
  assumeRolePolicy: iam.assumeRolePolicyForPrincipal({ Service: "s3.amazonaws.com" }),
});
const policy = new iam.Policy("replication", {
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: source.arn,
      },
      {
        Effect: "Allow",
        Action: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
        Resource: pulumi.interpolate`${source.arn}/*`,
      },
      {
        Effect: "Allow",
        Action: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
        Resource: pulumi.interpolate`${copy.arn}/*`,
      },
    ],
  }),
});
new iam.RolePolicyAttachment("replication", { role: role.name, policyArn: policy.arn });

new s3.BucketReplicationConfig(
  "source",
  {
    bucket: source.id,
    role: role.arn,
    rules: [
      {
        id: "everything",
        status: "Enabled",
        priority: 1,
        filter: { prefix: "" },
        deleteMarkerReplication: { status: "Enabled" },
        destination: { bucket: copy.arn, storageClass: "STANDARD_IA" },
      },
    ],
  },
  { dependsOn: [sourceVersions, copyVersions] },
);
new s3.BucketLifecycleConfiguration(
  "copy",
  {
    bucket: copy.id,
    rules: [
      {
        id: "old-versions",
        status: "Enabled",
        filter: {},
        noncurrentVersionExpiration: { noncurrentDays: 90 },
      },
    ],
  },
  { ...away, dependsOn: copyVersions },
);

exports.source = source.bucket;
exports.copy = copy.bucket;
