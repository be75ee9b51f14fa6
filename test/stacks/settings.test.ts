import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as yaml from "yaml";
import { checkSettings } from "../../stacks/settings/check";
import { report } from "../../stacks/settings/mistake";
import { parseSettings } from "../../stacks/settings/parse";
import type { Sibling } from "../../stacks/settings/stack-files";

type Raw = Record<string, unknown>;

/** The settings of the shipped primary stack, as they stand in its file. */
function primary(): Raw {
  const { config } = yaml.parse(fs.readFileSync("Pulumi.prod-primary.yaml", "utf8")) as { config: Raw };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace("tandem:", ""), value]),
  );
}

/** The sentences for the primary's settings after one change. */
function sentences(change: (raw: Raw) => void): string[] {
  const raw = primary();
  change(raw);
  return parseSettings(raw).mistakes.map(({ path, sentence }) => `${path}: ${sentence}`);
}

function inside(raw: Raw, key: string): Raw {
  return raw[key] as Raw;
}

const secondary: Sibling = {
  stack: "prod-secondary",
  file: "Pulumi.prod-secondary.yaml",
  role: "secondary",
  region: "us-west-2",
  cidr: "10.20.0.0/16",
  zone: "pay.example.com",
  settings: { database: { engineVersion: "16.8" } },
};

/** The home region's stack, as a failover stack sees it. */
const home: Sibling = {
  ...secondary,
  file: "Pulumi.prod-home.yaml",
  role: "primary",
  region: "eu-west-1",
  cidr: "10.50.0.0/16",
};

/** What is told of the primary's settings after one change, beside the given stacks. */
function crossSentences(change: (raw: Raw) => void, siblings: Sibling[] = [secondary]): string[] {
  const raw = primary();
  change(raw);
  return checkSettings(raw, () => siblings).mistakes.map(({ path, sentence }) => `${path}: ${sentence}`);
}

