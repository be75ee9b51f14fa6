import assert from "node:assert/strict";
import { SourceKind } from "../../components/delivery-pipeline/args";
import {
  approverPolicy,
  type PipelineGrants,
  startPolicy,
} from "../../components/delivery-pipeline/documents";
import { pipelinePolicy } from "../../components/delivery-pipeline/pipeline-policy";
import { type ProjectGrants, projectPolicy } from "../../components/delivery-pipeline/project-policy";

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}
const statements = (document: string) =>
  new Map((JSON.parse(document) as { Statement: Statement[] }).Statement.map((one) => [one.Sid, one]));
const everywhere = (document: string) =>
  [...statements(document).values()].filter(({ Resource }) => Resource === "*").map(({ Sid }) => Sid);
const actionsOf = (document: string) => [...statements(document).values()].flatMap(({ Action }) => Action);

const scope = { partition: "aws", accountId: "111122223333", region: "us-east-2" };
const pipeline: PipelineGrants = {
  ...scope,
  stores: [
    { bucketArn: "bucket-east", keyArn: "key-east" },
    { bucketArn: "bucket-west", keyArn: "key-west" },
  ],
  source: { kind: SourceKind.CodeCommit, arn: "repository" },
  projectArns: [],
  services: [],
  deployments: [],
  buckets: [],
  watchesAlarms: false,
};
const project: ProjectGrants = {
  ...scope,
  projectName: "shop-review",
  bucketArn: "bucket",
  keyArn: "key",
  logGroupArn: "log",
  reportGroupArns: [],
  repositoryArns: [],
  readsTaskDefinitions: false,
  secrets: [],
};

describe("policy of a pipeline", () => {
  it("passes artifacts on in its own buckets, and reads its source, when its stages ask for nothing else", () => {
    const policy = pipelinePolicy(pipeline);
    assert.deepEqual(
      [...statements(policy).values()].map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["PassArtifacts", ["bucket-east/*", "bucket-west/*"]],
        ["FindBuckets", ["bucket-east", "bucket-west"]],
        ["UseArtifactKeys", ["key-east", "key-west"]],
        ["ReadSource", "repository"],
      ],
    );
  });

  it("uses a source by what its kind takes", () => {
    const actions = (kind: SourceKind, arn = "source") =>
      statements(pipelinePolicy({ ...pipeline, source: { kind, arn } })).get("ReadSource")?.Action;
    for (const service of ["codeconnections", "codestar-connections"]) {
      const connection = `arn:aws:${service}:us-west-2:111122223333:connection/made`;
      assert.deepEqual(actions(SourceKind.Connection, connection), [`${service}:UseConnection`]);
    }
    assert.deepEqual(actions(SourceKind.Image), ["ecr:DescribeImages"]);
    assert.ok(actions(SourceKind.CodeCommit)?.includes("codecommit:UploadArchive"));
  });

  const service = { region: "us-west-2", clusterName: "shop", serviceName: "orders", taskRoleArns: ["role"] };

  it("rolls out to the services that are named, and hands their roles to tasks alone", () => {
    const policy = pipelinePolicy({ ...pipeline, services: [service, { ...service, serviceName: "carts" }] });
    const found = statements(policy);
    assert.deepEqual(found.get("RollOut")?.Resource, [
      "arn:aws:ecs:us-west-2:111122223333:service/shop/orders",
      "arn:aws:ecs:us-west-2:111122223333:task/shop/*",
      "arn:aws:ecs:us-west-2:111122223333:service/shop/carts",
    ]);
    assert.deepEqual(found.get("PassTaskRoles"), {
      Sid: "PassTaskRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: ["role"],
      Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
    });
    assert.deepEqual(found.get("ListTasks")?.Condition, {
      ArnEquals: { "ecs:cluster": ["arn:aws:ecs:us-west-2:111122223333:cluster/shop"] },
    });
    assert.deepEqual(found.get("WriteTaskDefinitions")?.Condition, {
      StringEquals: { "aws:RequestedRegion": ["us-west-2"] },
    });
    assert.deepEqual(everywhere(policy), ["ListTasks", "WriteTaskDefinitions"]);
  });

  it("starts the deployments of the groups that are named", () => {
    const deployment = {
      region: "us-east-2",
      applicationName: "app",
      deploymentGroupName: "group",
      taskRoleArns: ["role"],
    };
    const found = statements(pipelinePolicy({ ...pipeline, deployments: [deployment] }));
    assert.deepEqual(found.get("StartDeployments")?.Resource, [
      "arn:aws:codedeploy:us-east-2:111122223333:application:app",
      "arn:aws:codedeploy:us-east-2:111122223333:deploymentgroup:app/group",
    ]);
    assert.ok(found.has("PassTaskRoles") && !found.has("RollOut"));
  });

  it("unpacks below the prefix of a bucket, starts its own builds, and looks at alarms where stages watch them", () => {
    const found = statements(
      pipelinePolicy({
        ...pipeline,
        buckets: [{ bucketName: "site", keyPrefix: "assets/", keyArn: "site-key" }],
        projectArns: ["project"],
        watchesAlarms: true,
      }),
    );
    assert.deepEqual(found.get("Unpack")?.Resource, ["arn:aws:s3:::site/assets/*"]);
    assert.deepEqual(found.get("EncryptUnpacked")?.Resource, ["site-key"]);
    assert.deepEqual(found.get("RunBuilds")?.Resource, ["project"]);
    assert.equal(found.get("SeeAlarms")?.Resource, "arn:aws:cloudwatch:us-east-2:111122223333:alarm:*");
  });

  it("names every action, and every ARN in its own partition", () => {
    const policy = pipelinePolicy({
      ...pipeline,
      partition: "aws-cn",
      services: [service],
      projectArns: ["project"],
      watchesAlarms: true,
    });
    assert.ok(actionsOf(policy).every((action) => !action.includes("*")));
    assert.doesNotMatch(policy, /arn:aws:/);
  });

  it("is started by a role that may do only that", () => {
    assert.deepEqual(actionsOf(startPolicy("arn")), ["codepipeline:StartPipelineExecution"]);
  });
});

