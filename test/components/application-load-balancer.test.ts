import assert from "node:assert/strict";
import {
  Algorithm,
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerArgs,
  LoadBalancerRoute,
  type LoadBalancerRouteArgs,
  Scheme,
  TargetKind,
  TargetProtocol,
  TrafficShifter,
} from "../../components/application-load-balancer";
import { routeMistakes } from "../../components/application-load-balancer/route-validate";
import { mistakes } from "../../components/application-load-balancer/validate";
import { names, only, settled, startMocks } from "../support/mocks";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const TARGETS = "aws:lb/targetGroup:TargetGroup";
const RULE = "aws:lb/listenerRule:ListenerRule";

const minimal: ApplicationLoadBalancerArgs = {
  region: "eu-west-1",
  resourceName: "web-prod",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  sources: [
    { name: "edge", prefixListId: "pl-1" },
    { name: "office", cidrIpv4: "203.0.113.0/24" },
    { name: "probe", securityGroupId: "sg-probe" },
  ],
  certificateArn: "arn:certificate",
};

async function build(more: Partial<ApplicationLoadBalancerArgs> = {}) {
  const registered = startMocks();
  new ApplicationLoadBalancer("front", { ...minimal, ...more });
  await settled();
  return registered;
}

describe("ApplicationLoadBalancer", () => {
  it("makes exactly its balancer, one listener, its groups and who may connect", async () => {
    const registered = await build();
    assert.deepEqual(registered.map(({ type, name }) => `${type} ${name}`).sort(), [
      `${GROUP} front-edge-group`,
      `${GROUP} front-security-group`,
      `${LISTENER} front-listener`,
      `${BALANCER} front-load-balancer`,
      `${INGRESS} front-from-edge`,
      `${INGRESS} front-from-office`,
      `${INGRESS} front-from-probe`,
      "tandem:components:ApplicationLoadBalancer front",
    ]);
  });

  it("WEB-3 listens with TLS 1.2 or newer on 443 alone, and answers 404 where no rule is", async () => {
    const { inputs } = only(await build(), LISTENER);
    assert.deepEqual([inputs.port, inputs.protocol], [443, "HTTPS"]);
    assert.equal(inputs.sslPolicy, "ELBSecurityPolicy-TLS13-1-2-2021-06");
    assert.equal(inputs.certificateArn, "arn:certificate");
    assert.equal(inputs.routingHttpResponseServerEnabled, false);
    assert.match(String(inputs.routingHttpResponseStrictTransportSecurityHeaderValue), /^max-age=31536000;/);
    assert.deepEqual(inputs.defaultActions, [
      {
        type: "fixed-response",
        fixedResponse: { statusCode: "404", contentType: "text/plain", messageBody: "Not found" },
      },
    ]);
  });

  it("WEB-3 admits port 443 only, from the given sources only, a prefix list in a group of its own", async () => {
    const registered = await build();
    for (const { name, inputs } of registered.filter(({ type }) => type === INGRESS)) {
      assert.deepEqual([inputs.ipProtocol, inputs.fromPort, inputs.toPort], ["tcp", 443, 443], name);
    }
    const rule = (name: string) => only(registered, INGRESS, name).inputs;
    assert.equal(rule("front-from-edge").prefixListId, "pl-1");
    assert.equal(rule("front-from-edge").securityGroupId, "front-edge-group-id");
    assert.equal(rule("front-from-office").cidrIpv4, "203.0.113.0/24");
    assert.equal(rule("front-from-office").securityGroupId, "front-security-group-id");
    assert.equal(rule("front-from-probe").referencedSecurityGroupId, "sg-probe");
    const { securityGroups } = only(registered, BALANCER).inputs;
    assert.deepEqual(securityGroups, ["front-security-group-id", "front-edge-group-id"]);
  });

  it("is private, protected, drops malformed headers and can be moved out of a zone, unless told otherwise", async () => {
    const { inputs } = only(await build(), BALANCER);
    assert.equal(inputs.name, "web-prod");
    assert.equal(inputs.internal, true);
    assert.equal(inputs.enableDeletionProtection, true);
    assert.equal(inputs.dropInvalidHeaderFields, true);
    assert.equal(inputs.desyncMitigationMode, "defensive");
    assert.equal(inputs.enableZonalShift, true);
    assert.equal(inputs.accessLogs, undefined);
    const open = only(await build({ scheme: Scheme.InternetFacing, protect: false }), BALANCER).inputs;
    assert.deepEqual([open.internal, open.enableDeletionProtection], [false, false]);
  });

  it("logs requests and connections into folders of the given bucket", async () => {
    const { inputs } = only(await build({ logBucketName: "logs", logPrefix: "web/front" }), BALANCER);
    assert.deepEqual(inputs.accessLogs, { bucket: "logs", prefix: "web/front/access", enabled: true });
    assert.deepEqual(inputs.connectionLogs, {
      bucket: "logs",
      prefix: "web/front/connections",
      enabled: true,
    });
  });

  it("NET-9 is behind the given web ACL, and knows further certificates", async () => {
    const registered = await build({ webAclArn: "arn:acl", otherCertificateArns: ["arn:second"] });
    const association = only(registered, "aws:wafv2/webAclAssociation:WebAclAssociation").inputs;
    assert.deepEqual(association, {
      region: "eu-west-1",
      resourceArn: "arn:mock:front-load-balancer",
      webAclArn: "arn:acl",
    });
    const { inputs } = only(registered, "aws:lb/listenerCertificate:ListenerCertificate");
    assert.deepEqual([inputs.certificateArn, inputs.listenerArn], ["arn:second", "arn:mock:front-listener"]);
  });

  it("shows unreleased versions on a second listener, to testers only", async () => {
    const testListener = { port: 8443, sources: [{ name: "tester", securityGroupId: "sg-test" }] };
    const registered = await build({ testListener });
    const { inputs } = only(registered, LISTENER, "front-test-listener");
    assert.deepEqual([inputs.port, inputs.protocol], [8443, "HTTPS"]);
    const tester = only(registered, INGRESS, "front-from-tester").inputs;
    assert.deepEqual([tester.fromPort, tester.toPort], [8443, 8443]);
    assert.equal(tester.referencedSecurityGroupId, "sg-test");
  });

  it("hands its one region to every child", async () => {
    const all = await build({ webAclArn: "arn:acl", otherCertificateArns: ["arn:second"] });
    for (const { type, name, inputs } of all) assert.equal(inputs.region, "eu-west-1", `${type} ${name}`);
  });

  const wrong: [string, Partial<ApplicationLoadBalancerArgs>, string, RegExp][] = [
    ["a name of 33 characters", { resourceName: "w".repeat(33) }, "resourceName", /1 to 32 letters/],
    ["a name with _", { resourceName: "web_prod" }, "resourceName", /"web_prod" is not allowed/],
    ["a name with - at its end", { resourceName: "web-" }, "resourceName", /"-" at neither end/],
    [
      "a name that AWS keeps",
      { resourceName: "internal-web" },
      "resourceName",
      /do not start with "internal-"/,
    ],
    ["nobody to connect", { sources: [] }, "sources", /nobody could connect/],
    [
      "a source that is nobody",
      { sources: [{ name: "x" }] },
      "sources[0]",
      /^0 of .+ exactly one is allowed$/,
    ],
    [
      "a source that is two",
      { sources: [{ name: "x", cidrIpv4: "10.0.0.0/8", prefixListId: "pl-1" }] },
      "sources[0]",
      /^2 of/,
    ],
    [
      "a source twice",
      {
        sources: [
          { name: "x", cidrIpv4: "10.0.0.0/8" },
          { name: "x", cidrIpv4: "172.16.0.0/12" },
        ],
      },
      "sources[1].name",
      /^"x" is there twice$/,
    ],
    [
      "a source's name with capitals",
      { sources: [{ name: "X", cidrIpv4: "10.0.0.0/8" }] },
      "sources[0].name",
      /lower-case/,
    ],
    [
      "five prefix lists",
      { sources: ["a", "b", "c", "d", "e"].map((name) => ({ name, prefixListId: name })) },
      "sources",
      /up to 4 are/,
    ],
    [
      "TLS 1.0",
      { sslPolicy: "ELBSecurityPolicy-2016-08" },
      "sslPolicy",
      /ELBSecurityPolicy-TLS13-1-2-2021-06 or newer is/,
    ],
    [
      "TLS 1.1 of a newer policy",
      { sslPolicy: "ELBSecurityPolicy-TLS13-1-1-2021-06" },
      "sslPolicy",
      /not allowed/,
    ],
    ["no idle second", { idleTimeoutSeconds: 0 }, "idleTimeoutSeconds", /1 to 4000 is/],
    ["a folder with a slash first", { logPrefix: "/logs" }, "logPrefix", /"\/logs" is not allowed/],
    ["AWS's own folder", { logPrefix: "AWSLogs/x" }, "logPrefix", /AWSLogs/],
    [
      "tests on the customers' port",
      { testListener: { port: 443, sources: [] } },
      "testListener.port",
      /customers are served there/,
    ],
    [
      "a tester of a source's name",
      { testListener: { port: 8443, sources: [{ name: "office", cidrIpv4: "10.0.0.0/8" }] } },
      "testListener.sources",
      /sources has that name/,
    ],
    [
      "a prefix list of testers",
      { testListener: { port: 8443, sources: [{ name: "all", prefixListId: "pl-2" }] } },
      "testListener.sources",
      /a prefix list is not allowed/,
    ],
  ];
  for (const [title, change, propertyPath, sentence] of wrong) {
    it(`refuses ${title}`, () => {
      const [found, ...others] = mistakes({ ...minimal, ...change });
      assert.equal(found?.propertyPath, propertyPath);
      assert.match(found?.reason as string, sentence);
      assert.deepEqual(others, []);
    });
  }

  it("registers nothing when an argument is wrong, and tells all at once", async () => {
    const registered = startMocks();
    assert.throws(
      () => new ApplicationLoadBalancer("front", { ...minimal, resourceName: "_", sources: [] }),
      /ApplicationLoadBalancer "front": resourceName: .+\n.+sources: none is not allowed/,
    );
    await settled();
    assert.deepEqual(registered, []);
  });
});

