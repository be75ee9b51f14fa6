import type * as pulumi from "@pulumi/pulumi";

/** What an action does. */
export enum ActionKind {
  /** Runs a buildspec: builds, reviews code, tests. */
  Build = "build",
  /** Waits for a person. */
  Approval = "approval",
  /** Rolls new images out to an ECS service. */
  EcsDeploy = "ecs-deploy",
  /** Starts a blue/green deployment of an ECS service by CodeDeploy. */
  EcsBlueGreen = "ecs-blue-green",
  /** Publishes a version of a function, and moves its alias by CodeDeploy. */
  LambdaDeploy = "lambda-deploy",
  /** Unpacks an artifact into a bucket. */
  S3Deploy = "s3-deploy",
}

/** Whether a build makes something or judges it; CodePipeline shows and counts them apart. */
export enum BuildPurpose {
  Build = "Build",
  /** Code review, unit and functional tests. */
  Test = "Test",
}

/** Processor of a build: that of what it builds. */
export enum Architecture {
  /** Graviton: a fifth cheaper for the same work. */
  Arm64 = "arm64",
  X86 = "x86_64",
}

/** Size of a build's container. */
export enum ComputeSize {
  /** 2 processors, 4 GB on ARM; 0.0034 USD a minute. */
  Small = "BUILD_GENERAL1_SMALL",
  /** 4 processors, 8 GB on ARM; 0.0069 USD a minute. */
  Medium = "BUILD_GENERAL1_MEDIUM",
  /** 8 processors, 16 GB on ARM; 0.0102 USD a minute. */
  Large = "BUILD_GENERAL1_LARGE",
}

/** What a report of a build holds. */
export enum ReportType {
  Test = "TEST",
  Coverage = "CODE_COVERAGE",
}

/** A value that a build reads from Secrets Manager when it starts. */
export interface BuildSecret {
  /** ARN of the secret. */
  secretArn: pulumi.Input<string>;
  /**
   * Key in the secret's JSON.
   * @default none: the whole secret
   */
  jsonKey?: string;
  /**
   * ARN of the secret's customer-managed key.
   * @default none: the key of Secrets Manager
   */
  keyArn?: pulumi.Input<string>;
}

interface ActionBase {
  /** Name of the action, unique in the pipeline: a letter, then up to 49 letters, digits and "-". A change replaces what it has. */
  name: string;
  /**
   * Actions of a stage run at the same time, unless they have different numbers; 1 to 999.
   * @default 1
   */
  order?: number;
}

/** Runs a buildspec. */
export interface BuildAction extends ActionBase {
  kind: ActionKind.Build;
  /** Path of the buildspec in the first input, or its text. */
  buildspec: string;
  /** @default BuildPurpose.Build */
  purpose?: BuildPurpose;
  /**
   * Artifacts that it reads; in the first one it starts.
   * @default ["Source"]
   */
  inputs?: string[];
  /**
   * Artifacts that it makes; with several, the buildspec's secondary artifacts have these names.
   * @default []
   */
  outputs?: string[];
  /**
   * ARNs of the repositories that it pushes images to. With it the container is privileged, which Docker needs; without it
   * it is not.
   * @default none
   */
  pushesTo?: pulumi.Input<string>[];
  /**
   * Whether it reads task definitions of ECS, to write the next one.
   * @default false
   */
  readsTaskDefinitions?: boolean;
  /**
   * What it reads from its environment. Never a secret.
   * @default {}
   */
  environment?: Record<string, pulumi.Input<string>>;
  /**
   * Secrets that it reads from its environment.
   * @default {}
   */
  secrets?: Record<string, BuildSecret>;
  /**
   * Reports by the names that the buildspec gives them.
   * @default {}
   */
  reports?: Record<string, ReportType>;
  /** @default Architecture.Arm64 */
  architecture?: Architecture;
  /** @default ComputeSize.Small */
  compute?: ComputeSize;
  /**
   * Minutes after which it fails, 5 to 480.
   * @default 30
   */
  timeoutMinutes?: number;
}

/** Waits for a person who may approve; seven days, after which the stage fails. People hear of it by the pipeline's topic. */
export interface ApprovalAction extends ActionBase {
  kind: ActionKind.Approval;
  /** What has to be looked at. */
  message: string;
  /**
   * Address to look at.
   * @default none
   */
  link?: string;
}

