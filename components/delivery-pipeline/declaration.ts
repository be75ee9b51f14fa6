import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  ActionKind,
  BuildPurpose,
  deploys,
  hasProject,
  inputsOf,
  outputsOf,
  type PipelineAction,
  regionOf,
  SOURCE,
} from "./actions";
import { type DeliveryPipelineArgs, defaults, SourceKind, type StageArgs, StageFailure } from "./args";
import { projectNameOf } from "./project";

type Stage = types.input.codepipeline.PipelineStage;
type Action = types.input.codepipeline.PipelineStageAction;
type Configuration = Record<string, pulumi.Input<string>>;
type Trigger = types.input.codepipeline.PipelineTrigger;

/** Variables of the source action, for the actions after it. */
const SOURCE_VARIABLES = "SourceVariables";
const AWS = { owner: "AWS", version: "1" } as const;

/** The first stage. */
export function sourceStage({ source }: DeliveryPipelineArgs, sourceArn: pulumi.Input<string>): Stage {
  const action = (provider: string, configuration: Configuration): Stage => ({
    name: SOURCE,
    actions: [
      {
        name: SOURCE,
        category: "Source",
        ...AWS,
        provider,
        namespace: SOURCE_VARIABLES,
        outputArtifacts: [SOURCE],
        configuration,
      },
    ],
  });
  switch (source.kind) {
    case SourceKind.Connection:
      return action("CodeStarSourceConnection", {
        ConnectionArn: sourceArn,
        FullRepositoryId: source.repository,
        BranchName: source.branch,
        OutputArtifactFormat: "CODE_ZIP",
        // The pipeline's trigger says which pushes count.
        DetectChanges: "false",
      });
    case SourceKind.CodeCommit:
      return action("CodeCommit", {
        RepositoryName: source.repositoryName,
        BranchName: source.branch,
        OutputArtifactFormat: "CODE_ZIP",
        // An event starts the pipeline.
        PollForSourceChanges: "false",
      });
    case SourceKind.Image:
      return action("ECR", { RepositoryName: source.repositoryName, ImageTag: source.imageTag });
  }
}

/** What pushes start the pipeline; CodePipeline has triggers for connections alone. */
export function triggers({ source }: DeliveryPipelineArgs): Trigger[] | undefined {
  if (source.kind !== SourceKind.Connection) return undefined;
  const { tags, paths, excludedPaths } = source.trigger ?? {};
  const filePaths = {
    ...(paths !== undefined && { includes: paths }),
    ...(excludedPaths !== undefined && { excludes: excludedPaths }),
  };
  const push =
    tags !== undefined
      ? { tags: { includes: tags } }
      : {
          branches: { includes: [source.branch] },
          ...(Object.keys(filePaths).length > 0 && { filePaths }),
        };
  return [
    {
      providerType: "CodeStarSourceConnection",
      gitConfiguration: { sourceActionName: SOURCE, pushes: [push] },
    },
  ];
}

/** A stage after the first. */
export function declaredStage(args: DeliveryPipelineArgs, stage: StageArgs): Stage {
  return {
    name: stage.name,
    actions: stage.actions.map((action) => declaredAction(args, action)),
    ...onFailure(
      stage.onFailure ?? (stage.actions.some(deploys) ? StageFailure.Rollback : StageFailure.Fail),
    ),
    ...conditions(stage),
  };
}

/** A stage that fails does so unless something else is said. */
function onFailure(result: StageFailure): Pick<Stage, "onFailure"> {
  if (result === StageFailure.Fail) return {};
  if (result === StageFailure.Rollback) return { onFailure: { result } };
  return { onFailure: { result, retryConfiguration: { retryMode: "FAILED_ACTIONS" } } };
}

/** Alarms keep a stage from starting, and take it back. */
function conditions({ alarmNames = [], watchMinutes = defaults.watchMinutes }: StageArgs): Partial<Stage> {
  if (alarmNames.length === 0) return {};
  const rules = (wait: Configuration) =>
    alarmNames.map((alarm, index) => ({
      name: `Alarm${index + 1}`,
      ruleTypeId: { category: "Rule", ...AWS, provider: "CloudWatchAlarm" },
      configuration: { AlarmName: alarm, AlarmStates: "ALARM", ...wait },
    }));
  return {
    beforeEntry: { condition: { result: "FAIL", rules: rules({}) } },
    onSuccess: { condition: { result: "ROLLBACK", rules: rules({ WaitTime: String(watchMinutes) }) } },
  };
}

function declaredAction(args: DeliveryPipelineArgs, action: PipelineAction): Action {
  const region = regionOf(action, args.region);
  const inputs = inputsOf(action);
  const outputs = outputsOf(action);
  return {
    name: action.name,
    ...AWS,
    ...typed(args, action),
    runOrder: action.order ?? 1,
    ...(inputs.length > 0 && { inputArtifacts: inputs }),
    ...(outputs.length > 0 && { outputArtifacts: outputs }),
    // A region is for actions that run elsewhere.
    ...(region !== args.region && { region }),
  };
}

function typed(
  args: DeliveryPipelineArgs,
  action: PipelineAction,
): { category: string; provider: string; configuration: Configuration } {
  if (hasProject(action)) return build(args, action);
  const deploy = (provider: string, configuration: Configuration) => ({
    category: "Deploy",
    provider,
    configuration,
  });
  switch (action.kind) {
    case ActionKind.Approval:
      return {
        category: "Approval",
        provider: "Manual",
        configuration: {
          CustomData: action.message,
          ...(action.link !== undefined && { ExternalEntityLink: action.link }),
        },
      };
    case ActionKind.EcsDeploy:
      return deploy("ECS", {
        ClusterName: action.clusterName,
        ServiceName: action.serviceName,
        FileName: action.imageFile ?? defaults.imageFile,
        DeploymentTimeout: String(action.timeoutMinutes ?? defaults.deployTimeoutMinutes),
      });
    case ActionKind.EcsBlueGreen:
      return deploy("CodeDeployToECS", {
        ApplicationName: action.applicationName,
        DeploymentGroupName: action.deploymentGroupName,
        TaskDefinitionTemplateArtifact: action.input,
        TaskDefinitionTemplatePath: "taskdef.json",
        AppSpecTemplateArtifact: action.input,
        AppSpecTemplatePath: "appspec.yaml",
        Image1ArtifactName: action.input,
        Image1ContainerName: action.placeholder ?? defaults.placeholder,
      });
    case ActionKind.S3Deploy:
      return deploy("S3", {
        BucketName: action.bucketName,
        Extract: "true",
        KMSEncryptionKeyARN: action.kmsKeyArn,
        ...(action.keyPrefix !== undefined && { ObjectKey: action.keyPrefix }),
        ...(action.cacheControl !== undefined && { CacheControl: action.cacheControl }),
      });
  }
}

function build(args: DeliveryPipelineArgs, action: Extract<PipelineAction, { buildspec: string }>) {
  const [primary, ...others] = inputsOf(action);
  const revision = args.source.kind === SourceKind.Image ? "ImageDigest" : "CommitId";
  return {
    category: action.kind === ActionKind.Build ? (action.purpose ?? BuildPurpose.Build) : BuildPurpose.Build,
    provider: "CodeBuild",
    configuration: {
      ProjectName: projectNameOf(args.resourceName, action),
      EnvironmentVariables: JSON.stringify([
        { name: "SOURCE_REVISION", type: "PLAINTEXT", value: `#{${SOURCE_VARIABLES}.${revision}}` },
      ]),
      ...(primary !== undefined && others.length > 0 && { PrimarySource: primary }),
    },
  };
}
