import assert from "node:assert/strict";
import { nameRules } from "../../../providers/aws/account/unique-names";
import { refusals } from "../../../providers/aws/refusals/index";
import { Secret, type ValueMap } from "../../../providers/core/values/value";
import { Cloud, type CloudOptions } from "../support";
import { aurora, behavior, distribution, globalDatabase, subnet, types, vpc } from "./fixtures";

interface Case {
  refusal: string;
  /** AWS's code in the message. */
  code: string;
  /** The mistake; has to be refused with the refusal's name. */
  mistake(cloud: Cloud): unknown;
  /** The correct twin; has to go through. */
  twin(cloud: Cloud): unknown;
}

const other = (cloud: Cloud, options: CloudOptions): Cloud =>
  new Cloud({
    account: cloud.account,
    ...(cloud.allow === undefined ? {} : { allow: cloud.allow }),
    ...options,
  });
const edge = (cloud: Cloud, changes: ValueMap) =>
  cloud.create(types.distribution, "edge", distribution(changes));
const certificateIn = (cloud: Cloud, region: string, names: string[] = ["example.com"]) =>
  cloud.create(types.certificate, `cert-${region}`, {
    region,
    domainName: names[0] ?? "",
    subjectAlternativeNames: names.slice(1),
    validationMethod: "DNS",
  });
const viewer = (arn: unknown): ValueMap => ({
  viewerCertificate: { acmCertificateArn: String(arn), sslSupportMethod: "sni-only" },
});

function rule(cloud: Cloud, name: string, group: string, changes: ValueMap) {
  return cloud.create(types.ingress, name, {
    securityGroupId: group,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...changes,
  });
}

const prefixList = (cloud: Cloud, name: string): ValueMap => ({
  prefixListId: cloud.invoke("aws:ec2/getManagedPrefixList:getManagedPrefixList", { name }).id ?? "",
});

const zone = (cloud: Cloud, inputs: ValueMap = {}) =>
  cloud.create(types.zone, "zone", { name: "example.com", ...inputs });
const record = (cloud: Cloud, name: string, inputs: ValueMap) =>
  cloud.create(types.record, name, { type: "A", ttl: 60, records: ["192.0.2.1"], ...inputs });

function balancer(cloud: Cloud, kind: string, count: number, name = "lb") {
  const net = vpc(cloud, `net-${name}`);
  const subnets = Array.from({ length: count }, (_, index) => subnet(cloud, net, index).id);
  return cloud.create(types.balancer, name, { name, loadBalancerType: kind, subnets });
}

const listener = (cloud: Cloud, name: string, arn: string, port: number, changes: ValueMap = {}) =>
  cloud.create(types.listener, name, {
    loadBalancerArn: arn,
    port,
    protocol: "TCP",
    defaultActions: [{ type: "forward" }],
    ...changes,
  });

const replica = (cloud: Cloud, from: string, to: string) =>
  cloud.create(types.replication, "replication", {
    bucket: from,
    role: "arn:aws:iam::123456789012:role/r",
    rules: [{ status: "Enabled", destination: { bucket: `arn:aws:s3:::${to}` } }],
  });

const versioned = (cloud: Cloud, bucket: string, status = "Enabled") =>
  cloud.create(types.versioning, `versioning-${bucket}`, { bucket, versioningConfiguration: { status } });

const buckets = (cloud: Cloud) => {
  cloud.create(types.bucket, "from", { bucket: "from" });
  cloud.create(types.bucket, "to", { bucket: "to", region: "us-east-1" });
};

const secondary = (cloud: Cloud, changes: ValueMap) => {
  const second = other(cloud, { region: "eu-central-1", stack: "second" });
  return second.create(
    types.cluster,
    "reader",
    aurora({ clusterIdentifier: "pay-b", globalClusterIdentifier: "pay", ...changes }),
  );
};

const keyArn = (region: string): string =>
  `arn:aws:kms:${region}:123456789012:key/11111111-2222-4333-a444-555555555555`;

