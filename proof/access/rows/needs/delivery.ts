import { mapIn, mapsIn } from "../../../../test/support/values";
import { textOf } from "../../graph";
import { type Known, type Need, type NeedsOf, regionOf, textIn, writesLog } from "./need";

const keyUse = ["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"];
const useOfKeys = keyUse.map((action) => `kms:${action}`);
const prefixed = (service: string, actions: readonly string[]) => actions.map((one) => `${service}:${one}`);

/** https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html */
export const ofBuild: NeedsOf = ({ inputs }, system) => {
  const role = textIn(inputs.serviceRole);
  if (role === undefined) return [];
  const group =
    textIn(mapIn(mapIn(inputs.logsConfig).cloudwatchLogs).groupName) ?? `/aws/codebuild/${inputs.name}`;
  return [
    writesLog(role, inputs.region, group, system.account),
    ...artifactsOf(role, inputs.name, inputs.region, system),
    ...reportsOf(role, String(inputs.name), system),
    ...imagesOf(role, inputs, system.account),
  ];
};

/** What a pipeline hands to a build, and gets from it. */
function artifactsOf(role: string, project: unknown, region: unknown, system: Known): Need[] {
  const pipelines = system.all("aws:codepipeline/pipeline:Pipeline");
  const own = pipelines.filter(({ inputs }) =>
    actionsOf(inputs).some((action) => mapIn(action.configuration).ProjectName === project),
  );
  return own
    .flatMap(({ inputs }) => mapsIn(inputs.artifactStores))
    .filter((store) => (store.region ?? region) === region)
    .flatMap(({ location, encryptionKey }) => [
      {
        role,
        actions: prefixed("s3", ["GetObject", "GetObjectVersion", "PutObject"]),
        on: `arn:aws:s3:::${location}/one`,
      },
      { role, actions: useOfKeys, on: String(mapIn(encryptionKey).id) },
    ]);
}

