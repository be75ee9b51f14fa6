import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { FactCheck, refusalNames } from "../../facts/check/index";
import { facts, Store } from "../../facts/store";
import { Secret, UNKNOWN, type ValueMap } from "../../providers/core/values/value";
import { type Example, examplesOf } from "./examples";

const date = facts().header.date;

interface Options {
  environment?: NodeJS.ProcessEnv;
  region?: string;
  today?: string;
  isNew?: boolean;
}

function judged(type: string, inputs: ValueMap, options: Options = {}) {
  const { environment = {}, region = "us-east-1", today = "2026-11-21", isNew = true } = options;
  const warnings: string[] = [];
  const check = new FactCheck(environment, facts, today);
  check.warnThrough((_severity, message) => {
    warnings.push(message);
  });
  const subject = { type: `aws:${type}`, name: "edge", urn: `urn:${type}`, inputs, region, isNew };
  return { failures: check.atCheck(subject), warnings };
}

/** What AWS says after the resource's own name, of the one thing that is wrong. */
function refusal(type: string, inputs: ValueMap, options: Options = {}): string {
  const { failures } = judged(type, inputs, options);
  assert.equal(failures.length, 1, JSON.stringify(failures));
  const start = `aws:${type} "edge": `;
  const reason = failures[0]?.reason ?? "";
  assert.ok(reason.startsWith(start), reason);
  return reason.slice(start.length).split(". (")[0] ?? "";
}

describe("values that AWS does not take", () => {
  const cases: [string, ValueMap, string][] = [
    [
      "cloudfront/distribution:Distribution",
      { priceClass: "PriceClass_300" },
      'priceClass is "PriceClass_300"; AWS takes None, PriceClass_100, PriceClass_200, PriceClass_All',
    ],
    ["kms/key:Key", { deletionWindowInDays: 5 }, "deletionWindowInDays is 5; AWS takes 7 to 30"],
    ["rds/cluster:Cluster", { backupRetentionPeriod: 40 }, "backupRetentionPeriod is 40; AWS takes 1 to 35"],
    [
      "elasticache/replicationGroup:ReplicationGroup",
      { networkType: "dualStack" },
      'networkType is "dualStack"; AWS takes dual_stack, ipv4, ipv6',
    ],
    [
      "wafv2/webAcl:WebAcl",
      { name: "edge acl!" },
      'name is "edge acl!"; AWS takes what fits ^[0-9A-Za-z_-]{1,128}$',
    ],
    ["lb/listener:Listener", { port: 70000 }, "port is 70000; AWS takes 1 to 65535"],
    [
      "globalaccelerator/endpointGroup:EndpointGroup",
      { trafficDialPercentage: 150 },
      "trafficDialPercentage is 150; AWS takes 0 to 100",
    ],
    [
      "route53/healthCheck:HealthCheck",
      { failureThreshold: 20 },
      "failureThreshold is 20; AWS takes 1 to 10",
    ],
    ["sqs/queue:Queue", { delaySeconds: 1000 }, "delaySeconds is 1000; AWS takes 0 to 900"],
  ];
  for (const [type, inputs, sentence] of cases)
    it(`${type}: ${sentence}`, () => assert.equal(refusal(type, inputs), sentence));

  it("finds them inside objects and lists, at the place where they stand", () => {
    const origin = { customOriginConfig: { ipAddressType: "dual_stack" } };
    const inputs = { viewerCertificate: { minimumProtocolVersion: "TLSv1.3" }, origins: [{}, origin] };
    const { failures } = judged("cloudfront/distribution:Distribution", inputs);
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["viewerCertificate.minimumProtocolVersion", "origins[1].customOriginConfig.ipAddressType"],
    );
    assert.match(failures[0]?.reason ?? "", /TLSv1\.2_2021/);
    const alarm = refusal("cloudwatch/metricAlarm:MetricAlarm", { comparisonOperator: "GreaterThan" });
    assert.match(alarm, /^comparisonOperator is "GreaterThan"; AWS takes .*GreaterThanThreshold/);
    const control = refusal("cloudfront/originAccessControl:OriginAccessControl", {
      signingBehavior: "allways",
    });
    assert.match(control, /AWS takes .*never.*/);
  });

  it("names AWS's code, the day of the data and the switch", () => {
    const { failures } = judged("rds/cluster:Cluster", { backupRetentionPeriod: 40 });
    const end = `(AWS: InvalidParameterValue; facts of ${date}) To go on all the same: TANDEM_OFFLINE_ALLOW=facts/rds.Cluster.backupRetentionPeriod`;
    assert.ok(failures[0]?.reason.endsWith(end), failures[0]?.reason);
  });
});