/** A name that is taken: same name twice is refused, another name is not. */
const nameCase = (type: string, property: string, extra: ValueMap = {}): Case => {
  const { refusal, code } = nameRules[type] ?? { refusal: "", code: "" };
  const create = (cloud: Cloud, name: string, value: string) =>
    cloud.create(type, name, { ...extra, [property]: value });
  return {
    refusal,
    code,
    mistake: (cloud) => {
      create(cloud, "first", "alias/taken");
      create(other(cloud, { stack: "other" }), "second", "alias/taken");
    },
    twin: (cloud) => {
      create(cloud, "first", "alias/taken");
      create(cloud, "second", "alias/free");
    },
  };
};

const cases: Case[] = [
  {
    refusal: "cloudfront-origin-group-write-methods",
    code: "InvalidArgument",
    mistake: (cloud) => edge(cloud, { defaultCacheBehavior: behavior("pair", ["GET", "HEAD", "POST"]) }),
    twin: (cloud) => edge(cloud, { defaultCacheBehavior: behavior("pair", ["GET", "HEAD", "OPTIONS"]) }),
  },
  {
    refusal: "cloudfront-unknown-target-origin",
    code: "NoSuchOrigin",
    mistake: (cloud) =>
      edge(cloud, { orderedCacheBehaviors: [{ ...behavior("c", ["GET", "HEAD"]), pathPattern: "/x" }] }),
    twin: (cloud) =>
      edge(cloud, { orderedCacheBehaviors: [{ ...behavior("b", ["GET", "HEAD"]), pathPattern: "/x" }] }),
  },
  {
    refusal: "cloudfront-origin-group-members",
    code: "InvalidArgument",
    mistake: (cloud) =>
      edge(cloud, {
        originGroups: [
          { originId: "pair", failoverCriteria: { statusCodes: [500] }, members: [{ originId: "a" }] },
        ],
      }),
    twin: (cloud) => edge(cloud, {}),
  },
  {
    refusal: "cloudfront-certificate-region",
    code: "InvalidViewerCertificate",
    mistake: (cloud) => edge(cloud, viewer(certificateIn(cloud, "eu-west-1").outputs.arn)),
    twin: (cloud) => edge(cloud, viewer(certificateIn(cloud, "us-east-1").outputs.arn)),
  },
  {
    refusal: "cloudfront-web-acl-region",
    code: "InvalidWebACLId",
    mistake: (cloud) => edge(cloud, { webAclId: acl(cloud, "REGIONAL", "us-east-1") }),
    twin: (cloud) => edge(cloud, { webAclId: acl(cloud, "CLOUDFRONT", "us-east-1") }),
  },
  {
    refusal: "cloudfront-alias-not-covered",
    code: "InvalidViewerCertificate",
    mistake: (cloud) =>
      edge(cloud, {
        aliases: ["a.b.example.com"],
        ...viewer(certificateIn(cloud, "us-east-1", ["example.com", "*.example.com"]).id),
      }),
    twin: (cloud) =>
      edge(cloud, {
        aliases: ["example.com", "pay.example.com"],
        ...viewer(certificateIn(cloud, "us-east-1", ["example.com", "*.example.com"]).id),
      }),
  },
  {
    refusal: "cloudfront-alias-taken",
    code: "CNAMEAlreadyExists",
    mistake: (cloud) => twoDistributions(cloud, "pay.example.com", "pay.example.com"),
    twin: (cloud) => twoDistributions(cloud, "pay.example.com", "www.example.com"),
  },
  {
    refusal: "subnet-outside-vpc",
    code: "InvalidSubnet.Range",
    mistake: (cloud) => cloud.create(types.subnet, "s", { vpcId: vpc(cloud).id, cidrBlock: "10.1.0.0/24" }),
    twin: (cloud) => cloud.create(types.subnet, "s", { vpcId: vpc(cloud).id, cidrBlock: "10.0.255.0/24" }),
  },
  {
    refusal: "subnet-conflict",
    code: "InvalidSubnet.Conflict",
    mistake: (cloud) => {
      const net = vpc(cloud);
      subnet(cloud, net, 0);
      cloud.create(types.subnet, "wide", { vpcId: net.id, cidrBlock: "10.0.0.0/20" });
    },
    twin: (cloud) => {
      subnet(cloud, vpc(cloud), 0);
      cloud.create(types.subnet, "same", { vpcId: vpc(cloud, "second").id, cidrBlock: "10.0.0.0/24" });
    },
  },
  {
    refusal: "security-group-rule-quota",
    code: "RulesPerSecurityGroupLimitExceeded",
    mistake: (cloud) => {
      const group = cloud.create(types.group, "group", {});
      rule(cloud, "edge", group.id, prefixList(cloud, "com.amazonaws.global.cloudfront.origin-facing"));
      rule(cloud, "checks", group.id, prefixList(cloud, "com.amazonaws.eu-west-1.route53-healthchecks"));
    },
    twin: (cloud) => {
      const [one, two] = ["one", "two"].map((name) => cloud.create(types.group, name, {}).id);
      rule(cloud, "edge", one ?? "", prefixList(cloud, "com.amazonaws.global.cloudfront.origin-facing"));
      rule(cloud, "checks", two ?? "", prefixList(cloud, "com.amazonaws.eu-west-1.route53-healthchecks"));
      for (let port = 1; port <= 5; port++)
        rule(cloud, `r${port}`, one ?? "", { cidrIpv4: `10.0.${port}.0/24` });
    },
  },
  {
    refusal: "security-group-rule-twice",
    code: "InvalidPermission.Duplicate",
    mistake: (cloud) => twoRules(cloud, "10.0.0.0/8", "10.0.0.0/8"),
    twin: (cloud) => twoRules(cloud, "10.0.0.0/8", "10.0.0.0/9"),
  },
  {
    refusal: "network-in-use",
    code: "DependencyViolation",
    mistake: (cloud) => {
      const net = vpc(cloud);
      subnet(cloud, net, 0);
      cloud.delete(net);
    },
    twin: (cloud) => {
      const net = vpc(cloud);
      cloud.delete(subnet(cloud, net, 0));
      cloud.delete(net);
    },
  },
  {
    refusal: "network-in-use",
    code: "DependencyViolation",
    mistake: (cloud) => {
      const first = subnet(cloud, vpc(cloud), 0);
      cloud.create(types.nat, "nat", { subnetId: first.id });
      cloud.delete(first);
    },
    twin: (cloud) => {
      const first = subnet(cloud, vpc(cloud), 0);
      cloud.delete(cloud.create(types.nat, "nat", { subnetId: first.id }));
      cloud.delete(first);
    },
  },
  {
    refusal: "network-in-use",
    code: "DependencyViolation",
    mistake: (cloud) => {
      const [one, two] = ["one", "two"].map((name) => cloud.create(types.group, name, {}));
      assert.ok(one && two);
      rule(cloud, "r", two.id, { referencedSecurityGroupId: one.id });
      cloud.delete(one);
    },
    twin: (cloud) => {
      const group = cloud.create(types.group, "one", {});
      rule(cloud, "self", group.id, { referencedSecurityGroupId: group.id });
      cloud.delete(group);
    },
  },
  {
    refusal: "application-load-balancer-zones",
    code: "ValidationError",
    mistake: (cloud) => balancer(cloud, "application", 1),
    twin: (cloud) => {
      balancer(cloud, "application", 2);
      balancer(cloud, "network", 1, "nlb");
    },
  },
  {
    refusal: "db-subnet-group-zones",
    code: "DBSubnetGroupDoesNotCoverEnoughAZs",
    mistake: (cloud) =>
      subnetsIn(cloud, "aa", (subnetIds) => cloud.create(types.subnetGroup, "g", { subnetIds })),
    twin: (cloud) =>
      subnetsIn(cloud, "ab", (subnetIds) => cloud.create(types.subnetGroup, "g", { subnetIds })),
  },
  {
    refusal: "eks-cluster-zones",
    code: "InvalidParameterException",
    mistake: (cloud) => subnetsIn(cloud, "bb", (subnetIds) => eks(cloud, subnetIds)),
    twin: (cloud) => subnetsIn(cloud, "bc", (subnetIds) => eks(cloud, subnetIds)),
  },
  {
    refusal: "lb-listener-port-taken",
    code: "DuplicateListener",
    mistake: (cloud) => {
      const { id } = balancer(cloud, "network", 1);
      listener(cloud, "one", id, 443);
      listener(cloud, "two", id, 443);
    },
    twin: (cloud) => {
      const { id } = balancer(cloud, "network", 1);
      listener(cloud, "one", id, 443);
      listener(cloud, "two", id, 444);
      listener(cloud, "three", balancer(cloud, "network", 1, "second").id, 443);
    },
  },
  {
    refusal: "lb-listener-certificate-region",
    code: "CertificateNotFound",
    mistake: (cloud) =>
      listener(cloud, "l", balancer(cloud, "network", 1).id, 443, {
        protocol: "TLS",
        certificateArn: certificateIn(cloud, "us-east-1").id,
      }),
    twin: (cloud) =>
      listener(cloud, "l", balancer(cloud, "network", 1).id, 443, {
        protocol: "TLS",
        certificateArn: certificateIn(cloud, "eu-west-1").id,
      }),
  },
  {
    refusal: "ecs-target-group-without-listener",
    code: "InvalidParameterException",
    mistake: (cloud) => ecsService(cloud, false),
    twin: (cloud) => ecsService(cloud, true),
  },
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
    refusal: "route53-cname-at-apex",
    code: "InvalidChangeBatch",
    mistake: (cloud) =>
      record(cloud, "r", { zoneId: zone(cloud).id, name: "Example.com.", type: "CNAME", records: ["x.net"] }),
    twin: (cloud) =>
      record(cloud, "r", { zoneId: zone(cloud).id, name: "www", type: "CNAME", records: ["x.net"] }),
  },
  {
    refusal: "route53-cname-beside-others",
    code: "InvalidChangeBatch",
    mistake: (cloud) => {
      const zoneId = zone(cloud).id;
      record(cloud, "a", { zoneId, name: "www" });
      record(cloud, "b", { zoneId, name: "www.example.com", type: "CNAME", records: ["x.net"] });
    },
    twin: (cloud) => {
      const zoneId = zone(cloud).id;
      record(cloud, "a", { zoneId, name: "www" });
      record(cloud, "b", { zoneId, name: "www", type: "AAAA", records: ["2001:db8::1"] });
    },
  },
  {
    refusal: "route53-simple-and-routed",
    code: "InvalidChangeBatch",
    mistake: (cloud) => {
      const zoneId = zone(cloud).id;
      record(cloud, "a", { zoneId, name: "api" });
      record(cloud, "b", {
        zoneId,
        name: "api",
        setIdentifier: "x",
        failoverRoutingPolicies: [{ type: "SECONDARY" }],
      });
    },
    twin: (cloud) => {
      const zoneId = zone(cloud).id;
      record(cloud, "a", {
        zoneId,
        name: "api",
        setIdentifier: "y",
        failoverRoutingPolicies: [{ type: "PRIMARY" }],
      });
      record(cloud, "b", {
        zoneId,
        name: "api",
        setIdentifier: "x",
        failoverRoutingPolicies: [{ type: "SECONDARY" }],
      });
    },
  },
  {
    refusal: "route53-record-exists",
    code: "InvalidChangeBatch",
    mistake: (cloud) => twoRecords(cloud, "eu-west-1"),
    twin: (cloud) => twoRecords(cloud, "eu-central-1"),
  },
  {
    refusal: "route53-alias-zone",
    code: "InvalidChangeBatch",
    mistake: (cloud) => {
      const zoneId = zone(cloud).id;
      const nlb = balancer(cloud, "network", 1);
      aliasRecord(cloud, zoneId, { name: nlb.outputs.dnsName ?? "", zoneId });
    },
    twin: (cloud) => {
      const nlb = balancer(cloud, "network", 1);
      aliasRecord(cloud, zone(cloud).id, {
        name: nlb.outputs.dnsName ?? "",
        zoneId: nlb.outputs.zoneId ?? "",
      });
    },
  },
  {
    refusal: "route53-zone-not-empty",
    code: "HostedZoneNotEmpty",
    mistake: (cloud) => {
      const hosted = zone(cloud);
      record(cloud, "a", { zoneId: hosted.id, name: "www" });
      cloud.delete(hosted);
    },
    twin: (cloud) => {
      const hosted = zone(cloud, { forceDestroy: true });
      record(cloud, "a", { zoneId: hosted.id, name: "www" });
      cloud.delete(hosted);
    },
  },
  {
    refusal: "rds-secondary-credentials",
    code: "InvalidParameterCombination",
    mistake: (cloud) => {
      globalDatabase(cloud);
      secondary(cloud, { masterUsername: "pay", storageEncrypted: true, kmsKeyId: keyArn("eu-central-1") });
    },
    twin: (cloud) => {
      globalDatabase(cloud);
      secondary(cloud, { storageEncrypted: true, kmsKeyId: keyArn("eu-central-1") });
    },
  },
  {
    refusal: "rds-secondary-key",
    code: "InvalidParameterCombination",
    mistake: (cloud) => {
      globalDatabase(cloud);
      secondary(cloud, { storageEncrypted: true });
    },
    twin: (cloud) => {
      globalDatabase(cloud, false);
      secondary(cloud, {});
    },
  },
  {
    refusal: "rds-key-region",
    code: "KMSKeyNotAccessibleFault",
    mistake: (cloud) =>
      cloud.create(types.cluster, "c", aurora({ storageEncrypted: true, kmsKeyId: keyArn("us-east-1") })),
    twin: (cloud) =>
      cloud.create(types.cluster, "c", aurora({ storageEncrypted: true, kmsKeyId: keyArn("eu-west-1") })),
  },
  {
    refusal: "rds-deletion-protection",
    code: "InvalidParameterCombination",
    mistake: (cloud) => cloud.delete(cloud.create(types.cluster, "c", aurora({ deletionProtection: true }))),
    twin: (cloud) => {
      const cluster = cloud.create(types.cluster, "c", aurora({ deletionProtection: true }));
      cloud.delete(cloud.update(cluster, aurora({ deletionProtection: false })));
    },
  },
  {
    refusal: "lb-deletion-protection",
    code: "OperationNotPermitted",
    mistake: (cloud) =>
      cloud.delete(
        cloud.create(types.balancer, "b", { loadBalancerType: "network", enableDeletionProtection: true }),
      ),
    twin: (cloud) => cloud.delete(cloud.create(types.balancer, "b", { loadBalancerType: "network" })),
  },
  {
    refusal: "rds-final-snapshot",
    code: "provider",
    mistake: (cloud) => cloud.delete(cloud.create(types.cluster, "c", aurora({ skipFinalSnapshot: false }))),
    twin: (cloud) =>
      cloud.delete(
        cloud.create(
          types.cluster,
          "c",
          aurora({ skipFinalSnapshot: false, finalSnapshotIdentifier: "last" }),
        ),
      ),
  },
  {
    refusal: "rds-global-cluster-members",
    code: "InvalidGlobalClusterStateFault",
    mistake: (cloud) => cloud.delete(globalDatabase(cloud).global),
    twin: (cloud) => {
      const { global, writer } = globalDatabase(cloud);
      cloud.delete(writer);
      cloud.delete(global);
    },
  },
  {
    refusal: "rds-cluster-instances",
    code: "InvalidDBClusterStateFault",
    mistake: (cloud) => cloud.delete(clusterWithInstance(cloud).cluster),
    twin: (cloud) => {
      const { cluster, instance } = clusterWithInstance(cloud);
      cloud.delete(instance);
      cloud.delete(cluster);
    },
  },
  nameCase(types.bucket, "bucket"),
  nameCase(types.cluster, "clusterIdentifier", aurora()),
  nameCase(types.instance, "identifier", {
    clusterIdentifier: "c",
    engine: "aurora-postgresql",
    instanceClass: "db.r7g.large",
  }),
  nameCase(types.global, "globalClusterIdentifier", { engine: "aurora-postgresql" }),
  nameCase(types.subnetGroup, "name", { subnetIds: ["subnet-1", "subnet-2"] }),
  nameCase(types.eks, "name", {
    roleArn: "arn:aws:iam::123456789012:role/r",
    vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
  }),
  nameCase(types.balancer, "name", { loadBalancerType: "network" }),
  nameCase(types.target, "name", { port: 1, protocol: "TCP" }),
  nameCase(types.role, "name", { assumeRolePolicy: "{}" }),
  nameCase("aws:iam/instanceProfile:InstanceProfile", "name"),
  nameCase(types.logs, "name"),
  nameCase(types.alias, "name", { targetKeyId: "11111111-2222-4333-a444-555555555555" }),
  nameCase(types.secret, "name"),
];