const way: LoadBalancerRouteArgs = {
  region: "eu-west-1",
  resourceName: "web-prod",
  vpcId: "vpc-1",
  listenerArn: "arn:listener",
  priority: 10,
  pathPatterns: ["/api/*"],
  targetKind: TargetKind.Ip,
  port: 8080,
  healthCheckPath: "/healthz",
};

async function route(more: Partial<LoadBalancerRouteArgs> = {}) {
  const registered = startMocks();
  const made = new LoadBalancerRoute("way", { ...way, ...more });
  await settled();
  return { registered, made };
}

describe("LoadBalancerRoute", () => {
  it("SHOP-4 sends a request to the target with the fewest under way, unless told otherwise", async () => {
    const { inputs } = only((await route()).registered, TARGETS);
    assert.equal(inputs.loadBalancingAlgorithmType, "least_outstanding_requests");
    assert.deepEqual([inputs.targetType, inputs.protocol, inputs.port], ["ip", "HTTP", 8080]);
    assert.equal(inputs.deregistrationDelay, 30);
    assert.deepEqual(inputs.healthCheck, {
      protocol: "HTTP",
      path: "/healthz",
      matcher: "200",
      interval: 15,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    });
    const changed = {
      algorithm: Algorithm.RoundRobin,
      protocol: TargetProtocol.Https,
      healthyCodes: "200-299",
    };
    const other = only((await route(changed)).registered, TARGETS).inputs;
    assert.equal(other.loadBalancingAlgorithmType, "round_robin");
    const { protocol, matcher } = other.healthCheck as Record<string, string>;
    assert.deepEqual([other.protocol, protocol, matcher], ["HTTPS", "HTTPS", "200-299"]);
  });

  it("leaves the group's name to the provider, so that one can replace the other", async () => {
    const { inputs } = only((await route()).registered, TARGETS);
    assert.equal(inputs.name, undefined);
    assert.equal(inputs.namePrefix, "route-");
    assert.deepEqual(inputs.tags, { Name: "web-prod" });
  });

  it("takes requests that fit path, host and secret header, and forwards them to its one group", async () => {
    const requiredHeader = { name: "x-origin-verify", values: ["now", "before"] };
    const { registered } = await route({ hostHeaders: ["api.example.com"], requiredHeader });
    const { inputs } = only(registered, RULE);
    assert.deepEqual([inputs.priority, inputs.listenerArn], [10, "arn:listener"]);
    assert.deepEqual(inputs.conditions, [
      { pathPattern: { values: ["/api/*"] } },
      { hostHeader: { values: ["api.example.com"] } },
      { httpHeader: { httpHeaderName: "x-origin-verify", values: ["now", "before"] } },
    ]);
    assert.deepEqual(inputs.actions, [{ type: "forward", targetGroupArn: "arn:mock:way-targets" }]);
  });

  it("gives ECS two groups in one rule, and the other way round in the rule for tests", async () => {
    const { registered, made } = await route({ shifter: TrafficShifter.Ecs, testListenerArn: "arn:test" });
    assert.deepEqual(names(registered, TARGETS), ["way-targets", "way-targets-other"]);
    const weights = (name: string) => {
      const [action] = only(registered, RULE, name).inputs.actions as [
        { forward: { targetGroups: object[] } },
      ];
      return action.forward.targetGroups;
    };
    assert.deepEqual(weights("way-rule"), [
      { arn: "arn:mock:way-targets", weight: 1 },
      { arn: "arn:mock:way-targets-other", weight: 0 },
    ]);
    assert.deepEqual(weights("way-test-rule"), [
      { arn: "arn:mock:way-targets-other", weight: 1 },
      { arn: "arn:mock:way-targets", weight: 0 },
    ]);
    assert.equal(only(registered, RULE, "way-test-rule").inputs.listenerArn, "arn:test");
    assert.equal(made.targetGroupArns.length, 2);
  });

  it("gives CodeDeploy two groups and rules that forward to one each", async () => {
    const { registered } = await route({ shifter: TrafficShifter.CodeDeploy, testListenerArn: "arn:test" });
    const actions = (name: string) => only(registered, RULE, name).inputs.actions;
    assert.deepEqual(actions("way-rule"), [{ type: "forward", targetGroupArn: "arn:mock:way-targets" }]);
    assert.deepEqual(actions("way-test-rule"), [
      { type: "forward", targetGroupArn: "arn:mock:way-targets-other" },
    ]);
  });

  const wrong: [string, Partial<LoadBalancerRouteArgs>, string, RegExp][] = [
    ["a place before the first", { priority: 0 }, "priority", /1 to 50000 is/],
    ["a path without a slash", { pathPatterns: ["api"] }, "pathPatterns", /"api" is not allowed/],
    ["a host with a slash", { hostHeaders: ["a/b"] }, "hostHeaders", /"a\/b" is not allowed/],
    ["every request by accident", { pathPatterns: [] }, "pathPatterns", /\["\/\*"\] takes all/],
    [
      "six values",
      { hostHeaders: ["a", "b", "c", "d", "e"] },
      "pathPatterns",
      /^6 paths, .+ 5 in one rule are$/,
    ],
    [
      "a header without a right value",
      { requiredHeader: { name: "x-verify", values: [] } },
      "requiredHeader.values",
      /no request would be right/,
    ],
    [
      "a header's name with a space",
      { requiredHeader: { name: "x verify", values: ["a"] } },
      "requiredHeader.name",
      /"x verify"/,
    ],
    [
      "a health path without a slash",
      { healthCheckPath: "health" },
      "healthCheckPath",
      /"health" is not allowed/,
    ],
    ["a healthy 500", { healthyCodes: "200,500" }, "healthyCodes", /200 to 499/],
    ["a negative delay", { deregistrationSeconds: -1 }, "deregistrationSeconds", /0 to 3600/],
    ["port 0", { port: 0 }, "port", /1 to 65535/],
    ["a test of nothing", { testListenerArn: "arn:test" }, "testListenerArn", /without a shifter/],
  ];
  for (const [title, change, propertyPath, sentence] of wrong) {
    it(`refuses ${title}`, () => {
      const [found, ...others] = routeMistakes({ ...way, ...change });
      assert.equal(found?.propertyPath, propertyPath);
      assert.match(found?.reason as string, sentence);
      assert.deepEqual(others, []);
    });
  }
});
