import { int, type Limits, oneOf, onOff, text } from "./limit";

const zone = "a domain name in lower case without a trailing dot, such as pay.example.com";
const label = "a".repeat(63);

/** What a health check takes; all systems have one. */
export const healthCheck: Limits = {
  "recovery.healthCheck.intervalSeconds": oneOf([10, 30], 10, "10 or 30"),
  "recovery.healthCheck.failures": int(1, 10, 3),
  "recovery.protect": onOff(true),
};

/** What every system's stack files take. */
export const common: Limits = {
  ...healthCheck,
  environment: text(
    ["a", "dev", "load-test-2", "d2"],
    ["Dev", "2dev", "-dev", "dev-", "a--b", "a_b"],
    "lower-case letters, digits and single hyphens, starting with a letter",
  ),
  role: oneOf(["primary", "secondary"]),
  region: text(
    ["eu-central-2", "us-gov-west-1", "us-isob-east-1", "us-iso-east-1", "cn-north-1"],
    ["us-east", "us-east-1a", "us-east-12", "x-us-east-1", "usa-east-1", "us-gov1-west-1", "us--1"],
    "an AWS region such as us-east-1",
  ),
  "network.cidr": text(
    ["10.99.0.0/16", "172.31.240.0/20"],
    ["10.99.0.0/15", "10.99.0.0/21", "10.99.1.0/16", "10.99.0.0", "x", "10.300.0.0/16"],
    "a private IPv4 block of /16 to /20 on its boundary, such as 10.10.0.0/16",
  ),
  "network.availabilityZones.0": text(
    ["us-gov-west-1a", "eu-west-1c"],
    ["us-east-1", "us-east-1aa", "xus-east-1a", "us-east-a", "us1-east-1a"],
    "a zone such as us-east-1a",
  ),
  "network.availabilityZones": {
    takes: [
      ["us-east-1a", "us-east-1b", "us-east-1c"],
      ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"],
    ],
    refuses: [
      ["us-east-1a", "us-east-1b"],
      ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e"],
      "us-east-1a",
    ],
    allowed: "a list of 3 to 4 items",
  },
  "network.flowLogRetentionDays": oneOf([90, 180, 365, 731, 1827], 365, "90, 180, 365, 731 or 1827"),
  "tags.owner": {
    takes: ["x", "x".repeat(256)],
    refuses: ["", "x".repeat(257), 1],
    allowed: "a text of 1 to 256 letters, digits, spaces and _ . : / = + - @",
  },
  "tags.cost-centre": {
    takes: ["x", "x".repeat(256)],
    refuses: ["", "x".repeat(257), 1],
    allowed: "a text of 1 to 256 letters, digits, spaces and _ . : / = + - @",
  },
  "tags.tier": oneOf(["tier-0", "tier-1", "tier-2"], "tier-0"),
  "tags.data-classification": oneOf(["public", "internal", "confidential", "cardholder"], "confidential"),
  "dns.zone": text(
    ["a.de", "pay.example.com", `${label}.example.com`, "a-b.c0.example"],
    [
      "example",
      "Pay.example.com",
      "example.com.",
      `a${label}.example.com`,
      "-a.example.com",
      "a-.example.com",
      "a_b.example.com",
      ".example.com",
      "x.c0m",
      `${`${label}.`.repeat(4)}com`,
    ],
    zone,
  ),
  "dns.hostedZoneId": text(
    ["Z12345", `Z${"A".repeat(31)}`],
    ["Z1234", `Z${"A".repeat(32)}`, "A12345", "z12345", "Z1234a", "xZ12345"],
    "a hosted zone id such as Z0123456789ABCDEFGHIJ",
  ),
  "dns.records": { takes: [[]], refuses: [{}], allowed: "a list", fallback: [] },
  "dns.queryLogRetentionDays": oneOf(
    [0, 30, 90, 180, 365, 400, 731],
    400,
    "0 (no log), 30, 90, 180, 365, 400 or 731",
  ),
  "dns.dnssec": onOff(false),
  "backup.dailyRetentionDays": int(7, 400, 35),
  "backup.complianceLockGraceDays": int(3, 36_500),
  "watch.emails.0": text(
    ["a@b.c", "on-call@pay.example.com"],
    ["a@b", "a b@c.d", "a@b c.d", "@b.c", "a@@b.c", "x a@b.c"],
    "an e-mail address",
  ),
  "watch.webhooks.0": text(
    ["https://a", "https://a.example/b?c=d"],
    ["http://a", "https://", "https://a b", "xhttps://a"],
    "an address that starts with https://",
  ),
  "watch.webhooks": { takes: [["https://a"]], refuses: ["https://a"], allowed: "a list", fallback: [] },
  "watch.canaryRegion": {
    ...text(["eu-west-1"], ["eu-west"], "an AWS region such as us-east-1"),
    fallback: "ca-central-1",
  },
  "watch.canaryMinutes": int(1, 5, 5),
  "watch.monthlyBudgetUsd": int(1, 10_000_000),
  "watch.costAnomalyUsd": int(1, 10_000_000, 200),
  "recovery.replicaRegions.0": text(["eu-west-1"], ["eu-west"], "an AWS region such as us-east-1"),
  "recovery.replicaRegions": {
    takes: [[], ["eu-west-1"]],
    refuses: ["eu-west-1"],
    allowed: "a list",
    fallback: [],
  },
};

/** What a distribution's settings take. */
export const distribution = (key: string): Limits => ({
  [`${key}.priceClass`]: oneOf(["PriceClass_100", "PriceClass_200", "PriceClass_All"], "PriceClass_All"),
  [`${key}.blockedCountries.0`]: text(["KP"], ["kp", "KPX", "K"], "a two-letter country code such as KP"),
  [`${key}.blockedCountries`]: { takes: [[], ["KP"]], refuses: ["KP"], allowed: "a list", fallback: [] },
});

/** What the lists of a firewall take. */
export const addresses = (key: string): Limits =>
  Object.fromEntries(
    ["allowedAddresses", "deniedAddresses"].flatMap((list) => [
      [`${key}.${list}`, { takes: [[]], refuses: ["10.0.0.0/8"], allowed: "a list", fallback: [] }],
      [
        `${key}.${list}.0`,
        text(
          ["203.0.113.0/24", "2001:db8::/32"],
          ["203.0.113.0/33", "2001:db8::/129", "x"],
          "an address range such as 203.0.113.0/24 or 2001:db8::/32",
        ),
      ],
    ]),
  );

/** Days that the log of an API is kept. */
export const logDays = oneOf([90, 180, 365, 400, 731], 400, "90, 180, 365, 400 or 731");

/** The name of a PostgreSQL database. */
export const databaseName = (
  fallback: string,
  allowed = "up to 63 lower-case letters, digits and underscores, starting with a letter",
) => text(["a", "a_1", "a".repeat(63)], ["A", "1a", "_a", "a-b", "a".repeat(64)], allowed, fallback);

/** Memory of a task on Fargate with 512 processor units. */
export const memory = {
  takes: [1024, 2048, 4096],
  refuses: [512, 5120, 1536, 1025, "1024"],
  allowed:
    "what Fargate has: 512, 1024 or 2048 for 256 processor units, else 2 to 8 times the units in steps of 1024, at most 30720",
  fallback: 1024,
};

/** So many different Graviton types. */
export const gravitonTypes = (count: number) =>
  Array.from({ length: count }, (_, index) => `m${index + 1}g.large`);
