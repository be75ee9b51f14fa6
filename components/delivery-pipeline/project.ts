import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as codebuild from "@pulumi/aws/codebuild";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { ActionKind, Architecture, type BuildAction, ComputeSize, type ProjectAction } from "./actions";
import { type DeliveryPipelineArgs, defaults } from "./args";
import { type PipelineScope, serviceTrust } from "./documents";
import { projectPolicy } from "./project-policy";
import type { ArtifactStore } from "./stores";

/** What the projects of a pipeline share. */
export interface Workshop {
  args: DeliveryPipelineArgs;
  scope: pulumi.Output<PipelineScope>;
  store: ArtifactStore;
  parent: pulumi.Resource;
}

/** Name of an action's project. */
export const projectNameOf = (resourceName: string, { name }: { name: string }): string =>
  `${resourceName}-${name}`;

/** The CodeBuild project of an action: its log, its reports, its role. */
export function createProject(name: string, action: ProjectAction, workshop: Workshop): codebuild.Project {
  const { args, store, parent } = workshop;
  const { region } = args;
  const projectName = projectNameOf(args.resourceName, action);
  const build = action.kind === ActionKind.Build ? action : undefined;
  const log = new cloudwatch.LogGroup(
    `${name}-log`,
    {
      region,
      name: `/aws/codebuild/${projectName}`,
      kmsKeyId: store.key.arn,
      retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
    },
    { parent },
  );
  const reports = createReports(name, projectName, build, workshop);
  const { role, permissions } = createRole(name, action, { log, reports }, workshop);
  const { image, type } = defaults.images[build?.architecture ?? Architecture.Arm64];
  const buildsImages = build?.pushesTo !== undefined;
  return new codebuild.Project(
    `${name}-project`,
    {
      region,
      name: projectName,
      description: `${action.name} of the pipeline ${args.resourceName}`,
      serviceRole: role.arn,
      encryptionKey: store.key.arn,
      buildTimeout:
        build === undefined
          ? defaults.moveTimeoutMinutes
          : (build.timeoutMinutes ?? defaults.buildTimeoutMinutes),
      queuedTimeout: defaults.queuedTimeoutMinutes,
      source: { type: "CODEPIPELINE", buildspec: action.buildspec },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type,
        image,
        computeType: build?.compute ?? ComputeSize.Small,
        imagePullCredentialsType: "CODEBUILD",
        // Docker's daemon needs it; nothing else does.
        privilegedMode: buildsImages,
        environmentVariables: variables(action, region),
      },
      // Layers of images are kept on the machine, which may be gone next time; all else in the bucket.
      cache: buildsImages
        ? { type: "LOCAL", modes: ["LOCAL_DOCKER_LAYER_CACHE"] }
        : { type: "S3", location: pulumi.interpolate`${store.bucket.bucketName}/cache/${projectName}` },
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: log.name } },
    },
    // A build that starts before its role may write the log fails without saying why.
    { parent, dependsOn: permissions },
  );
}

/** CodeBuild finds a report group `<project>-<name>` by the name in the buildspec, and makes none of its own. */
function createReports(
  name: string,
  projectName: string,
  build: BuildAction | undefined,
  { args, store, parent }: Workshop,
): codebuild.ReportGroup[] {
  return Object.entries(build?.reports ?? {}).map(
    ([report, type]) =>
      new codebuild.ReportGroup(
        `${name}-report-${report}`,
        {
          region: args.region,
          name: `${projectName}-${report}`,
          type,
          deleteReports: args.forceDestroy ?? defaults.forceDestroy,
          exportConfig: {
            type: "S3",
            s3Destination: {
              bucket: store.bucket.bucketName,
              path: `reports/${projectName}`,
              encryptionKey: store.key.arn,
              encryptionDisabled: false,
              packaging: "ZIP",
            },
          },
        },
        { parent },
      ),
  );
}

function createRole(
  name: string,
  action: ProjectAction,
  made: { log: cloudwatch.LogGroup; reports: codebuild.ReportGroup[] },
  { args, scope, store, parent }: Workshop,
): { role: iam.Role; permissions: iam.RolePolicy } {
  const { region } = args;
  const projectName = projectNameOf(args.resourceName, action);
  const role = new iam.Role(
    `${name}-role`,
    {
      description: `Builds of ${projectName} in ${region}`,
      assumeRolePolicy: scope.apply(({ partition, accountId }) =>
        serviceTrust(
          "codebuild.amazonaws.com",
          accountId,
          `arn:${partition}:codebuild:${region}:${accountId}:project/${projectName}`,
        ),
      ),
    },
    { parent },
  );
  const build = action.kind === ActionKind.Build ? action : undefined;
  const grants = pulumi.output({
    projectName,
    bucketArn: store.bucket.arn,
    keyArn: store.key.arn,
    logGroupArn: made.log.arn,
    reportGroupArns: made.reports.map(({ arn }) => arn),
    repositoryArns: build?.pushesTo ?? [],
    readsTaskDefinitions: build?.readsTaskDefinitions ?? false,
    secrets: Object.values(build?.secrets ?? {}).map(({ secretArn, keyArn }) => ({ secretArn, keyArn })),
    deploys:
      action.kind === ActionKind.LambdaDeploy
        ? {
            region: action.region ?? region,
            functionArn: action.functionArn,
            applicationName: action.applicationName,
            deploymentGroupName: action.deploymentGroupName,
          }
        : undefined,
  });
  const permissions = new iam.RolePolicy(
    `${name}-permissions`,
    {
      role: role.name,
      name: "build",
      policy: pulumi.all([scope, grants]).apply(([where, what]) => projectPolicy({ ...where, ...what })),
    },
    { parent },
  );
  return { role, permissions };
}

type Variable = { name: string; type: string; value: pulumi.Input<string> };

function variables(action: ProjectAction, home: string): Variable[] {
  const plain = (values: Record<string, pulumi.Input<string>>) =>
    Object.entries(values).map(([name, value]) => ({ name, type: "PLAINTEXT", value }));
  if (action.kind === ActionKind.LambdaDeploy) {
    return plain({
      FUNCTION_NAME: action.functionName,
      FUNCTION_ALIAS: action.aliasName,
      DEPLOY_APPLICATION: action.applicationName,
      DEPLOY_GROUP: action.deploymentGroupName,
      DEPLOY_REGION: action.region ?? home,
    });
  }
  const secrets = Object.entries(action.secrets ?? {}).map(([name, { secretArn, jsonKey }]) => ({
    name,
    type: "SECRETS_MANAGER",
    value: jsonKey === undefined ? secretArn : pulumi.interpolate`${secretArn}:${jsonKey}`,
  }));
  return [...plain(action.environment ?? {}), ...secrets];
}
