import { addresses, common, databaseName, distribution, gravitonTypes, memory } from "./common";
import { int, type Limits, oneOf, onOff, steps, text } from "./limit";

const move = (days: number, storage: string) => ({ days, storage });

export const webApp: Limits = {
  ...common,
  ...distribution("media"),
  ...addresses("firewall"),
  "compute.kind": oneOf(["ec2", "fargate"], "ec2"),
  "compute.keepInstances": onOff(true),
  "compute.instanceTypes.0": text(
    ["m7g.large", "im4gn.large"],
    ["m7i.large", "m7g", "M7g.large", "m7g.large.x", "7g.large"],
    "a Graviton type such as m7g.large",
  ),
  "compute.instanceTypes": {
    takes: [["m7g.large"], gravitonTypes(20)],
    refuses: [[], gravitonTypes(21)],
    allowed: "a list of 1 to 20 Graviton types, each once",
    fallback: ["m7g.xlarge", "m6g.xlarge", "c7g.xlarge"],
  },
  "compute.minimum": {
    takes: [1, 12],
    refuses: [0, 13, 201],
    allowed: "1 to 200, and not above maximum",
    fallback: 3,
  },
  "compute.maximum": { takes: [3, 200], refuses: [0, 201], allowed: "1 to 200", fallback: 12 },
  "service.imageTag": text(
    ["1", "latest-1", "x".repeat(128)],
    ["latest", ".a", "a b", "x".repeat(129)],
    "a tag other than latest",
    "1.0.0",
  ),
  "service.cpu": {
    takes: [256, 512],
    refuses: [255, 8192, "512"],
    allowed: "256, 512, 1024, 2048 or 4096",
    fallback: 512,
  },
  "service.memoryMb": memory,
  "service.minimum": {
    takes: [1, 24],
    refuses: [0, 25, 501],
    allowed: "1 to 500, and not above maximum",
    fallback: 3,
  },
  "service.maximum": { takes: [3, 500], refuses: [0, 501], allowed: "1 to 500", fallback: 24 },
  "service.desired": { takes: [3, 24], refuses: [2, 25, 501], allowed: "minimum to maximum" },
  "service.stepUpAbovePercent": { takes: [31, 95], refuses: [19, 96], allowed: "20 to 95", fallback: 70 },
  "service.stepDownBelowPercent": {
    takes: [1, 69],
    refuses: [0, 70, 91],
    allowed: "1 to 90, and below stepUpAbovePercent",
    fallback: 30,
  },
  "service.secrets": {
    takes: [
      [],
      [{ variable: "A", parameter: "/a/b.c-1" }],
      [{ variable: "_A1", parameter: "/a", keyArn: "arn:aws:kms:ap-southeast-1:111122223333:key/a-1" }],
    ],
    refuses: ["x", ["A", "A"].map((variable) => ({ variable, parameter: "/a" }))],
    allowed: "a list of secrets, each variable once",
    fallback: [],
  },
  "serviceConnect.acceptMonthlyCostUsd": {
    takes: [50],
    refuses: [49, "50"],
    allowed: "50, which you agree to pay each month in each region",
  },
  "database.kind": oneOf(["provisioned", "serverless-v2"], "provisioned"),
  "database.engineVersion": text(
    ["8.0.mysql_aurora.3.10.0"],
    ["8.0", "x"],
    'a version that Aurora MySQL has, such as "8.0.mysql_aurora.3.10.0"',
    "8.0.mysql_aurora.3.10.0",
  ),
  "database.name": databaseName("webapp"),
  "database.instances": int(1, 15, 2),
  "database.instanceClass": text(
    ["db.r7g.large", "db.t4g.medium"],
    ["r7g.large", "db.r7g", "db.serverless", "xdb.r7g.large", "db.r7g.large.x"],
    "a class such as db.r7g.large",
    "db.r7g.large",
  ),
  "database.capacityUnits.minimum": {
    ...steps(0.5, 16, 0.5, 1, "0.5 to 256 in halves, and not above maximum"),
    refuses: [0, 0.75, 16.5, 256.5, "1"],
  },
  "database.capacityUnits.maximum": steps(1, 256, 0.5, 16, "1 to 256 in halves"),
  "database.backupRetentionDays": int(1, 35, 35),
  "database.restoreFrom": text(
    [
      "nightly-1",
      "rds:nightly",
      "arn:aws:rds:ap-southeast-1:111122223333:cluster-snapshot:a",
      "arn:aws:rds:ap-southeast-1:111122223333:snapshot:rds:a-1",
    ],
    [
      "1nightly",
      "a--b",
      "nightly-",
      "arn:aws:rds:ap-southeast-1:111122223333:cluster:a",
      `a${"b".repeat(255)}`,
    ],
    "the ARN or the name of a snapshot in the stack's region",
  ),
  "media.requestsPerFiveMinutes": int(10, 2_000_000_000, 10_000),
  "media.archive": {
    takes: [
      [],
      [move(30, "standard-ia")],
      [move(0, "glacier")],
      [
        move(30, "standard-ia"),
        move(60, "glacier-instant-retrieval"),
        move(150, "glacier"),
        move(240, "glacier-deep-archive"),
      ],
    ],
    refuses: [
      [move(29, "standard-ia")],
      [move(90, "glacier"), move(180, "standard-ia")],
      [move(30, "standard-ia"), move(59, "glacier")],
      "x",
    ],
    allowed:
      "moves to ever colder storage: standard-ia from 30 days on, and each stays in its class for the days that are paid anyway (standard-ia 30, both Glaciers 90)",
    fallback: [move(180, "glacier-instant-retrieval")],
  },
  "firewall.requestsPerFiveMinutes": int(10, 2_000_000_000, 5000),
  "identity.sessionHours": int(1, 12, 1),
  "recovery.mode": oneOf(["switch", "active-active"], "switch"),
};