describe("values that the facts leave alone", () => {
  it("unknown, unset and right ones", () => {
    const inputs = { backupRetentionPeriod: UNKNOWN, engineVersion: "", port: 0, networkType: "DUAL" };
    assert.deepEqual(judged("rds/cluster:Cluster", inputs), { failures: [], warnings: [] });
  });

  it("secret ones, which are never shown", () => {
    const inputs = { priceClass: new Secret("hidden"), aliases: new Secret([""]) };
    assert.deepEqual(judged("cloudfront/distribution:Distribution", inputs), { failures: [], warnings: [] });
  });

  it("a type that has no facts", () => {
    assert.deepEqual(judged("pinpoint/app:App", { name: "" }).failures, []);
  });
});

describe("ids and ARNs of another kind", () => {
  it("an id of something else", () => {
    assert.equal(
      refusal("ec2/natGateway:NatGateway", { subnetId: "rtb-0123456789abcdef0" }),
      'subnetId is "rtb-0123456789abcdef0", the id of a route table; AWS takes the id of a subnet (subnet-...)',
    );
  });

  it("an id with a wrong number of digits", () => {
    assert.match(
      refusal("ec2/securityGroup:SecurityGroup", { vpcId: "vpc-123" }),
      /8 or 17 hexadecimal digits/,
    );
  });

  it("a key of another region", () => {
    const kmsKeyId = "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const inputs = { name: "logs", kmsKeyId };
    assert.match(
      refusal("cloudwatch/logGroup:LogGroup", inputs),
      /is in us-west-2 .*takes one of us-east-1$/,
    );
    assert.deepEqual(judged("cloudwatch/logGroup:LogGroup", inputs, { region: "us-west-2" }).failures, []);
  });

  it("an ARN of another service", () => {
    const inputs = { roleArn: "arn:aws:s3:::logs" };
    assert.match(refusal("eks/cluster:Cluster", inputs), /^roleArn is "arn:aws:s3:::logs"/);
  });
});

describe("what a region offers", () => {
  const instance = (instanceClass: string) => ({ engine: "aurora-postgresql", instanceClass });
  const type = "rds/clusterInstance:ClusterInstance";

  it("refuses a class that only other regions have", () => {
    const sentence = refusal(type, instance("db.r7i.large"), { region: "eu-central-2" });
    assert.match(
      sentence,
      /^instanceClass is "db\.r7i\.large", which for aurora-postgresql is not offered in eu-central-2/,
    );
    assert.deepEqual(judged(type, instance("db.r7i.large")).failures, []);
  });

  it("refuses a size that its family does not have, and only warns of a family it does not know", () => {
    assert.match(refusal(type, instance("db.r6g.huge")), /no region is known to offer/);
    const { failures, warnings } = judged(type, instance("db.r99z.large"));
    assert.deepEqual([failures.length, warnings.length], [0, 1]);
  });

  it("refuses an engine version between known ones, and only warns of a newer one", () => {
    const cluster = (engineVersion: string) => ({ engine: "aurora-postgresql", engineVersion });
    assert.equal(
      refusal("rds/cluster:Cluster", cluster("16.5")),
      'engineVersion is "16.5", which is no known version of aurora-postgresql; nearest are 16.4, 16.6',
    );
    const { failures, warnings } = judged("rds/cluster:Cluster", cluster("16.99"));
    assert.deepEqual([failures.length, warnings.length], [0, 1]);
    assert.deepEqual(judged("rds/cluster:Cluster", cluster("16")), { failures: [], warnings: [] });
  });
});

