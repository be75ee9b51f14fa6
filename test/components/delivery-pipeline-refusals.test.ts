import assert from "node:assert/strict";
import {
  ActionKind,
  type BuildAction,
  DeliveryPipeline,
  type DeliveryPipelineArgs,
  type EcsDeployAction,
  type PipelineAction,
  SourceKind,
} from "../../components/delivery-pipeline";
import { mistakes } from "../../components/delivery-pipeline/validate";
import { startMocks } from "../support/mocks";

const unit: BuildAction = { kind: ActionKind.Build, name: "unit", buildspec: "unit.yml", outputs: ["Built"] };
const dev: EcsDeployAction = {
  kind: ActionKind.EcsDeploy,
  name: "dev",
  input: "Built",
  clusterName: "shop",
  serviceName: "orders",
  taskRoleArns: ["role"],
};
const connection = { kind: SourceKind.Connection, repository: "acme/shop", branch: "main" } as const;
const args: DeliveryPipelineArgs = {
  region: "us-east-2",
  resourceName: "shop-orders",
  bucketNamePrefix: "shop-artifacts",
  source: connection,
  stages: [
    { name: "Build", actions: [unit] },
    { name: "Dev", actions: [dev] },
  ],
  topicArn: "topic",
};

/** The first stage with one action, changed. */
const built = (change: Partial<BuildAction>): Partial<DeliveryPipelineArgs> => ({
  stages: [{ name: "Build", actions: [{ ...unit, ...change }] }],
});
const deployed = (...actions: PipelineAction[]): Partial<DeliveryPipelineArgs> => ({
  stages: [
    { name: "Build", actions: [unit] },
    { name: "Dev", actions },
  ],
});
const first = "stages[0].actions[0]";
const second = "stages[1].actions[0]";

