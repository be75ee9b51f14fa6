import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { openAccount } from "../../offline/account";
import { awsCatalog } from "../../offline/account/catalog";
import { type Engine, openEngine } from "../support/engine";
import { byType, type Deployed } from "../support/state";

type Inputs = Record<string, unknown>;

describe("the failover of the payment hub on the real engine", () => {
  let engine: Engine;
  const states: Record<string, Deployed[]> = {};
  const primary = () => states["prod-primary"] as Deployed[];
  const secondary = () => states["prod-secondary"] as Deployed[];
  before(async () => {
    engine = await openEngine();
    for (const stack of ["prod-primary", "prod-secondary"]) {
      await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack]);
      states[stack] = await engine.state(stack);
    }
  });
  after(() => engine?.close());

  const plan = () => byType(primary(), "aws:arcregionswitch/plan:Plan")[0] as Deployed;
  const records = (resources: Deployed[], name: string) =>
    byType(resources, "aws:route53/record:Record").filter(({ inputs }) => inputs.name === name);

  it("HUB-13 one plan for the failover region, there and back, owned by the primary", () => {
    assert.equal(byType(primary(), "aws:arcregionswitch/plan:Plan").length, 1);
    assert.equal(byType(secondary(), "aws:arcregionswitch/plan:Plan").length, 0);
    assert.deepEqual(plan().inputs.regions, ["us-east-2", "us-west-2"]);
    assert.deepEqual(
      (plan().inputs.workflows as Inputs[]).map(({ workflowTargetRegion }) => workflowTargetRegion),
      ["us-west-2", "us-east-2"],
    );
    assert.equal(plan().inputs.recoveryTimeObjectiveMinutes, 15);
    assert.equal(plan().inputs.triggers, undefined, "no alarm starts a failover");
  });

  it("HUB-13 what the plan names by name is what both stacks deploy", () => {
    const text = JSON.stringify(plan().inputs);
    for (const stack of [primary(), secondary()]) {
      const named = [
        byType(stack, "aws:rds/cluster:Cluster"),
        byType(stack, "aws:eks/cluster:Cluster"),
        byType(stack, "aws:lambda/function:Function").filter(({ name }) => name.startsWith("switch-")),
        byType(stack, "aws:cloudwatch/compositeAlarm:CompositeAlarm"),
      ];
      assert.deepEqual(
        named.map(({ length }) => length),
        [1, 1, 2, 1],
      );
      for (const { outputs, urn } of named.flat()) {
        assert.ok(text.includes(`"${outputs.arn}"`), `the plan does not name ${urn} (${outputs.arn})`);
      }
    }
    const [database] = byType(primary(), "aws:rds/globalCluster:GlobalCluster");
    assert.ok(text.includes(`"globalClusterIdentifier":"${database?.id}"`));
  });

  it("HUB-8 the home record answers while its own check and the plan's are healthy, the second while the plan lets it", () => {
    const [home] = records(primary(), "api-origin.pay.example.com");
    const checks = byType(primary(), "aws:route53/healthCheck:HealthCheck");
    const all = checks.find(({ id }) => id === home?.inputs.healthCheckId);
    const ready = checks.find(({ inputs }) => inputs.type === "HTTPS");
    assert.equal(all?.inputs.type, "CALCULATED");
    const children = all?.inputs.childHealthchecks as string[];
    assert.equal(children.length, 2);
    assert.ok(children.includes(ready?.id as string));
    assert.equal(all?.inputs.childHealthThreshold, 2, "all of them, not any");

    const [second] = records(secondary(), "api-origin.pay.example.com");
    assert.ok(second?.inputs.healthCheckId, "the second answer is turned by the plan as well");
    assert.ok(!children.includes(second?.inputs.healthCheckId as string), "by a check of its own");
    const [own] = records(secondary(), "api-origin-1.pay.example.com");
    assert.equal(own?.inputs.healthCheckId, undefined);
    const sets = JSON.stringify(plan().inputs.workflows).match(/"recordSetIdentifier":"[^"]+"/g);
    assert.deepEqual(
      new Set(sets),
      new Set(['"recordSetIdentifier":"us-east-2"', '"recordSetIdentifier":"us-west-2"']),
    );
  });

  it("HUB-8 the role of the plan may scale the payment API in both clusters, and nothing else there", () => {
    const [role] = byType(primary(), "aws:iam/role:Role").filter(({ inputs }) =>
      String(inputs.assumeRolePolicy).includes("arc-region-switch"),
    );
    for (const stack of [primary(), secondary()]) {
      const associations = byType(stack, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation").filter(
        ({ inputs }) => inputs.principalArn === role?.outputs.arn,
      );
      assert.equal(associations.length, 1);
      const { policyArn, accessScope } = associations[0]?.inputs ?? {};
      assert.match(String(policyArn), /cluster-access-policy\/AmazonARCRegionSwitchScalingPolicy$/);
      assert.deepEqual(accessScope, { type: "namespace", namespaces: ["payments"] });
    }
  });

  it("surprise 6: nothing that a failover does in its data path asks a control plane of us-east-1", () => {
    const workflows = JSON.stringify(plan().inputs.workflows);
    assert.doesNotMatch(workflows, /us-east-1/);
    const roles = [primary(), secondary()].flatMap((stack) =>
      byType(stack, "aws:iam/rolePolicy:RolePolicy").filter(({ name }) => name.startsWith("switch")),
    );
    assert.equal(roles.length, 1 + 2 * 2);
    for (const { inputs, urn } of roles) {
      const document = JSON.parse(inputs.policy as string) as { Statement: { Action: string[] }[] };
      for (const action of document.Statement.flatMap(({ Action }) => Action)) {
        assert.doesNotMatch(action, /^(cloudfront|wafv2|shield|globalaccelerator):/, urn);
        if (/^(route53|iam):/.test(action)) assert.match(action, /:(List|Get|Simulate)/, urn);
      }
    }
  });

  it("surprise 7: writes are fenced before the database moves, and traffic follows when the writer is verified", () => {
    for (const { steps } of plan().inputs.workflows as { steps: Inputs[] }[]) {
      assert.deepEqual(
        steps.map(({ name, executionBlockType }) => [name, executionBlockType]),
        [
          ["approve", "ManualApproval"],
          ["fence", "CustomActionLambda"],
          ["database", "AuroraGlobalDatabase"],
          ["scale", "EKSResourceScaling"],
          ["verify", "CustomActionLambda"],
          ["traffic", "Route53HealthCheck"],
        ],
      );
    }
  });

  it("a second failover region gets a plan of its own, whose record is the first one's; existing ones stay", async () => {
    const { steps } = await third(engine);
    const added = steps.filter(({ urn, op }) => op === "create" && urn.includes("arcregionswitch/plan"));
    assert.equal(added.length, 1);
    const inputs = added[0]?.newState?.inputs ?? {};
    assert.deepEqual(inputs.regions, ["us-east-2", "eu-west-1"]);
    const text = JSON.stringify(inputs.workflows ?? {});
    // The chain leads to every failover region through the second answer of its first name.
    assert.match(text, /"recordSetIdentifier":"us-west-2","region":"eu-west-1"/);
    assert.ok(!steps.some(({ op, urn }) => op !== "create" && urn.endsWith("switch-us-west-2-plan")));
  });

  it("HUB-8 the plan's checks keep home out while it is well, and let it in again", () => {
    const account = openAccount(engine.home.accountDirectory, awsCatalog(process.cwd()));
    const answered = () =>
      account
        .answer({ name: "api-origin.pay.example.com" })
        .candidates.filter(({ isAnswer }) => isAnswer)
        .map(({ record }) => record.setIdentifier);
    const checks = byType(primary(), "aws:route53/healthCheck:HealthCheck");
    const own = checks.map(({ id }) => id);
    const children = checks.flatMap(({ inputs }) => (inputs.childHealthchecks ?? []) as string[]);
    const turned = children.find((id) => !own.includes(id)) as string;
    assert.deepEqual(answered(), ["us-east-2"]);
    account.setHealth(turned, "unhealthy");
    assert.deepEqual(answered(), ["us-west-2"]);
    account.setHealth(turned, undefined);
    assert.deepEqual(answered(), ["us-east-2"]);
  });

  it("HUB-13 the documents stand in both regions, and each calls its own region's function", () => {
    for (const [stack, region] of [
      [primary(), "us-east-2"],
      [secondary(), "us-west-2"],
    ] as const) {
      const found = byType(stack, "aws:ssm/document:Document").filter(({ name }) =>
        name.startsWith("failover-"),
      );
      assert.equal(found.length, 5);
      const own = byType(stack, "aws:lambda/function:Function").find(({ name }) => name === "switch-fence");
      for (const { inputs, name } of found) {
        assert.equal(inputs.region, region);
        if (/fence$/.test(name))
          assert.ok(String(inputs.content).includes(`FunctionName: ${own?.outputs.arn}`));
      }
    }
  });

  it("HUB-8 with home lost the failover stack previews clean, as the runbook says it", async () => {
    const account = openAccount(engine.home.accountDirectory, awsCatalog(process.cwd()));
    account.loseRegion("us-east-2");
    try {
      await engine.succeed(["preview", "--expect-no-changes", "--stack", "prod-secondary"]);
      const { candidates } = account.answer({ name: "api-origin.pay.example.com" });
      assert.deepEqual(
        candidates.filter(({ isAnswer }) => isAnswer).map(({ record }) => record.setIdentifier),
        ["us-west-2"],
      );
    } finally {
      account.restoreRegion("us-east-2");
    }
  });

  it("by setting, routing controls move the traffic, and Shield protects; both where their cost is named", async () => {
    for (const stack of ["prod-primary", "prod-secondary"]) {
      engine.project.change(stack, (settings) => {
        settings.recovery = {
          switch: { kind: "routing-control", acceptMonthlyCostUsd: 1825 },
          shieldAdvanced: { acceptMonthlyCostUsd: 3000 },
        };
      });
      await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack]);
      states[stack] = await engine.state(stack);
    }
    const controls = byType(primary(), "aws:route53recoverycontrol/routingControl:RoutingControl");
    assert.equal(controls.length, 2);
    const text = JSON.stringify(plan().inputs.workflows);
    for (const { outputs } of controls) assert.ok(text.includes(`"${outputs.arn}"`), String(outputs.arn));
    assert.ok(text.includes("ARCRoutingControl") && !text.includes("Route53HealthCheck"));
    const [second] = records(secondary(), "api-origin.pay.example.com");
    const check = byType(primary(), "aws:route53/healthCheck:HealthCheck").find(
      ({ id }) => id === second?.inputs.healthCheckId,
    );
    assert.equal(check?.inputs.type, "RECOVERY_CONTROL");
    const moved = byType(primary(), "aws:cloudwatch/metricAlarm:MetricAlarm").find(({ urn }) =>
      urn.endsWith("::edge-alarms-failover-control-on"),
    );
    assert.deepEqual(moved?.inputs.dimensions, { HealthCheckId: check?.id });
    assert.equal(byType(primary(), "aws:shield/subscription:Subscription").length, 1);
    assert.equal(byType(secondary(), "aws:shield/subscription:Subscription").length, 0);
    const kinds = (stack: Deployed[]) =>
      byType(stack, "aws:shield/protection:Protection")
        .map(({ inputs }) => String(inputs.resourceArn).split(":")[2])
        .sort();
    assert.deepEqual(kinds(primary()), ["cloudfront", "cloudfront", "ec2", "ec2", "ec2", "route53"]);
    assert.deepEqual(kinds(secondary()), ["ec2", "ec2", "ec2"]);
  });
});

interface Step {
  op: string;
  urn: string;
  newState?: { inputs?: Inputs };
}

/** What the primary would do were there a second failover region. */
async function third(engine: Engine): Promise<{ steps: Step[] }> {
  engine.project.write("Pulumi.prod-third.yaml", "config: {}\n");
  engine.project.change("prod-third", (settings) => {
    Object.assign(settings, {
      system: "payment-hub",
      environment: "prod",
      role: "secondary",
      region: "eu-west-1",
      network: { cidr: "10.40.0.0/16" },
      dns: { zone: "pay.example.com" },
      database: { engineVersion: "16.8" },
      recovery: { order: 2 },
    });
  });
  const { stdout } = await engine.succeed(["preview", "--json", "--stack", "prod-primary"]);
  fs.rmSync(path.join(engine.project.directory, "Pulumi.prod-third.yaml"));
  return { steps: (JSON.parse(stdout) as { steps: Step[] }).steps.filter(({ op }) => op !== "same") };
}
