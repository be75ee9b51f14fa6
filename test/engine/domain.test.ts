import assert from "node:assert/strict";
import * as path from "node:path";
import { openAccount } from "../../offline/account";
import { awsCatalog } from "../../offline/account/catalog";
import { type Engine, openEngine } from "../support/engine";
import { byType, type Deployed } from "../support/state";

const root = path.resolve(__dirname, "../..");
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const LOG_REGIONS = ["us-east-1", "us-east-2", "us-west-2"];

interface Behaviour {
  targetOriginId: string;
  allowedMethods: string[];
  cachePolicyId: string;
  originRequestPolicyId?: string;
  functionAssociations?: { eventType: string; functionArn: string }[];
  lambdaFunctionAssociations?: { eventType: string; lambdaArn: string }[];
}
interface DistributionInputs {
  origins: { customHeaders?: unknown; originAccessControlId?: string }[];
  originGroups?: { originId: string }[];
  defaultCacheBehavior: Behaviour;
  orderedCacheBehaviors?: Behaviour[];
}

/** Every behaviour of a distribution. */
function behaviours({ inputs }: Deployed): Behaviour[] {
  const { defaultCacheBehavior, orderedCacheBehaviors = [] } = inputs as unknown as DistributionInputs;
  return [defaultCacheBehavior, ...orderedCacheBehaviors];
}

/** The one deployed resource of a type, by the start of its logical name. */
function one(state: Deployed[], type: string, start = ""): Deployed {
  const [found, ...others] = byType(state, type).filter(({ name }) => name.startsWith(start));
  assert.ok(found !== undefined && others.length === 0, `one ${type} ${start}, got ${others.length + 1}`);
  return found;
}

