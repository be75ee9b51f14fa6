import assert from "node:assert/strict";
import {
  BlueGreenDeployment,
  type BlueGreenDeploymentArgs,
  DeploymentTarget,
  EcsShift,
  type EcsTarget,
  LambdaShift,
  type LambdaTarget,
} from "../../components/blue-green-deployment";
import {
  deploymentTrust,
  ecsDeploymentPolicy,
  lambdaDeploymentPolicy,
} from "../../components/blue-green-deployment/documents";
import { mistakes } from "../../components/blue-green-deployment/validate";
import { only, type Registered, settled, startMocks } from "../support/mocks";

const scope = { partition: "aws", accountId: "111122223333", region: "us-east-2" };
const listenerArn =
  "arn:aws:elasticloadbalancing:us-east-2:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2";
const ecs: EcsTarget = {
  kind: DeploymentTarget.Ecs,
  clusterName: "shop",
  serviceName: "orders",
  targetGroupNames: ["orders-blue", "orders-green"],
  productionListenerArn: listenerArn,
  testListenerArn: `${listenerArn}-test`,
  taskRoleArns: ["task-role", "execution-role"],
};
const lambda: LambdaTarget = { kind: DeploymentTarget.Lambda, functionArn: "function" };
const args: BlueGreenDeploymentArgs = {
  region: "us-east-2",
  resourceName: "shop-prod-orders",
  target: ecs,
  alarmNames: ["shop-prod-errors"],
  topicArn: "topic",
};
const GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup";

async function build(change: Partial<BlueGreenDeploymentArgs> = {}): Promise<Registered[]> {
  const registered = startMocks();
  new BlueGreenDeployment("orders", { ...args, ...change });
  await settled();
  return registered;
}

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
}
const statements = (document: string): Statement[] =>
  (JSON.parse(document) as { Statement: Statement[] }).Statement;

