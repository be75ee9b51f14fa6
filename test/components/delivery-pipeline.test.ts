import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  ActionKind,
  BuildPurpose,
  DeliveryPipeline,
  type DeliveryPipelineArgs,
  ExecutionMode,
  type PipelineAction,
  ReportType,
  SourceKind,
  StageFailure,
} from "../../components/delivery-pipeline";
import { approvalRule, approverPolicy, serviceTrust } from "../../components/delivery-pipeline/documents";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const roles = ["task-role"];
const review: PipelineAction = {
  kind: ActionKind.Build,
  name: "review",
  purpose: BuildPurpose.Test,
  buildspec: "workloads/pipeline/review.buildspec.yml",
};
const image: PipelineAction = {
  kind: ActionKind.Build,
  name: "image",
  buildspec: "workloads/pipeline/image.buildspec.yml",
  outputs: ["Image"],
  pushesTo: ["repository"],
  readsTaskDefinitions: true,
  environment: { CONTAINER_NAME: "orders" },
  secrets: { NPM_TOKEN: { secretArn: "secret", jsonKey: "token", keyArn: "secret-key" } },
  reports: { scan: ReportType.Test },
  timeoutMinutes: 45,
};
const dev: PipelineAction = {
  kind: ActionKind.EcsDeploy,
  name: "dev",
  input: "Image",
  clusterName: "shop-dev",
  serviceName: "orders",
  taskRoleArns: roles,
};
const approval: PipelineAction = { kind: ActionKind.Approval, name: "release", message: "Look at dev" };
const prod: PipelineAction = {
  kind: ActionKind.EcsBlueGreen,
  name: "prod",
  input: "Image",
  applicationName: "shop-prod-orders",
  deploymentGroupName: "shop-prod-orders",
  taskRoleArns: roles,
};
const dr: PipelineAction = {
  kind: ActionKind.EcsDeploy,
  name: "dr",
  order: 2,
  input: "Image",
  clusterName: "shop-dr",
  serviceName: "orders",
  taskRoleArns: ["task-role-west"],
  region: "us-west-2",
};

const args: DeliveryPipelineArgs = {
  region: "us-east-2",
  resourceName: "shop-orders",
  bucketNamePrefix: "shop-artifacts",
  source: { kind: SourceKind.Connection, repository: "acme/shop", branch: "main" },
  stages: [
    { name: "Build", actions: [review, image] },
    { name: "Dev", actions: [dev] },
    { name: "Approval", actions: [approval] },
    { name: "Prod", actions: [prod, dr], alarmNames: ["shop-errors"], watchMinutes: 20 },
  ],
  topicArn: "topic",
};
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const PROJECT = "aws:codebuild/project:Project";

async function build(change: Partial<DeliveryPipelineArgs> = {}): Promise<Registered[]> {
  const registered = startMocks();
  new DeliveryPipeline("delivery", { ...args, ...change });
  await settled();
  return registered;
}

interface Action {
  name: string;
  category: string;
  provider: string;
  configuration: Record<string, string>;
  inputArtifacts?: string[];
  outputArtifacts?: string[];
  runOrder: number;
  region?: string;
}
interface Stage {
  name: string;
  actions: Action[];
  onFailure?: unknown;
  onSuccess?: unknown;
  beforeEntry?: unknown;
}
const stagesOf = (registered: Registered[]): Stage[] => only(registered, PIPELINE).inputs.stages as Stage[];
function action(registered: Registered[], name: string): Action {
  const found = stagesOf(registered).flatMap(({ actions }) => actions.filter((one) => one.name === name));
  assert.equal(found.length, 1);
  return found[0] as Action;
}