function acl(cloud: Cloud, scope: string, region: string): string {
  const shared = { cloudwatchMetricsEnabled: true, metricName: "m", sampledRequestsEnabled: true };
  const made = cloud.create(types.webAcl, "acl", {
    region,
    scope,
    defaultAction: { allow: {} },
    visibilityConfig: shared,
  });
  return String(made.outputs.arn);
}

function twoDistributions(cloud: Cloud, first: string, second: string): void {
  const arn = certificateIn(cloud, "us-east-1", ["*.example.com"]).id;
  cloud.create(types.distribution, "one", distribution({ aliases: [first], ...viewer(arn) }));
  cloud.create(types.distribution, "two", distribution({ aliases: [second], ...viewer(arn) }));
}

function twoRules(cloud: Cloud, first: string, second: string): void {
  const group = cloud.create(types.group, "group", {}).id;
  rule(cloud, "one", group, { cidrIpv4: first });
  rule(cloud, "two", group, { cidrIpv4: second });
}

function subnetsIn(cloud: Cloud, zones: string, use: (ids: string[]) => unknown): void {
  const net = vpc(cloud);
  use([...zones].map((zoneLetter, index) => subnet(cloud, net, index, zoneLetter).id));
}

const eks = (cloud: Cloud, subnetIds: string[]) =>
  cloud.create(types.eks, "eks", { roleArn: "arn:aws:iam::123456789012:role/r", vpcConfig: { subnetIds } });