/** Rolls new images out; the service's own deployment controller does the rest. */
export interface EcsDeployAction extends ActionBase {
  kind: ActionKind.EcsDeploy;
  /** Artifact with `imagedefinitions.json`. */
  input: string;
  /**
   * Another file of the artifact, such as that with a region's own copies of the images.
   * @default "imagedefinitions.json"
   */
  imageFile?: string;
  clusterName: pulumi.Input<string>;
  serviceName: pulumi.Input<string>;
  /** Task and execution roles that new tasks take. */
  taskRoleArns: pulumi.Input<string>[];
  /**
   * Region of the service.
   * @default the pipeline's
   */
  region?: string;
  /**
   * Minutes that the service has to become steady, 1 to 60.
   * @default 30
   */
  timeoutMinutes?: number;
}

/** Starts a blue/green deployment. */
export interface EcsBlueGreenAction extends ActionBase {
  kind: ActionKind.EcsBlueGreen;
  /** Artifact with `taskdef.json`, `appspec.yaml` and `imageDetail.json`. */
  input: string;
  applicationName: pulumi.Input<string>;
  deploymentGroupName: pulumi.Input<string>;
  /** Task and execution roles of the task definition. */
  taskRoleArns: pulumi.Input<string>[];
  /**
   * What stands for the image in `taskdef.json`.
   * @default "IMAGE1_NAME"
   */
  placeholder?: string;
  /**
   * Region of the service.
   * @default the pipeline's
   */
  region?: string;
}

/** Publishes a version of a function and moves its alias. */
export interface LambdaDeployAction extends ActionBase {
  kind: ActionKind.LambdaDeploy;
  /** Path of the buildspec in the first input, or its text. It gets `FUNCTION_NAME`, `FUNCTION_ALIAS`, `DEPLOY_APPLICATION`, `DEPLOY_GROUP` and `DEPLOY_REGION`. */
  buildspec: string;
  /** Artifacts that it reads: the one with the scripts first, then the one with the code. */
  inputs: string[];
  /** ARN of the function, without a version or alias. */
  functionArn: pulumi.Input<string>;
  /** Name of the function. */
  functionName: pulumi.Input<string>;
  /** Alias that callers use. */
  aliasName: string;
  applicationName: pulumi.Input<string>;
  deploymentGroupName: pulumi.Input<string>;
  /**
   * Region of the function.
   * @default the pipeline's
   */
  region?: string;
}

/** Unpacks an artifact into a bucket. Objects that are no longer in it stay: pages that are still open need them. */
export interface S3DeployAction extends ActionBase {
  kind: ActionKind.S3Deploy;
  /** Artifact with the files. */
  input: string;
  bucketName: string;
  /** ARN of the bucket's key. */
  kmsKeyArn: pulumi.Input<string>;
  /**
   * Start of the objects' keys.
   * @default none: the top of the bucket
   */
  keyPrefix?: string;
  /**
   * `Cache-Control` of the objects.
   * @default none
   */
  cacheControl?: string;
  /**
   * Region of the bucket.
   * @default the pipeline's
   */
  region?: string;
}

/** One action of a stage. */
export type PipelineAction =
  | BuildAction
  | ApprovalAction
  | EcsDeployAction
  | EcsBlueGreenAction
  | LambdaDeployAction
  | S3DeployAction;

/** Actions that run in a CodeBuild project. */
export type ProjectAction = BuildAction | LambdaDeployAction;

export const hasProject = (action: PipelineAction): action is ProjectAction =>
  action.kind === ActionKind.Build || action.kind === ActionKind.LambdaDeploy;

/** Whether an action changes what runs. */
export const deploys = ({ kind }: PipelineAction): boolean =>
  [ActionKind.EcsDeploy, ActionKind.EcsBlueGreen, ActionKind.LambdaDeploy, ActionKind.S3Deploy].includes(
    kind,
  );

/** Region in which CodePipeline runs an action. Builds stay with the pipeline, also those that deploy elsewhere. */
export function regionOf(action: PipelineAction, home: string): string {
  return action.kind === ActionKind.Approval || hasProject(action) ? home : (action.region ?? home);
}

/** Artifacts that an action reads. */
export function inputsOf(action: PipelineAction): string[] {
  if (action.kind === ActionKind.Approval) return [];
  if (action.kind === ActionKind.Build) return action.inputs ?? [SOURCE];
  return action.kind === ActionKind.LambdaDeploy ? action.inputs : [action.input];
}

/** Artifacts that an action makes. */
export function outputsOf(action: PipelineAction): string[] {
  return action.kind === ActionKind.Build ? (action.outputs ?? []) : [];
}

/** Name of the first stage, of its action and of its artifact. */
export const SOURCE = "Source";
