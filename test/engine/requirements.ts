import assert from "node:assert/strict";
import { EDGE_CACHE_REGIONS } from "../../components/edge-request-log/args";
import type { Declare } from "../support/declare";
import { byType, type Deployed } from "../support/state";

/** The deployed stacks of the payment hub, filled in before the tests run. */
export interface Stacks {
  primary: Deployed[];
  secondary: Deployed[];
}

type Inputs = Record<string, unknown>;

/** The only resource of a type. */
function one(resources: Deployed[], type: string): Deployed {
  const [found, ...others] = byType(resources, type);
  assert.ok(found !== undefined && others.length === 0, `one ${type}, got ${others.length + 1}`);
  return found;
}

/** Order of the records of a chain of failover names; the state holds them in the order of their creation. */
const chainKey = ({ name, setIdentifier }: Inputs) => `${name} ${setIdentifier}`;

/** Declares one test per requirement that the deployed graph can show. */
export function requirements(stacks: () => Stacks, it: Declare = globalThis.it): void {
  const all = () => [...stacks().primary, ...stacks().secondary];
  const inputs = (resources: Deployed[], type: string) =>
    byType(resources, type).map((resource) => resource.inputs);

  it("HUB-1 the domain's zone is created once, and apex, www and api alias to CloudFront over IPv4 and IPv6", () => {
    const records = inputs(stacks().primary, "aws:route53/record:Record");
    const aliases = records.filter(({ aliases: list }) =>
      JSON.stringify(list ?? "").includes("cloudfront.net"),
    );
    const names = aliases.map(({ name, type }) => `${name} ${type}`).sort();
    const hosts = ["api.pay.example.com", "pay.example.com", "www.pay.example.com"];
    assert.deepEqual(
      names,
      hosts.flatMap((host) => [`${host} A`, `${host} AAAA`]),
    );
    assert.equal(byType(all(), "aws:route53/zone:Zone").length, 1);
  });

  it("HUB-2 both distributions speak HTTP/2 and 3, IPv6 and TLS 1.2 or newer, and deliver access logs", () => {
    const distributions = inputs(stacks().primary, "aws:cloudfront/distribution:Distribution");
    assert.equal(distributions.length, 2);
    for (const distribution of distributions) {
      assert.equal(distribution.httpVersion, "http2and3");
      assert.equal(distribution.isIpv6Enabled, true);
      assert.equal((distribution.viewerCertificate as Inputs).minimumProtocolVersion, "TLSv1.2_2021");
      assert.match(distribution.webAclId as string, /^arn:aws:wafv2:us-east-1:\d+:global\/webacl\//);
    }
    assert.equal(byType(stacks().primary, "aws:cloudwatch/logDelivery:LogDelivery").length, 2);
  });

  it("HUB-3 each web ACL holds the managed groups and a rate limit, and its log leaves credentials out", () => {
    const acls = inputs(stacks().primary, "aws:wafv2/webAcl:WebAcl");
    assert.equal(acls.length, 2);
    for (const acl of acls) {
      const rules = JSON.stringify(acl.rules);
      for (const group of [
        "CommonRuleSet",
        "KnownBadInputsRuleSet",
        "SQLiRuleSet",
        "AmazonIpReputationList",
        "AnonymousIpList",
      ]) {
        assert.ok(rules.includes(`AWSManagedRules${group}`), group);
      }
      assert.match(rules, /rateBasedStatement/);
      assert.equal(acl.region, "us-east-1");
    }
    for (const { redactedFields } of inputs(
      stacks().primary,
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    )) {
      assert.match(JSON.stringify(redactedFields), /authorization/);
      assert.match(JSON.stringify(redactedFields), /cookie/);
    }
  });

  it("HUB-4 what reaches an origin is logged in every edge region, by a published function on both distributions", () => {
    const log = byType(stacks().primary, "aws:lambda/function:Function").find(
      ({ inputs: { name } }) => name === "payment-hub-prod-edge-requests",
    );
    for (const { defaultCacheBehavior } of inputs(
      stacks().primary,
      "aws:cloudfront/distribution:Distribution",
    )) {
      const [association] = (defaultCacheBehavior as { lambdaFunctionAssociations: Inputs[] })
        .lambdaFunctionAssociations;
      assert.equal(association?.lambdaArn, log?.outputs.qualifiedArn);
    }
    const groups = inputs(stacks().primary, "aws:cloudwatch/logGroup:LogGroup").filter(
      ({ name }) => name === "/aws/lambda/us-east-1.payment-hub-prod-edge-requests",
    );
    assert.deepEqual(groups.map(({ region }) => region).sort(), [...EDGE_CACHE_REGIONS].sort());
    for (const { retentionInDays, kmsKeyId, region } of groups) {
      assert.equal(retentionInDays, 400);
      assert.ok((kmsKeyId as string).startsWith(`arn:aws:kms:${region}:`));
    }
  });

  it("HUB-5 a TLS load balancer in three zones with fixed addresses, reached from edge and health checkers only", () => {
    for (const stack of Object.values(stacks()) as Deployed[][]) {
      const balancer = one(stack, "aws:lb/loadBalancer:LoadBalancer").inputs;
      const mappings = balancer.subnetMappings as Inputs[];
      assert.equal(mappings.length, 3);
      for (const { allocationId } of mappings) assert.match(allocationId as string, /^eipalloc-/);
      assert.equal((balancer.securityGroups as string[]).length, 2);
      assert.equal(one(stack, "aws:lb/listener:Listener").inputs.protocol, "TLS");
      const groups = balancer.securityGroups as unknown[];
      const open = inputs(stack, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
        ({ securityGroupId }) => groups.includes(securityGroupId),
      );
      assert.ok(open.every(({ cidrIpv4, cidrIpv6 }) => cidrIpv4 === undefined && cidrIpv6 === undefined));
      assert.equal(open.filter(({ prefixListId }) => prefixListId !== undefined).length, 2);
    }
  });

  it("HUB-6 nodes follow demand by themselves in both regions", () => {
    const clusters = inputs(all(), "aws:eks/cluster:Cluster");
    assert.equal(clusters.length, 2);
    for (const cluster of clusters) assert.equal((cluster.computeConfig as Inputs).enabled, true);
  });

  it("HUB-7 the site's buckets are private in two regions, replicated, and read by the distribution alone", () => {
    const buckets = byType(stacks().primary, "aws:s3/bucketPolicy:BucketPolicy");
    const site = buckets.filter(({ inputs: { bucket } }) => (bucket as string).includes("-site-"));
    assert.deepEqual(site.map(({ inputs: { region } }) => region).sort(), ["us-east-2", "us-west-2"]);
    const [distribution] = byType(stacks().primary, "aws:cloudfront/distribution:Distribution").filter(
      ({ name }) => name.startsWith("site"),
    );
    for (const {
      inputs: { policy },
    } of site)
      assert.ok((policy as string).includes(distribution?.outputs.arn as string));
    assert.equal(
      byType(stacks().primary, "aws:s3/bucketReplicationConfig:BucketReplicationConfig").length,
      1,
    );
    for (const block of inputs(stacks().primary, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")) {
      assert.deepEqual(
        [block.blockPublicAcls, block.blockPublicPolicy, block.ignorePublicAcls, block.restrictPublicBuckets],
        [true, true, true, true],
      );
    }
  });

  it("HUB-8 one global database with a member in each region, each under a key of its own region", () => {
    assert.equal(byType(all(), "aws:rds/globalCluster:GlobalCluster").length, 1);
    const members = inputs(all(), "aws:rds/cluster:Cluster");
    assert.deepEqual(
      members.map(({ region }) => region),
      ["us-east-2", "us-west-2"],
    );
    for (const member of members) {
      assert.equal(member.globalClusterIdentifier, "payment-hub-prod");
      assert.ok((member.kmsKeyId as string).startsWith(`arn:aws:kms:${member.region}:`));
      assert.equal(member.storageEncrypted, true);
    }
  });

  it("HUB-8 one failover name with a half in each stack, the home region's behind a health check", () => {
    const halves = inputs(all(), "aws:route53/record:Record")
      .filter(({ failoverRoutingPolicies }) => failoverRoutingPolicies)
      .sort((one, other) => (chainKey(one) < chainKey(other) ? -1 : 1));
    assert.deepEqual(
      halves.map(({ name, setIdentifier, failoverRoutingPolicies }) => [
        name,
        setIdentifier,
        (failoverRoutingPolicies as Inputs[])[0]?.type,
      ]),
      [
        ["api-origin-1.pay.example.com", "us-west-2", "PRIMARY"],
        ["api-origin.pay.example.com", "us-east-2", "PRIMARY"],
        ["api-origin.pay.example.com", "us-west-2", "SECONDARY"],
      ],
    );
    const [standby] = (halves[2]?.aliases ?? []) as Inputs[];
    assert.equal(
      standby?.name,
      "api-origin-1.pay.example.com",
      "the second answer is the next name of the chain",
    );
    assert.notEqual(halves[1]?.healthCheckId, undefined);
    assert.deepEqual(new Set(halves.map(({ zoneId }) => zoneId)).size, 1);
  });

  it("HUB-8 each region's database admits the other region's network, and its subnets route there and back", () => {
    const { secondary } = stacks();
    const rules = inputs(secondary, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.deepEqual(
      rules
        .filter(({ cidrIpv4 }) => cidrIpv4 !== undefined)
        .map(({ region, cidrIpv4, fromPort, toPort }) => [region, cidrIpv4, fromPort, toPort])
        .sort(),
      [
        ["us-east-2", "10.20.0.0/16", 5432, 5432],
        ["us-west-2", "10.10.0.0/16", 5432, 5432],
      ],
    );
    const routes = inputs(secondary, "aws:ec2/route:Route").filter(
      ({ vpcPeeringConnectionId }) => vpcPeeringConnectionId !== undefined,
    );
    for (const [region, range] of [
      ["us-east-2", "10.20.0.0/16"],
      ["us-west-2", "10.10.0.0/16"],
    ]) {
      const own = routes.filter((route) => route.region === region);
      assert.equal(
        new Set(own.map(({ routeTableId }) => routeTableId)).size,
        6,
        "three zones, private and isolated",
      );
      for (const { destinationCidrBlock } of own) assert.equal(destinationCidrBlock, range);
    }
  });

  it("HUB-9 secrets live in Secrets Manager with a replica in the failover region under a key of that region", () => {
    const secrets = inputs(stacks().primary, "aws:secretsmanager/secret:Secret");
    assert.equal(secrets.length, 2);
    for (const { replicas } of secrets) {
      const [replica] = replicas as Inputs[];
      assert.equal(replica?.region, "us-west-2");
      assert.match(replica?.kmsKeyId as string, /^arn:aws:kms:us-west-2:/);
    }
  });

  it("HUB-9 the administrator's password is rotated beside its secret, by a function that reaches the writer in each region", () => {
    const { primary, secondary } = stacks();
    const rotator = byType(primary, "aws:lambda/function:Function").find(
      ({ name }) => name === "database-rotation-function",
    );
    const schedule = byType(primary, "aws:secretsmanager/secretRotation:SecretRotation").find(
      ({ inputs: { rotationLambdaArn } }) => rotationLambdaArn === rotator?.outputs.arn,
    );
    const secret = byType(primary, "aws:secretsmanager/secret:Secret").find(
      ({ outputs: { arn } }) => arn === schedule?.inputs.secretId,
    );
    assert.equal(secret?.inputs.name, "payment-hub-prod/database/administrator");
    assert.ok(rotator && schedule);
    assert.equal((schedule.inputs.rotationRules as Inputs).automaticallyAfterDays, 30);

    const [group] = (rotator.inputs.vpcConfig as Inputs).securityGroupIds as string[];
    const out = inputs(primary, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").filter(
      ({ securityGroupId }) => securityGroupId === group,
    );
    const database = byType(primary, "aws:ec2/securityGroup:SecurityGroup").find(
      ({ name }) => name === "database-security-group",
    );
    const targets = out.map(({ fromPort, cidrIpv4, referencedSecurityGroupId }) => [
      fromPort,
      cidrIpv4 ?? referencedSecurityGroupId,
    ]);
    assert.deepEqual(
      new Set(targets.map(String)),
      new Set(["443,10.10.0.0/16", "5432,10.20.0.0/16", `5432,${database?.id}`]),
    );
    assert.deepEqual(
      byType(secondary, "aws:secretsmanager/secretRotation:SecretRotation"),
      [],
      "a replica can't be rotated",
    );
  });

  it("HUB-10 each region has three zones of each kind of subnet and a NAT gateway per zone", () => {
    for (const stack of Object.values(stacks()) as Deployed[][]) {
      const zones = inputs(stack, "aws:ec2/subnet:Subnet").map(({ availabilityZone }) => availabilityZone);
      assert.equal(zones.length, 9);
      assert.equal(new Set(zones).size, 3);
      assert.equal(byType(stack, "aws:ec2/natGateway:NatGateway").length, 3);
    }
  });

  it("ALL-5 what holds data is protected from deletion, in Pulumi and in AWS", () => {
    const stateful = [
      "aws:rds/cluster:Cluster",
      "aws:rds/globalCluster:GlobalCluster",
      "aws:s3/bucket:Bucket",
      "aws:route53/zone:Zone",
      "aws:secretsmanager/secret:Secret",
    ];
    for (const resource of stateful.flatMap((type) => byType(all(), type))) {
      assert.equal(resource.protect, true, resource.urn);
    }
    for (const { deletionProtection } of [
      ...inputs(all(), "aws:rds/cluster:Cluster"),
      ...inputs(all(), "aws:eks/cluster:Cluster"),
    ]) {
      assert.equal(deletionProtection, true);
    }
  });

  it("ALL-6 every resource that takes tags carries owner, environment, system, role, classification and cost centre", () => {
    const tagged = all().filter(({ outputs }) => outputs.tagsAll !== undefined);
    assert.ok(tagged.length > 150, `${tagged.length} tagged resources`);
    for (const { urn, outputs } of tagged) {
      const keys = Object.keys(outputs.tagsAll as Inputs);
      for (const key of [
        "owner",
        "environment",
        "system",
        "role",
        "tier",
        "data-classification",
        "cost-centre",
      ]) {
        assert.ok(keys.includes(key), `${urn} has no tag ${key}`);
      }
    }
  });

  it("ALL-7 no generated secret stands in clear anywhere in the state", () => {
    const [password] = byType(stacks().primary, "random:index/randomPassword:RandomPassword");
    assert.match(JSON.stringify(password?.outputs.result), /ciphertext/);
    const version = byType(stacks().primary, "aws:secretsmanager/secretVersion:SecretVersion");
    for (const {
      inputs: { secretString },
    } of version)
      assert.match(JSON.stringify(secretString), /ciphertext/);
    const [cluster] = byType(stacks().primary, "aws:rds/cluster:Cluster");
    assert.match(JSON.stringify(cluster?.inputs.masterPasswordWo), /ciphertext/);
    assert.equal(cluster?.inputs.masterPassword, undefined);
  });

  it("HUB-12 every region tells people of its lag, its pods, its nodes and its secrets, and us-east-1 of the edge", () => {
    // The standby's origin is told of by the edge's topic, which the home region's stack owns.
    const topics = new Map(
      byType(all(), "aws:sns/topic:Topic").map(({ inputs: topic, outputs }) => [topic.region, outputs.arn]),
    );
    assert.equal(topics.size, byType(all(), "aws:sns/topic:Topic").length, "one topic in each region");
    for (const stack of Object.values(stacks()) as Deployed[][]) {
      const alarms = inputs(stack, "aws:cloudwatch/metricAlarm:MetricAlarm");
      for (const { region, alarmActions } of alarms)
        assert.deepEqual(alarmActions, [topics.get(region)], String(region));
      assert.ok(
        alarms.some(({ metricQueries }) =>
          JSON.stringify(metricQueries ?? "").includes("AuroraGlobalDBRPOLag"),
        ),
      );
      assert.ok(alarms.some(({ metricName }) => metricName === "TriggeredRules"));
      one(stack, "aws:cloudwatch/compositeAlarm:CompositeAlarm");
    }
    const edge = inputs(stacks().primary, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
      ({ region }) => region === "us-east-1",
    );
    assert.equal(edge.length, 9);
    // The one that decides: the sum of the region's own and those of the failover plans.
    const deciding = byType(stacks().primary, "aws:route53/healthCheck:HealthCheck").find(
      ({ inputs: { type } }) => type === "CALCULATED",
    );
    assert.ok(edge.some(({ dimensions }) => (dimensions as Inputs).HealthCheckId === deciding?.id));
  });

  it("HUB-12 site and API are asked from a third region, and the standby's origin by Route 53", () => {
    const canaries = inputs(stacks().primary, "aws:synthetics/canary:Canary");
    const asked = canaries.map(({ runConfig }) => JSON.stringify(runConfig));
    assert.ok(asked.some((text) => text.includes("https://pay.example.com/")));
    assert.ok(asked.some((text) => text.includes("https://api.pay.example.com/")));
    const [code] = byType(stacks().primary, "aws:s3/bucketObjectv2:BucketObjectv2");
    for (const { region, s3Version, startCanary } of canaries) {
      assert.deepEqual([region, startCanary], ["ca-central-1", true]);
      assert.equal(s3Version, code?.outputs.versionId);
    }
    const failing = inputs(stacks().primary, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(
      ({ namespace }) => namespace === "CloudWatchSynthetics",
    );
    assert.deepEqual(
      failing.map(({ dimensions }) => (dimensions as Inputs).CanaryName).sort(),
      canaries.map(({ name }) => name).sort(),
    );
    const balancer = one(stacks().secondary, "aws:lb/loadBalancer:LoadBalancer").outputs;
    const check = byType(stacks().secondary, "aws:route53/healthCheck:HealthCheck").find(
      ({ inputs: { fqdn } }) => fqdn === balancer.dnsName,
    );
    const alarms = inputs(stacks().secondary, "aws:cloudwatch/metricAlarm:MetricAlarm");
    const watched = alarms.find(({ namespace }) => namespace === "AWS/Route53");
    assert.deepEqual(watched?.dimensions, { HealthCheckId: check?.id });
    const records = inputs(all(), "aws:route53/record:Record");
    assert.ok(
      records.every(({ healthCheckId }) => healthCheckId !== check?.id),
      "nothing fails over by it",
    );
  });

  it("HUB-12 one dashboard lists the regions, one budget covers them", () => {
    const [dashboard, ...others] = inputs(all(), "aws:cloudwatch/dashboard:Dashboard").filter(
      ({ dashboardName }) => dashboardName === "payment-hub-prod",
    );
    assert.deepEqual(others, []);
    const body = String(dashboard?.dashboardBody);
    for (const region of ["us-east-2", "us-west-2"]) {
      assert.ok(body.includes(`payment-hub-prod-${region}`));
      const alarms = byType(
        stacks()[region === "us-east-2" ? "primary" : "secondary"],
        "aws:cloudwatch/metricAlarm:MetricAlarm",
      ).filter(({ name }) => name.startsWith("alarms-"));
      assert.ok(alarms.length > 5);
      for (const { outputs } of alarms) assert.ok(body.includes(`"${outputs.arn}"`), String(outputs.arn));
    }
    const budget = one(stacks().primary, "aws:budgets/budget:Budget").inputs;
    assert.equal(budget.limitAmount, "6000");
    const [topic] = byType(stacks().primary, "aws:sns/topic:Topic").filter(
      ({ inputs: { region } }) => region === "us-east-1",
    );
    for (const { subscriberSnsTopicArns } of budget.notifications as Inputs[]) {
      assert.deepEqual(subscriberSnsTopicArns, [topic?.outputs.arn]);
    }
    one(stacks().primary, "aws:costexplorer/anomalySubscription:AnomalySubscription");
  });

  it("HUB-12 each region has its fault experiments, on its own resources and stopped by its own alarms", () => {
    for (const [stack, other, count] of [
      [stacks().primary, "us-west-2", 4],
      [stacks().secondary, "us-east-2", 3],
    ] as const) {
      const templates = inputs(stack, "aws:fis/experimentTemplate:ExperimentTemplate");
      assert.equal(templates.length, count);
      const alarms = byType(stack, "aws:cloudwatch/metricAlarm:MetricAlarm").map(
        ({ outputs }) => outputs.arn,
      );
      const text = JSON.stringify(templates);
      for (const { stopConditions } of templates) {
        assert.ok((stopConditions as Inputs[]).length > 0);
        for (const { source, value } of stopConditions as Inputs[]) {
          assert.equal(source, "aws:cloudwatch:alarm");
          assert.ok(alarms.includes(value));
        }
      }
      assert.ok(text.includes(one(stack, "aws:rds/cluster:Cluster").outputs.arn as string));
      assert.ok(text.includes(`{"key":"region","value":"${other}"}`));
    }
  });

  it("HUB-13 every region's database is backed up, copied into a locked vault of another region and restored for a test", () => {
    for (const [stack, copyRegion] of [
      [stacks().primary, "us-west-2"],
      [stacks().secondary, "us-east-2"],
    ] as const) {
      const cluster = one(stack, "aws:rds/cluster:Cluster").outputs.arn;
      const lock = one(stack, "aws:backup/vaultLockConfiguration:VaultLockConfiguration").inputs;
      assert.equal(lock.region, copyRegion);
      const locked = byType(stack, "aws:backup/vault:Vault").find(
        ({ inputs: { name } }) => name === lock.backupVaultName,
      );
      for (const rule of one(stack, "aws:backup/plan:Plan").inputs.rules as Inputs[]) {
        const [copy] = rule.copyActions as Inputs[];
        assert.equal(copy?.destinationVaultArn, locked?.outputs.arn);
      }
      assert.ok(
        (one(stack, "aws:backup/selection:Selection").inputs.resources as unknown[]).includes(cluster),
      );
      const test = one(stack, "aws:backup/restoreTestingSelection:RestoreTestingSelection").inputs;
      assert.deepEqual(test.protectedResourceArns, [cluster]);
    }
  });

  it("ALL-8 every regional resource is in its stack's region, but for the edge, the link to another region and copies there", () => {
    const elsewhere = (stack: Deployed[], own: string) =>
      stack.filter(({ inputs: { region } }) => region !== undefined && region !== own);
    const regions = new Set(elsewhere(stacks().primary, "us-east-2").map(({ inputs: { region } }) => region));
    assert.deepEqual(
      [...regions].sort(),
      [...new Set([...EDGE_CACHE_REGIONS, "us-west-2", "ca-central-1"])]
        .filter((region) => region !== "us-east-2")
        .sort(),
    );
    for (const { type, name, inputs: given } of elsewhere(stacks().secondary, "us-west-2")) {
      // Where Route 53 counts.
      if (name === "origin-watch-origin-unhealthy-us-west-2") continue;
      assert.equal(given.region, "us-east-2");
      assert.match(
        type,
        /:(VpcPeeringConnectionAccepter|Route|SecurityGroupIngressRule)$|^aws:(backup|kms)\/|^tandem:components:RegionalKey$/,
      );
    }
  });
}