function ecsService(cloud: Cloud, withListener: boolean): void {
  const target = cloud.create(types.target, "t", { port: 80, protocol: "TCP", targetType: "ip" });
  const forward = { defaultActions: [{ type: "forward", targetGroupArn: target.id }] };
  if (withListener) listener(cloud, "l", balancer(cloud, "network", 1).id, 80, forward);
  cloud.create(types.service, "s", {
    loadBalancers: [{ containerName: "c", containerPort: 80, targetGroupArn: target.id }],
  });
}

/** Two stacks register their own failover record of one name, as two regions do. */
function twoRecords(cloud: Cloud, secondIdentifier: string): void {
  const zoneId = zone(cloud).id;
  record(cloud, "api", {
    zoneId,
    name: "api",
    setIdentifier: "eu-west-1",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
  });
  record(other(cloud, { stack: "second" }), "api", {
    zoneId,
    name: "api",
    setIdentifier: secondIdentifier,
    failoverRoutingPolicies: [{ type: "SECONDARY" }],
  });
}

const aliasRecord = (cloud: Cloud, zoneId: string, alias: ValueMap) =>
  cloud.create(types.record, "alias", {
    zoneId,
    name: "api",
    type: "A",
    aliases: [{ ...alias, evaluateTargetHealth: true }],
  });

