import assert from "node:assert/strict";
import { containersHardened as rule } from "../../../rules/operations/containers-hardened";
import { resource } from "../../../testing";
import { judgesFamily } from "../../support/family";
import { said } from "../../support/outcome";

const good = {
  name: "orders",
  image: "orders:1",
  readonlyRootFilesystem: true,
  user: "1000",
  logConfiguration: { logDriver: "awslogs" },
};
const task = (change: Record<string, unknown>) => ({
  containerDefinitions: JSON.stringify([good, { ...good, ...change }]),
});

describe("containers-hardened", () => {
  judgesFamily(rule, {
    "aws:ecs/taskDefinition:TaskDefinition": {
      good: task({}),
      bad: [
        [task({ privileged: true }), "Container 2 is privileged."],
        [
          task({ readonlyRootFilesystem: undefined }),
          "Container 2 may write its root file system: readonlyRootFilesystem is not on.",
        ],
        ...["root", "0", "0:0", "root:root"].map(
          (user) => [task({ user }), "Container 2 runs as root."] as const,
        ),
        [task({ logConfiguration: undefined }), "Container 2 has no logConfiguration."],
        [{ pidMode: "host" }, "pidMode is host."],
        [{ ipcMode: "host" }, "ipcMode is host."],
      ],
      fine: [{ pidMode: "task" }, { containerDefinitions: undefined }],
    },
    "aws:codebuild/project:Project": {
      good: { environment: { privilegedMode: false } },
      bad: [
        [
          { environment: { privilegedMode: true } },
          "environment.privilegedMode is on, and the source is not that of a pipeline.",
        ],
      ],
      fine: [{ environment: { privilegedMode: true }, source: { type: "CODEPIPELINE" } }],
    },
    "aws:ecr/repository:Repository": {
      good: { imageTagMutability: "IMMUTABLE" },
      bad: [
        [
          { imageTagMutability: "MUTABLE" },
          "imageTagMutability is not IMMUTABLE or IMMUTABLE_WITH_EXCLUSION.",
        ],
        [
          { imageTagMutability: undefined },
          "imageTagMutability is not IMMUTABLE or IMMUTABLE_WITH_EXCLUSION.",
        ],
      ],
      fine: [{ imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" }],
    },
  });

  it("takes no privileged build of a repository's own source, which a webhook starts", async () => {
    const build = resource("aws:codebuild/project:Project", "it", {
      environment: { privilegedMode: true },
      source: { type: "GITHUB" },
    });
    assert.equal((await said(rule, [build])).length, 1);
  });

  it("can't tell definitions that are no JSON", async () => {
    const broken = resource("aws:ecs/taskDefinition:TaskDefinition", "it", { containerDefinitions: "[" });
    assert.deepEqual(await said(rule, [broken]), ["it? containerDefinitions is no JSON"]);
  });
});
