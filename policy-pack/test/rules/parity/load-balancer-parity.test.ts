import assert from "node:assert/strict";
import { loadBalancerParity as rule } from "../../../rules/parity/load-balancer-parity";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const made = (type: string, region: string, props: Record<string, unknown> = {}) =>
  resource(`aws:lb/${type}`, `api-${region}`, { region, ...props });
const balancer = "loadBalancer:LoadBalancer";
const listener = "listener:Listener";
const targets = "targetGroup:TargetGroup";
const differs = (what: string) =>
  `api-us-west-2: It differs from its twin api-us-east-2 in us-east-2: ${what}.`;

describe("load-balancer-parity", () => {
  it("accepts equal ones, and defaults that only one of them writes out", async () => {
    const written: [string, Record<string, unknown>][] = [
      [balancer, { idleTimeout: 60, internal: false, loadBalancerType: "application" }],
      [listener, {}],
      [targets, { deregistrationDelay: "300", healthCheck: { interval: 30, healthyThreshold: 3 } }],
    ];
    for (const [type, props] of written) {
      assert.deepEqual(await said(rule, [made(type, "us-east-2"), made(type, "us-west-2", props)]), []);
    }
  });

  const changes: [string, string, Record<string, unknown>][] = [
    [balancer, "internal", { internal: true }],
    [balancer, "idleTimeout", { idleTimeout: 30 }],
    [balancer, "enableDeletionProtection", { enableDeletionProtection: true }],
    [listener, "sslPolicy", { sslPolicy: "ELBSecurityPolicy-2016-08" }],
    [listener, "port", { port: 8443 }],
    [targets, "deregistrationDelay", { deregistrationDelay: 10 }],
    [targets, "healthCheck.path", { healthCheck: { path: "/" } }],
    [targets, "healthCheck.unhealthyThreshold", { healthCheck: { unhealthyThreshold: 10 } }],
  ];
  for (const [type, what, change] of changes) {
    it(`refuses another ${what}`, async () => {
      assert.deepEqual(await said(rule, [made(type, "us-east-2"), made(type, "us-west-2", change)]), [
        differs(what),
      ]);
    });
  }

  it("takes the tokens of one kind for one kind", async () => {
    const old = resource("aws:alb/loadBalancer:LoadBalancer", "api-us-west-2", {
      region: "us-west-2",
      internal: true,
    });
    const found = await said(rule, [made(balancer, "us-east-2"), old]);
    assert.equal(found.length, 1);
    assert.match(found[0] ?? "", /internal/);
  });

  it("compares with the most similar of several twins", async () => {
    const other = made(balancer, "us-east-2");
    const alike = resource(`aws:lb/${balancer}`, "api-us-east-2-standby", {
      region: "us-east-2",
      idleTimeout: 30,
    });
    assert.deepEqual(await said(rule, [other, alike, made(balancer, "us-west-2", { idleTimeout: 30 })]), []);
    assert.deepEqual(await said(rule, [other, alike, made(balancer, "us-west-2", { idleTimeout: 90 })]), [
      differs("idleTimeout"),
    ]);
  });

  it("compares with a peer's, and can't where the peer left it out", async () => {
    const peer = (idleTimeout: unknown) => ({
      peers: [
        { stack: "peer", region: "us-east-2", resources: [made(balancer, "us-east-2", { idleTimeout })] },
      ],
    });
    assert.deepEqual(await said(rule, [made(balancer, "us-west-2")], peer(30)), [differs("idleTimeout")]);
    assert.deepEqual(await said(rule, [made(balancer, "us-west-2")], peer(unknown)), [
      "api-us-west-2? idleTimeout is not known on both sides",
    ]);
  });

  it("does not judge one without a twin in sight", async () => {
    const unseen = "what works in us-west-2 is neither in this stack nor in the snapshot of a peer";
    const settings = { regions: ["us-east-2", "us-west-2"] };
    assert.deepEqual(await said(rule, [made(balancer, "us-east-2")], { settings }), [
      `api-us-east-2? ${unseen}`,
    ]);
    assert.deepEqual(await said(rule, [made(balancer, "us-east-2")]), [
      "api-us-east-2? it has no twin in sight, and the setting regions names no other region",
    ]);
  });

  it("leaves a missing twin in a region that is seen to the inventory", async () => {
    const settings = { regions: ["us-east-2", "us-west-2"] };
    const networks = ["us-east-2", "us-west-2"].map((region) =>
      resource("aws:ec2/vpc:Vpc", "network", { region }, { parent: resource("test:a:Region", region) }),
    );
    assert.deepEqual(await said(rule, [made(balancer, "us-east-2"), ...networks], { settings }), []);
  });
});