/** A group of reports has its project's name before its own. https://docs.aws.amazon.com/codebuild/latest/userguide/test-report-group-naming.html */
function reportsOf(role: string, project: string, system: Known): Need[] {
  const actions = prefixed("codebuild", [
    "BatchPutCodeCoverages",
    "BatchPutTestCases",
    "CreateReport",
    "UpdateReport",
  ]);
  return system
    .all("aws:codebuild/reportGroup:ReportGroup")
    .filter(({ inputs }) => inputs.name === `${project}-${project.split("-").at(-1)}`)
    .flatMap((group) => ({ role, actions, on: String(textOf(group, "arn")) }));
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html */
function imagesOf(role: string, { environment, region }: Record<string, unknown>, account: string): Need[] {
  const variables = mapsIn(mapIn(environment).environmentVariables);
  const variable = (wanted: string) => textIn(variables.find(({ name }) => name === wanted)?.value);
  const repository = variable("IMAGE_REPOSITORY");
  if (repository === undefined) return [];
  const layers = [
    "InitiateLayerUpload",
    "UploadLayerPart",
    "CompleteLayerUpload",
    "BatchCheckLayerAvailability",
  ];
  const images = ["PutImage", "BatchGetImage", "GetDownloadUrlForLayer"];
  const scans = ["DescribeImages", "DescribeImageScanFindings"];
  const name = repository.split("/").slice(1).join("/");
  const context = { "aws:RequestedRegion": String(region) };
  return [
    {
      role,
      actions: prefixed("ecr", [...layers, ...images, ...scans]),
      on: `arn:aws:ecr:${region}:${account}:repository/${name}`,
    },
    { role, actions: ["ecr:GetAuthorizationToken"], on: "*" },
    ...(variable("TASK_FAMILY") === undefined
      ? []
      : [{ role, actions: ["ecs:DescribeTaskDefinition"], on: "*", context }]),
  ];
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html */
export const ofPipeline: NeedsOf = ({ inputs }, system) => {
  const role = textIn(inputs.roleArn);
  if (role === undefined) return [];
  const stores = mapsIn(inputs.artifactStores).flatMap(({ location, encryptionKey }): Need[] => [
    {
      role,
      actions: prefixed("s3", ["GetObject", "GetObjectVersion", "PutObject", "PutObjectAcl"]),
      on: `arn:aws:s3:::${location}/one`,
    },
    {
      role,
      actions: prefixed("s3", ["GetBucketAcl", "GetBucketLocation", "GetBucketVersioning"]),
      on: `arn:aws:s3:::${location}`,
    },
    { role, actions: useOfKeys, on: String(mapIn(encryptionKey).id) },
  ]);
  const actions = actionsOf(inputs).flatMap((action) => ofAction(role, action, inputs.region, system));
  return [...stores, ...actions, ...ofConditions(role, inputs, system)];
};

const actionsOf = ({ stages }: Record<string, unknown>) =>
  mapsIn(stages).flatMap((stage) => mapsIn(stage.actions));

/** What an action of a provider asks. https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html */
function ofAction(role: string, action: Record<string, unknown>, home: unknown, system: Known): Need[] {
  const settings = mapIn(action.configuration);
  const region = action.region ?? home;
  const own = (service: string, rest: string) => `arn:aws:${service}:${region}:${system.account}:${rest}`;
  switch (action.provider) {
    case "CodeStarSourceConnection":
      return [{ role, actions: ["codeconnections:UseConnection"], on: String(settings.ConnectionArn) }];
    case "CodeCommit": {
      const reads = ["GetBranch", "GetCommit", "GetRepository"];
      const archives = ["CancelUploadArchive", "GetUploadArchiveStatus", "UploadArchive"];
      const repository = own("codecommit", String(settings.RepositoryName));
      return [{ role, actions: prefixed("codecommit", [...reads, ...archives]), on: repository }];
    }
    case "ECR":
      return [
        { role, actions: ["ecr:DescribeImages"], on: own("ecr", `repository/${settings.RepositoryName}`) },
      ];
    case "CodeBuild": {
      const project = own("codebuild", `project/${settings.ProjectName}`);
      return [{ role, actions: prefixed("codebuild", ["BatchGetBuilds", "StartBuild"]), on: project }];
    }
    case "ECS":
      return rollsOut(role, settings, own, system);
    case "CodeDeployToECS":
      return [
        ...deploys(role, settings, own),
        ...writesTasks(role, `${settings.ApplicationName}`, own, system),
      ];
    default:
      return [];
  }
}

type Own = (service: string, rest: string) => string;

function rollsOut(role: string, settings: Record<string, unknown>, own: Own, system: Known): Need[] {
  const { ClusterName: cluster, ServiceName: service } = settings;
  return [
    {
      role,
      actions: prefixed("ecs", ["DescribeServices", "UpdateService"]),
      on: own("ecs", `service/${cluster}/${service}`),
    },
    { role, actions: ["ecs:DescribeTasks"], on: own("ecs", `task/${cluster}/one`) },
    {
      ...{ role, actions: ["ecs:ListTasks"], on: own("ecs", `container-instance/${cluster}/one`) },
      context: { "ecs:cluster": own("ecs", `cluster/${cluster}`) },
    },
    ...writesTasks(role, String(service), own, system),
  ];
}

/** A new revision of a task's definition, which has the roles of the one before. */
function writesTasks(role: string, service: string, own: Own, system: Known): Need[] {
  const region = regionOf(own("ecs", ""));
  const definition = system.find("aws:ecs/taskDefinition:TaskDefinition", "family", service, region);
  const roles = [definition?.inputs.taskRoleArn, definition?.inputs.executionRoleArn].flatMap(
    (arn) => textIn(arn) ?? [],
  );
  const task = own("ecs", `task-definition/${service}:1`);
  return [
    { role, actions: ["ecs:RegisterTaskDefinition"], on: task },
    { role, actions: ["ecs:DescribeTaskDefinition"], on: "*", context: { "aws:RequestedRegion": region } },
    {
      ...{ role, actions: ["ecs:TagResource"], on: task },
      context: { "ecs:CreateAction": "RegisterTaskDefinition" },
    },
    ...roles.map((passed) => ({
      ...{ role, actions: ["iam:PassRole"], on: passed },
      context: { "iam:PassedToService": "ecs-tasks.amazonaws.com" },
    })),
  ];
}

function deploys(role: string, settings: Record<string, unknown>, own: Own): Need[] {
  const { ApplicationName: application, DeploymentGroupName: group } = settings;
  return [
    {
      role,
      actions: prefixed("codedeploy", [
        "GetApplication",
        "GetApplicationRevision",
        "RegisterApplicationRevision",
      ]),
      on: own("codedeploy", `application:${application}`),
    },
    {
      role,
      actions: prefixed("codedeploy", ["CreateDeployment", "GetDeployment"]),
      on: own("codedeploy", `deploymentgroup:${application}/${group}`),
    },
    {
      role,
      actions: ["codedeploy:GetDeploymentConfig"],
      on: own("codedeploy", "deploymentconfig:CodeDeployDefault.ECSAllAtOnce"),
    },
  ];
}

/** Alarms on which a stage is not entered, or rolled back. */
function ofConditions(role: string, { stages, region }: Record<string, unknown>, system: Known): Need[] {
  const hasAlarms = mapsIn(stages).some(({ actions: _, ...stage }) =>
    JSON.stringify(stage).includes("CloudWatchAlarm"),
  );
  const alarms = `arn:aws:cloudwatch:${region}:${system.account}:alarm:one`;
  return hasAlarms ? [{ role, actions: ["cloudwatch:DescribeAlarms"], on: alarms }] : [];
}
