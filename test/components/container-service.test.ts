import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  ContainerService,
  type ContainerServiceArgs,
  DeploymentKind,
  Releaser,
  type ServiceEntrance,
  type ServiceScaling,
  StepMetric,
} from "../../components/container-service";
import { changedByOthers } from "../../components/container-service/deployment";
import { fargateMemory } from "../../components/container-service/fargate-sizes";
import { imageMistake, repositoryArn } from "../../components/container-service/images";
import {
  certificateKeyPolicy,
  executionPolicy,
  shiftPolicy,
  taskPolicy,
} from "../../components/container-service/policies";
import { checkedImages } from "../../components/container-service/task-definition";
import { mistakes } from "../../components/container-service/validate";
import { names, only, settled, startMocks } from "../support/mocks";

const SERVICE = "aws:ecs/service:Service";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const SCALING_POLICY = "aws:appautoscaling/policy:Policy";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const TARGETS = "aws:lb/targetGroup:TargetGroup";

const registry = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
const minimal: ContainerServiceArgs = {
  region: "eu-west-1",
  resourceName: "orders-prod",
  clusterArn: "arn:cluster",
  clusterName: "shop-prod",
  kmsKeyArn: "arn:key",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  image: `${registry}/orders:1.4.2`,
  cpu: 512,
  memory: 1024,
  desiredCount: 3,
};
const entrance: ServiceEntrance = {
  listenerArn: "arn:listener",
  loadBalancerGroupId: "sg-lb",
  loadBalancerArnSuffix: "app/front/1",
  priority: 10,
  pathPatterns: ["/orders/*"],
  healthCheckPath: "/healthz",
};
const web = { port: 8080, entrance };

async function build(more: Partial<ContainerServiceArgs> = {}) {
  const registered = startMocks({
    [TARGETS]: (_, name) => ({ arnSuffix: `targetgroup/${name}/1`, name }),
  });
  const service = new ContainerService("orders", { ...minimal, ...more });
  await settled();
  return { registered, service };
}

async function serviceOf(more: Partial<ContainerServiceArgs> = {}) {
  return only((await build(more)).registered, SERVICE).inputs;
}

interface Container {
  name: string;
  image: string;
  user?: string;
  essential: boolean;
  privileged: boolean;
  readonlyRootFilesystem: boolean;
  linuxParameters: object;
  portMappings?: object[];
  environment: { name: string; value: string }[];
  secrets: object[];
  mountPoints: object[];
  command?: string[];
  healthCheck?: object;
  stopTimeout: number;
  logConfiguration: { logDriver: string; options: Record<string, string> };
}

async function containers(more: Partial<ContainerServiceArgs> = {}) {
  const { inputs } = only((await build(more)).registered, TASK);
  return JSON.parse(String(inputs.containerDefinitions)) as [Container, Container];
}

