import assert from "node:assert/strict";
import * as fc from "fast-check";
import { RegionSwitchPlan, type RegionSwitchPlanArgs } from "../../components/region-switch-plan";
import { executionPolicy } from "../../components/region-switch-plan/execution-policy";
import { activation } from "../../components/region-switch-plan/workflow";
import { only, settled, startMocks } from "../support/mocks";

const HEALTH_CHECKS = "aws:arcregionswitch/getRoute53HealthChecks:getRoute53HealthChecks";
const PLAN = "aws:arcregionswitch/plan:Plan";

const place = (region: string) => ({
  region,
  recordSetIdentifier: region,
  databaseCluster: `hub-${region}`,
  cluster: "hub",
  fenceFunction: "hub-fence",
  verifyFunction: "hub-verify",
  alarm: "hub-impaired",
});

const args: RegionSwitchPlanArgs = {
  planName: "hub-us-west-2",
  home: place("us-east-2"),
  failover: place("us-west-2"),
  globalClusterIdentifier: "hub",
  workload: { namespace: "payments", deployment: "payment-api" },
  zoneId: "Z1",
  recordName: "api-origin.example.com",
  approvalRoleArn: "arn:aws:iam::111122223333:role/on-call",
};

const owner = { partition: "aws", accountId: "111122223333" };
const values = { ...owner, zoneId: "Z1", routingControls: [] };

async function build(changes: Partial<RegionSwitchPlanArgs> = {}) {
  const check = (region: string) => ({ region, healthCheckId: `check-${region}` });
  const registered = startMocks(
    {},
    { [HEALTH_CHECKS]: () => ({ healthChecks: [check("us-west-2"), check("us-east-2")] }) },
  );
  const plan = new RegionSwitchPlan("switch", { ...args, ...changes });
  await settled();
  return { registered, plan };
}

/** Steps of the workflow that makes a region the active one, by name. */
function steps(target: string) {
  return Object.fromEntries(activation(args, values, target).steps.map((step) => [step.name, step]));
}

