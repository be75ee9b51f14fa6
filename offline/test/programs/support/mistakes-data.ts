import type { Mistake } from "./mistake";

/** Mistakes of the programs that keep data. */
export const data: Readonly<Record<string, readonly Mistake[]>> = {
  "rds-in-vpc": [
    {
      what: "an engine version that there is not",
      change: [`engineVersion: "16.4"`, `engineVersion: "16.0"`],
      says: /Instance "database": engineVersion is "16\.0"/,
    },
    {
      what: "an instance class that there is not",
      change: ["db.t4g.medium", "db.t4g.huge"],
      says: /Instance "database": instanceClass is "db\.t4g\.huge"/,
    },
    {
      what: "a user that RDS keeps for itself",
      change: [`username: "app"`, `username: "rdsadmin"`],
      says: /Instance "database": .*username "rdsadmin" cannot be used as it is a reserved word.*AWS: InvalidParameterValue/,
    },
    {
      what: "a password with characters that RDS does not take",
      change: ["password: password.result,", `password: "p@ssw0rd/1",`],
      says: /Instance "database": .*password is not a valid password.*\(AWS: InvalidParameterValue/,
    },
    {
      what: "a description in another script",
      change: [`"The database"`, `"Die Datenbank für alle"`],
      says: /SecurityGroup "database": .*ASCII.*\(AWS: InvalidParameterValue/,
    },
    {
      what: "a VPC of a size that there is not",
      change: ["10.20.0.0/16", "10.0.0.0/8"],
      says: /Vpc "app": .*10\.0\.0\.0\/8.*\(AWS: InvalidVpc\.Range/,
    },
    {
      what: "a database in one zone",
      change: ["vpc.privateSubnetIds }", "vpc.privateSubnetIds.apply((ids) => ids.slice(0, 1)) }"],
      at: "up",
      says: /SubnetGroup "database": .*\(AWS: DBSubnetGroupDoesNotCoverEnoughAZs/,
    },
    {
      what: "a database that can't be deleted without a name for its last snapshot",
      change: ["skipFinalSnapshot: true", "skipFinalSnapshot: false"],
      at: "destroy",
      says: /Instance "database": .*final.*napshot.*\(provider/i,
    },
  ],
  "bucket-replication": [
    {
      what: "a source without versions",
      change: [
        `bucket: source.id,\n  versioningConfiguration: { status: "Enabled" }`,
        `bucket: source.id,\n  versioningConfiguration: { status: "Suspended" }`,
      ],
      at: "up",
      says: /BucketReplicationConfig "source": .*\(AWS: InvalidRequest; offline refusal s3-replication-source-versioning\)/,
    },
    {
      what: "a destination without versions",
      change: [
        `bucket: copy.id, versioningConfiguration: { status: "Enabled" }`,
        `bucket: copy.id, versioningConfiguration: { status: "Suspended" }`,
      ],
      at: "up",
      says: /BucketReplicationConfig "source": .*\(AWS: InvalidRequest; offline refusal s3-replication-destination-versioning\)/,
    },
    {
      what: "a storage class that there is not",
      change: [`"STANDARD_IA"`, `"COLD"`],
      says: /BucketReplicationConfig "source": rules\[0\]\.destination\.storageClass is "COLD"; AWS takes /,
    },
    {
      what: "a switch that is neither on nor off",
      change: [`id: "everything",\n        status: "Enabled"`, `id: "everything",\n        status: "On"`],
      says: /BucketReplicationConfig "source": rules\[0\]\.status is "On"; AWS takes Disabled, Enabled/,
    },
    {
      what: "a bucket name with capitals",
      change: [`new s3.Bucket("source")`, `new s3.Bucket("source", { bucket: "My_Source" })`],
      says: /Bucket "source": bucket is "My_Source"; .*\(AWS: (InvalidArgument|InvalidBucketName)/,
    },
  ],
  "dynamodb-global-table": [
    {
      what: "an attribute that nothing is indexed by",
      change: [
        `{ name: "status", type: "S" },`,
        `{ name: "status", type: "S" }, { name: "total", type: "N" },`,
      ],
      says: /Table "orders": all attributes must be indexed\. Unused attributes: total.*\(provider/,
    },
    {
      what: "a key that is no attribute",
      change: [`hashKey: "customer"`, `hashKey: "client"`],
      says: /Table "orders": .*client.*\((provider|AWS: ValidationException)/,
    },
    {
      what: "a view of the stream that there is not",
      change: [`"NEW_AND_OLD_IMAGES"`, `"ALL_IMAGES"`],
      says: /Table "orders": streamViewType is "ALL_IMAGES"; AWS takes .*\(AWS: ValidationException/,
    },
    {
      what: "a billing mode that there is not",
      change: [`"PAY_PER_REQUEST"`, `"ON_DEMAND"`],
      says: /Table "orders": billingMode is "ON_DEMAND"; AWS takes .*PAY_PER_REQUEST.*\(AWS: ValidationException/,
    },
    {
      what: "a key of a kind that there is not",
      change: [`name: "placed", type: "N"`, `name: "placed", type: "I"`],
      says: /Table "orders": attributes\[1\]\.type is "I"/,
    },
    {
      what: "a projection that there is not",
      change: [`"KEYS_ONLY"`, `"NONE"`],
      says: /Table "orders": localSecondaryIndexes\[0\]\.projectionType is "NONE"; AWS takes /,
    },
    {
      what: "a key that is gone too soon",
      change: ["deletionWindowInDays: 10", "deletionWindowInDays: 3"],
      says: /Key "sessions": deletionWindowInDays is 3; AWS takes 7 to 30/,
    },
  ],
  "static-site": [
    {
      what: "a price class that there is not",
      change: ["PriceClass_100", "PriceClass_300"],
      says: /Distribution "cdn": priceClass is "PriceClass_300"; AWS takes .*PriceClass_200.*\(AWS: InvalidArgument/,
    },
    {
      what: "a behaviour whose origin is misspelled",
      change: [`targetOriginId: "site"`, `targetOriginId: "sites"`],
      says: /Distribution "cdn": .*\(AWS: NoSuchOrigin/,
    },
    {
      what: "a set of methods that CloudFront does not take",
      change: [`["GET", "HEAD", "OPTIONS"]`, `["GET", "POST"]`],
      says: /Distribution "cdn": .*\(AWS: InvalidArgument/,
    },
    {
      what: "a misspelled signing behaviour",
      change: [`signingBehavior: "always"`, `signingBehavior: "allways"`],
      says: /OriginAccessControl "control": signingBehavior is "allways"; AWS takes .*\(AWS: InvalidArgument/,
    },
    {
      what: "an alias record with a time to live",
      change: [`name: domain,\n  type: "A",`, `name: domain,\n  ttl: 60,\n  type: "A",`],
      says: /Record "www": .*ttl.*\(provider/,
    },
    {
      what: "a certificate of the stack's own region",
      change: [
        `{ domainName: domain, validationMethod: "DNS" },\n  { provider: virginia },`,
        `{ domainName: domain, validationMethod: "DNS" },`,
      ],
      at: "deep check",
      says: /Distribution "cdn".*acmCertificateArn.*us-east-1/s,
    },
    {
      what: "a certificate for another name",
      change: ["{ domainName: domain,", `{ domainName: "shop.example.com",`],
      at: "up",
      says: /Distribution "cdn": .*\(AWS: InvalidViewerCertificate/,
    },
  ],
};
