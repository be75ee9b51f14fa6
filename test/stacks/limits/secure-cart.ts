import { addresses, common, databaseName, distribution, logDays, memory } from "./common";
import { between, int, type Limits, oneOf, onOff, text } from "./limit";

const range = text(
  ["192.168.0.0/20", "10.0.0.0/8"],
  ["192.168.0.1/20", "x"],
  "an IPv4 range on its boundary such as 192.168.0.0/20",
);
const region = text(["eu-west-1"], ["eu-west"], "an AWS region such as us-east-1");
const partnerName = text(
  ["ab", "a-1", "a".repeat(31)],
  ["a", "A1", "1a", "a_b", "a".repeat(32)],
  "2 to 31 lower-case letters, digits and hyphens, starting with a letter",
);
const privateAsn = {
  takes: [64_512, 65_534, 4_200_000_000],
  refuses: [64_511, 65_535, 4_294_967_295, "64512"],
  allowed: "a private AS number, 64512 to 65534 or 4200000000 to 4294967294",
};
const routerAsn = {
  takes: [1, 65_010],
  refuses: [0, 4_294_967_295, "1"],
  allowed: "an AS number, 1 to 4294967294 without those that RFCs and AWS keep",
};

const service = (key: string): Limits => ({
  [`${key}.cpu`]: {
    takes: [256, 512],
    refuses: [255, 8192, "512"],
    allowed: "256, 512, 1024, 2048 or 4096",
    fallback: 512,
  },
  [`${key}.memoryMb`]: memory,
  [`${key}.minimum`]: {
    takes: [1, 30],
    refuses: [0, 31, 501],
    allowed: "1 to 500, and not above maximum",
    fallback: 3,
  },
  [`${key}.maximum`]: { takes: [3, 500], refuses: [0, 501], allowed: "1 to 500", fallback: 30 },
  [`${key}.targetCpuPercent`]: int(20, 90, 60),
  [`${key}.spotPercent`]: int(0, 99, 0),
});