describe("the payment hub's domain and edge on the real engine", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
  });
  after(() => engine?.close());

  it("HUB-1 brings the old server's records along, logs queries and signs an adopted zone", async () => {
    engine.project.change("dev", (settings) => {
      settings.dns = {
        zone: "dev.pay.example.com",
        hostedZoneId: "Z0123456789ABCDEFGHIJ",
        dnssec: true,
        records: [
          { name: "@", type: "MX", values: ["10 mail.example.com"] },
          { name: "@", type: "TXT", values: [`v=DKIM1; p=${"k".repeat(400)}`] },
          { name: "legacy", type: "A", ttl: 60, values: ["192.0.2.1"] },
        ],
      };
    });
    engine.project.change("dev", (settings) => {
      settings.edge = {
        requestLog: { regions: LOG_REGIONS },
        deniedAddresses: ["203.0.113.0/24"],
        botControl: true,
        api: {
          cachedPaths: ["/docs/*"],
          rateLimits: [{ name: "login", pathPrefix: "/v1/login", requestsPerFiveMinutes: 100 }],
        },
      };
    });
    await engine.succeed(["up", "--yes", "--skip-preview", "--stack", "dev"]);
    const state = await engine.state("dev");
    assert.deepEqual(byType(state, "aws:route53/zone:Zone"), []);
    const brought = byType(state, "aws:route53/record:Record").filter(({ name }) =>
      name.startsWith("records-"),
    );
    assert.equal(brought.length, 3);
    for (const { inputs } of brought) assert.equal(inputs.zoneId, "Z0123456789ABCDEFGHIJ");
    const [log] = byType(state, "aws:route53/queryLog:QueryLog");
    const [group] = byType(state, "aws:cloudwatch/logGroup:LogGroup").filter(
      ({ inputs }) => inputs.name === "/aws/route53/dev.pay.example.com",
    );
    assert.equal(log?.inputs.cloudwatchLogGroupArn, group?.outputs.arn);
    assert.equal(byType(state, "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec").length, 1);
    await engine.succeed(["preview", "--expect-no-changes", "--stack", "dev"]);
  });

  it("HUB-2, HUB-3 caches the API's static paths alone, and limits, denies and knows bots where settings say so", async () => {
    const state = await engine.state("dev");
    const api = byType(state, "aws:cloudfront/distribution:Distribution").find(({ name }) =>
      name.startsWith("api-"),
    );
    assert.ok(api);
    const { defaultCacheBehavior, orderedCacheBehaviors } = api.inputs as Record<
      string,
      { cachePolicyId: string }
    > & {
      orderedCacheBehaviors: { pathPattern: string; cachePolicyId: string; allowedMethods: string[] }[];
    };
    const disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    assert.equal(defaultCacheBehavior?.cachePolicyId, disabled, "payments are never cached");
    assert.deepEqual(
      orderedCacheBehaviors.map(({ pathPattern, cachePolicyId, allowedMethods }) => [
        pathPattern,
        cachePolicyId === disabled,
        allowedMethods,
      ]),
      [["/docs/*", false, ["GET", "HEAD"]]],
    );
    const acl = byType(state, "aws:wafv2/webAcl:WebAcl").find(({ name }) => name.startsWith("api-"));
    assert.ok(acl);
    const rules = JSON.stringify(acl.inputs.rules);
    for (const part of ["/v1/login", "AWSManagedRulesBotControlRuleSet", "ipSetReferenceStatement"]) {
      assert.ok(rules.includes(part), part);
    }
    const priorities = (acl.inputs.rules as { priority: number }[]).map(({ priority }) => priority);
    assert.equal(new Set(priorities).size, priorities.length);
  });

  it("surprise 1: no behaviour of the deployed distributions writes to an origin group", async () => {
    const writes = ["PUT", "POST", "PATCH", "DELETE"];
    const state = await engine.state("dev");
    for (const distribution of byType(state, DISTRIBUTION)) {
      const { originGroups = [] } = distribution.inputs as unknown as DistributionInputs;
      const groups = originGroups.map(({ originId }) => originId);
      for (const { targetOriginId, allowedMethods } of behaviours(distribution)) {
        if (!groups.includes(targetOriginId)) continue;
        assert.ok(!allowedMethods.some((method) => writes.includes(method)), `${distribution.name} writes`);
      }
    }
    assert.equal(behaviours(one(state, DISTRIBUTION, "site-"))[0]?.targetOriginId, "site");
    assert.ok(behaviours(one(state, DISTRIBUTION, "api-"))[0]?.allowedMethods.includes("POST"));
  });

  it("HUB-4 a published function at the edge writes to groups with an end and a key, which one dashboard reads", async () => {
    const state = await engine.state("dev");
    const log = one(state, "aws:lambda/function:Function", "edge-requests");
    assert.equal(log.outputs.region, "us-east-1");
    for (const distribution of byType(state, DISTRIBUTION)) {
      for (const { lambdaFunctionAssociations } of behaviours(distribution)) {
        assert.deepEqual(
          lambdaFunctionAssociations?.map(({ eventType, lambdaArn }) => [eventType, lambdaArn]),
          [["origin-response", `${log.outputs.arn}:1`]],
        );
      }
    }
    const groups = byType(state, "aws:cloudwatch/logGroup:LogGroup").filter(
      ({ inputs }) => inputs.name === `/aws/lambda/us-east-1.${log.inputs.name}`,
    );
    assert.deepEqual(groups.map(({ inputs }) => inputs.region).sort(), LOG_REGIONS);
    for (const { inputs } of groups) {
      assert.equal(inputs.retentionInDays, 400);
      assert.match(String(inputs.kmsKeyId), new RegExp(`^arn:aws:kms:${inputs.region}:`));
    }
    const policy = JSON.stringify(one(state, "aws:iam/rolePolicy:RolePolicy", "edge-requests").inputs.policy);
    for (const { outputs } of groups) assert.ok(policy.includes(`${outputs.arn}:*`));
    const dashboard = String(
      one(state, "aws:cloudwatch/dashboard:Dashboard", "edge-requests").inputs.dashboardBody,
    );
    for (const region of LOG_REGIONS) assert.ok(dashboard.includes(`"region":"${region}"`), region);
    const queries = byType(state, "aws:cloudwatch/queryDefinition:QueryDefinition");
    assert.deepEqual(queries.map(({ inputs }) => inputs.region).sort(), LOG_REGIONS);
  });

  it("HUB-5 the edge adds the origin's header from a store on every path, and its secret is rotated", async () => {
    const state = await engine.state("dev");
    const api = one(state, DISTRIBUTION, "api-");
    const added = one(state, "aws:cloudfront/function:Function", "api-edge");
    const store = one(state, "aws:cloudfront/keyValueStore:KeyValueStore");
    assert.deepEqual(added.inputs.keyValueStoreAssociations, [store.outputs.arn]);
    for (const { functionAssociations, originRequestPolicyId } of behaviours(api)) {
      assert.deepEqual(
        functionAssociations?.map(({ functionArn }) => functionArn),
        [added.outputs.arn],
      );
      assert.ok(originRequestPolicyId, "the header reaches the origin");
    }
    const secret = byType(state, "aws:secretsmanager/secret:Secret").find(({ name }) =>
      name.startsWith("origin-header"),
    );
    const rotation = one(state, "aws:secretsmanager/secretRotation:SecretRotation", "origin-header");
    const rotate = one(state, "aws:lambda/function:Function", "origin-header");
    assert.equal(rotation.inputs.secretId, secret?.outputs.arn);
    assert.equal(rotation.inputs.rotationLambdaArn, rotate.outputs.arn);
    assert.equal((rotation.inputs.rotationRules as Record<string, unknown>).automaticallyAfterDays, 30);
    const variables = JSON.stringify(rotate.inputs.environment);
    assert.ok(variables.includes(String(store.outputs.arn)), variables);
    for (const part of [secret?.outputs.arn, store.outputs.arn]) {
      const { policy } = one(state, "aws:iam/rolePolicy:RolePolicy", "origin-header").inputs;
      assert.ok(String(policy).includes(String(part)));
    }
  });

  it("HUB-5, ALL-7 no value of the header is Pulumi's, so a rotation leaves nothing to differ", async () => {
    const state = await engine.state("dev");
    const versions = byType(state, "aws:secretsmanager/secretVersion:SecretVersion");
    assert.deepEqual(
      versions.filter(({ name }) => name.startsWith("origin-header")),
      [],
    );
    assert.deepEqual(byType(state, "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey"), []);
    const account = openAccount(engine.home.accountDirectory, awsCatalog(root));
    const store = one(state, "aws:cloudfront/keyValueStore:KeyValueStore");
    // What of a rotation the account shows: the store was written to.
    account.set(store.urn, "etag", "EROTATED");
    account.set(store.urn, "lastModifiedTime", "2027-01-01T00:00:00Z");
    await engine.succeed(["preview", "--refresh", "--expect-no-changes", "--stack", "dev"]);
  });

  it("HUB-5 a value in the distribution would differ after a rotation, and the next update would take it back", async () => {
    const api = one(await engine.state("dev"), DISTRIBUTION, "api-");
    const account = openAccount(engine.home.accountDirectory, awsCatalog(root));
    account.set(api.urn, "origins[0].customHeaders", [{ name: "x-origin-verify", value: "rotated" }]);
    const output = await engine.fail([
      "preview",
      "--refresh",
      "--expect-no-changes",
      "--diff",
      "--stack",
      "dev",
    ]);
    assert.match(output, /customHeaders/);
  });

  it("surprise 9: no group of the load balancer holds more than 60 rules, and it has its groups from the start", async () => {
    const state = await engine.state("dev");
    // Rules that each prefix list counts for: https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
    const weights = { "cluster-edge": 55, "cluster-health-checkers": 25 };
    const groups = one(state, "aws:lb/loadBalancer:LoadBalancer").inputs.securityGroups as string[];
    const rules = byType(state, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ inputs }) => groups.includes(String(inputs.securityGroupId)) && inputs.prefixListId !== undefined,
    );
    const held = groups.map((group) =>
      rules
        .filter(({ inputs }) => inputs.securityGroupId === group)
        .map(({ name }) => Object.entries(weights).find(([start]) => name.startsWith(start))?.[1] ?? Infinity)
        .reduce((sum, weight) => sum + weight, 0),
    );
    assert.deepEqual(held.sort(), [25, 55], "both lists are let in, each by a group of its own");
    // The list lets in every distribution of every account: the header tells ours apart.
    const { functionAssociations } = behaviours(one(state, DISTRIBUTION, "api-"))[0] as Behaviour;
    assert.equal(functionAssociations?.length, 1);
  });
});
