import type { Value, ValueMap } from "../../../../providers/core/values/value";
import { Cloud } from "../../support";
import { types } from "../fixtures";
import { type Case, describeRefusals } from "./kit";
import { buckets, other, ownership, replica, versioned } from "./world";

const bucketAcl = (cloud: Cloud, bucket: string) =>
  cloud.create("aws:s3/bucketAcl:BucketAcl", "acl", { bucket, acl: "private" });

function publicPolicy(cloud: Cloud, blockPublicPolicy: boolean, principal: Value): void {
  cloud.create(types.bucket, "site", { bucket: "site" });
  cloud.create("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", {
    bucket: "site",
    blockPublicPolicy,
  });
  const Statement = [
    { Effect: "Allow", Principal: principal, Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" },
  ];
  cloud.create("aws:s3/bucketPolicy:BucketPolicy", "policy", {
    bucket: "site",
    policy: JSON.stringify({ Version: "2012-10-17", Statement }),
  });
}

const table = (cloud: Cloud, names: string[], changes: ValueMap) =>
  cloud.create("aws:dynamodb/table:Table", `table-${names.length}`, {
    hashKey: "id",
    attributes: names.map((name) => ({ name, type: "S" })),
    ...changes,
  });

const provisioned = { billingMode: "PROVISIONED", readCapacity: 5, writeCapacity: 5, streamEnabled: true };

/** A replica of a table; `scaled` says what of the table is scaled before. */
function replicaOf(cloud: Cloud, changes: ValueMap, scaled?: string): void {
  const made = table(cloud, ["id"], { name: "orders", ...changes });
  if (scaled !== undefined) {
    cloud.create("aws:appautoscaling/policy:Policy", "use", {
      name: "use",
      policyType: "TargetTrackingScaling",
      serviceNamespace: "dynamodb",
      resourceId: "table/orders",
      scalableDimension: `dynamodb:table:${scaled}CapacityUnits`,
    });
  }
  cloud.create("aws:dynamodb/tableReplica:TableReplica", "replica", {
    region: "us-east-1",
    globalTableArn: made.outputs.arn ?? "",
  });
}

const cases: Case[] = [
  {
    refusal: "s3-replication-source-versioning",
    code: "InvalidRequest",
    mistake: (cloud) => {
      buckets(cloud);
      versioned(cloud, "to");
      replica(cloud, "from", "to");
    },
    twin: (cloud) => {
      buckets(cloud);
      versioned(cloud, "to");
      versioned(cloud, "from");
      replica(cloud, "from", "to");
      replica(other(cloud, { stack: "b" }), "from", "somebody-elses");
    },
  },
  {
    refusal: "s3-replication-destination-versioning",
    code: "InvalidRequest",
    mistake: (cloud) => {
      buckets(cloud);
      versioned(cloud, "to", "Suspended");
      versioned(cloud, "from");
      replica(cloud, "from", "to");
    },
    twin: (cloud) => {
      buckets(cloud);
      versioned(cloud, "to");
      versioned(cloud, "from");
      replica(cloud, "from", "to");
    },
  },

  {
    refusal: "s3-acl-not-supported",
    code: "AccessControlListNotSupported",
    mistake: (cloud) => {
      buckets(cloud);
      bucketAcl(cloud, "from");
    },
    twin: (cloud) => {
      buckets(cloud);
      ownership(cloud, "from", "ObjectWriter");
      bucketAcl(cloud, "from");
      bucketAcl(other(cloud, { stack: "b" }), "somebody-elses");
    },
  },
  {
    refusal: "s3-public-policy-blocked",
    code: "AccessDenied",
    mistake: (cloud) => publicPolicy(cloud, true, "*"),
    twin: (cloud) => {
      publicPolicy(cloud, true, { Service: "cloudfront.amazonaws.com" });
      publicPolicy(new Cloud(), false, { AWS: "*" });
    },
  },
  {
    refusal: "dynamodb-unused-attribute",
    code: "provider",
    mistake: (cloud) => table(cloud, ["id", "amount"], {}),
    twin: (cloud) => {
      table(cloud, ["id", "amount", "at"], {
        rangeKey: "at",
        globalSecondaryIndexes: [{ name: "by-amount", hashKey: "amount", projectionType: "ALL" }],
      });
      table(cloud, ["id", "amount"], {
        globalSecondaryIndexes: [
          {
            ...{ name: "by-amount", projectionType: "ALL" },
            keySchemas: [{ attributeName: "amount", keyType: "HASH" }],
          },
        ],
      });
    },
  },
  {
    refusal: "dynamodb-undeclared-key",
    code: "provider",
    mistake: (cloud) => table(cloud, ["id"], { rangeKey: "at" }),
    twin: (cloud) => table(cloud, ["id", "at"], { rangeKey: "at" }),
  },
  {
    refusal: "dynamodb-replica-capacity",
    code: "ValidationException",
    mistake: (cloud) => replicaOf(cloud, provisioned),
    twin: (cloud) => {
      replicaOf(cloud, provisioned, "Write");
      replicaOf(new Cloud(), { billingMode: "PAY_PER_REQUEST", streamEnabled: true });
    },
  },
  {
    refusal: "dynamodb-replica-capacity",
    code: "ValidationException",
    mistake: (cloud) => replicaOf(cloud, provisioned, "Read"),
    twin: (cloud) => replicaOf(cloud, provisioned, "Write"),
  },
  {
    refusal: "dynamodb-new-table-replicas",
    code: "ValidationException",
    mistake: (cloud) => table(cloud, ["id"], { ...provisioned, replicas: [{ regionName: "us-east-1" }] }),
    twin: (cloud) => {
      const made = table(cloud, ["id"], provisioned);
      const { tagsAll: _merged, ...inputs } = made.inputs;
      cloud.update(made, { ...inputs, replicas: [{ regionName: "us-east-1" }] });
    },
  },
];

describeRefusals("storage", cases);