export const secureCart: Limits = {
  ...common,
  ...distribution("edge"),
  ...addresses("edge"),
  ...service("services.catalog"),
  "edge.requestsPerFiveMinutes": int(10, 2_000_000_000, 5000),
  "edge.botControl": onOff(false),
  "accelerator.enabled": onOff(true),
  "transit.asn": privateAsn,
  "transit.sharedWith": { takes: [[]], refuses: ["x"], allowed: "a list", fallback: [] },
  "transit.sharedWith.0": text(
    [
      "111122223333",
      "arn:aws:organizations::111122223333:organization/o-abc123",
      "arn:aws:organizations::111122223333:ou/o-abc123/ou-ab12-cd34",
    ],
    [
      "1111222233334",
      "11112222333",
      "arn:aws:organizations::111122223333:account/o-abc",
      "x111122223333",
      "arn:aws:organizations::111122223333:organization/O-ABC",
    ],
    "an account's twelve digits, or the ARN of an organization or organizational unit",
  ),
  "inspection.cidr": text(
    ["10.51.0.0/16", "10.50.240.0/24"],
    ["10.50.240.0/25", "10.50.0.0/15", "10.50.240.1/24", "10.50.240.0", "x"],
    "an IPv4 range of /16 to /24 on its boundary, such as 10.50.240.0/24",
  ),
  "inspection.imageId": text(
    ["ami-01234567", "ami-0123456789abcdef0"],
    ["ami-0123456", "ami-012345678", "ami-0123456789abcdefg", "xami-01234567", "ami-0123456789abcdef01"],
    "the id of an image in this region, such as ami-0123456789abcdef0",
  ),
  "inspection.instanceTypes.0": text(
    ["c6in.large", "u-6tb1.metal".replace("u-6tb1", "c6in")],
    ["c6in", "C6in.large", "6in.large", "c6in.large.x"],
    "an instance type such as c6in.large",
  ),
  "inspection.instanceTypes": {
    takes: [["c6in.large"], ["c6in.large", "m6i.large"], ["c7gn.large", "c6gn.large"]],
    refuses: [[], ["c6in.large", "c6in.large"], ["c6in.large", "c7gn.large"]],
    allowed: "1 to 20 different types of one processor: all with Graviton, or none",
    fallback: ["c6in.large", "c6i.large"],
  },
  "inspection.healthCheckPort": int(1, 65_535, 443),
  "inspection.minimum": {
    takes: [1, 100],
    refuses: [0, 101, 1.5],
    allowed: "1 to 100, and not above maximum",
  },
  "inspection.maximum": int(1, 100),
  "inspection.management": {
    takes: [{ ranges: ["192.168.0.0/20"], ports: [1, 65_535] }],
    refuses: ["x"],
    allowed: "a map with the keys ranges and ports",
  },
  "onPremises.developers.0": range,
  "onPremises.analytics.0": range,
  "onPremises.vpn.ipAddress": text(
    ["203.0.113.10"],
    ["203.0.113.256", "2001:db8::1", "x"],
    "a public IPv4 address",
  ),
  "onPremises.vpn.bgpAsn": routerAsn,
  "onPremises.vpn.acceleration": onOff(false),
  "onPremises.directConnect": {
    takes: [
      { acceptMonthlyCostUsd: 256, asn: 64_700 },
      {
        acceptMonthlyCostUsd: 256,
        asn: 64_700,
        line: { connectionId: "dxcon-fg1234ab", vlan: 1, bgpAsn: 65_010 },
      },
      {
        acceptMonthlyCostUsd: 256,
        asn: 64_700,
        line: { connectionId: "dxcon-fg1234ab", vlan: 4094, bgpAsn: 65_010, bgpKeySecretName: "a/b" },
      },
    ],
    refuses: ["x"],
    allowed: "a map with the keys acceptMonthlyCostUsd, asn and line",
  },
  peerAccounts: {
    takes: [[], [{ name: "a", accountId: "111122223333", vpcId: "vpc-0a1b2c3d", cidr: "10.200.0.0/16" }]],
    refuses: ["x"],
    allowed: "a list of networks, each name once",
    fallback: [],
  },
  "database.engineVersion": text(
    ["14.1", "19.25"],
    ["13.1", "20.1", "17", "17.6.1", "17.100", "117.6"],
    'a full PostgreSQL version in quotes, such as "17.6"',
    "17.6",
  ),
  "database.name": databaseName("cart"),
  "database.instanceClass": text(
    ["db.m7g.large"],
    ["m7g.large", "db.m7g", "db.M7g.large", "db.m7g.large.x", "xdb.m7g.large"],
    "an instance class such as db.m7g.large",
    "db.m7g.large",
  ),
  "database.multiAz": onOff(true),
  "database.storageGb": { takes: [20, 909], refuses: [19, 100.5], allowed: "20 to 65536", fallback: 100 },
  "database.maximumStorageGb": {
    takes: [110, 65_536],
    refuses: [109, 65_537, 21],
    allowed: "22 to 65536, and a tenth above storageGb or more",
    fallback: 1000,
  },
  "database.backupRetentionDays": int(1, 35, 35),
  "api.partners.0.name": partnerName,
  "api.partners.0.kind": oneOf(["shipping", "fraud-check"]),
  "api.partners.0.requestsPerSecond": int(1, 10_000, 20),
  "api.partners.0.burst": int(1, 5000, 40),
  "api.partners.0.requestsPerDay": int(1, 1_000_000_000, 100_000),
  "api.throttle.requestsPerSecond": int(1, 10_000, 200),
  "api.throttle.burst": int(1, 5000, 400),
  "api.requestsPerFiveMinutes": int(10, 2_000_000_000, 10_000),
  "api.logRetentionDays": logDays,
  "api.ownsAccountRole": onOff(true),
  "privateLink.allowedPrincipals.0": text(
    [
      "arn:aws:iam::111122223333:root",
      "arn:aws:iam::111122223333:role/a/b",
      "arn:aws-cn:iam::111122223333:user/a@b",
    ],
    [
      "*",
      "arn:aws:iam::11112222333:root",
      "arn:aws:iam::111122223333:group/a",
      "arn:aws:iam::111122223333:role/",
      "arn:aws:iam::111122223333:root/x",
      "xarn:aws:iam::111122223333:root",
    ],
    "the ARN of an account, a role or a user such as arn:aws:iam::111122223333:root",
  ),
  "privateLink.acceptanceRequired": onOff(true),
  "privateLink.consumerRegions.0": region,
  "privateLink.consumerRegions": { takes: [[]], refuses: ["eu-west-1"], allowed: "a list", fallback: [] },
  "privateLink.port": int(1, 65_535, 443),
  partnerEndpoints: {
    takes: [
      [],
      [{ name: "ab", serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d" }],
      [
        {
          name: "ab",
          serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d",
          ports: [1, 65_535],
          privateDns: true,
          serviceRegion: "eu-west-1",
        },
      ],
    ],
    refuses: ["x"],
    allowed: "a list of services, each name once",
    fallback: [],
  },
  "tracing.samplingPercent": between(0, 100, 5),
  "performance.answerSeconds": between(0.05, 60, 1),
  "performance.flowDeviations": between(1, 10, 4),
  "performance.flowArchiveDays": int(30, 3653, 400),
};
