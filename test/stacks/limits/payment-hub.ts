import { addresses, common, databaseName, distribution } from "./common";
import { int, type Limits, oneOf, onOff, text } from "./limit";

const role = text(
  ["arn:aws:iam::111122223333:role/a", "arn:aws-us-gov:iam::111122223333:role/path/a"],
  [
    "arn:aws:iam::11112222333:role/a",
    "arn:aws:iam::111122223333:user/a",
    "arn:aws:iam::111122223333:role/",
    "xarn:aws:iam::111122223333:role/a",
  ],
  "the ARN of an IAM role",
);

export const paymentHub: Limits = {
  ...common,
  ...distribution("edge"),
  ...addresses("edge"),
  "network.link": oneOf(["peering", "transit-gateway", "none"], "peering"),
  "database.engineVersion": text(
    ["16.8", "17.10"],
    ["16", "6.8", "16.8.1", "x16.8", "116.8"],
    'a full Aurora PostgreSQL version in quotes, such as "16.8"',
  ),
  "database.instanceClass": text(
    ["db.r5.large", "db.r9gd.4xlarge", "db.x2g.large"],
    ["db.m7g.large", "db.r4.large", "r7g.large", "db.r7g", "db.r7g.large.x", "db.serverless2"],
    "a memory-optimised class that a global database takes, such as db.r7g.xlarge, or db.serverless",
  ),
  "database.instanceCount": int(1, 15, 3),
  "database.readerScaling.targetCpu": int(20, 90, 60),
  "database.readerScaling.maximum": {
    ...int(2, 15),
    allowed: "1 to 15, and not less than the readers among instanceCount",
  },
  "database.commitWaitSeconds": int(20, 86_400),
  "database.passwordRotationDays": int(1, 90, 30),
  "database.name": databaseName(
    "payments",
    "a PostgreSQL name of up to 63 lower-case letters, digits and underscores",
  ),
  "database.backupRetentionDays": int(14, 35, 35),
  "cluster.version": text(
    ["1.34"],
    ["1.3", "1.345", "2.34", "v1.34"],
    'a Kubernetes version in quotes, such as "1.34"',
  ),
  "cluster.administrators.0": role,
  "cluster.administrators": {
    takes: [
      ["arn:aws:iam::111122223333:role/a"],
      ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::444455556666:role/a"],
    ],
    refuses: [[], "x", ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b/a"]],
    allowed: "one or more ARNs of IAM roles, each name once in an account",
  },
  "cluster.compute": oneOf(["auto-mode", "managed-node-groups"], "auto-mode"),
  "cluster.addonVersions.coredns": text(
    ["v1.13.2-eksbuild.21"],
    ["1.13.2-eksbuild.21", "v1.13.2", "v1.13-eksbuild.1", "v1.13.2-eksbuild.", "v1.13.2-eksbuild.2x"],
    "an add-on's version such as v1.13.2-eksbuild.21",
  ),
  "cluster.targetPort": int(1024, 65_535, 8443),
  "edge.requestsPerFiveMinutes": int(100, 2_000_000_000, 2000),
  "edge.api.requestsPerFiveMinutes": int(10, 2_000_000_000, 10_000),
  "edge.api.cachedPaths.0": text(
    ["/docs/*", "/a", `/${"a".repeat(254)}`],
    ["docs/*", "/*", "/**", "/", `/${"a".repeat(255)}`, "/a b"],
    "a path pattern that starts with / and names a part of the API, such as /docs/*",
  ),
  "edge.api.cachedPaths": {
    takes: [[], Array(20).fill("/a")],
    refuses: [Array(21).fill("/a")],
    allowed: "a list",
    fallback: [],
  },
  "edge.api.headerRotationDays": int(1, 90, 30),
  "edge.requestLog.retentionDays": oneOf([90, 180, 365, 400, 731], 400, "90, 180, 365, 400 or 731"),
  "edge.botControl": onOff(false),
  "edge.contentSecurityPolicy": { takes: ["default-src 'self'"], refuses: ["", 1], allowed: "a text" },
  "recovery.switch.kind": oneOf(
    ["region-switch", "manual"],
    "region-switch",
    "region-switch, routing-control or manual",
  ),
  "recovery.switch.approver": role,
  "recovery.order": int(1, 5),
  "recovery.rtoMinutes": int(1, 1440, 15),
  "recovery.statelessRtoSeconds": int(1, 3600, 60),
  "recovery.rpoSeconds": int(1, 3600, 5),
  "recovery.shieldAdvanced.acceptMonthlyCostUsd": {
    takes: [3000],
    refuses: [2999, "3000"],
    allowed: "3000, which you agree to pay each month for a year",
  },
  "watch.blockedRequestsPerFiveMinutes": {
    takes: [100, 1_000_000],
    refuses: [99, 100.5],
    allowed: "100 to 9007199254740991",
    fallback: 10_000,
  },
};