describe("settings", () => {
  it("take five failover regions, each in its place", () => {
    const others = [1, 2, 3, 4].map((order) => ({
      ...secondary,
      file: `Pulumi.prod-${order}.yaml`,
      region: `eu-west-${order + 1}`,
      cidr: `10.6${order}.0.0/16`,
      order,
    }));
    const last = (raw: Raw) => {
      raw.role = "secondary";
      raw.recovery = { order: 5 };
    };
    assert.deepEqual(crossSentences(last, [home, ...others]), []);
  });

  it("of every shipped stack are right, key by key and against each other", () => {
    assert.deepEqual(
      sentences(() => {}),
      [],
    );
    assert.deepEqual(
      crossSentences(() => {}),
      [],
    );
  });

  const single: [string, (raw: Raw) => void, RegExp][] = [
    [
      "a misspelt key names the nearest right one",
      (raw) => {
        inside(raw, "database").instanceCout = 3;
      },
      /^database\.instanceCout: there is no such key, did you mean instanceCount\?$/,
    ],
    [
      "an unknown top-level key far from any lists the known ones",
      (raw) => {
        raw.zzzzzzzz = {};
      },
      /^zzzzzzzz: there is no such key, known keys are system, environment, role, region, .+ and watch$/,
    ],
    [
      "a missing key says what it is for and what it takes",
      (raw) => {
        delete inside(raw, "network").cidr;
      },
      /^network\.cidr: is missing\. Address range of the region's VPC.+Allowed: a private IPv4 block of \/16 to \/20/,
    ],
    [
      "a missing section lists its keys",
      (raw) => {
        delete raw.cluster;
      },
      /^cluster: is missing\. .+a map with the keys version, administrators, compute, nodes, addonVersions and targetPort\.$/,
    ],
    [
      "a number in place of a quoted version",
      (raw) => {
        inside(raw, "database").engineVersion = 16.8;
      },
      /^database\.engineVersion: 16\.8 is not allowed, a full Aurora PostgreSQL version in quotes, such as "16\.8"$/,
    ],
    [
      "no instance",
      (raw) => {
        inside(raw, "database").instanceCount = 0;
      },
      /^database\.instanceCount: 0 is not allowed, 1 to 15$/,
    ],
    [
      "a hundred instances",
      (raw) => {
        inside(raw, "database").instanceCount = 100;
      },
      /^database\.instanceCount: 100 is not allowed, 1 to 15$/,
    ],
    [
      "a range off its boundary",
      (raw) => {
        inside(raw, "network").cidr = "10.10.1.0/16";
      },
      /^network\.cidr: "10\.10\.1\.0\/16" is not allowed, a private IPv4 block/,
    ],
    [
      "an unknown role",
      (raw) => {
        raw.role = "main";
      },
      /^role: "main" is not allowed, primary or secondary$/,
    ],
    [
      "an unknown system lists the known ones",
      (raw) => {
        raw.system = "payment-hob";
      },
      /^system: "payment-hob" is not allowed, payment-hub, request-response, .+ or .+$/,
    ],
    [
      "alarms that nobody hears",
      (raw) => {
        raw.watch = { emails: [] };
      },
      /^watch: a map is not allowed, at least one address in emails or webhooks: an alarm needs a human at its end$/,
    ],
    [
      "canaries that ask less often than their alarm looks",
      (raw) => {
        inside(raw, "watch").canaryMinutes = 15;
      },
      /^watch\.canaryMinutes: 15 is not allowed, 1 to 5$/,
    ],
    [
      "canaries from a zone",
      (raw) => {
        inside(raw, "watch").canaryRegion = "ca-central-1a";
      },
      /^watch\.canaryRegion: "ca-central-1a" is not allowed, an AWS region such as us-east-1$/,
    ],
    [
      "a budget of nothing",
      (raw) => {
        inside(raw, "watch").monthlyBudgetUsd = 0;
      },
      /^watch\.monthlyBudgetUsd: 0 is not allowed, 1 to 10000000$/,
    ],
    [
      "an unexpected cost of nothing",
      (raw) => {
        inside(raw, "watch").costAnomalyUsd = 0;
      },
      /^watch\.costAnomalyUsd: 0 is not allowed, 1 to 10000000$/,
    ],
    [
      "monthly backups that are kept shorter than daily ones",
      (raw) => {
        raw.backup = { dailyRetentionDays: 60, monthlyRetentionDays: 30 };
      },
      /^backup\.monthlyRetentionDays: 30 is not allowed, 7 to 3653, and not less than dailyRetentionDays$/,
    ],
    [
      "a cached path that is the whole API",
      (raw) => {
        raw.edge = { api: { cachedPaths: ["/*"] } };
      },
      /^edge\.api\.cachedPaths\.0: "\/\*" is not allowed, a path pattern that starts with \/ and names a part of the API/,
    ],
    [
      "an address range without a length",
      (raw) => {
        raw.edge = { deniedAddresses: ["203.0.113.7"] };
      },
      /^edge\.deniedAddresses\.0: "203\.0\.113\.7" is not allowed, an address range such as/,
    ],
    [
      "a request log without the function's own region",
      (raw) => {
        raw.edge = { requestLog: { regions: ["eu-west-1"] } };
      },
      /^edge\.requestLog\.regions: a list is not allowed, none, or a list with us-east-1 in it and no region twice$/,
    ],
    [
      "a request log where CloudFront runs no function",
      (raw) => {
        raw.edge = { requestLog: { regions: ["us-east-1", "eu-north-1"] } };
      },
      /^edge\.requestLog\.regions\.1: "eu-north-1" is not allowed, us-east-1, us-east-2, .+ap-southeast-2$/,
    ],
    [
      "a request log that CloudWatch can't keep so long",
      (raw) => {
        raw.edge = { requestLog: { retentionDays: 401 } };
      },
      /^edge\.requestLog\.retentionDays: 401 is not allowed, 90, 180, 365, 400 or 731$/,
    ],
    [
      "a secret header that lives longer than ninety days",
      (raw) => {
        raw.edge = { api: { headerRotationDays: 120 } };
      },
      /^edge\.api\.headerRotationDays: 120 is not allowed, 1 to 90$/,
    ],
    [
      "a database class that no global database takes",
      (raw) => {
        inside(raw, "database").instanceClass = "db.t4g.medium";
      },
      /^database\.instanceClass: "db\.t4g\.medium" is not allowed, a memory-optimised class that a global database takes/,
    ],
    [
      "a password that lives longer than ninety days",
      (raw) => {
        inside(raw, "database").passwordRotationDays = 91;
      },
      /^database\.passwordRotationDays: 91 is not allowed, 1 to 90$/,
    ],
    [
      "commits that wait sooner than Aurora can measure",
      (raw) => {
        inside(raw, "database").commitWaitSeconds = 19;
      },
      /^database\.commitWaitSeconds: 19 is not allowed, 20 to 86400$/,
    ],
    [
      "nodes beside Auto Mode, which brings its own",
      (raw) => {
        inside(raw, "cluster").nodes = { minimum: 3 };
      },
      /^cluster\.nodes: .+ is not allowed, a map where compute is managed-node-groups, and nothing elsewhere$/,
    ],
    [
      "another way to run nodes",
      (raw) => {
        inside(raw, "cluster").compute = "fargate";
      },
      /^cluster\.compute: "?fargate"? is not allowed, auto-mode or managed-node-groups$/,
    ],
    [
      "a node group that holds less at most than at least",
      (raw) => {
        Object.assign(inside(raw, "cluster"), {
          compute: "managed-node-groups",
          nodes: { minimum: 9, maximum: 6 },
        });
      },
      /^cluster\.nodes\.maximum: 6 is not allowed, 1 to 450, and not less than minimum$/,
    ],
    [
      "a node group of two processors",
      (raw) => {
        Object.assign(inside(raw, "cluster"), {
          compute: "managed-node-groups",
          nodes: { instanceTypes: ["m7g.xlarge", "m7i.xlarge"] },
        });
      },
      /^cluster\.nodes\.instanceTypes: .+ is not allowed, 1 to 20 types of one processor and one size/,
    ],
    [
      "an add-on's version that is none",
      (raw) => {
        inside(raw, "cluster").addonVersions = { "metrics-server": "latest" };
      },
      /^cluster\.addonVersions\.metrics-server: "latest" is not allowed, an add-on's version such as/,
    ],
    [
      "an add-on that the cluster does not have",
      (raw) => {
        inside(raw, "cluster").addonVersions = { "metric-server": "v0.9.0-eksbuild.5" };
      },
      /^cluster\.addonVersions\.metric-server: .+ metrics-server/,
    ],
    [
      "a serverless class without its capacity",
      (raw) => {
        inside(raw, "database").instanceClass = "db.serverless";
      },
      /^database\.serverless: is missing\. Capacity of every instance/,
    ],
    [
      "fewer readers at most than there are",
      (raw) => {
        inside(raw, "database").readerScaling = { maximum: 1 };
      },
      /^database\.readerScaling\.maximum: 1 is not allowed, 1 to 15, and not less than the readers among instanceCount$/,
    ],
    [
      "too few zones",
      (raw) => {
        inside(raw, "network").availabilityZones = ["us-east-2a"];
      },
      /^network\.availabilityZones: a list is not allowed, a list of 3 to 4 items$/,
    ],
  ];
  for (const [title, change, expected] of single) {
    it(`refuse ${title}`, () => {
      const found = sentences(change);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] as string, expected);
    });
  }

  it("report every mistake at once, each on a line that starts with the file", () => {
    const raw = primary();
    inside(raw, "database").instanceCount = 0;
    inside(raw, "network").cdir = "10.0.0.0/16";
    raw.role = "main";
    const lines = report("Pulumi.x.yaml", parseSettings(raw).mistakes).split("\n");
    assert.equal(lines.length, 3);
    for (const line of lines)
      assert.match(line, /^Pulumi\.x\.yaml: (role|database\.instanceCount|network\.cdir): /);
  });
});