describe("DeliveryPipeline", () => {
  it("SHOP-8 goes from a commit to dev by itself, and to production by an approval", async () => {
    const registered = await build();
    const { inputs } = only(registered, PIPELINE);
    assert.deepEqual(
      [inputs.name, inputs.pipelineType, inputs.executionMode, inputs.roleArn],
      ["shop-orders", "V2", ExecutionMode.Superseded, "arn:mock:delivery-role"],
    );
    assert.deepEqual(
      stagesOf(registered).map((stage) => [
        stage.name,
        stage.actions.map((one) => `${one.category}/${one.provider}`),
      ]),
      [
        ["Source", ["Source/CodeStarSourceConnection"]],
        ["Build", ["Test/CodeBuild", "Build/CodeBuild"]],
        ["Dev", ["Deploy/ECS"]],
        ["Approval", ["Approval/Manual"]],
        ["Prod", ["Deploy/CodeDeployToECS", "Deploy/ECS"]],
      ],
    );
  });

  it("has exactly the children that its stages ask for", async () => {
    const registered = await build();
    assert.deepEqual(
      registered
        .filter(({ type }) => !/^aws:s3\//.test(type))
        .map(({ name }) => name)
        .sort(),
      [
        "delivery",
        ...["us-east-2", "us-west-2"].flatMap((region) => [
          `delivery-artifacts-${region}`,
          `delivery-artifacts-${region}`,
          `delivery-artifacts-${region}-alias`,
          `delivery-artifacts-${region}-key`,
        ]),
        "delivery-approval-rule",
        "delivery-approval-target",
        "delivery-connection",
        "delivery-failed-rule",
        "delivery-failed-target",
        ...["image", "review"].flatMap((name) =>
          ["log", "permissions", "project", "role"].map((part) => `delivery-${name}-${part}`),
        ),
        "delivery-image-report-scan",
        "delivery-permissions",
        "delivery-pipeline",
        "delivery-role",
      ].sort(),
    );
  });

  it("SHOP-10 hands the image that was built to ECS, by the files of its artifact", async () => {
    const registered = await build();
    const { namespace: _, ...built } = action(registered, "image") as Action & { namespace?: string };
    assert.deepEqual(built, {
      name: "image",
      category: "Build",
      owner: "AWS",
      version: "1",
      provider: "CodeBuild",
      runOrder: 1,
      inputArtifacts: ["Source"],
      outputArtifacts: ["Image"],
      configuration: {
        ProjectName: "shop-orders-image",
        EnvironmentVariables:
          '[{"name":"SOURCE_REVISION","type":"PLAINTEXT","value":"#{SourceVariables.CommitId}"}]',
      },
    });
    assert.deepEqual(action(registered, "dev").configuration, {
      ClusterName: "shop-dev",
      ServiceName: "orders",
      FileName: "imagedefinitions.json",
      DeploymentTimeout: "30",
    });
    assert.deepEqual(action(registered, "prod").configuration, {
      ApplicationName: "shop-prod-orders",
      DeploymentGroupName: "shop-prod-orders",
      TaskDefinitionTemplateArtifact: "Image",
      TaskDefinitionTemplatePath: "taskdef.json",
      AppSpecTemplateArtifact: "Image",
      AppSpecTemplatePath: "appspec.yaml",
      Image1ArtifactName: "Image",
      Image1ContainerName: "IMAGE1_NAME",
    });
  });

  it("REQ-14 takes a stage that deploys back when it fails, and when an alarm goes off within its time", async () => {
    const [, built, deployed, , produced] = stagesOf(await build());
    assert.equal(built?.onFailure, undefined);
    assert.deepEqual(deployed?.onFailure, { result: "ROLLBACK" });
    assert.equal(deployed?.onSuccess, undefined);
    const rule = (wait: object) => ({
      name: "Alarm1",
      ruleTypeId: { category: "Rule", owner: "AWS", version: "1", provider: "CloudWatchAlarm" },
      configuration: { AlarmName: "shop-errors", AlarmStates: "ALARM", ...wait },
    });
    assert.deepEqual(produced?.onFailure, { result: "ROLLBACK" });
    assert.deepEqual(produced?.onSuccess, {
      condition: { result: "ROLLBACK", rules: [rule({ WaitTime: "20" })] },
    });
    assert.deepEqual(produced?.beforeEntry, { condition: { result: "FAIL", rules: [rule({})] } });
  });

  it("lets a stage fail or try again where that is said", async () => {
    const stages = [
      { name: "Dev", actions: [{ ...dev, input: "Source" }], onFailure: StageFailure.Fail },
      { name: "Test", actions: [review], onFailure: StageFailure.Retry },
    ];
    const [, first, second] = stagesOf(await build({ stages }));
    assert.equal(first?.onFailure, undefined);
    assert.deepEqual(second?.onFailure, {
      result: "RETRY",
      retryConfiguration: { retryMode: "FAILED_ACTIONS" },
    });
  });

  it("WEB-12 builds images in a privileged container of ARM, and everything else without privileges", async () => {
    const registered = await build();
    const project = only(registered, PROJECT, "delivery-image-project").inputs;
    assert.deepEqual(project.environment, {
      type: "ARM_CONTAINER",
      image: "aws/codebuild/amazonlinux-aarch64-standard:3.0",
      computeType: "BUILD_GENERAL1_SMALL",
      imagePullCredentialsType: "CODEBUILD",
      privilegedMode: true,
      environmentVariables: [
        { name: "CONTAINER_NAME", type: "PLAINTEXT", value: "orders" },
        { name: "NPM_TOKEN", type: "SECRETS_MANAGER", value: "secret:token" },
      ],
    });
    assert.deepEqual(project.cache, { type: "LOCAL", modes: ["LOCAL_DOCKER_LAYER_CACHE"] });
    assert.deepEqual([project.buildTimeout, project.queuedTimeout], [45, 60]);
    const other = only(registered, PROJECT, "delivery-review-project").inputs;
    assert.equal((other.environment as { privilegedMode: boolean }).privilegedMode, false);
    assert.deepEqual(other.cache, {
      type: "S3",
      location: "shop-artifacts-us-east-2/cache/shop-orders-review",
    });
  });

  it("keeps logs, reports and artifacts of builds under the pipeline's key", async () => {
    const registered = await build();
    const key = "arn:mock:delivery-artifacts-us-east-2-key";
    const project = only(registered, PROJECT, "delivery-image-project").inputs;
    const log = only(registered, "aws:cloudwatch/logGroup:LogGroup", "delivery-image-log").inputs;
    assert.deepEqual(
      [log.name, log.kmsKeyId, log.retentionInDays],
      ["/aws/codebuild/shop-orders-image", key, 365],
    );
    assert.deepEqual(project.logsConfig, { cloudwatchLogs: { status: "ENABLED", groupName: log.name } });
    assert.equal(project.encryptionKey, key);
    const report = only(registered, "aws:codebuild/reportGroup:ReportGroup").inputs;
    assert.deepEqual(
      [report.name, report.type, report.deleteReports],
      ["shop-orders-image-scan", "TEST", false],
    );
    assert.deepEqual(report.exportConfig, {
      type: "S3",
      s3Destination: {
        bucket: "shop-artifacts-us-east-2",
        path: "reports/shop-orders-image",
        encryptionKey: key,
        encryptionDisabled: false,
        packaging: "ZIP",
      },
    });
  });

  it("SHOP-11 deploys to another region through a bucket and a key of that region", async () => {
    const registered = await build();
    assert.deepEqual(only(registered, PIPELINE).inputs.artifactStores, [
      {
        type: "S3",
        location: "shop-artifacts-us-east-2",
        encryptionKey: { type: "KMS", id: "arn:mock:delivery-artifacts-us-east-2-key" },
        region: "us-east-2",
      },
      {
        type: "S3",
        location: "shop-artifacts-us-west-2",
        encryptionKey: { type: "KMS", id: "arn:mock:delivery-artifacts-us-west-2-key" },
        region: "us-west-2",
      },
    ]);
    assert.deepEqual(
      [action(registered, "dr").region, action(registered, "prod").region],
      ["us-west-2", undefined],
    );
    assert.deepEqual(
      registered
        .filter(({ name, type }) => name === "delivery-artifacts-us-west-2-bucket" && type.startsWith("aws:"))
        .map(({ inputs }) => [inputs.region, inputs.bucket]),
      [["us-west-2", "shop-artifacts-us-west-2"]],
    );
  });

  it("names no region where there is one alone, which CodePipeline would refuse", async () => {
    const registered = await build({ stages: args.stages.slice(0, 2) });
    const [store, ...others] = only(registered, PIPELINE).inputs.artifactStores as object[];
    assert.ok(store && !("region" in store));
    assert.deepEqual(others, []);
  });

  it("lets old artifacts go, and keeps buckets with artifacts", async () => {
    const registered = await build({ stages: args.stages.slice(0, 2), artifactDays: 30 });
    const rules = only(registered, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs
      .rules as { expiration: unknown; noncurrentVersionExpiration: unknown }[];
    assert.deepEqual(
      rules.map(({ expiration, noncurrentVersionExpiration }) => [expiration, noncurrentVersionExpiration]),
      [[{ days: 30 }, { noncurrentDays: 7 }]],
    );
    assert.equal(only(registered, "aws:s3/bucket:Bucket").inputs.forceDestroy, false);
  });

  it("tells people of runs that fail and of approvals that wait", async () => {
    const registered = await build();
    const pattern = (name: string) =>
      JSON.parse(only(registered, "aws:cloudwatch/eventRule:EventRule", name).inputs.eventPattern as string);
    assert.deepEqual(pattern("delivery-failed-rule"), {
      source: ["aws.codepipeline"],
      "detail-type": ["CodePipeline Pipeline Execution State Change"],
      detail: { pipeline: ["shop-orders"], state: ["FAILED"] },
    });
    assert.deepEqual(pattern("delivery-approval-rule").detail, {
      pipeline: ["shop-orders"],
      type: { category: ["Approval"] },
      state: ["STARTED"],
    });
    const target = only(
      registered,
      "aws:cloudwatch/eventTarget:EventTarget",
      "delivery-approval-target",
    ).inputs;
    assert.equal(target.arn, "topic");
    const { inputPaths, inputTemplate } = target.inputTransformer as {
      inputPaths: Record<string, string>;
      inputTemplate: string;
    };
    const used = [...(JSON.parse(inputTemplate) as string).matchAll(/<(\w+)>/g)].map(([, name]) => name);
    assert.deepEqual(used.sort(), Object.keys(inputPaths).sort());
  });

  it("asks nobody for approvals where there is none", async () => {
    const registered = await build({ stages: args.stages.slice(0, 2) });
    assert.deepEqual(names(registered, "aws:cloudwatch/eventRule:EventRule"), ["delivery-failed-rule"]);
  });

  it("says what people who approve may do", async () => {
    startMocks();
    const { approverPolicy: policy } = new DeliveryPipeline("delivery", args);
    const text = await new Promise<string>((resolve) => policy?.apply(resolve));
    await settled();
    assert.equal(text, approverPolicy("arn:mock:delivery-pipeline", ["Approval/release"]));
    const { Statement } = JSON.parse(text) as { Statement: { Action: string; Resource: unknown }[] };
    assert.deepEqual(
      [Statement[1]?.Action, Statement[1]?.Resource],
      ["codepipeline:PutApprovalResult", ["arn:mock:delivery-pipeline/Approval/release"]],
    );
  });

  it("gives each role to one service for one resource", async () => {
    const registered = await build();
    const trust = (name: string) => only(registered, "aws:iam/role:Role", name).inputs.assumeRolePolicy;
    const account = "111122223333";
    assert.equal(
      trust("delivery-role"),
      serviceTrust(
        "codepipeline.amazonaws.com",
        account,
        `arn:aws:codepipeline:us-east-2:${account}:shop-orders`,
      ),
    );
    assert.equal(
      trust("delivery-image-role"),
      serviceTrust(
        "codebuild.amazonaws.com",
        account,
        `arn:aws:codebuild:us-east-2:${account}:project/shop-orders-image`,
      ),
    );
    const [statement] = JSON.parse(serviceTrust("s", account, "arn")).Statement;
    assert.deepEqual(statement.Condition, {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": "arn" },
    });
  });

  it("registers every regional resource with a region", async () => {
    for (const { type, name, inputs } of await build()) {
      if (/^(aws:iam\/|tandem:)/.test(type)) continue;
      assert.equal(inputs.region, name.includes("us-west-2") ? "us-west-2" : "us-east-2", name);
    }
  });

  describe("sources", () => {
    it("makes a connection, and starts by pushes to the branch", async () => {
      const registered = await build();
      const connection = only(registered, "aws:codeconnections/connection:Connection").inputs;
      assert.deepEqual([connection.name, connection.providerType], ["shop-orders", "GitHub"]);
      assert.deepEqual(action(registered, "Source").configuration, {
        ConnectionArn: "arn:mock:delivery-connection",
        FullRepositoryId: "acme/shop",
        BranchName: "main",
        OutputArtifactFormat: "CODE_ZIP",
        DetectChanges: "false",
      });
      assert.deepEqual(only(registered, PIPELINE).inputs.triggers, [
        {
          providerType: "CodeStarSourceConnection",
          gitConfiguration: { sourceActionName: "Source", pushes: [{ branches: { includes: ["main"] } }] },
        },
      ]);
    });

    it("takes a connection that is there, and starts by files or by tags", async () => {
      const source = { ...args.source, connectionArn: "connection" } as typeof args.source;
      const pushes = async (trigger: object) => {
        const registered = await build({ source: { ...source, trigger } as typeof args.source });
        assert.deepEqual(names(registered, "aws:codeconnections/connection:Connection"), []);
        assert.equal(action(registered, "Source").configuration.ConnectionArn, "connection");
        const [trigger_] = only(registered, PIPELINE).inputs.triggers as {
          gitConfiguration: { pushes: unknown };
        }[];
        return trigger_?.gitConfiguration.pushes;
      };
      assert.deepEqual(await pushes({ paths: ["workloads/**"], excludedPaths: ["**/*.md"] }), [
        {
          branches: { includes: ["main"] },
          filePaths: { includes: ["workloads/**"], excludes: ["**/*.md"] },
        },
      ]);
      assert.deepEqual(await pushes({ tags: ["v*"] }), [{ tags: { includes: ["v*"] } }]);
    });

    const codeCommit = { kind: SourceKind.CodeCommit, repositoryName: "shop", branch: "main" } as const;

    it("SHOP-8 makes a CodeCommit repository whose pull requests somebody else approves", async () => {
      const registered = await build({ source: { ...codeCommit, approvals: 2, approvers: ["reviewers"] } });
      const repository = only(registered, "aws:codecommit/repository:Repository").inputs;
      assert.deepEqual(
        [repository.repositoryName, repository.kmsKeyId],
        ["shop", "arn:mock:delivery-artifacts-us-east-2-key"],
      );
      const template = only(registered, "aws:codecommit/approvalRuleTemplate:ApprovalRuleTemplate").inputs;
      assert.equal(template.content, approvalRule("main", 2, ["reviewers"]));
      assert.deepEqual(JSON.parse(approvalRule("main", 1, [])), {
        Version: "2018-11-08",
        DestinationReferences: ["refs/heads/main"],
        Statements: [{ Type: "Approvers", NumberOfApprovalsNeeded: 1 }],
      });
      const association = only(
        registered,
        "aws:codecommit/approvalRuleTemplateAssociation:ApprovalRuleTemplateAssociation",
      ).inputs;
      assert.deepEqual(
        [association.approvalRuleTemplateName, association.repositoryName],
        ["shop-orders-approvals", "shop"],
      );
      const rule = only(registered, "aws:cloudwatch/eventRule:EventRule", "delivery-review-rule").inputs;
      assert.deepEqual(JSON.parse(rule.eventPattern as string), {
        source: ["aws.codecommit"],
        "detail-type": ["CodeCommit Pull Request State Change"],
        resources: ["arn:mock:delivery-repository"],
        detail: {
          event: ["pullRequestCreated", "pullRequestSourceBranchUpdated"],
          destinationReference: ["refs/heads/main"],
        },
      });
    });

    it("SHOP-8 starts by an event with the commit that was pushed, and never polls", async () => {
      const registered = await build({ source: codeCommit });
      assert.equal(action(registered, "Source").configuration.PollForSourceChanges, "false");
      assert.equal(only(registered, PIPELINE).inputs.triggers, undefined);
      const rule = only(registered, "aws:cloudwatch/eventRule:EventRule", "delivery-start-rule").inputs;
      assert.deepEqual(JSON.parse(rule.eventPattern as string), {
        source: ["aws.codecommit"],
        "detail-type": ["CodeCommit Repository State Change"],
        resources: ["arn:mock:delivery-repository"],
        detail: {
          event: ["referenceCreated", "referenceUpdated"],
          referenceType: ["branch"],
          referenceName: ["main"],
        },
      });
      const target = only(
        registered,
        "aws:cloudwatch/eventTarget:EventTarget",
        "delivery-start-target",
      ).inputs;
      assert.deepEqual(
        [target.arn, target.roleArn],
        ["arn:mock:delivery-pipeline", "arn:mock:delivery-start-role"],
      );
      assert.deepEqual(target.inputTransformer, {
        inputPaths: { revision: "$.detail.commitId" },
        inputTemplate:
          '{"sourceRevisions":[{"actionName":"Source","revisionType":"COMMIT_ID","revisionValue":"<revision>"}]}',
      });
      const role = only(registered, "aws:iam/role:Role", "delivery-start-role").inputs;
      assert.equal(
        role.assumeRolePolicy,
        serviceTrust(
          "events.amazonaws.com",
          "111122223333",
          "arn:aws:events:us-east-2:111122223333:rule/shop-orders-source",
        ),
      );
    });

    it("takes a CodeCommit repository that is there as it is", async () => {
      const registered = await build({ source: { ...codeCommit, create: false } });
      assert.deepEqual(names(registered, "aws:codecommit/repository:Repository"), []);
      const rule = only(registered, "aws:cloudwatch/eventRule:EventRule", "delivery-start-rule").inputs;
      assert.deepEqual(JSON.parse(rule.eventPattern as string).resources, [
        "arn:aws:codecommit:us-east-2:111122223333:shop",
      ]);
    });

    it("starts by an image that was pushed, with that image", async () => {
      const source = {
        kind: SourceKind.Image,
        repositoryName: "shop/orders",
        imageTag: "first",
        tagPrefix: "v",
      } as const;
      const registered = await build({ source, stages: [{ name: "Test", actions: [review] }] });
      assert.deepEqual(action(registered, "Source").configuration, {
        RepositoryName: "shop/orders",
        ImageTag: "first",
      });
      const rule = only(registered, "aws:cloudwatch/eventRule:EventRule", "delivery-start-rule").inputs;
      assert.deepEqual(JSON.parse(rule.eventPattern as string).detail, {
        "action-type": ["PUSH"],
        result: ["SUCCESS"],
        "repository-name": ["shop/orders"],
        "image-tag": [{ prefix: "v" }],
      });
      const { inputTransformer } = only(
        registered,
        "aws:cloudwatch/eventTarget:EventTarget",
        "delivery-start-target",
      ).inputs;
      assert.deepEqual((inputTransformer as { inputPaths: unknown }).inputPaths, {
        revision: "$.detail.image-digest",
      });
      assert.match(action(registered, "review").configuration.EnvironmentVariables ?? "", /ImageDigest/);
    });
  });

  describe("deployments", () => {
    it("REQ-14 publishes a function by a build with the deployment group of its alias", async () => {
      const deploy: PipelineAction = {
        kind: ActionKind.LambdaDeploy,
        name: "function",
        buildspec: "workloads/pipeline/deploy-lambda.buildspec.yml",
        inputs: ["Source", "Package"],
        functionArn: "function-arn",
        functionName: "orders",
        aliasName: "live",
        applicationName: "application",
        deploymentGroupName: "group",
        region: "us-west-2",
      };
      const pack: PipelineAction = { ...review, name: "package", outputs: ["Package"] };
      const registered = await build({
        stages: [
          { name: "Build", actions: [pack] },
          { name: "Deploy", actions: [deploy] },
        ],
      });
      const { configuration, inputArtifacts, region } = action(registered, "function");
      assert.deepEqual(
        [inputArtifacts, configuration.PrimarySource, region],
        [["Source", "Package"], "Source", undefined],
      );
      assert.deepEqual(stagesOf(registered)[2]?.onFailure, { result: "ROLLBACK" });
      const project = only(registered, PROJECT, "delivery-function-project").inputs;
      const { environmentVariables } = project.environment as {
        environmentVariables: { name: string; value: string }[];
      };
      assert.deepEqual(
        environmentVariables.map(({ name, value }) => `${name}=${value}`),
        [
          "FUNCTION_NAME=orders",
          "FUNCTION_ALIAS=live",
          "DEPLOY_APPLICATION=application",
          "DEPLOY_GROUP=group",
          "DEPLOY_REGION=us-west-2",
        ],
      );
      assert.equal(project.buildTimeout, 120);
    });

    it("unpacks an artifact into a bucket under the bucket's key", async () => {
      const site: PipelineAction = {
        kind: ActionKind.S3Deploy,
        name: "site",
        input: "Source",
        bucketName: "shop-site",
        kmsKeyArn: "site-key",
        keyPrefix: "assets",
        cacheControl: "public, max-age=31536000, immutable",
      };
      const registered = await build({ stages: [{ name: "Deploy", actions: [site] }] });
      assert.deepEqual(action(registered, "site").configuration, {
        BucketName: "shop-site",
        Extract: "true",
        KMSEncryptionKeyARN: "site-key",
        ObjectKey: "assets",
        CacheControl: "public, max-age=31536000, immutable",
      });
    });

    it("asks people with a link", async () => {
      const asked: PipelineAction = { ...approval, link: "https://dev.example.com" } as PipelineAction;
      const registered = await build({ stages: [{ name: "Approval", actions: [asked] }] });
      assert.deepEqual(action(registered, "release").configuration, {
        CustomData: "Look at dev",
        ExternalEntityLink: "https://dev.example.com",
      });
    });
  });

  it("waits for values that are not known yet", async () => {
    const clusterName = pulumi.output(Promise.resolve("late"));
    const registered = await build({
      stages: [{ name: "Dev", actions: [{ ...dev, input: "Source", clusterName } as PipelineAction] }],
    });
    assert.equal(action(registered, "dev").configuration.ClusterName, "late");
    const { policy } = only(registered, "aws:iam/rolePolicy:RolePolicy").inputs;
    assert.match(policy as string, /service\/late\/orders/);
  });
});
