import assert from "node:assert/strict";
import {
  PartnerEndpoint,
  type PartnerEndpointArgs,
  PrivateService,
  type PrivateServiceArgs,
  ServiceProtocol,
} from "../../components/private-service";
import { endpointMistakes, serviceMistakes } from "../../components/private-service/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGETS = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
const INWARD = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const OUTWARD = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const minimal: PrivateServiceArgs = {
  region: "us-east-2",
  resourceName: "cart-payments",
  vpcId: "vpc",
  subnetIds: ["a", "b", "c"],
  protocol: ServiceProtocol.Tls,
  port: 443,
  certificateArn: "arn:certificate",
  targetPort: 8443,
  targetSecurityGroupId: "targets",
  allowedPrincipals: ["arn:aws:iam::444455556666:root"],
};

async function offer(more: Partial<PrivateServiceArgs> = {}): Promise<Registered[]> {
  const registered = startMocks({
    [SERVICE]: () => ({
      serviceName: "com.amazonaws.vpce.us-east-2.vpce-svc-1",
      privateDnsNameConfigurations: [{ name: "_abc", value: "vpce:xyz", type: "TXT", state: "pending" }],
    }),
  });
  new PrivateService("payments", { ...minimal, ...more });
  await settled();
  return registered;
}

describe("PrivateService", () => {
  it("NET-7 offers an internal, protected load balancer to named principals, each of whom is accepted first", async () => {
    const registered = await offer();
    assert.deepEqual(only(registered, BALANCER).inputs, {
      region: "us-east-2",
      name: "cart-payments",
      loadBalancerType: "network",
      internal: true,
      subnets: ["a", "b", "c"],
      securityGroups: ["payments-security-group-id"],
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
      enableCrossZoneLoadBalancing: true,
      enableZonalShift: true,
      enableDeletionProtection: true,
    });
    assert.deepEqual(only(registered, SERVICE).inputs, {
      region: "us-east-2",
      acceptanceRequired: true,
      allowedPrincipals: ["arn:aws:iam::444455556666:root"],
      networkLoadBalancerArns: ["arn:mock:payments-load-balancer"],
      tags: { Name: "cart-payments" },
    });
    assert.equal(
      registered.length,
      1 + 1 + 2 + 3 + 1,
      "component, group, its rules, load balancer's parts, service",
    );
  });

  it("NET-5 speaks TLS with its certificate, or passes TCP on without one", async () => {
    const tls = await offer();
    const { defaultActions: _, ...listener } = only(tls, LISTENER).inputs;
    assert.deepEqual(listener, {
      region: "us-east-2",
      loadBalancerArn: "arn:mock:payments-load-balancer",
      port: 443,
      protocol: "TLS",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificateArn: "arn:certificate",
    });
    assert.equal(only(tls, TARGETS).inputs.protocol, "TLS");
    const tcp = await offer({ protocol: ServiceProtocol.Tcp, certificateArn: undefined });
    assert.equal(only(tcp, LISTENER).inputs.protocol, "TCP");
    assert.equal(only(tcp, LISTENER).inputs.sslPolicy, undefined);
    assert.equal(only(tcp, TARGETS).inputs.protocol, "TCP");
  });

  it("asks targets by a connection, or by a path over HTTPS", async () => {
    const health = async (more: Partial<PrivateServiceArgs>) =>
      only(await offer(more), TARGETS).inputs.healthCheck as Record<string, unknown>;
    assert.equal((await health({})).protocol, "TCP");
    const path = await health({ healthCheckPath: "/health" });
    assert.deepEqual([path.protocol, path.path, path.port], ["HTTPS", "/health", "8443"]);
  });

  it("opens the targets' group for itself on their port, and its own for the named clients", async () => {
    const registered = await offer({ clients: [{ name: "network", cidrIpv4: "10.10.0.0/16" }] });
    assert.deepEqual(names(registered, INWARD), ["payments-from-network", "payments-into-targets"]);
    const into = only(registered, INWARD, "payments-into-targets").inputs;
    assert.deepEqual(
      [into.securityGroupId, into.referencedSecurityGroupId, into.fromPort, into.toPort],
      ["targets", "payments-security-group-id", 8443, 8443],
    );
    const from = only(registered, INWARD, "payments-from-network").inputs;
    assert.deepEqual([from.cidrIpv4, from.fromPort], ["10.10.0.0/16", 443]);
    assert.deepEqual(names(registered, OUTWARD), ["payments-to-targets"]);
  });

  it("proves its private name by the record that AWS asks for", async () => {
    const registered = await offer({ privateName: { domainName: "payments.example.com", zoneId: "zone" } });
    assert.equal(only(registered, SERVICE).inputs.privateDnsName, "payments.example.com");
    assert.deepEqual(only(registered, "aws:route53/record:Record").inputs, {
      zoneId: "zone",
      type: "TXT",
      name: "_abc.payments.example.com",
      records: ["vpce:xyz"],
      ttl: 1800,
    });
    const verification =
      "aws:vpc/endpointServicePrivateDnsVerification:EndpointServicePrivateDnsVerification";
    assert.equal(only(registered, verification).inputs.serviceId, "payments-service-id");
  });

  it("names its own region among those of consumers elsewhere", async () => {
    const registered = await offer({ consumerRegions: ["us-west-2"] });
    assert.deepEqual(only(registered, SERVICE).inputs.supportedRegions, ["us-east-2", "us-west-2"]);
  });

  const wrong: [string, Partial<PrivateServiceArgs>, string, RegExp][] = [
    [
      "a principal that is everybody",
      { allowedPrincipals: ["*"] },
      "allowedPrincipals[0]",
      /"\*" is not allowed, the ARN/,
    ],
    [
      "a principal that is an account's number",
      { allowedPrincipals: ["444455556666"] },
      "allowedPrincipals[0]",
      /ARN of an account/,
    ],
    [
      "a principal twice",
      { allowedPrincipals: Array(2).fill("arn:aws:iam::444455556666:root") },
      "allowedPrincipals[1]",
      /twice/,
    ],
    ["TLS without a certificate", { certificateArn: undefined }, "certificateArn", /is missing/],
    ["TCP with a certificate", { protocol: ServiceProtocol.Tcp }, "certificateArn", /shows no certificate/],
    ["a port that there is not", { port: 0 }, "port", /^0 is not allowed/],
    ["a target port that there is not", { targetPort: 70_000 }, "targetPort", /^70000/],
    ["a name of 33 characters", { resourceName: "a".repeat(33) }, "resourceName", /1 to 32/],
    ["a name that AWS keeps", { resourceName: "internal-pay" }, "resourceName", /internal-/],
    ["a path without a slash", { healthCheckPath: "health" }, "healthCheckPath", /a path such as/],
    [
      "its own region as a consumer's",
      { consumerRegions: ["us-east-2"] },
      "consumerRegions[0]",
      /service's own/,
    ],
    [
      "what is no domain name",
      { privateName: { domainName: "payments", zoneId: "z" } },
      "privateName.domainName",
      /"payments"/,
    ],
    ["a client that names nobody", { clients: [{ name: "x" }] }, "clients[0]", /exactly one/],
  ];
  for (const [what, change, path, sentence] of wrong) {
    it(`refuses ${what}`, () => {
      const found = serviceMistakes({ ...minimal, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason as string, sentence);
    });
  }
});

const partner: PartnerEndpointArgs = {
  region: "us-east-2",
  resourceName: "fraud-checks",
  vpcId: "vpc",
  subnetIds: ["a", "b"],
  serviceName: "com.amazonaws.vpce.us-east-2.vpce-svc-0a1b2c3d4e5f60718",
  ports: [443, 8443],
  clients: [{ name: "workload", securityGroupId: "workload-group" }],
};

describe("PartnerEndpoint", () => {
  it("NET-7 is an endpoint whose group admits the named clients on the service's ports and lets nothing out", async () => {
    const registered = startMocks({ "aws:ec2/vpcEndpoint:VpcEndpoint": () => ({ dnsEntries: [] }) });
    new PartnerEndpoint("fraud", partner);
    await settled();
    assert.deepEqual(only(registered, "aws:ec2/vpcEndpoint:VpcEndpoint").inputs, {
      region: "us-east-2",
      vpcId: "vpc",
      vpcEndpointType: "Interface",
      serviceName: partner.serviceName,
      subnetIds: ["a", "b"],
      securityGroupIds: ["fraud-security-group-id"],
      privateDnsEnabled: false,
      tags: { Name: "fraud-checks" },
    });
    assert.deepEqual(names(registered, INWARD), ["fraud-443-from-workload", "fraud-8443-from-workload"]);
    assert.deepEqual(names(registered, OUTWARD), []);
  });

  it("refuses an endpoint that nobody could call, and ports that there are none of or twice", () => {
    const paths = (more: Partial<PartnerEndpointArgs>) =>
      endpointMistakes({ ...partner, ...more }).map(({ propertyPath }) => propertyPath);
    assert.deepEqual(paths({}), []);
    assert.deepEqual(paths({ clients: [] }), ["clients"]);
    assert.deepEqual(paths({ ports: [] }), ["ports"]);
    assert.deepEqual(paths({ ports: [443, 443] }), ["ports"]);
    assert.deepEqual(paths({ ports: [65_536] }), ["ports[0]"]);
  });
});

describe("targets of a PrivateService that are made after it", () => {
  it("NET-5 are led to by rules at both ends, the same as targets that were there before", async () => {
    const rules = (registered: Registered[]) =>
      registered
        .filter(({ type }) => type === INWARD || type === OUTWARD)
        .map(({ name, inputs }) => ({ name, inputs }))
        .sort((a, b) => a.name.localeCompare(b.name));
    const before = rules(await offer());
    const registered = startMocks({
      [SERVICE]: () => ({
        serviceName: "com.amazonaws.vpce.us-east-2.vpce-svc-1",
        privateDnsNameConfigurations: [],
      }),
    });
    const { targetSecurityGroupId, ...later } = minimal;
    const service = new PrivateService("payments", later);
    await settled();
    assert.deepEqual(rules(registered), [], "nobody is led to yet");
    service.leadTo(targetSecurityGroupId as string);
    await settled();
    assert.ok(before.length >= 2);
    assert.deepEqual(rules(registered), before);
  });
});