describe("settings against each other", () => {
  const cases: [string, (raw: Raw) => void, Sibling[], RegExp][] = [
    [
      "two stacks in one region",
      () => {},
      [{ ...secondary, region: "us-east-2" }],
      /^region: us-east-2 is not allowed, Pulumi\.prod-secondary\.yaml is in it/,
    ],
    [
      "overlapping ranges",
      () => {},
      [{ ...secondary, cidr: "10.10.128.0/17" }],
      /^network\.cidr: 10\.10\.0\.0\/16 is not allowed, it overlaps 10\.10\.128\.0\/17/,
    ],
    [
      "a second primary",
      () => {},
      [{ ...secondary, role: "primary" }],
      /^role: "primary" is not allowed, Pulumi\.prod-secondary\.yaml is the primary/,
    ],
    [
      "a version of Kubernetes whose add-ons have no versions",
      (raw) => {
        Object.assign(inside(raw, "cluster"), {
          version: "1.99",
          addonVersions: { "metrics-server": "v1.0.0-eksbuild.1", "cert-manager": "v2.0.0-eksbuild.1" },
        });
      },
      [secondary],
      /^cluster\.addonVersions: amazon-cloudwatch-observability, aws-secrets-store-csi-driver-provider have no version for Kubernetes 1\.99; name them here, or take 1\.34, 1\.35 or 1\.36$/,
    ],
    [
      "another engine version",
      () => {},
      [{ ...secondary, settings: { database: { engineVersion: "16.6" } } }],
      /^database\.engineVersion: 16\.8 is not allowed, .+ has 16\.6/,
    ],
    [
      "another domain",
      () => {},
      [{ ...secondary, zone: "pay.example.org" }],
      /^dns\.zone: pay\.example\.com is not allowed/,
    ],
    [
      "a zone of another region",
      (raw) => {
        inside(raw, "network").availabilityZones = ["us-east-2a", "us-east-2b", "us-west-2c"];
      },
      [secondary],
      /^network\.availabilityZones: us-west-2c is not allowed, it is not a zone of us-east-2$/,
    ],
    [
      "a part of half a capacity unit",
      (raw) => {
        Object.assign(inside(raw, "database"), {
          instanceClass: "db.serverless",
          serverless: { minimum: 8.25, maximum: 64 },
        });
      },
      [],
      /^database\.serverless\.minimum: 8\.25 is not allowed, 0\.5 to 256 in halves$/,
    ],
    [
      "the same zone twice",
      (raw) => {
        inside(raw, "network").availabilityZones = ["us-east-2a", "us-east-2b", "us-east-2b"];
      },
      [secondary],
      /^network\.availabilityZones: us-east-2b is there twice$/,
    ],
    [
      "an environment that makes a load balancer's name too long",
      (raw) => {
        raw.environment = "production-europe-1";
      },
      [],
      /^environment: "production-europe-1" is not allowed, the load balancer's name would be payment-hub-production-europe-1-api with 35 characters; AWS takes 32, shorten the environment by 3$/,
    ],
    [
      "a record that the system makes itself",
      (raw) => {
        inside(raw, "dns").records = [{ name: "www", type: "CNAME", values: ["old.example.net"] }];
      },
      [secondary],
      /^dns\.records\.0\.name: "www" is not allowed with CNAME, www\.pay\.example\.com is made by the system$/,
    ],
    [
      "a primary whose site and secrets have no copy",
      () => {},
      [],
      /^recovery\.replicaRegions: is missing: there is no failover stack yet/,
    ],
    [
      "a copy in the stack's own region",
      (raw) => {
        raw.recovery = { replicaRegions: ["us-east-2"] };
      },
      [secondary],
      /^recovery\.replicaRegions: us-east-2 is not allowed, it is the stack's own region$/,
    ],
    [
      "a place among the failover regions that another stack has",
      (raw) => {
        raw.role = "secondary";
      },
      [home, { ...secondary, file: "Pulumi.prod-third.yaml", cidr: "10.40.0.0/16" }],
      /^recovery\.order: 1 is not allowed, Pulumi\.prod-third\.yaml has it already; each failover region has its own$/,
    ],
    [
      "a place that leaves a gap",
      (raw) => {
        raw.role = "secondary";
        raw.recovery = { order: 4 };
      },
      [home, secondary],
      /^recovery\.order: 4 is not allowed, no stack has 2, 3; places have no gaps$/,
    ],
    [
      "a place for the home region",
      (raw) => {
        raw.recovery = { order: 1 };
      },
      [secondary],
      /^recovery\.order: is not allowed in a primary stack, the home region is always asked first$/,
    ],
    [
      "a secondary without a primary",
      (raw) => {
        raw.role = "secondary";
      },
      [],
      /^role: "secondary" is not allowed without a primary/,
    ],
    [
      "a zone adopted by a secondary",
      (raw) => {
        raw.role = "secondary";
        inside(raw, "dns").hostedZoneId = "Z0123456789ABC";
      },
      [{ ...secondary, role: "primary" }],
      /^dns\.hostedZoneId: is not allowed in a secondary stack/,
    ],
    [
      "commits that wait in a region whose member may be promoted, with nobody left to wait for",
      (raw) => {
        raw.role = "secondary";
        inside(raw, "database").commitWaitSeconds = 60;
      },
      [{ ...secondary, role: "primary" }],
      /^database\.commitWaitSeconds: is not allowed in a secondary stack: after a failover its member writes/,
    ],
    [
      "canaries in a failover region",
      (raw) => {
        inside(raw, "watch").canaryRegion = "us-west-2";
      },
      [secondary],
      /^watch\.canaryRegion: us-west-2 is not allowed, it is a region of the system: canaries ask from another/,
    ],
    [
      "canaries in a region that only holds copies",
      (raw) => {
        raw.recovery = { replicaRegions: ["ca-central-1"] };
      },
      [secondary],
      /^watch\.canaryRegion: ca-central-1 is not allowed, it is a region of the system/,
    ],
    [
      "canaries in a partition that the account has no access to",
      (raw) => {
        inside(raw, "watch").canaryRegion = "us-gov-west-1";
      },
      [secondary],
      /^watch\.canaryRegion: us-gov-west-1 is not allowed, an account in us-east-2 has no access to it/,
    ],
    [
      "a failover region that the canaries ask from",
      (raw) => {
        raw.role = "secondary";
      },
      [{ ...home, settings: { watch: { canaryRegion: "us-east-2" } } }],
      /^region: us-east-2 is not allowed, the canaries of Pulumi\.prod-home\.yaml ask from it; name another watch\.canaryRegion there$/,
    ],
  ];
  for (const [title, change, siblings, expected] of cases) {
    it(`refuse ${title}`, () => {
      const found = crossSentences(change, siblings);
      assert.ok(
        found.some((sentence) => expected.test(sentence)),
        found.join("\n") || "nothing refused",
      );
    });
  }
});