function clusterWithInstance(cloud: Cloud) {
  const cluster = cloud.create(types.cluster, "c", aurora());
  const instance = cloud.create(types.instance, "i", {
    clusterIdentifier: cluster.id,
    engine: "aurora-postgresql",
    instanceClass: "db.r7g.large",
  });
  return { cluster, instance };
}

describe("offline refusals", () => {
  for (const [index, { refusal, code, mistake, twin }] of cases.entries()) {
    describe(`${refusal} (${index + 1})`, () => {
      it("refuses the mistake, with AWS's code and the name that allows it", () => {
        assert.throws(
          () => mistake(new Cloud()),
          (error: Error) => {
            const origin = code === "provider" ? "(provider;" : `(AWS: ${code};`;
            assert.ok(error.message.includes(`${origin} offline refusal ${refusal})`), error.message);
            assert.ok(error.message.includes(`TANDEM_OFFLINE_ALLOW=${refusal}`), error.message);
            assert.match(error.message, /^aws:[\w/]+:\w+ "[\w-]+": /);
            return true;
          },
        );
      });
      it("lets the correct twin through", () => {
        twin(new Cloud());
      });
      it("lets the mistake through when it is switched off", () => {
        mistake(new Cloud({ allow: `something-else, ${refusal}` }));
      });
    });
  }

  it("has a case for every refusal that is an error", () => {
    const covered = new Set(cases.map(({ refusal }) => refusal));
    const errors = refusals.filter(({ severity }) => severity === "error").map(({ name }) => name);
    const names = Object.values(nameRules).map(({ refusal }) => refusal);
    assert.deepEqual(
      [...errors, ...names].filter((name) => !covered.has(name)),
      [],
    );
  });

  it("warns about the sixth Elastic IP address of a region, once, and goes on", () => {
    const cloud = new Cloud();
    for (let index = 0; index < 5; index++) cloud.create(types.eip, `eip-${index}`, {});
    cloud.create(types.eip, "elsewhere", { region: "us-east-1" });
    assert.deepEqual(cloud.warnings, []);
    cloud.create(types.eip, "eip-5", {});
    assert.equal(cloud.warnings.length, 1);
    assert.match(cloud.warnings[0] ?? "", /address 6 in eu-west-1.*AWS: AddressLimitExceeded/);
  });

  it("does not hold the old half of a replacement against the new one in a preview", () => {
    const cloud = new Cloud();
    const net = vpc(cloud);
    const old = subnet(cloud, net, 0);
    const news = { vpcId: net.id, cidrBlock: "10.0.0.0/24", availabilityZone: "eu-west-1b" };
    assert.deepEqual(cloud.diff(old, news), [{ path: "availabilityZone", kind: "update", replace: true }]);
    assert.deepEqual(cloud.refused(types.subnet, old.name, news), []);
    assert.throws(
      () => cloud.createUnchecked(types.subnet, old.name, { ...news, region: "eu-west-1" }),
      /subnet-conflict/,
    );
  });

  it("tells when the allow list names nothing that exists", () => {
    assert.deepEqual(new Cloud({ allow: "subnet-conflict" }).warnings, []);
    assert.deepEqual(new Cloud({ allow: "subnet-conflicts" }).warnings, [
      'TANDEM_OFFLINE_ALLOW names "subnet-conflicts", which is no offline refusal; did you mean "subnet-conflict"?',
    ]);
  });

  it("never shows a secret's value", () => {
    const cloud = new Cloud();
    globalDatabase(cloud);
    assert.throws(
      () =>
        secondary(cloud, {
          masterPassword: new Secret("hunter22"),
          storageEncrypted: true,
          kmsKeyId: keyArn("eu-central-1"),
        }),
      (error: Error) =>
        error.message.includes("masterPassword is set") && !error.message.includes("hunter22"),
    );
  });

  it("leaves the writer of a global database alone when it is checked again later", () => {
    const cloud = new Cloud();
    const { writer } = globalDatabase(cloud);
    secondary(cloud, { storageEncrypted: true, kmsKeyId: keyArn("eu-central-1") });
    const { tagsAll: _merged, ...inputs } = writer.inputs;
    cloud.update(writer, { ...inputs, backupRetentionPeriod: 7 });
  });
});