const wrong: [string, Partial<DeliveryPipelineArgs>, RegExp][] = [
  ["resourceName", { resourceName: "shop orders" }, /"shop orders" is not allowed, letters/],
  ["resourceName", { resourceName: "s".repeat(33) }, /32 are allowed: the connection/],
  [
    "resourceName",
    { resourceName: "s".repeat(56), source: { ...connection, connectionArn: "c" } },
    /55 are allowed: the event rule/,
  ],
  ["bucketNamePrefix", { bucketNamePrefix: "Shop" }, /"Shop-us-east-2" is not allowed, lower-case/],
  ["artifactDays", { artifactDays: 0 }, /^0 is not allowed/],
  ["logRetentionInDays", { logRetentionInDays: 31 }, /30 or 60 days/],
  ["source.repository", { source: { ...connection, repository: "shop" } }, /the owner and the name/],
  ["source.branch", { source: { ...connection, branch: "refs/heads/main" } }, /short name of one branch/],
  ["source.branch", { source: { ...connection, branch: "release/*" } }, /short name of one branch/],
  [
    "source.trigger.tags",
    { source: { ...connection, trigger: { tags: [] } } },
    /^0 patterns are not allowed/,
  ],
  [
    "source.trigger.paths",
    { source: { ...connection, trigger: { paths: Array(9).fill("a") } } },
    /1 to 8 are/,
  ],
  [
    "source.trigger.tags",
    { source: { ...connection, trigger: { tags: ["v*"], paths: ["src/**"] } } },
    /a tag has no files/,
  ],
  [
    "source.repositoryName",
    { source: { kind: SourceKind.CodeCommit, repositoryName: "shop.git", branch: "main" } },
    /without ".git"/,
  ],
  [
    "source.approvals",
    { source: { kind: SourceKind.CodeCommit, repositoryName: "shop", branch: "main", approvals: 0 } },
    /somebody other than the author/,
  ],
  [
    "source.imageTag",
    { source: { kind: SourceKind.Image, repositoryName: "shop/orders", imageTag: "latest" } },
    /"latest" is not allowed/,
  ],
  [
    "source.imageTag",
    { source: { kind: SourceKind.Image, repositoryName: "shop/orders", imageTag: "v 1" } },
    /up to 128/,
  ],
  ["stages", { stages: [] }, /^0 are not allowed, 1 to 49 are/],
  ["stages[0].name", { stages: [{ name: "source", actions: [unit] }] }, /"source" is taken/],
  ["stages[0].name", { stages: [{ name: "1st", actions: [unit] }] }, /a letter and up to 49/],
  ["stages[0].actions", { stages: [{ name: "Build", actions: [] }] }, /^0 are not allowed/],
  [
    "stages[0].watchMinutes",
    { stages: [{ name: "Build", actions: [unit], watchMinutes: 5 }] },
    /without alarmNames/,
  ],
  [
    "stages[0].watchMinutes",
    { stages: [{ name: "Build", actions: [unit], alarmNames: ["a"], watchMinutes: 61 }] },
    /1 to 60/,
  ],
  [
    "stages[0].alarmNames",
    { stages: [{ name: "Build", actions: [unit], alarmNames: Array(6).fill("a") }] },
    /composite alarm/,
  ],
  ["stages[1].actions[0].name", deployed({ ...dev, name: "Unit" }), /"Unit" is taken/],
  [`${first}.order`, built({ order: 0 }), /1 to 999/],
  [`${first}.timeoutMinutes`, built({ timeoutMinutes: 4 }), /5 to 480/],
  [
    `${first}.environment.DB_PASSWORD`,
    built({ environment: { DB_PASSWORD: "x" } }),
    /Name its secret in secrets/,
  ],
  [`${first}.environment.a-b`, built({ environment: { "a-b": "x" } }), /letters, digits and "_"/],
  [
    `${first}.environment.CODEBUILD_X`,
    built({ environment: { CODEBUILD_X: "x" } }),
    /keeps such names for itself/,
  ],
  [
    `${first}.secrets.TOKEN_ARN`,
    built({ environment: { TOKEN_ARN: "x" }, secrets: { TOKEN_ARN: { secretArn: "s" } } }),
    /is in environment, too/,
  ],
  [`${first}.pushesTo`, built({ pushesTo: [] }), /leave it out/],
  [`${first}.inputs`, built({ inputs: ["Package"] }), /"Package" is not there yet, these are: Source/],
  [`${first}.outputs`, built({ outputs: ["Source"] }), /made by another action/],
  [`${first}.outputs`, built({ outputs: ["my image"] }), /up to 100 letters/],
  [`${first}.outputs`, built({ outputs: ["a", "b", "c", "d", "e", "f"] }), /up to 5 are/],
  [`${second}.taskRoleArns`, deployed({ ...dev, taskRoleArns: [] }), /no new task starts/],
  [`${second}.timeoutMinutes`, deployed({ ...dev, timeoutMinutes: 61 }), /1 to 60/],
  [
    `${second}.link`,
    deployed({ kind: ActionKind.Approval, name: "release", message: "", link: "http://dev" }),
    /starts with https/,
  ],
  [
    `${second}.aliasName`,
    deployed({
      kind: ActionKind.LambdaDeploy,
      name: "function",
      buildspec: "deploy.yml",
      inputs: ["Source", "Built"],
      functionArn: "f",
      functionName: "f",
      aliasName: "7",
      applicationName: "a",
      deploymentGroupName: "g",
    }),
    /not digits alone/,
  ],
];

describe("refusals of a DeliveryPipeline", () => {
  it("are none for what is right", () => {
    assert.deepEqual(mistakes(args), []);
    assert.deepEqual(mistakes({ ...args, ...built({ environment: { SECRET_ARN: "arn" } }) }), []);
  });

  for (const [path, change, sentence] of wrong) {
    it(`${path}: ${sentence.source}`, () => {
      const found = mistakes({ ...args, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason ?? "", sentence);
    });
  }

  it("an artifact is there for later actions of its stage, and not for those that run with it", () => {
    const packed: BuildAction = { ...unit, name: "pack", inputs: ["Built"], outputs: [] };
    const stages = (order: number) => [{ name: "Build", actions: [{ ...packed, order }, unit] }];
    assert.deepEqual(mistakes({ ...args, stages: stages(2) }), []);
    assert.match(mistakes({ ...args, stages: stages(1) })[0]?.reason ?? "", /"Built" is not there yet/);
  });

  it("come all at once, without a stack", () => {
    startMocks();
    assert.throws(
      () => new DeliveryPipeline("delivery", { ...args, artifactDays: 0, ...built({ order: 0 }) }),
      (error: Error) => /order: .*\n.*artifactDays: /.test(error.message) && error.stack === undefined,
    );
  });
});
