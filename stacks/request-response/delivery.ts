import * as fs from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import { BlueGreenDeployment, DeploymentTarget, LambdaShift } from "../../components/blue-green-deployment";
import {
  ActionKind,
  BuildPurpose,
  DeliveryPipeline,
  type DeliveryPipelineArgs,
  type PipelineAction,
  ReportType,
  SourceKind,
  type StageArgs,
} from "../../components/delivery-pipeline";
import { defaults as functionDefaults } from "../../components/function-service";
import { accountOf } from "../shared/account";
import { PORT } from "./application";
import type { Flow } from "./flow";
import type { RegionalHalf } from "./region";
import { repositoryHere } from "./registry";

/** Folder of the buildspecs, here and in the repository that is built. */
const SPECS = "workloads/pipeline";

const SHIFTS = {
  "canary-10-percent-5-minutes": LambdaShift.Canary10Percent5Minutes,
  "linear-10-percent-every-minute": LambdaShift.Linear10PercentEvery1Minute,
  "all-at-once": LambdaShift.AllAtOnce,
} as const;

/** What deployments are rolled back by, and who hears of them. */
export interface DeliveryWatch {
  topicArn: pulumi.Input<string>;
  /** Alarms of the function of orders, of the catalogue, and of both, each once. */
  alarmNames: Record<"orders" | "catalog" | "both", pulumi.Input<string>[]>;
}

/** How new versions take over in this region: step by step, and back by themselves when an alarm goes off. */
export function deployments({ settings, names, opts }: Flow, half: RegionalHalf, watch: DeliveryWatch) {
  const { region, functions } = settings;
  const { orders } = half.functions;
  const { cluster, service } = half.catalog;
  const common = { region, topicArn: watch.topicArn };
  const ordersDeployment = new BlueGreenDeployment(
    "orders-deployment",
    {
      ...common,
      resourceName: names.orderFunction,
      target: {
        kind: DeploymentTarget.Lambda,
        functionArn: orders.functionArn,
        shift: SHIFTS[functions.deployment],
      },
      alarmNames: watch.alarmNames.orders,
    },
    opts,
  );
  const catalogDeployment = new BlueGreenDeployment(
    "catalog-deployment",
    {
      ...common,
      resourceName: names.catalog,
      target: {
        kind: DeploymentTarget.Ecs,
        clusterName: cluster.clusterName,
        serviceName: service.serviceName,
        targetGroupNames: service.route?.targetGroupNames ?? [],
        productionListenerArn: half.way.balancer.listenerArn,
        testListenerArn: half.way.balancer.testListenerArn,
        taskRoleArns: [service.taskRoleArn, service.executionRoleArn],
      },
      alarmNames: watch.alarmNames.catalog,
    },
    opts,
  );
  return { orders: ordersDeployment, catalog: catalogDeployment };
}

/** The deployments of a region. */
export type Deployments = ReturnType<typeof deployments>;

/**
 * From a commit to what runs: review and tests, image and archive, the home region, and once that has proved itself the
 * functions of the other regions. Their containers follow by the images that ECR copies to them.
 *
 * @param others regions of the system's other stacks
 */
export function homePipeline(
  flow: Flow,
  half: RegionalHalf,
  made: Deployments,
  watch: DeliveryWatch,
  others: string[],
) {
  const { delivery } = flow.settings;
  const approval: StageArgs = {
    name: "Approval",
    actions: [{ kind: ActionKind.Approval, name: "release", message: "Look at the tests of this commit" }],
  };
  const release: StageArgs = {
    name: "Release",
    actions: [catalogRelease(half, made, "Image"), ordersRelease(flow, flow.settings.region)],
    alarmNames: watch.alarmNames.both,
  };
  return pipeline(flow, watch, {
    source: {
      kind: SourceKind.Connection,
      repository: delivery.repository,
      branch: delivery.branch,
      connectionArn: delivery.connectionArn,
    },
    stages: [
      { name: "Test", actions: tests() },
      { name: "Build", actions: builds(flow, half) },
      ...(delivery.approval ? [approval] : []),
      release,
      { name: "Verify", actions: [verification(flow)] },
      ...others.map((region) => ({ name: `Release-${region}`, actions: [ordersRelease(flow, region)] })),
    ],
  });
}

