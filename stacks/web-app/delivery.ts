import * as fs from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerService } from "../../components/container-service";
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
import { FIRST_TAG, type Repository } from "../shared/registry";
import type { App } from "./app";

/** Folder of the buildspecs, here and in the repository that is built. */
const SPECS = "workloads/pipeline";

/** What is delivered, and who says that it is not well. */
export interface Delivered {
  website: ContainerService;
  images: Repository;
  topicArn: pulumi.Input<string>;
  alarmNames: pulumi.Input<string>[];
}

/** From a commit to what runs in the home region: review and tests, the image, a person where asked for, the service. */
export function homePipeline(app: App, delivered: Delivered): DeliveryPipeline {
  const { delivery } = app.settings;
  const approval: StageArgs = {
    name: "Approval",
    actions: [{ kind: ActionKind.Approval, name: "release", message: "Look at the tests of this commit" }],
  };
  return pipeline(app, delivered, {
    source: {
      kind: SourceKind.Connection,
      repository: delivery.repository,
      branch: delivery.branch,
      connectionArn: delivery.connectionArn,
    },
    stages: [
      { name: "Test", actions: [test("review"), test("unit", { unit: ReportType.Test })] },
      { name: "Build", actions: [build(delivered)] },
      ...(delivery.approval ? [approval] : []),
      release(app, delivered),
      { name: "Verify", actions: [verification(app)] },
    ],
  });
}

/** Whatever image the home region's registry copies here, which that region has tested and run before. */
export function followingPipeline(app: App, delivered: Delivered): DeliveryPipeline {
  const plan: PipelineAction = {
    kind: ActionKind.Build,
    name: "plan",
    buildspec: fs.readFileSync(`${SPECS}/copied-image-rolling.buildspec.yml`, "utf8"),
    outputs: ["Image"],
    environment: { CONTAINER_NAME: delivered.website.containerName },
  };
  return pipeline(app, delivered, {
    source: { kind: SourceKind.Image, repositoryName: delivered.images.name, imageTag: FIRST_TAG },
    stages: [{ name: "Plan", actions: [plan] }, release(app, delivered)],
  });
}

function pipeline(
  { settings, names, opts }: App,
  { topicArn }: Delivered,
  how: Pick<DeliveryPipelineArgs, "source" | "stages">,
): DeliveryPipeline {
  const { region, recovery } = settings;
  return new DeliveryPipeline(
    "delivery",
    {
      region,
      resourceName: names.pipeline,
      bucketNamePrefix: names.artifactBucket,
      ...how,
      topicArn,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
}

function test(name: string, reports: Record<string, ReportType> = {}): PipelineAction {
  const buildspec = `${SPECS}/${name}.buildspec.yml`;
  return { kind: ActionKind.Build, name, purpose: BuildPurpose.Test, buildspec, reports };
}

function build({ website, images }: Delivered): PipelineAction {
  return {
    kind: ActionKind.Build,
    name: "image",
    buildspec: `${SPECS}/image.buildspec.yml`,
    outputs: ["Image"],
    pushesTo: [images.arn],
    environment: {
      IMAGE_REPOSITORY: images.url,
      IMAGE_DIRECTORY: "workloads/web-app",
      CONTAINER_NAME: website.containerName,
    },
  };
}

function release({ names }: App, { website, alarmNames }: Delivered): StageArgs {
  const deploy: PipelineAction = {
    kind: ActionKind.EcsDeploy,
    name: "web",
    input: "Image",
    clusterName: names.cluster,
    serviceName: website.serviceName,
    taskRoleArns: [website.taskRoleArn, website.executionRoleArn],
  };
  return { name: "Release", actions: [deploy], alarmNames };
}

/** Asks the region itself, by its own name. */
function verification({ settings, names }: App): PipelineAction {
  return {
    kind: ActionKind.Build,
    name: "functional",
    purpose: BuildPurpose.Test,
    buildspec: `${SPECS}/functional.buildspec.yml`,
    reports: { functional: ReportType.Test },
    environment: {
      BASE_URL: `https://${names.regionName(settings.region)}`,
      CHECKS_FILE: `${SPECS}/web-app.checks`,
    },
  };
}