describe("RegionSwitchPlan", () => {
  it("HUB-13 has a way there and a way back, for the home region's order and without a trigger", async () => {
    const { inputs } = only((await build()).registered, PLAN);
    assert.equal(inputs.recoveryApproach, "activePassive");
    assert.equal(inputs.primaryRegion, "us-east-2");
    assert.deepEqual(
      (inputs.workflows as { workflowTargetRegion: string }[]).map((one) => one.workflowTargetRegion),
      ["us-west-2", "us-east-2"],
    );
    assert.equal(inputs.triggers, undefined);
    assert.equal(inputs.recoveryTimeObjectiveMinutes, 15);
  });

  it("watches the alarm of each region under the key that the API asks for", async () => {
    const { associatedAlarms } = only((await build()).registered, PLAN).inputs;
    assert.deepEqual(associatedAlarms, [
      {
        mapBlockKey: "us-east-2",
        alarmType: "applicationHealth",
        resourceIdentifier: "arn:aws:cloudwatch:us-east-2:111122223333:alarm:hub-impaired",
      },
      {
        mapBlockKey: "us-west-2",
        alarmType: "applicationHealth",
        resourceIdentifier: "arn:aws:cloudwatch:us-west-2:111122223333:alarm:hub-impaired",
      },
    ]);
  });

  it("tells the health check of each region apart, in whichever order ARC lists them", async () => {
    const { plan } = await build();
    for (const region of ["us-east-2", "us-west-2"]) {
      const id = await new Promise((resolve) => plan.healthCheckId(region).apply(resolve));
      assert.equal(id, `check-${region}`);
    }
  });

  for (const target of ["us-west-2", "us-east-2"]) {
    it(`surprise 7: fences before the writer moves and sends traffic to ${target} last`, () => {
      assert.deepEqual(
        activation(args, values, target).steps.map(({ name }) => name),
        ["approve", "fence", "database", "scale", "verify", "traffic"],
      );
    });

    it(`surprise 6: every function runs in ${target}, which is entered, never in the region that may be lost`, () => {
      for (const name of ["fence", "verify"]) {
        const [config] = (steps(target)[name] as { customActionLambdaConfigs: object[] })
          .customActionLambdaConfigs as {
          regionToRun: string;
          lambdas: { arn: string }[];
          ungracefuls?: unknown;
        }[];
        assert.equal(config?.regionToRun, "activatingRegion");
        assert.deepEqual(
          config?.lambdas.map(({ arn }) => arn),
          ["us-east-2", "us-west-2"].map(
            (region) => `arn:aws:lambda:${region}:111122223333:function:hub-${name}`,
          ),
        );
        assert.equal(config?.ungracefuls, undefined, "an ungraceful execution fences and verifies as well");
      }
    });
  }

  it("loses nothing unless the execution is ungraceful", () => {
    const [config] = (steps("us-west-2").database as { globalAuroraConfigs: object[] }).globalAuroraConfigs;
    assert.deepEqual(config, {
      behavior: "switchoverOnly",
      ungracefuls: [{ ungraceful: "failover" }],
      globalClusterIdentifier: "hub",
      databaseClusterArns: [
        "arn:aws:rds:us-east-2:111122223333:cluster:hub-us-east-2",
        "arn:aws:rds:us-west-2:111122223333:cluster:hub-us-west-2",
      ],
      timeoutMinutes: 15,
    });
  });

  it("turns routing controls instead of health checks where it is given some", async () => {
    const routingControls = ["us-east-2", "us-west-2"].map((region) => ({
      region,
      arn: `arn:control:${region}`,
    }));
    const { registered } = await build({ routingControls });
    const [there] = only(registered, PLAN).inputs.workflows as { steps: Record<string, unknown>[] }[];
    const traffic = there?.steps.at(-1);
    assert.equal(traffic?.executionBlockType, "ARCRoutingControl");
    assert.deepEqual(traffic?.arcRoutingControlConfigs, [
      {
        timeoutMinutes: 5,
        regionAndRoutingControls: [
          {
            region: "us-east-2",
            routingControls: [
              { routingControlArn: "arn:control:us-east-2", state: "On" },
              { routingControlArn: "arn:control:us-west-2", state: "Off" },
            ],
          },
          {
            region: "us-west-2",
            routingControls: [
              { routingControlArn: "arn:control:us-east-2", state: "Off" },
              { routingControlArn: "arn:control:us-west-2", state: "On" },
            ],
          },
        ],
      },
    ]);
    const { policy } = only(registered, "aws:iam/rolePolicy:RolePolicy").inputs;
    assert.match(policy as string, /UpdateRoutingControlStates/);
    assert.doesNotMatch(policy as string, /hostedzone/);
  });

  it("may move this database, call these functions and read; what it writes is named", () => {
    const policy = JSON.parse(
      executionPolicy({
        ...owner,
        ...{ planName: "hub-us-west-2", roleName: "hub-us-west-2-switch" },
        ...{ globalClusterIdentifier: "hub", zoneId: "Z1", routingControlArns: [] },
        regions: [args.home, args.failover],
      }),
    ) as { Statement: { Sid: string; Action: string[]; Resource: string | string[] }[] };
    const wide = policy.Statement.filter(({ Resource }) => Resource === "*");
    assert.deepEqual(
      wide.flatMap(({ Action }) => Action),
      ["rds:DescribeGlobalClusters", "rds:DescribeDBClusters"],
    );
    const move = policy.Statement.find(({ Sid }) => Sid === "MoveWriter");
    assert.deepEqual(move?.Resource, [
      "arn:aws:rds::111122223333:global-cluster:hub",
      "arn:aws:rds:us-east-2:111122223333:cluster:hub-us-east-2",
      "arn:aws:rds:us-west-2:111122223333:cluster:hub-us-west-2",
    ]);
    const actions = policy.Statement.flatMap(({ Action }) => Action);
    assert.ok(!actions.some((action) => /^(cloudfront|iam:(?!Simulate)|route53:(?!List))/.test(action)));
  });

  it("follows the partition of the account", () => {
    fc.assert(
      fc.property(fc.constantFrom("aws", "aws-cn", "aws-us-gov"), (partition) => {
        const text = JSON.stringify(activation(args, { ...values, partition }, "us-west-2"));
        const partitions = [...text.matchAll(/"arn:([^:]+):(?!iam)/g)].map(([, found]) => found);
        assert.deepEqual([...new Set(partitions)], [partition]);
      }),
    );
  });

  it("refuses a long name, one region twice, one record twice, no role and half the controls, all at once", () => {
    startMocks();
    const wrong = {
      ...args,
      planName: "payment-hub-production-us-west-2-x",
      failover: args.home,
      approvalRoleArn: "on-call",
      routingControls: [{ region: "us-east-2", arn: "arn" }],
    };
    assert.throws(
      () => new RegionSwitchPlan("switch", wrong),
      /planName: "payment-hub-production-us-west-2-x" is not allowed, 1 to 32[\s\S]+failover\.region: "us-east-2" is not allowed[\s\S]+failover\.recordSetIdentifier[\s\S]+approvalRoleArn: "on-call" is not allowed[\s\S]+routingControls: those of us-east-2 are not allowed/,
    );
  });
});
