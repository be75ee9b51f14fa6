import assert from "node:assert/strict";
import type { ValueMap } from "../../../providers/core/values/value";
import { Cloud } from "../support";

const account = "123456789012";
const region = "eu-west-1";
const make = (type: string, inputs: ValueMap) => new Cloud().create(type, "it", inputs);

describe("AWS stand-in: what delivers", () => {
  it("gives a repository of images its address and its ARN", () => {
    const { id, outputs } = make("aws:ecr/repository:Repository", { name: "shop/orders" });
    assert.equal(id, "shop/orders");
    assert.equal(outputs.arn, `arn:aws:ecr:${region}:${account}:repository/shop/orders`);
    assert.equal(outputs.repositoryUrl, `${account}.dkr.ecr.${region}.amazonaws.com/shop/orders`);
    assert.equal(outputs.registryId, account);
  });

  it("gives a registry's settings the registry's own id", () => {
    const { id } = make("aws:ecr/replicationConfiguration:ReplicationConfiguration", {});
    assert.equal(id, account);
  });

  it("gives a CodeCommit repository its addresses", () => {
    const { id, outputs } = make("aws:codecommit/repository:Repository", { repositoryName: "shop" });
    assert.equal(id, "shop");
    assert.equal(outputs.arn, `arn:aws:codecommit:${region}:${account}:shop`);
    assert.equal(outputs.cloneUrlHttp, `https://git-codecommit.${region}.amazonaws.com/v1/repos/shop`);
    assert.match(String(outputs.repositoryId), /^[0-9a-f]{8}-/);
  });

  it("leaves a connection waiting for a person", () => {
    const { id, outputs } = make("aws:codeconnections/connection:Connection", {
      name: "shop",
      providerType: "GitHub",
    });
    assert.match(id, new RegExp(`^arn:aws:codeconnections:${region}:${account}:connection/[0-9a-f-]{36}$`));
    assert.deepEqual([outputs.arn, outputs.connectionStatus], [id, "PENDING"]);
  });

  it("gives builds, deployments and pipelines the ARNs that policies name", () => {
    const arn = (type: string, inputs: ValueMap) => make(type, inputs).outputs.arn;
    const head = (service: string) => `arn:aws:${service}:${region}:${account}`;
    const role = `arn:aws:iam::${account}:role/r`;
    const project = {
      name: "p",
      serviceRole: role,
      artifacts: { type: "CODEPIPELINE" },
      source: { type: "CODEPIPELINE" },
      environment: { type: "ARM_CONTAINER", image: "image", computeType: "BUILD_GENERAL1_SMALL" },
    };
    assert.equal(arn("aws:codebuild/project:Project", project), `${head("codebuild")}:project/p`);
    assert.equal(
      arn("aws:codebuild/reportGroup:ReportGroup", {
        name: "r",
        type: "TEST",
        exportConfig: { type: "NO_EXPORT" },
      }),
      `${head("codebuild")}:report-group/r`,
    );
    assert.equal(
      arn("aws:codedeploy/application:Application", { name: "a" }),
      `${head("codedeploy")}:application:a`,
    );
    const pipeline = {
      name: "p",
      roleArn: role,
      artifactStores: [{ type: "S3", location: "artifacts" }],
      stages: [{ name: "Source", actions: [] }],
    };
    assert.equal(arn("aws:codepipeline/pipeline:Pipeline", pipeline), `${head("codepipeline")}:p`);
    const group = make("aws:codedeploy/deploymentGroup:DeploymentGroup", {
      appName: "a",
      deploymentGroupName: "g",
      deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce",
      serviceRoleArn: role,
    }).outputs;
    assert.deepEqual(
      [group.arn, group.computePlatform],
      [`${head("codedeploy")}:deploymentgroup:a/g`, "Lambda"],
    );
  });
});