describe("policy of a build", () => {
  it("writes its log, and reads and writes artifacts, when its task asks for nothing else", () => {
    const policy = projectPolicy(project);
    assert.deepEqual(
      [...statements(policy).values()].map(({ Sid, Resource }) => [Sid, Resource]),
      [
        ["WriteLog", "log:*"],
        ["PassArtifacts", "bucket/*"],
        ["UseArtifactKeys", ["key"]],
      ],
    );
    assert.deepEqual(statements(policy).get("WriteLog")?.Action, [
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]);
  });

  it("pushes images to the named repositories, and signs in, which takes no resource", () => {
    const policy = projectPolicy({ ...project, repositoryArns: ["orders"], readsTaskDefinitions: true });
    assert.deepEqual(statements(policy).get("PushImages")?.Resource, ["orders"]);
    assert.deepEqual(everywhere(policy), ["SignIn", "ReadTaskDefinitions"]);
    assert.ok(!actionsOf(policy).some((action) => /ecr:(Delete|BatchDelete|Set|Create)/.test(action)));
  });

  it("reads the named secrets with their keys, and writes the named reports", () => {
    const found = statements(
      projectPolicy({
        ...project,
        secrets: [{ secretArn: "one", keyArn: "key-one" }, { secretArn: "two" }],
        reportGroupArns: ["report"],
      }),
    );
    assert.deepEqual(found.get("ReadSecrets")?.Resource, ["one", "two"]);
    assert.deepEqual(found.get("UseSecretKeys")?.Resource, ["key-one"]);
    assert.deepEqual(found.get("WriteReports")?.Resource, ["report"]);
  });

  it("publishes one function and moves its alias by one deployment group", () => {
    const policy = projectPolicy({
      ...project,
      deploys: {
        region: "us-west-2",
        functionArn: "fn",
        applicationName: "app",
        deploymentGroupName: "group",
      },
    });
    const found = statements(policy);
    assert.deepEqual(found.get("PublishVersion")?.Resource, ["fn", "fn:*"]);
    assert.deepEqual(found.get("MoveAlias")?.Resource, [
      "arn:aws:codedeploy:us-west-2:111122223333:application:app",
      "arn:aws:codedeploy:us-west-2:111122223333:deploymentgroup:app/group",
    ]);
    assert.ok(!actionsOf(policy).includes("lambda:UpdateAlias"), "CodeDeploy moves the alias, nobody else");
    assert.deepEqual(everywhere(policy), []);
  });

  it("names every action", () => {
    const policy = projectPolicy({ ...project, repositoryArns: ["r"], secrets: [{ secretArn: "s" }] });
    assert.ok(actionsOf(policy).every((action) => !action.includes("*")));
  });
});

describe("who approves a pipeline", () => {
  it("sees what the console shows of it, and answers its own approvals alone", () => {
    const { Statement } = JSON.parse(approverPolicy("arn:pipeline", ["Release/Approve"]));
    const [see, approve, ...more] = Statement as { Action: string | string[]; Resource: string | string[] }[];
    assert.deepEqual(more, []);
    // https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-iam-permissions.html
    assert.deepEqual(
      [see?.Action].flat().sort(),
      ["GetPipeline", "GetPipelineExecution", "GetPipelineState", "ListPipelineExecutions"].map(
        (action) => `codepipeline:${action}`,
      ),
    );
    assert.equal(see?.Resource, "arn:pipeline");
    assert.deepEqual(approve, {
      ...approve,
      Action: "codepipeline:PutApprovalResult",
      Resource: ["arn:pipeline/Release/Approve"],
    });
  });
});
