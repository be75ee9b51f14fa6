import assert from "node:assert/strict";
import { awsx } from "../../../providers/awsx/package";
import { construct, graph, type Json, reference, urnOf } from "../components/fake-engine";

const build = (inputs: Json) =>
  construct(awsx, "awsx:ecr:Repository", "MyRepo", inputs, {
    outputs: { "aws:ecr/repository:Repository": { name: "myrepo-1", repositoryUrl: "1.dkr.ecr/myrepo-1" } },
  });

describe("awsx:ecr:Repository", () => {
  it("registers a repository and a policy that drops untagged images, both in lower case", async () => {
    const built = await build({ imageTagMutability: "IMMUTABLE" });
    assert.deepEqual(graph(built), [
      "aws:ecr/lifecyclePolicy:LifecyclePolicy myrepo < MyRepo",
      "aws:ecr/repository:Repository myrepo < MyRepo",
      "awsx:ecr:Repository MyRepo < ",
    ]);
    assert.deepEqual(built.get("aws:ecr/repository:Repository", "myrepo").inputs, {
      imageTagMutability: "IMMUTABLE",
    });
    assert.deepEqual(built.get("aws:ecr/lifecyclePolicy:LifecyclePolicy", "myrepo").inputs, {
      repository: "myrepo-1",
      policy: {
        rules: [
          {
            rulePriority: 1,
            description: "remove untagged images",
            selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 1 },
            action: { type: "expire" },
          },
        ],
      },
    });
    assert.equal(built.state.url, "1.dkr.ecr/myrepo-1");
    assert.deepEqual(
      built.state.repository,
      reference(urnOf("aws:ecr/repository:Repository", "myrepo"), "myrepo-id"),
    );
  });

  it("puts the rule for any image last, as ECR wants it", async () => {
    const rules = [
      { tagStatus: "any", maximumNumberOfImages: 9 },
      { tagStatus: "tagged", tagPrefixList: ["v"], maximumAgeLimit: 30 },
    ];
    const built = await build({ lifecyclePolicy: { rules } });
    assert.deepEqual(built.get("aws:ecr/lifecyclePolicy:LifecyclePolicy", "myrepo").inputs.policy, {
      rules: [
        {
          rulePriority: 1,
          selection: {
            tagStatus: "tagged",
            tagPrefixList: ["v"],
            countType: "sinceImagePushed",
            countNumber: 30,
            countUnit: "days",
          },
          action: { type: "expire" },
        },
        {
          rulePriority: 2,
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 9 },
          action: { type: "expire" },
        },
      ],
    });
  });

  it("makes no policy when it is skipped, and refuses rules that say nothing", async () => {
    assert.equal((await build({ lifecyclePolicy: { skip: true } })).resources.length, 2);
    await assert.rejects(
      build({ lifecyclePolicy: { rules: [{ tagStatus: "any" }] } }),
      /needs maximumNumberOfImages or maximumAgeLimit/,
    );
  });
});
