import type * as pulumi from "@pulumi/pulumi";
import { ROLE_ENDINGS } from "../../components/container-service";
import {
  ActionKind,
  BuildPurpose,
  type CodeCommitSource,
  type ConnectionSource,
  DeliveryPipeline,
  type PipelineAction,
  ReportType,
  SourceKind,
  type StageArgs,
} from "../../components/delivery-pipeline";
import { CONSUMER, MIGRATION } from "../settings/storefront/cross-checks";
import { namesOf } from "../settings/storefront/names";
import { accountOf } from "../shared/account";
import { imagesOf, repository } from "./registry";
import { LOG_DAYS, type Shop } from "./shop";

/** Folder of the buildspecs in the repository that is built. */
const SPECS = "workloads/pipeline";

/** Name of the container of every task. */
const CONTAINER = "main";

/** An environment in a region, whose names all follow from the settings. */
interface Place {
  environment: string;
  region: string;
  zone: string;
}

/** What releases are rolled back by, and who hears of them. */
export interface DeliveryWatch {
  topicArn: pulumi.Input<string>;
  alarmNames: pulumi.Input<string>[];
}

/**
 * From a commit to what customers use: review, unit tests, images, the development environment, functional tests there, a
 * person's approval, this region, and the DR region with its own copies of the images.
 *
 * @param standbys regions of the system's other stacks
 */
export function deliver(shop: Shop, watch: DeliveryWatch, standbys: readonly string[]): void {
  const { settings, names, opts } = shop;
  const { region, environment, dns, delivery, recovery } = settings;
  if (delivery === undefined) return;
  const here = { environment, region, zone: dns.zone };
  const { development } = delivery;
  const stages: StageArgs[] = [
    { name: "Test", actions: [test("review"), test("unit", { unit: ReportType.Test })] },
    { name: "Build", actions: imagesOf(shop).map((image) => build(shop, image, standbys)) },
    ...(development === undefined
      ? []
      : [
          { name: "Development", actions: releases(shop, "dev", development) },
          { name: "Functional", actions: [functionalTest(development)] },
        ]),
    ...(delivery.approval ? [APPROVAL] : []),
    { name: "Release", actions: releases(shop, "release", here), alarmNames: watch.alarmNames },
    ...standbys.map((standby) => ({
      name: `Standby-${standby}`,
      actions: releases(shop, standby, { ...here, region: standby }),
    })),
  ];
  new DeliveryPipeline(
    "delivery",
    {
      region,
      resourceName: names.pipeline,
      bucketNamePrefix: names.artifactBucket,
      source: sourceOf(delivery.source),
      stages,
      topicArn: watch.topicArn,
      logRetentionInDays: LOG_DAYS,
      protect: recovery.protect,
      forceDestroy: !recovery.protect,
    },
    opts,
  );
}

type SourceSettings = NonNullable<Shop["settings"]["delivery"]>["source"];

function sourceOf(source: SourceSettings): CodeCommitSource | ConnectionSource {
  const { kind, repository: name, branch, approvals, connectionArn } = source;
  return kind === "codecommit"
    ? { kind: SourceKind.CodeCommit, repositoryName: name, branch, approvals }
    : { kind: SourceKind.Connection, repository: name, branch, connectionArn };
}

const APPROVAL: StageArgs = {
  name: "Approval",
  actions: [
    { kind: ActionKind.Approval, name: "approve", message: "Look at the functional tests of this commit" },
  ],
};

function test(name: string, reports: Record<string, ReportType> = {}): PipelineAction {
  return {
    kind: ActionKind.Build,
    name,
    purpose: BuildPurpose.Test,
    buildspec: `${SPECS}/${name}.buildspec.yml`,
    reports,
  };
}

/** Asks the development environment what customers ask. */
function functionalTest({ zone }: Place): PipelineAction {
  return {
    kind: ActionKind.Build,
    name: "functional",
    purpose: BuildPurpose.Test,
    buildspec: `${SPECS}/functional.buildspec.yml`,
    reports: { functional: ReportType.Test },
    environment: { BASE_URL: `https://${zone}`, CHECKS_FILE: `${SPECS}/storefront.checks` },
  };
}

function build(shop: Shop, image: string, copies: readonly string[]): PipelineAction {
  const { url, arn } = repository(shop, image);
  return {
    kind: ActionKind.Build,
    name: `image-${image}`,
    buildspec: `${SPECS}/image.buildspec.yml`,
    outputs: [artifactOf(image)],
    pushesTo: [arn],
    environment: {
      IMAGE_REPOSITORY: url,
      IMAGE_DIRECTORY: "workloads",
      IMAGE_FILE: "workloads/storefront/Dockerfile",
      IMAGE_SERVICE: image,
      IMAGE_COPY_REGIONS: copies.join(" "),
      CONTAINER_NAME: CONTAINER,
    },
  };
}

/** Name of the artifact with an image: CodePipeline takes letters, digits and underscores. */
function artifactOf(image: string): string {
  return `Image_${image.replaceAll("-", "_")}`;
}

/** Registers a new task definition with the image for each service of a place, and updates the service to it. */
function releases(shop: Shop, label: string, { environment, region, zone }: Place): PipelineAction[] {
  const { system, region: home, services } = shop.settings;
  const names = namesOf({ system, environment, region, zone });
  const account = accountOf(shop.opts);
  return [MIGRATION, ...services.map(({ name }) => name), CONSUMER].map((service) => ({
    kind: ActionKind.EcsDeploy,
    name: `${label}-${service}`,
    input: artifactOf(service),
    imageFile: region === home ? undefined : `imagedefinitions-${region}.json`,
    clusterName: names.cluster,
    serviceName: names.service(service),
    taskRoleArns: Object.values(ROLE_ENDINGS).map((ending) =>
      account.apply(
        ({ partition, accountId }) =>
          `arn:${partition}:iam::${accountId}:role/${names.serviceRoles(service, region)}${ending}`,
      ),
    ),
    region,
  }));
}
