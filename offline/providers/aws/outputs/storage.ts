import { stableHex } from "../../core/lifecycle/stable";
import { text } from "../../core/values/read";
import { Asset, type Value } from "../../core/values/value";
import type { Birth } from "../birth";
import { idFrom, nameAsId, type OutputTable, type TypeOutputs } from "./table";

/** Hosted zone ids of S3 website endpoints. Source: AWS General Reference, "Amazon S3 website endpoints". */
const websiteZones: Record<string, string> = {
  "us-east-1": "Z3AQBSTGFYJSTF",
  "us-east-2": "Z2O1EMRO9K5GLX",
  "us-west-1": "Z2F56UZL2M1ACD",
  "us-west-2": "Z3BJ6K6RIION7M",
  "ap-northeast-1": "Z2M4EHUR26P7ZW",
  "ap-northeast-2": "Z3W03O7B5YMIYP",
  "ap-south-1": "Z11RGJOFQNVJUP",
  "ap-southeast-1": "Z3O0J2DXBE1FTB",
  "ap-southeast-2": "Z1WCIGYICN2BYD",
  "ca-central-1": "Z1QDHH18159H29",
  "eu-central-1": "Z21DNDUVLTQW6Q",
  "eu-north-1": "Z3BAZG2TWCNX0D",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "eu-west-2": "Z3GKZC51ZF0DB4",
  "eu-west-3": "Z3R1K369G5AVDG",
  "sa-east-1": "Z7KQH4QJS55SO",
};

const bucket: TypeOutputs = {
  id: nameAsId("bucket"),
  outputs: (birth, id) => ({
    arn: `arn:${birth.partition}:s3:::${id}`,
    bucket: id,
    bucketRegion: birth.region,
    bucketDomainName: `${id}.s3.${birth.dnsSuffix}`,
    bucketRegionalDomainName: `${id}.s3.${birth.region}.${birth.dnsSuffix}`,
    hostedZoneId: websiteZones[birth.region] ?? `Z${birth.region.replace(/-/g, "").toUpperCase()}S3`,
    acl: text(birth.inputs, "acl") ?? "private",
    bucketNamespace: text(birth.inputs, "bucketNamespace") ?? "global",
    requestPayer: text(birth.inputs, "requestPayer") ?? "BucketOwner",
    ...{
      accelerationStatus: text(birth.inputs, "accelerationStatus") ?? "",
      policy: text(birth.inputs, "policy") ?? "",
    },
    websiteDomain: birth.inputs.website === undefined ? "" : websiteDomain(birth),
    websiteEndpoint: birth.inputs.website === undefined ? "" : `${id}.${websiteDomain(birth)}`,
  }),
};

const object: TypeOutputs = {
  id: (birth) => `${text(birth.inputs, "bucket") ?? ""}/${text(birth.inputs, "key") ?? ""}`,
  outputs: (birth) => {
    const digest = contentHash(birth);
    return {
      arn: `arn:${birth.partition}:s3:::${text(birth.inputs, "bucket") ?? ""}/${text(birth.inputs, "key") ?? ""}`,
      etag: text(birth.inputs, "etag") ?? digest.slice(0, 32),
      versionId: digest.slice(0, 32),
      contentType: text(birth.inputs, "contentType") ?? "application/octet-stream",
      serverSideEncryption: text(birth.inputs, "serverSideEncryption") ?? "AES256",
      storageClass: text(birth.inputs, "storageClass") ?? "STANDARD",
      acl: text(birth.inputs, "acl") ?? "",
      kmsKeyId: text(birth.inputs, "kmsKeyId") ?? "",
      ...emptyChecksums,
    };
  },
};

const emptyChecksums = Object.fromEntries(
  ["Crc32", "Crc32c", "Crc64nvme", "Sha1", "Sha256"].map((kind) => [`checksum${kind}`, ""]),
);

/** The sub-resources of a bucket that are one per bucket and have its name as id. */
const perBucket = [
  "AccelerateConfiguration",
  "Acl",
  "CorsConfiguration",
  "LifecycleConfiguration",
  "Logging",
  "Notification",
  "ObjectLockConfiguration",
  "OwnershipControls",
  "Policy",
  "PublicAccessBlock",
  "ReplicationConfig",
  "RequestPaymentConfiguration",
  "ServerSideEncryptionConfiguration",
  "Versioning",
  "WebsiteConfiguration",
  "Abac",
  "MetadataConfiguration",
].flatMap((part) => ["", "V2"].map((version) => `aws:s3/bucket${part}${version}:Bucket${part}${version}`));

export const storage: OutputTable = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/bucketObject:BucketObject": object,
  "aws:s3/bucketObjectv2:BucketObjectv2": object,
  ...Object.fromEntries(
    perBucket.map((type) => [
      type,
      {
        id: idFrom("", "bucket"),
        outputs: (birth: Birth) => ({
          websiteDomain: websiteDomain(birth),
          websiteEndpoint: `${text(birth.inputs, "bucket") ?? ""}.${websiteDomain(birth)}`,
        }),
      },
    ]),
  ),
  "aws:dynamodb/table:Table": {
    id: nameAsId(),
    outputs: (birth, id) => {
      const stream = birth.inputs.streamEnabled === true;
      const arn = birth.arn("dynamodb", `table/${id}`);
      return {
        arn,
        name: id,
        streamArn: stream ? `${arn}/stream/2026-01-01T00:00:00.000` : "",
        streamLabel: stream ? "2026-01-01T00:00:00.000" : "",
      };
    },
  },
  "aws:dynamodb/tableReplica:TableReplica": {
    id: (birth) => `${tableOfReplica(birth)}:${arnPart(birth, 3)}`,
    outputs: (birth) => ({ arn: birth.arn("dynamodb", `table/${tableOfReplica(birth)}`) }),
  },
};

const arnPart = (birth: Birth, index: number): string =>
  text(birth.inputs, "globalTableArn")?.split(":")[index] ?? "";

/** A replica has the name of its table. */
const tableOfReplica = (birth: Birth): string => arnPart(birth, 5).replace("table/", "");

/** Newer regions write a dot where the first ones wrote a dash. */
function websiteDomain(birth: Birth): string {
  const dashed = [
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "eu-west-1",
    "sa-east-1",
  ];
  return `s3-website${dashed.includes(birth.region) ? "-" : "."}${birth.region}.${birth.dnsSuffix}`;
}

function contentHash(birth: Birth): string {
  const { source, content, contentBase64, sourceHash } = birth.inputs;
  return stableHex(64, ...[source, content, contentBase64, sourceHash].map(fingerprint));
}

function fingerprint(value: Value | undefined): string {
  if (value instanceof Asset) return String(value.fields.hash ?? "");
  return typeof value === "string" ? value : "";
}