describe("Lambda runtimes", () => {
  const type = "lambda/function:Function";
  it("refuses a new function with a blocked one, names the successor", () => {
    assert.equal(
      refusal(type, { runtime: "nodejs14.x" }),
      'runtime is "nodejs14.x", of which AWS creates no functions since 2024-01-09; its successor is nodejs24.x',
    );
  });

  it("lets an old function be, as long as AWS updates it, and warns", () => {
    const { failures, warnings } = judged(type, { runtime: "nodejs14.x" }, { isNew: false });
    assert.deepEqual([failures.length, warnings.length], [0, 1]);
    assert.match(warnings[0] ?? "", /deprecated on 2023-12-04/);
  });
});

describe("switches of the facts", () => {
  const wrong = { backupRetentionPeriod: 40 };
  const type = "rds/cluster:Cluster";

  it("warn tells and lets through, off says nothing", () => {
    const { failures, warnings } = judged(type, wrong, { environment: { TANDEM_OFFLINE_FACTS: "warn" } });
    assert.deepEqual([failures.length, warnings.length], [0, 1]);
    const off = judged(type, wrong, { environment: { TANDEM_OFFLINE_FACTS: "off" } });
    assert.deepEqual(off, { failures: [], warnings: [] });
  });

  it("allows one fact by its name, and keeps its name from the refusals", () => {
    const TANDEM_OFFLINE_ALLOW = "cname-at-apex, facts/rds.Cluster.backupRetentionPeriod";
    assert.deepEqual(judged(type, wrong, { environment: { TANDEM_OFFLINE_ALLOW } }).failures, []);
    assert.equal(refusalNames(TANDEM_OFFLINE_ALLOW), "cname-at-apex");
  });

  it("tells a misspelled mode and refuses as by default", () => {
    const { failures, warnings } = judged(type, wrong, { environment: { TANDEM_OFFLINE_FACTS: "warm" } });
    assert.equal(failures.length, 1);
    assert.match(
      warnings[0] ?? "",
      /TANDEM_OFFLINE_FACTS is "warm", it takes refuse, warn, off; did you mean "warn"\?/,
    );
  });
});

describe("a facts file that can't be used", () => {
  const directory = mkdtempSync(join(tmpdir(), "tandem-facts-"));
  after(() => rmSync(directory, { recursive: true, force: true }));

  for (const [what, content] of [
    ["is damaged", Buffer.from("nothing")],
    ["is of an older form", brotliCompressSync('{"format":0}\n')],
    ["is empty", brotliCompressSync("")],
  ] as const)
    it(`that ${what} is told in one sentence, and nothing is judged`, () => {
      const file = join(directory, `${what}.br`);
      writeFileSync(file, content);
      const warnings: string[] = [];
      const check = new FactCheck({}, () => new Store(file));
      check.warnThrough((_severity, message) => {
        warnings.push(message);
      });
      const subject = { type: "aws:kms/key:Key", name: "k", urn: "urn:k", region: "us-east-1", isNew: true };
      assert.deepEqual(check.atCheck({ ...subject, inputs: { deletionWindowInDays: 5 } }), []);
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? "", /npm run facts makes it again$/);
    });
});

/** Examples of the package's own documentation that AWS would refuse as well, with the reason. */
const wrongExamples: Record<string, string> = {
  "facts/cloudfront.Distribution.viewerMtlsConfig.mode": "the API has no mode `verify`",
  "facts/cloudwatch.EventConnection.authParameters.connectivityParameters.resourceParameters.resourceConfigurationArn":
    "an account number of eleven digits",
  "facts/lambda.EventSourceMapping.topics": "one mapping reads one topic",
  "facts/rds.Proxy.vpcSubnetIds": "a proxy needs two subnets",
  "facts/synthetics.Canary.executionRoleArn": "a name where an ARN belongs",
};

describe("the examples in the package's documentation", () => {
  it("are refused nowhere but in the known wrong ones", function () {
    this.timeout(60_000);
    const check = new FactCheck({}, facts, "2020-01-01");
    const examples: Example[] = facts().tokens().flatMap(examplesOf);
    const refused = examples.flatMap(({ token, name, inputs }) =>
      check.atCheck({ type: `aws:${token}`, name, urn: name, inputs, region: "us-east-1", isNew: true }),
    );
    const names = refused.map(({ reason }) => reason.slice(reason.lastIndexOf("=") + 1));
    assert.ok(examples.length > 800, `${examples.length} examples`);
    assert.deepEqual([...new Set(names)].sort(), Object.keys(wrongExamples).sort());
  });
});