/** The containers of another region: whatever image arrives there, which the home region has run before. */
export function followingPipeline(flow: Flow, half: RegionalHalf, made: Deployments, watch: DeliveryWatch) {
  const { names } = flow;
  const plan: PipelineAction = {
    kind: ActionKind.Build,
    name: "plan",
    buildspec: fs.readFileSync(`${SPECS}/copied-image.buildspec.yml`, "utf8"),
    outputs: ["Image"],
    readsTaskDefinitions: true,
    environment: taskEnvironment(flow, half),
  };
  return pipeline(flow, watch, {
    source: { kind: SourceKind.Image, repositoryName: `${names.registry}/catalog`, imageTag: "1.0.0" },
    stages: [
      { name: "Plan", actions: [plan] },
      {
        name: "Release",
        actions: [catalogRelease(half, made, "Image")],
        alarmNames: watch.alarmNames.catalog,
      },
    ],
  });
}

function pipeline(
  { settings, names, opts }: Flow,
  { topicArn }: DeliveryWatch,
  how: Pick<DeliveryPipelineArgs, "source" | "stages">,
): DeliveryPipeline {
  const { region, recovery, api } = settings;
  return new DeliveryPipeline(
    "delivery",
    {
      region,
      resourceName: names.pipeline,
      bucketNamePrefix: names.artifactBucket,
      ...how,
      topicArn,
      logRetentionInDays: api.logRetentionDays,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
}

function tests(): PipelineAction[] {
  const test = (name: string, reports: Record<string, ReportType> = {}): PipelineAction => ({
    kind: ActionKind.Build,
    name,
    purpose: BuildPurpose.Test,
    buildspec: `${SPECS}/${name}.buildspec.yml`,
    reports,
  });
  return [test("review"), test("unit", { unit: ReportType.Test })];
}

function builds(flow: Flow, half: RegionalHalf): PipelineAction[] {
  const images = repositoryHere(flow, "catalog");
  return [
    {
      kind: ActionKind.Build,
      name: "image",
      buildspec: `${SPECS}/image.buildspec.yml`,
      outputs: ["Image"],
      pushesTo: [images.arn],
      readsTaskDefinitions: true,
      environment: {
        IMAGE_REPOSITORY: images.url,
        IMAGE_DIRECTORY: "workloads/web-app",
        ...taskEnvironment(flow, half),
      },
    },
    {
      kind: ActionKind.Build,
      name: "package",
      buildspec: `${SPECS}/package.buildspec.yml`,
      outputs: ["Package"],
      environment: { FUNCTION_DIRECTORY: "workloads/order-api", FUNCTION_ENTRY: "index.ts" },
    },
  ];
}

function taskEnvironment({ names }: Flow, { catalog }: RegionalHalf): Record<string, string> {
  return {
    CONTAINER_NAME: catalog.service.containerName,
    CONTAINER_PORT: String(PORT),
    TASK_FAMILY: names.catalog,
  };
}

/** Asks the region itself, by its own name. */
function verification({ settings, names }: Flow): PipelineAction {
  return {
    kind: ActionKind.Build,
    name: "functional",
    purpose: BuildPurpose.Test,
    buildspec: `${SPECS}/functional.buildspec.yml`,
    reports: { functional: ReportType.Test },
    environment: {
      BASE_URL: `https://${names.regionName(settings.region)}`,
      CHECKS_FILE: `${SPECS}/request-response.checks`,
    },
  };
}

function catalogRelease({ catalog }: RegionalHalf, made: Deployments, input: string): PipelineAction {
  return {
    kind: ActionKind.EcsBlueGreen,
    name: "catalog",
    input,
    applicationName: made.catalog.applicationName,
    deploymentGroupName: made.catalog.deploymentGroupName,
    taskRoleArns: [catalog.service.taskRoleArn, catalog.service.executionRoleArn],
  };
}

/** The function of orders in any region; its names follow from the settings, so no stack waits for another. */
function ordersRelease({ names, opts }: Flow, region: string): PipelineAction {
  return {
    kind: ActionKind.LambdaDeploy,
    name: `orders-${region}`,
    buildspec: `${SPECS}/deploy-lambda.buildspec.yml`,
    inputs: ["Source", "Package"],
    functionArn: accountOf(opts).apply(
      ({ partition, accountId }) =>
        `arn:${partition}:lambda:${region}:${accountId}:function:${names.orderFunction}`,
    ),
    functionName: names.orderFunction,
    aliasName: functionDefaults.alias,
    applicationName: names.orderFunction,
    deploymentGroupName: names.orderFunction,
    region,
  };
}