describe("BlueGreenDeployment", () => {
  it("REQ-14 has an application, a group, a role and a rule that tells of failures, and no more", async () => {
    const registered = await build();
    assert.deepEqual(registered.map(({ name }) => name).sort(), [
      "orders",
      "orders-application",
      "orders-group",
      "orders-notice-rule",
      "orders-notice-target",
      "orders-permissions",
      "orders-role",
    ]);
    const application = only(registered, "aws:codedeploy/application:Application").inputs;
    assert.deepEqual([application.name, application.computePlatform], ["shop-prod-orders", "ECS"]);
  });

  it("REQ-14 takes a deployment back when it fails, when an alarm goes off, and when somebody stops it", async () => {
    const { inputs } = only(await build(), GROUP);
    assert.deepEqual(inputs.autoRollbackConfiguration, {
      enabled: true,
      events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
    });
    assert.deepEqual(inputs.alarmConfiguration, {
      enabled: true,
      alarms: ["shop-prod-errors"],
      ignorePollAlarmFailure: false,
    });
  });

  it("REQ-14 moves the requests of an ECS service between its two target groups, a tenth first", async () => {
    const { inputs } = only(await build(), GROUP);
    assert.deepEqual(
      [inputs.appName, inputs.deploymentGroupName, inputs.serviceRoleArn],
      ["shop-prod-orders", "shop-prod-orders", "arn:mock:orders-role"],
    );
    assert.deepEqual(inputs.deploymentStyle, {
      deploymentOption: "WITH_TRAFFIC_CONTROL",
      deploymentType: "BLUE_GREEN",
    });
    assert.equal(inputs.deploymentConfigName, "CodeDeployDefault.ECSCanary10Percent5Minutes");
    assert.deepEqual(inputs.ecsService, { clusterName: "shop", serviceName: "orders" });
    assert.deepEqual(inputs.loadBalancerInfo, {
      targetGroupPairInfo: {
        prodTrafficRoute: { listenerArns: [listenerArn] },
        testTrafficRoute: { listenerArns: [`${listenerArn}-test`] },
        targetGroups: [{ name: "orders-blue" }, { name: "orders-green" }],
      },
    });
    assert.deepEqual(inputs.blueGreenDeploymentConfig, {
      deploymentReadyOption: { actionOnTimeout: "CONTINUE_DEPLOYMENT" },
      terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 60 },
    });
  });

  it("waits for a person where one is asked, and needs no test listener", async () => {
    const target = { ...ecs, testListenerArn: undefined, approvalWaitMinutes: 30, terminationWaitMinutes: 5 };
    const { inputs } = only(await build({ target }), GROUP);
    assert.deepEqual(inputs.blueGreenDeploymentConfig, {
      deploymentReadyOption: { actionOnTimeout: "STOP_DEPLOYMENT", waitTimeInMinutes: 30 },
      terminateBlueInstancesOnDeploymentSuccess: { action: "TERMINATE", terminationWaitTimeInMinutes: 5 },
    });
    const { targetGroupPairInfo } = inputs.loadBalancerInfo as { targetGroupPairInfo: object };
    assert.ok(!("testTrafficRoute" in targetGroupPairInfo));
  });

  it("moves all requests at once behind a Network Load Balancer", async () => {
    const { inputs } = only(await build({ target: { ...ecs, networkLoadBalancer: true } }), GROUP);
    assert.equal(inputs.deploymentConfigName, EcsShift.AllAtOnce);
  });

  it("REQ-5 moves the alias of a function, a tenth first", async () => {
    const registered = await build({ target: lambda });
    assert.equal(only(registered, "aws:codedeploy/application:Application").inputs.computePlatform, "Lambda");
    const { inputs } = only(registered, GROUP);
    assert.equal(inputs.deploymentConfigName, LambdaShift.Canary10Percent5Minutes);
    assert.deepEqual([inputs.ecsService, inputs.loadBalancerInfo], [undefined, undefined]);
    assert.equal(
      only(registered, "aws:iam/rolePolicy:RolePolicy").inputs.policy,
      lambdaDeploymentPolicy({ ...scope, functionArn: "function", hookFunctionArns: [] }),
    );
  });

  it("tells people of deployments that fail or stop", async () => {
    const registered = await build();
    const rule = only(registered, "aws:cloudwatch/eventRule:EventRule").inputs;
    assert.equal(rule.name, "shop-prod-orders-deployment");
    assert.deepEqual(JSON.parse(rule.eventPattern as string), {
      source: ["aws.codedeploy"],
      "detail-type": ["CodeDeploy Deployment State-change Notification"],
      detail: { application: ["shop-prod-orders"], state: ["FAILURE", "STOP"] },
    });
    assert.equal(only(registered, "aws:cloudwatch/eventTarget:EventTarget").inputs.arn, "topic");
  });

  it("gives its role to CodeDeploy for this one deployment group", async () => {
    const role = only(await build(), "aws:iam/role:Role").inputs;
    assert.equal(role.assumeRolePolicy, deploymentTrust(scope, "shop-prod-orders", "shop-prod-orders"));
    assert.deepEqual(statements(deploymentTrust(scope, "a", "g"))[0]?.Condition, {
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:codedeploy:us-east-2:111122223333:deploymentgroup:a/g" },
    });
  });

  it("may replace the tasks of one service, hand over their roles to tasks alone, and move its listeners", async () => {
    const policy = ecsDeploymentPolicy({
      ...scope,
      clusterName: "shop",
      serviceName: "orders",
      listenerArns: [listenerArn, `${listenerArn}-test`],
      taskRoleArns: ["task-role", "execution-role"],
      hookFunctionArns: [],
    });
    assert.equal(only(await build(), "aws:iam/rolePolicy:RolePolicy").inputs.policy, policy);
    const bySid = new Map(statements(policy).map((statement) => [statement.Sid, statement]));
    assert.deepEqual(bySid.get("ReplaceTasks")?.Resource, [
      "arn:aws:ecs:us-east-2:111122223333:service/shop/orders",
      "arn:aws:ecs:us-east-2:111122223333:task-set/shop/orders/*",
    ]);
    assert.deepEqual(bySid.get("PassTaskRoles")?.Resource, ["task-role", "execution-role"]);
    assert.deepEqual(bySid.get("PassTaskRoles")?.Condition, {
      StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    });
    const moved = bySid.get("MoveRequests")?.Resource as string[];
    assert.deepEqual(moved.slice(0, 2), [
      listenerArn,
      `${listenerArn.replace("listener/app", "listener-rule/app")}/*`,
    ]);
    const everywhere = statements(policy).filter(({ Resource }) => Resource === "*");
    assert.deepEqual(
      everywhere.map(({ Sid }) => Sid),
      ["SeeLoadBalancers"],
    );
  });

  it("may call the functions that test a deployment, where there are any", () => {
    const policy = lambdaDeploymentPolicy({ ...scope, functionArn: "function", hookFunctionArns: ["hook"] });
    assert.deepEqual(
      statements(policy).map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["MoveAlias", ["function", "function:*"]],
        ["SeeAlarms", "arn:aws:cloudwatch:us-east-2:111122223333:alarm:*"],
        ["CallHooks", ["hook"]],
      ],
    );
  });

  it("registers every regional resource in its own region", async () => {
    for (const { type, inputs } of await build()) {
      if (type.startsWith("tandem:")) continue;
      assert.equal(inputs.region, type.startsWith("aws:iam/") ? undefined : "us-east-2", type);
    }
  });

  const wrong: [string, Partial<BlueGreenDeploymentArgs>, RegExp][] = [
    ["resourceName", { resourceName: "a".repeat(54) }, /53 are allowed/],
    ["alarmNames", { alarmNames: [] }, /^0 are not allowed, 1 to 10 are/],
    ["alarmNames", { alarmNames: Array(11).fill("a") }, /^11 are not allowed/],
    ["target.targetGroupNames", { target: { ...ecs, targetGroupNames: ["one"] } }, /two are/],
    ["target.taskRoleArns", { target: { ...ecs, taskRoleArns: [] } }, /no new task starts/],
    [
      "target.shift",
      { target: { ...ecs, networkLoadBalancer: true, shift: EcsShift.Linear10PercentEvery1Minute } },
      /can't split requests/,
    ],
    [
      "target.approvalWaitMinutes",
      { target: { ...ecs, approvalWaitMinutes: -1 } },
      /-1 is not allowed, 0 to 2880/,
    ],
    ["target.terminationWaitMinutes", { target: { ...ecs, terminationWaitMinutes: 2881 } }, /0 to 2880/],
  ];
  for (const [path, change, sentence] of wrong) {
    it(`refuses ${path}: ${sentence.source}`, () => {
      const found = mistakes({ ...args, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason ?? "", sentence);
    });
  }
});
