import assert from "node:assert/strict";
import { RoutingControls } from "../../components/routing-controls";
import { ShieldProtection } from "../../components/shield-protection";
import { names, only, settled, startMocks } from "../support/mocks";

const CONTROL = "aws:route53recoverycontrol/routingControl:RoutingControl";
const CHECK = "aws:route53/healthCheck:HealthCheck";

describe("RoutingControls", () => {
  async function build(failoverRegions: string[]) {
    const registered = startMocks();
    const args = { resourceName: "hub-prod", homeRegion: "us-east-2", failoverRegions };
    const controls = new RoutingControls("controls", args);
    await settled();
    return { registered, controls };
  }

  it("has one control for each region and a rule that never lets the last one go off", async () => {
    const { registered } = await build(["us-west-2", "eu-west-1"]);
    assert.deepEqual(names(registered, CONTROL), [
      "controls-eu-west-1",
      "controls-us-east-2",
      "controls-us-west-2",
    ]);
    const rule = only(registered, "aws:route53recoverycontrol/safetyRule:SafetyRule").inputs;
    assert.deepEqual(rule.ruleConfig, { type: "ATLEAST", threshold: 1, inverted: false });
    assert.equal((rule.assertedControls as string[]).length, 3);
  });

  it("lets traffic past the home region while any failover region is on: the chain of names finds which", async () => {
    const { registered } = await build(["us-west-2", "eu-west-1"]);
    const any = only(registered, CHECK, "controls-any-failover-check").inputs;
    assert.equal(any.childHealthThreshold, 1);
    assert.deepEqual(any.childHealthchecks, ["controls-us-west-2-check-id", "controls-eu-west-1-check-id"]);
    const home = only(registered, CHECK, "controls-us-east-2-check").inputs;
    assert.equal(home.type, "RECOVERY_CONTROL");
    assert.equal(home.routingControlArn, "arn:mock:controls-us-east-2");
  });

  it("needs no sum where there is one failover region", async () => {
    const { registered, controls } = await build(["us-west-2"]);
    assert.equal(registered.filter(({ type }) => type === CHECK).length, 2);
    const id = await new Promise((resolve) => controls.failoverCheckId.apply(resolve));
    assert.equal(id, "controls-us-west-2-check-id");
  });

  it("refuses a system of one region, and a region twice", () => {
    startMocks();
    for (const failoverRegions of [[], ["us-east-2"], ["us-west-2", "us-west-2"]]) {
      const args = { resourceName: "hub", homeRegion: "us-east-2", failoverRegions };
      assert.throws(() => new RoutingControls("controls", args), /failoverRegions: \[.*\] is not allowed/);
    }
  });
});

describe("ShieldProtection", () => {
  const address = { name: "address", resourceArn: "arn:eip", healthCheckArn: "arn:check" };

  it("subscribes nobody unless it is told to: a subscription is a year", async () => {
    const registered = startMocks();
    new ShieldProtection("shield", { resources: [address] });
    await settled();
    assert.deepEqual(names(registered, "aws:shield/subscription:Subscription"), []);
    assert.equal(only(registered, "aws:shield/protection:Protection").inputs.resourceArn, "arn:eip");
    const health = only(
      registered,
      "aws:shield/protectionHealthCheckAssociation:ProtectionHealthCheckAssociation",
    );
    assert.equal(health.inputs.healthCheckArn, "arn:check");
  });

  it("subscribes once where it is told to, and keeps the subscription when the stack goes", async () => {
    const registered = startMocks();
    new ShieldProtection("shield", {
      resources: [address, { name: "zone", resourceArn: "arn:zone" }],
      subscribe: true,
    });
    await settled();
    assert.equal(only(registered, "aws:shield/subscription:Subscription").inputs.skipDestroy, true);
    assert.deepEqual(names(registered, "aws:shield/protection:Protection"), [
      "shield-address",
      "shield-zone",
    ]);
    assert.equal(
      names(registered, "aws:shield/protectionHealthCheckAssociation:ProtectionHealthCheckAssociation")
        .length,
      1,
    );
  });

  it("refuses a name twice, and one that Shield doesn't take", () => {
    startMocks();
    const resources = [address, address, { ...address, name: "a/b" }];
    assert.throws(
      () => new ShieldProtection("shield", { resources }),
      /"address" is not allowed[\s\S]+"a\/b" is not allowed/,
    );
  });
});

describe("the response team of ShieldProtection", () => {
  const responseTeam = { roleName: "cart-shield-response", emails: ["a@example.com"], phone: "+12065550100" };
  const ROLE = "aws:iam/role:Role";

  it("NET-9 takes a role that nobody else takes, and calls people when it sees an attack", async () => {
    const registered = startMocks();
    new ShieldProtection("shield", { resources: [], subscribe: true, responseTeam });
    await settled();
    const role = only(registered, ROLE).inputs;
    assert.deepEqual(JSON.parse(role.assumeRolePolicy as string).Statement, [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "drt.shield.amazonaws.com" } },
    ]);
    const attached = only(registered, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs;
    assert.equal(attached.policyArn, "arn:aws:iam::aws:policy/service-role/AWSShieldDRTAccessPolicy");
    assert.deepEqual(only(registered, "aws:shield/proactiveEngagement:ProactiveEngagement").inputs, {
      enabled: true,
      emergencyContacts: [{ emailAddress: "a@example.com", phoneNumber: "+12065550100" }],
    });
  });

  it("has no access unless it is asked for", async () => {
    const registered = startMocks();
    new ShieldProtection("shield", { resources: [], subscribe: true });
    await settled();
    assert.deepEqual(names(registered, ROLE), []);
  });
});