describe("ContainerService", () => {
  it("makes exactly its service, task, roles, log and security group when it only calls", async () => {
    const { registered } = await build();
    assert.deepEqual(registered.map(({ type, name }) => `${type} ${name}`).sort(), [
      "aws:cloudwatch/logGroup:LogGroup orders-log",
      "aws:ec2/securityGroup:SecurityGroup orders-security-group",
      `${SERVICE} orders-service`,
      `${TASK} orders-task`,
      `${ROLE} orders-execution-role`,
      `${ROLE} orders-task-role`,
      `${ROLE_POLICY} orders-execution-permissions`,
      `${ROLE_POLICY} orders-task-permissions`,
      `${EGRESS} orders-to-https`,
      "tandem:components:ContainerService orders",
    ]);
  });

  it("hands its one region to every regional child", async () => {
    const tls = { certificateAuthorityArn: "arn:ca" };
    const server = { dnsName: "orders", port: 80 };
    const { registered } = await build({
      ...web,
      deployment: { kind: DeploymentKind.BlueGreen },
      scaling: {
        minimum: 2,
        maximum: 6,
        cpuPercent: 60,
        steps: { metric: StepMetric.Memory, above: 80, below: 40 },
      },
      serviceConnect: { namespaceArn: "arn:namespace", server, tls },
    });
    for (const { type, name, inputs } of registered) {
      if (!type.startsWith("aws:iam/")) assert.equal(inputs.region, "eu-west-1", `${type} ${name}`);
    }
  });

  it("WEB-1 takes versions back that fail, keeps all tasks meanwhile, and spreads them over zones", async () => {
    const inputs = await serviceOf();
    assert.deepEqual(inputs.deploymentCircuitBreaker, { enable: true, rollback: true });
    assert.deepEqual(inputs.deploymentController, { type: "ECS" });
    assert.deepEqual(inputs.deploymentConfiguration, { strategy: "ROLLING" });
    assert.deepEqual([inputs.deploymentMinimumHealthyPercent, inputs.deploymentMaximumPercent], [100, 200]);
    assert.equal(inputs.availabilityZoneRebalancing, "ENABLED");
    assert.equal(inputs.enableExecuteCommand, false);
    assert.equal(inputs.waitForSteadyState, true);
    assert.equal(inputs.propagateTags, "SERVICE");
    assert.deepEqual(inputs.networkConfiguration, {
      subnets: minimal.subnetIds,
      securityGroups: ["orders-security-group-id"],
      assignPublicIp: false,
    });
  });

  it("REQ-7 runs on Fargate on demand, or with a share of Spot above the first task", async () => {
    const inputs = await serviceOf();
    assert.deepEqual(inputs.capacityProviderStrategies, [{ capacityProvider: "FARGATE", weight: 1 }]);
    assert.equal(inputs.orderedPlacementStrategies, undefined, "Fargate takes no placement");
    assert.equal(inputs.launchType, undefined);
    const spot = await serviceOf({ spotPercent: 70 });
    assert.deepEqual(spot.capacityProviderStrategies, [
      { capacityProvider: "FARGATE", weight: 30, base: 1 },
      { capacityProvider: "FARGATE_SPOT", weight: 70 },
    ]);
  });

  it("WEB-11 moves between instances and Fargate by one argument, with the same task definition and in place", async () => {
    const { registered } = await build({ instanceProviderName: "instances-1" });
    const { inputs } = only(registered, SERVICE);
    assert.deepEqual(inputs.capacityProviderStrategies, [{ capacityProvider: "instances-1", weight: 1 }]);
    assert.deepEqual(inputs.orderedPlacementStrategies, [
      { type: "spread", field: "attribute:ecs.availability-zone" },
      { type: "spread", field: "instanceId" },
    ]);
    assert.equal(inputs.forceNewDeployment, true, "the provider replaces the service otherwise");
    const task = only(registered, TASK).inputs;
    assert.deepEqual(task, only((await build()).registered, TASK).inputs);
    assert.deepEqual(task.requiresCompatibilities, ["EC2", "FARGATE"]);
    assert.equal(task.networkMode, "awsvpc");
    assert.deepEqual(task.runtimePlatform, { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" });
    assert.deepEqual([task.cpu, task.memory, task.family], ["512", "1024", "orders-prod"]);
  });

  it("SHOP-1 runs its container without root, rights and a file system to write to", async () => {
    const [main] = await containers({
      port: 8080,
      command: ["node", "server.js"],
      healthCheckCommand: ["CMD", "true"],
    });
    assert.equal(main.name, "main");
    assert.equal(main.image, minimal.image);
    assert.equal(main.user, "1000:1000");
    assert.equal(main.privileged, false);
    assert.equal(main.readonlyRootFilesystem, true);
    assert.deepEqual(main.linuxParameters, { initProcessEnabled: true, capabilities: { drop: ["ALL"] } });
    assert.deepEqual(main.portMappings, [
      { name: "main", containerPort: 8080, hostPort: 8080, protocol: "tcp" },
    ]);
    assert.deepEqual(main.command, ["node", "server.js"]);
    assert.deepEqual(main.mountPoints, [
      { sourceVolume: "writable-1", containerPath: "/tmp", readOnly: false },
    ]);
    assert.deepEqual(main.healthCheck, {
      command: ["CMD", "true"],
      interval: 15,
      timeout: 5,
      retries: 3,
      startPeriod: 30,
    });
    assert.equal(main.stopTimeout, 30);
  });

  it("WEB-7 gives secrets by their ARN and values in the clear, both in an order that settings don't change", async () => {
    const secrets = {
      TOKEN: "arn:aws:ssm:eu-west-1:1:parameter/token",
      DATABASE: "arn:aws:secretsmanager:e:1:secret:d",
    };
    const [main] = await containers({
      environment: { Z: "1", A: pulumi.output("2") },
      secrets,
      tracing: false,
    });
    assert.deepEqual(main.environment, [
      { name: "A", value: "2" },
      { name: "Z", value: "1" },
    ]);
    assert.deepEqual(main.secrets, [
      { name: "DATABASE", valueFrom: secrets.DATABASE },
      { name: "TOKEN", valueFrom: secrets.TOKEN },
    ]);
  });

  it("has a volume for each writable path", async () => {
    const { registered } = await build({ writablePaths: ["/tmp", "/var/cache/nginx"] });
    assert.deepEqual(only(registered, TASK).inputs.volumes, [{ name: "writable-1" }, { name: "writable-2" }]);
    assert.deepEqual(only((await build({ writablePaths: [] })).registered, TASK).inputs.volumes, []);
  });

  it("hands traces to X-Ray through a collector beside it, without which it still runs", async () => {
    const [main, collector, ...others] = await containers();
    assert.deepEqual(others, []);
    assert.equal(collector.name, "collector");
    assert.equal(collector.essential, false);
    assert.equal(collector.readonlyRootFilesystem, true);
    assert.match(collector.image, /aws-otel-collector:v\d/);
    // The image has no shell: the command itself is run.
    assert.deepEqual((collector.healthCheck as { command?: unknown }).command, ["CMD", "/healthcheck"]);
    assert.deepEqual(main.environment, [
      { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: "http://127.0.0.1:4318" },
    ]);
    const settings = JSON.parse(collector.environment[0]?.value ?? "");
    assert.deepEqual(settings.service.pipelines.traces.exporters, ["awsxray"]);
    assert.equal((await containers({ tracing: false })).length, 1);
  });

  it("SHOP-1 logs into a group of its own, encrypted and not for ever, without stopping for it", async () => {
    const { inputs } = only((await build()).registered, "aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(inputs, {
      region: "eu-west-1",
      name: "/ecs/orders-prod",
      kmsKeyId: "arn:key",
      retentionInDays: 400,
    });
    const [{ logConfiguration }] = await containers();
    assert.equal(logConfiguration.options["awslogs-group"], "/ecs/orders-prod");
    assert.equal(logConfiguration.options.mode, "non-blocking");
  });

  it("SHOP-1 has two roles of its own, which tasks of this account alone take", async () => {
    const statement = { sid: "Queue", actions: ["sqs:SendMessage"], resources: [pulumi.output("arn:queue")] };
    const { registered } = await build({ statements: [statement] });
    for (const role of ["orders-execution-role", "orders-task-role"]) {
      const [trust] = JSON.parse(String(only(registered, ROLE, role).inputs.assumeRolePolicy)).Statement;
      assert.deepEqual(trust.Principal, { Service: "ecs-tasks.amazonaws.com" });
      assert.deepEqual(trust.Condition, {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:111122223333:*" },
      });
    }
    const { policy } = only(registered, ROLE_POLICY, "orders-task-permissions").inputs;
    const queue = { Sid: "Queue", Effect: "Allow", Action: ["sqs:SendMessage"], Resource: ["arn:queue"] };
    assert.equal(policy, taskPolicy([queue], true));
    const bare = await build({ tracing: false });
    assert.deepEqual(names(bare.registered, ROLE_POLICY), ["orders-execution-permissions"]);
  });

  it("NET-5 is called by the load balancer on its port, and by those it admits", async () => {
    const { registered } = await build({
      ...web,
      admits: [{ name: "checkout", securityGroupId: "sg-checkout" }],
    });
    assert.deepEqual(names(registered, INGRESS), ["orders-from-checkout", "orders-from-load-balancer"]);
    for (const name of names(registered, INGRESS)) {
      const { inputs } = only(registered, INGRESS, name);
      assert.deepEqual([inputs.fromPort, inputs.toPort, inputs.ipProtocol], [8080, 8080, "tcp"], name);
    }
    const out = only(registered, EGRESS, "orders-load-balancer-out").inputs;
    assert.deepEqual(
      [out.securityGroupId, out.referencedSecurityGroupId],
      ["sg-lb", "orders-security-group-id"],
    );
  });

  it("NET-5 registers in target groups of its own route and of other load balancers", async () => {
    const inputs = await serviceOf({ ...web, otherTargetGroupArns: ["arn:nlb-targets"] });
    assert.deepEqual(inputs.loadBalancers, [
      { containerName: "main", containerPort: 8080, targetGroupArn: "arn:mock:orders-route-targets" },
      { containerName: "main", containerPort: 8080, targetGroupArn: "arn:nlb-targets" },
    ]);
    assert.equal(inputs.healthCheckGracePeriodSeconds, 60);
    assert.equal((await serviceOf()).loadBalancers, undefined);
  });

  it("is rolled back by its own errors, of all versions, and by the alarms given", async () => {
    const { registered, service } = await build({
      ...web,
      topicArn: "arn:topic",
      deployment: { kind: DeploymentKind.BlueGreen, alarmNames: ["latency"] },
    });
    const { inputs } = only(registered, ALARM, "orders-errors");
    assert.equal(inputs.name, "orders-prod-errors");
    assert.equal(inputs.threshold, 5);
    assert.equal(inputs.treatMissingData, "notBreaching");
    assert.deepEqual(inputs.alarmActions, ["arn:topic"]);
    const [percent, ...metrics] = inputs.metricQueries as [
      { expression: string },
      ...{ id: string; metric: { metricName: string; dimensions: object } }[],
    ];
    assert.equal(
      percent.expression,
      "100*(FILL(errors1,0)+FILL(errors2,0))/(FILL(requests1,0)+FILL(requests2,0))",
    );
    assert.deepEqual(
      metrics.map(({ id, metric }) => [id, metric.metricName, metric.dimensions]),
      ["targets", "targets-other"].flatMap((group, index) => {
        const dimensions = {
          LoadBalancer: "app/front/1",
          TargetGroup: `targetgroup/orders-route-${group}/1`,
        };
        return [
          [`errors${index + 1}`, "HTTPCode_Target_5XX_Count", dimensions],
          [`requests${index + 1}`, "RequestCount", dimensions],
        ];
      }),
    );
    assert.deepEqual(only(registered, SERVICE).inputs.alarms, {
      enable: true,
      rollback: true,
      alarmNames: ["orders-prod-errors", "latency"],
    });
    assert.notEqual(service.errorsAlarmName, undefined);
  });

  const strategies: [DeploymentKind, object][] = [
    [DeploymentKind.BlueGreen, { strategy: "BLUE_GREEN", bakeTimeInMinutes: "7" }],
    [
      DeploymentKind.Canary,
      {
        strategy: "CANARY",
        bakeTimeInMinutes: "7",
        canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: "3" },
      },
    ],
    [
      DeploymentKind.Linear,
      {
        strategy: "LINEAR",
        bakeTimeInMinutes: "7",
        linearConfiguration: { stepPercent: 20, stepBakeTimeInMinutes: "3" },
      },
    ],
  ];
  for (const [kind, expected] of strategies) {
    it(`REQ-14 shifts requests between two target groups in a ${kind} deployment, by a role for these alone`, async () => {
      const deployment = { kind, bakeMinutes: 7, stepPercent: 20, stepMinutes: 3 };
      const { registered } = await build({
        ...web,
        entrance: { ...entrance, testListenerArn: "arn:test" },
        deployment,
      });
      const { inputs } = only(registered, SERVICE);
      assert.deepEqual(inputs.deploymentConfiguration, expected);
      assert.deepEqual(inputs.loadBalancers, [
        {
          containerName: "main",
          containerPort: 8080,
          targetGroupArn: "arn:mock:orders-route-targets",
          advancedConfiguration: {
            alternateTargetGroupArn: "arn:mock:orders-route-targets-other",
            productionListenerRule: "arn:mock:orders-route-rule",
            testListenerRule: "arn:mock:orders-route-test-rule",
            roleArn: "arn:mock:orders-shift-role",
          },
        },
      ]);
      assert.equal(
        only(registered, ROLE_POLICY, "orders-shift-permissions").inputs.policy,
        shiftPolicy(
          ["arn:mock:orders-route-targets", "arn:mock:orders-route-targets-other"],
          ["arn:mock:orders-route-rule", "arn:mock:orders-route-test-rule"],
        ),
      );
      const trust = JSON.parse(String(only(registered, ROLE, "orders-shift-role").inputs.assumeRolePolicy));
      assert.deepEqual(trust.Statement[0].Principal, { Service: "ecs.amazonaws.com" });
    });
  }

  it("REQ-14 leaves everything to CodeDeploy where CodeDeploy releases, and takes nothing that it refuses", async () => {
    const { registered } = await build({ ...web, deployment: { kind: DeploymentKind.CodeDeploy } });
    const { inputs } = only(registered, SERVICE);
    assert.deepEqual(inputs.deploymentController, { type: "CODE_DEPLOY" });
    for (const key of [
      "deploymentCircuitBreaker",
      "alarms",
      "deploymentConfiguration",
      "forceNewDeployment",
    ]) {
      assert.equal(inputs[key], undefined, key);
    }
    assert.equal(inputs.waitForSteadyState, false);
    assert.deepEqual(names(registered, TARGETS), ["orders-route-targets", "orders-route-targets-other"]);
    assert.deepEqual(names(registered, ROLE), ["orders-execution-role", "orders-task-role"]);
    assert.deepEqual(names(registered, ALARM), ["orders-errors"]);
  });

  it("does not wait for an image that a pipeline brings later", async () => {
    const inputs = await serviceOf({ deployment: { releasedBy: Releaser.Pipeline } });
    assert.equal(inputs.waitForSteadyState, false);
    assert.deepEqual(inputs.deploymentCircuitBreaker, { enable: true, rollback: true });
  });

  const scaling = { minimum: 3, maximum: 12 };

  it("follows each target that is given, between its bounds", async () => {
    const all = { ...scaling, cpuPercent: 60, memoryPercent: 70, requestsPerTask: 900 };
    const { registered } = await build({ ...web, scaling: all });
    const target = only(registered, "aws:appautoscaling/target:Target").inputs;
    assert.deepEqual([target.minCapacity, target.maxCapacity], [3, 12]);
    assert.equal(target.scalableDimension, "ecs:service:DesiredCount");
    assert.equal(target.resourceId, "service/shop-prod/orders-prod");
    assert.deepEqual(
      registered
        .filter(({ type }) => type === SCALING_POLICY)
        .map(({ inputs }) => inputs.targetTrackingScalingPolicyConfiguration),
      [
        { targetValue: 60, predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        { targetValue: 70, predefinedMetricType: "ECSServiceAverageMemoryUtilization" },
        {
          targetValue: 900,
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: "app/front/1/targetgroup/orders-route-targets/1",
        },
      ].map(({ targetValue, ...predefinedMetricSpecification }) => ({
        targetValue,
        predefinedMetricSpecification,
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      })),
    );
  });

  it("WEB-2 steps up by an alarm for high CPU, and down by another when load has fallen", async () => {
    const { registered } = await build({ scaling: { ...scaling, steps: { above: 70, below: 30 } } });
    const steps = (name: string) => {
      const { stepScalingPolicyConfiguration: step } = only(registered, SCALING_POLICY, name).inputs;
      return (step as { stepAdjustments: object[] }).stepAdjustments;
    };
    assert.deepEqual(steps("orders-step-up"), [
      { metricIntervalLowerBound: "0", metricIntervalUpperBound: "20", scalingAdjustment: 1 },
      { metricIntervalLowerBound: "20", scalingAdjustment: 2 },
    ]);
    assert.deepEqual(steps("orders-step-down"), [{ metricIntervalUpperBound: "0", scalingAdjustment: -1 }]);
    const alarm = (role: string) => {
      const { inputs } = only(registered, ALARM, `orders-step-${role}-alarm`);
      assert.equal(inputs.metricName, "CPUUtilization");
      assert.deepEqual(inputs.dimensions, { ClusterName: "shop-prod", ServiceName: "orders-prod" });
      return [inputs.comparisonOperator, inputs.threshold, inputs.evaluationPeriods, inputs.alarmActions];
    };
    assert.deepEqual(alarm("up"), ["GreaterThanThreshold", 70, 3, ["arn:mock:orders-step-up"]]);
    assert.deepEqual(alarm("down"), ["LessThanThreshold", 30, 15, ["arn:mock:orders-step-down"]]);
  });

  it("WEB-10 is called by name, encrypted by certificates which ECS renews", async () => {
    const serviceConnect = {
      namespaceArn: "arn:namespace",
      server: { dnsName: "orders.shop", port: 80 },
      tls: { certificateAuthorityArn: "arn:ca" },
    };
    const { registered } = await build({ port: 8080, serviceConnect });
    const connect = only(registered, SERVICE).inputs.serviceConnectConfiguration as Record<string, unknown>;
    assert.equal(connect.namespace, "arn:namespace");
    assert.deepEqual(connect.services, [
      {
        portName: "main",
        discoveryName: "orders-shop",
        clientAlias: [{ dnsName: "orders.shop", port: 80 }],
        tls: {
          issuerCertAuthority: { awsPcaAuthorityArn: "arn:ca" },
          kmsKey: "arn:key",
          roleArn: "arn:mock:orders-certificate-role",
        },
      },
    ]);
    const { policyArn } = only(registered, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs;
    assert.match(String(policyArn), /^arn:aws:iam::aws:policy\/service-role\/.+TransportLayerSecurity$/);
    const { policy } = only(registered, ROLE_POLICY, "orders-certificate-key").inputs;
    assert.equal(policy, certificateKeyPolicy("arn:key"));
    const [main] = JSON.parse(String(only(registered, TASK).inputs.containerDefinitions)) as [Container];
    assert.deepEqual(main.portMappings, [
      { name: "main", containerPort: 8080, hostPort: 8080, protocol: "tcp", appProtocol: "http" },
    ]);
  });

  it("only calls others by name when it offers nothing", async () => {
    const inputs = await serviceOf({ serviceConnect: { namespaceArn: "arn:namespace" } });
    const connect = inputs.serviceConnectConfiguration as Record<string, unknown>;
    assert.deepEqual([connect.enabled, connect.services], [true, undefined]);
  });

  it("registers nothing when an argument is wrong, and tells all at once", async () => {
    const registered = startMocks();
    assert.throws(
      () => new ContainerService("orders", { ...minimal, image: "nginx", cpu: 100 }),
      /ContainerService "orders": image: "nginx" is not allowed.+\n.+cpu: 100 is not allowed, 256, 512/,
    );
    await settled();
    assert.deepEqual(registered, []);
  });

  it("has roles of given names where somebody else passes them on, and refuses names that IAM does not take", async () => {
    const roles = (await build({ roleName: "shop-eu-west-1-orders" })).registered.filter(({ type }) =>
      type.endsWith(":Role"),
    );
    assert.deepEqual(roles.map(({ inputs }) => inputs.name).sort(), [
      "shop-eu-west-1-orders-execution",
      "shop-eu-west-1-orders-task",
    ]);
    const [found, ...others] = mistakes({ ...minimal, roleName: "r".repeat(60) });
    assert.deepEqual(others, []);
    assert.match(
      `${found?.propertyPath}: ${found?.reason}`,
      /^roleName: .+is too long with 60 characters, 54 are allowed/,
    );
  });

  it("refuses an image that turns out to be movable once it is known", async () => {
    startMocks();
    const images = checkedImages("orders", { ...minimal, image: pulumi.output("nginx:latest") });
    // Internal to the SDK: what an output becomes, or why it does not.
    const { promise } = images as unknown as { promise(): Promise<unknown> };
    await assert.rejects(promise(), /ContainerService "orders": image: "nginx:latest" is not allowed/);
  });
});

describe("what a ContainerService refuses", () => {
  const steps = (more: object): ServiceScaling => ({
    minimum: 3,
    maximum: 9,
    steps: { above: 70, below: 30, ...more },
  });
  const connect = { namespaceArn: "arn:namespace" };
  const server = { dnsName: "orders", port: 80 };
  const codeDeploy = { kind: DeploymentKind.CodeDeploy };
  const wrong: [string, Partial<ContainerServiceArgs>, string, RegExp][] = [
    ["a name with a dot", { resourceName: "orders.prod" }, "resourceName", /"orders\.prod" is not allowed/],
    ["the tag latest", { image: "nginx:latest" }, "image", /"nginx:latest" is not allowed.+must not move/],
    ["no tag", { image: `${registry}/orders` }, "image", /digest or a tag other than latest/],
    ["a collector that moves", { tracingImage: "collector" }, "tracingImage", /must not move/],
    ["a CPU that Fargate does not have", { cpu: 300 }, "cpu", /^300 is not allowed, 256, 512, 1024/],
    [
      "memory that Fargate does not have for it",
      { memory: 5120 },
      "memory",
      /1024, 2048, 3072, 4096 are for 512 of cpu/,
    ],
    ["root", { user: "0:0" }, "user", /not root/],
    ["root's group", { user: "1000:0" }, "user", /not root/],
    ["a user by name", { user: "node" }, "user", /numbers/],
    ["an end that never comes", { stopSeconds: 600 }, "stopSeconds", /2 to 120/],
    ["the whole file system", { writablePaths: ["/"] }, "writablePaths", /a folder below \//],
    ["a variable with a dash", { environment: { "A-B": "1" } }, "environment", /"A-B"/],
    [
      "a variable twice",
      { environment: { A: "1" }, secrets: { A: "arn:aws:ssm:e:1:parameter/a" } },
      "secrets",
      /environment has it/,
    ],
    ["Spot of everything", { spotPercent: 100 }, "spotPercent", /0 to 99/],
    ["Spot of instances", { spotPercent: 10, instanceProviderName: "i" }, "spotPercent", /fleet has its own/],
    [
      "callers without a port",
      { admits: [{ name: "x", cidrIpv4: "10.0.0.0/8" }] },
      "port",
      /at which port\?/,
    ],
    ["port 70000", { port: 70000 }, "port", /1 to 65535/],
    [
      "an entrance without a path",
      { ...web, entrance: { ...entrance, pathPatterns: [] } },
      "entrance.pathPatterns",
      /takes all/,
    ],
    [
      "an entrance without a place",
      { ...web, entrance: { ...entrance, priority: 0 } },
      "entrance.priority",
      /50000/,
    ],
    [
      "a wrong health path",
      { ...web, entrance: { ...entrance, healthCheckPath: "x" } },
      "entrance.healthCheckPath",
      /"x"/,
    ],
    [
      "six target groups",
      { ...web, otherTargetGroupArns: ["a", "b", "c", "d", "e"] },
      "otherTargetGroupArns",
      /5 of a service/,
    ],
    [
      "blue/green without requests",
      { deployment: { kind: DeploymentKind.BlueGreen } },
      "deployment.kind",
      /no requests to move/,
    ],
    [
      "CodeDeploy on instances",
      { ...web, instanceProviderName: "i", deployment: codeDeploy },
      "deployment.kind",
      /capacity provider/,
    ],
    [
      "CodeDeploy with alarms of ECS",
      { ...web, deployment: { ...codeDeploy, alarmNames: ["a"] } },
      "deployment.alarmNames",
      /deployment group/,
    ],
    [
      "CodeDeploy with Service Connect",
      { ...web, deployment: codeDeploy, serviceConnect: connect },
      "serviceConnect",
      /with CodeDeploy/,
    ],
    [
      "a test of nothing",
      { ...web, entrance: { ...entrance, testListenerArn: "arn" } },
      "entrance.testListenerArn",
      /before it is released/,
    ],
    ["a bake of two days", { deployment: { bakeMinutes: 2880 } }, "deployment.bakeMinutes", /0 to 1440/],
    ["a step of 1 percent", { deployment: { stepPercent: 1 } }, "deployment.stepPercent", /3 to 100/],
    ["no error at all", { deployment: { errorPercent: 0 } }, "deployment.errorPercent", /above 0/],
    ["half a task", { desiredCount: 0.5 }, "desiredCount", /0 or more/],
    [
      "more at first than at most",
      { scaling: { minimum: 1, maximum: 2, cpuPercent: 50 } },
      "desiredCount",
      /^3 is not allowed, 1 to 2/,
    ],
    [
      "a minimum above the maximum",
      { scaling: { minimum: 5, maximum: 4, cpuPercent: 50 } },
      "scaling.maximum",
      /minimum \(5\)/,
    ],
    ["scaling by nothing", { scaling: { minimum: 1, maximum: 5 } }, "scaling", /follows nothing/],
    [
      "101 percent",
      { scaling: { minimum: 1, maximum: 5, cpuPercent: 101 } },
      "scaling.cpuPercent",
      /1 to 100/,
    ],
    [
      "requests that nobody counts",
      { scaling: { minimum: 1, maximum: 5, requestsPerTask: 9 } },
      "scaling.requestsPerTask",
      /without an entrance/,
    ],
    [
      "requests of a group that is idle half the time",
      {
        ...web,
        deployment: { kind: DeploymentKind.Linear },
        scaling: { minimum: 1, maximum: 5, requestsPerTask: 9 },
      },
      "scaling.requestsPerTask",
      /with "linear" deployments, cpuPercent is/,
    ],
    ["steps that meet", { scaling: steps({ below: 70 }) }, "scaling.steps.below", /less than above \(70\)/],
    ["steps above everything", { scaling: steps({ above: 101 }) }, "scaling.steps.above", /to 100/],
    [
      "steps against a target",
      { scaling: { ...steps({}), cpuPercent: 60 } },
      "scaling.steps.metric",
      /two ways/,
    ],
    [
      "a server without a port",
      { serviceConnect: { ...connect, server } },
      "serviceConnect.server",
      /nothing to call/,
    ],
    [
      "a server's name with a slash",
      { port: 80, serviceConnect: { ...connect, server: { dnsName: "a/b", port: 80 } } },
      "serviceConnect.server.dnsName",
      /"a\/b"/,
    ],
    [
      "TLS of nothing",
      { serviceConnect: { ...connect, tls: { certificateAuthorityArn: "a" } } },
      "serviceConnect.tls",
      /without a server/,
    ],
    ["a retention CloudWatch doesn't know", { logRetentionInDays: 100 }, "logRetentionInDays", /90 or 120/],
  ];
  for (const [title, change, propertyPath, sentence] of wrong) {
    it(`is ${title}`, () => {
      const [found, ...others] = mistakes({ ...minimal, ...change });
      assert.equal(found?.propertyPath, propertyPath);
      assert.match(found?.reason as string, sentence);
      assert.deepEqual(others, []);
    });
  }

  it("is a secret in place of its ARN, whose value it does not repeat", () => {
    const [found, ...others] = mistakes({ ...minimal, secrets: { PASSWORD: "hunter2" } });
    assert.equal(found?.reason, "PASSWORD is no ARN of a secret or a parameter");
    assert.deepEqual(others, []);
  });

  it("is nothing of what is right", () => {
    assert.deepEqual(mistakes({ ...minimal, ...web, scaling: steps({ metric: StepMetric.Cpu }) }), []);
    assert.deepEqual(mistakes({ ...minimal, scaling: { ...steps({}), memoryPercent: 70 } }), []);
  });
});

describe("the images of a ContainerService", () => {
  const digest = `sha256:${"0a".repeat(32)}`;
  const table: [string, boolean][] = [
    ["nginx:1.27", true],
    [`nginx@${digest}`, true],
    [`nginx:latest@${digest}`, true],
    ["localhost:5000/shop/orders:v1", true],
    [`${registry}/orders:v1`, true],
    ["localhost:5000/shop/orders", false],
    ["nginx:latest", false],
    ["nginx", false],
    ["nginx@sha256:12", false],
    ["nginx: 1", false],
    ["", false],
  ];
  for (const [image, right] of table) {
    it(`${right ? "may" : "may not"} be "${image}"`, () =>
      assert.equal(imageMistake(image) === undefined, right));
  }

  it("are fetched from a private repository by permission, from others without", () => {
    assert.equal(
      repositoryArn(`${registry}/shop/orders@${digest}`, "aws"),
      "arn:aws:ecr:eu-west-1:111122223333:repository/shop/orders",
    );
    assert.equal(
      repositoryArn("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/orders:1", "aws-cn"),
      "arn:aws-cn:ecr:cn-north-1:111122223333:repository/orders",
    );
    assert.equal(repositoryArn("public.ecr.aws/nginx/nginx:1.27", "aws"), undefined);
  });
});

describe("the roles of a ContainerService", () => {
  const scope = {
    partition: "aws",
    region: "eu-west-1",
    dnsSuffix: "amazonaws.com",
    logGroupArn: "arn:log",
    images: [`${registry}/orders:1`, "public.ecr.aws/collector:1"],
    secretArns: [
      "arn:aws:secretsmanager:eu-west-1:1:secret:db-abcdef:password::",
      "arn:aws:secretsmanager:eu-west-1:1:secret:db-abcdef:user::",
      "arn:aws:ssm:eu-west-1:1:parameter/token",
    ],
    secretKeyArns: ["arn:secret-key"],
  };
  interface Statement {
    Sid: string;
    Resource: string[];
    Condition?: unknown;
  }
  const statements = (policy: string) => (JSON.parse(policy) as { Statement: Statement[] }).Statement;

  it("WEB-7 read the service's own secrets, by their whole ARN, and their keys through these services alone", () => {
    const found = statements(executionPolicy(scope));
    const of = (sid: string) => found.find(({ Sid }) => Sid === sid);
    assert.deepEqual(of("ReadSecrets")?.Resource, ["arn:aws:secretsmanager:eu-west-1:1:secret:db-abcdef"]);
    assert.deepEqual(of("ReadParameters")?.Resource, ["arn:aws:ssm:eu-west-1:1:parameter/token"]);
    assert.deepEqual(of("DecryptSecrets")?.Resource, ["arn:secret-key"]);
    assert.deepEqual(of("DecryptSecrets")?.Condition, {
      StringEquals: {
        "kms:ViaService": ["secretsmanager.eu-west-1.amazonaws.com", "ssm.eu-west-1.amazonaws.com"],
      },
    });
    assert.deepEqual(of("WriteLog")?.Resource, ["arn:log:*"]);
    assert.deepEqual(of("FetchImages")?.Resource, ["arn:aws:ecr:eu-west-1:111122223333:repository/orders"]);
    assert.deepEqual(
      found.filter(({ Resource }) => Resource.includes("*")).map(({ Sid }) => Sid),
      ["LogInToRegistry"],
    );
  });

  it("may write a log and nothing else when there are no secrets and a public image", () => {
    const least = { ...scope, images: ["nginx:1"], secretArns: [], secretKeyArns: [] };
    assert.deepEqual(
      statements(executionPolicy(least)).map(({ Sid }) => Sid),
      ["WriteLog"],
    );
  });

  it("hand traces on only with a collector", () => {
    assert.deepEqual(
      statements(taskPolicy([], true)).map(({ Sid }) => Sid),
      ["SendTraces"],
    );
    assert.deepEqual(statements(taskPolicy([], false)), []);
  });

  it("change the service's own rules and target groups only", () => {
    const found = statements(shiftPolicy(["arn:a", "arn:b"], ["arn:rule"]));
    assert.deepEqual(
      found.map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["Look", ["*"]],
        ["RegisterTasks", ["arn:a", "arn:b"]],
        ["ShiftRequests", ["arn:rule"]],
      ],
    );
  });
});

describe("what others change while a ContainerService lives", () => {
  const table: [string, Partial<ContainerServiceArgs>, string[]][] = [
    ["is nothing of one that the program alone changes", {}, []],
    ["is the number of its tasks with scaling", { scaling: { minimum: 1, maximum: 5 } }, ["desiredCount"]],
    ["is its version with a pipeline", { deployment: { releasedBy: Releaser.Pipeline } }, ["taskDefinition"]],
    [
      "is its version and its target group with CodeDeploy",
      { deployment: { kind: DeploymentKind.CodeDeploy, releasedBy: Releaser.Program } },
      ["taskDefinition", "loadBalancers"],
    ],
  ];
  for (const [title, change, expected] of table) {
    it(title, () => assert.deepEqual(changedByOthers({ ...minimal, ...change }), expected));
  }
});

describe("Fargate's sizes", () => {
  it("are those of its table", () => {
    assert.deepEqual(fargateMemory(256), [512, 1024, 2048]);
    assert.deepEqual([fargateMemory(4096)[0], fargateMemory(4096).at(-1)], [8192, 30720]);
    assert.equal(fargateMemory(4096).length, 23);
    assert.deepEqual(
      fargateMemory(16384),
      [32768, 40960, 49152, 57344, 65536, 73728, 81920, 90112, 98304, 106496, 114688, 122880],
    );
    assert.deepEqual(fargateMemory(300), []);
  });
});
