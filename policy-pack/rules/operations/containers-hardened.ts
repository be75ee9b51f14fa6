import { type Judgement, resourceRule } from "../../frame/rule";
import { block, eachBlock, everyPart, flag, given, type Props, text } from "../../frame/values";
import { type Expectations, judgeBy, noneOf, oneOf } from "../expectations";

const expectations: Expectations = {
  "aws:ecs/taskDefinition:TaskDefinition": [
    noneOf("pidMode", ["host"]),
    noneOf("ipcMode", ["host"]),
    (props, judgement) => judgeContainers(props, judgement),
  ],
  "aws:codebuild/project:Project": [(props, judgement) => judgeBuild(props, judgement)],
  "aws:ecr/repository:Repository": [
    oneOf("imageTagMutability", ["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"], "MUTABLE"),
  ],
};

export const containersHardened = resourceRule({
  id: "containers-hardened",
  area: "operations",
  title: "Containers have no more rights than they need, write logs and run the image that was checked",
  severity: "high",
  why: "A privileged container is root on its host, one with a writable file system keeps what an intruder puts there, and a tag that can be moved runs an image that nobody looked at.",
  mend: "Leave privileged and the host's namespaces off (a build that makes images needs privilege: let only a pipeline start it), set readonlyRootFilesystem, a user and a logConfiguration in each container, and make tags immutable.",
  example: `
new aws.ecs.TaskDefinition("orders", { containerDefinitions: JSON.stringify([
  { name: "orders", image, readonlyRootFilesystem: true, user: "1000", logConfiguration } ]), ... });
new aws.ecr.Repository("orders", { imageTagMutability: "IMMUTABLE" });`,
  wellArchitected: ["SEC06-BP02"],
  pci: ["2.2.1"],
  types: Object.keys(expectations),
  check: (resource, judgement) => judgeBy(expectations, resource, judgement),
});

function judgeContainers(props: Props, { violation, notEvaluated }: Judgement): void {
  const definitions = parsed(text(props, "containerDefinitions") ?? "[]");
  if (!definitions) {
    notEvaluated("containerDefinitions is no JSON");
    return;
  }
  eachBlock(definitions, "containers", (container, index) => {
    const place = `Container ${index + 1}`;
    everyPart(
      () => {
        if (flag(container, "privileged") === true) violation(`${place} is privileged.`);
      },
      () => {
        if (flag(container, "readonlyRootFilesystem") !== true) {
          violation(`${place} may write its root file system: readonlyRootFilesystem is not on.`);
        }
      },
      () => {
        if (["root", "0", "root:root", "0:0"].includes(text(container, "user") ?? "")) {
          violation(`${place} runs as root.`);
        }
      },
      () => {
        if (!given(container, "logConfiguration")) violation(`${place} has no logConfiguration.`);
      },
    );
  });
}

/**
 * Docker in a build needs privilege. It is taken where a pipeline alone hands the project its source; a project with a
 * source of its own also builds what anybody proposes by a webhook, or starts by hand.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html
 */
function judgeBuild(props: Props, { violation }: Judgement): void {
  const environment = block(props, "environment");
  if (environment === undefined || flag(environment, "privilegedMode") !== true) return;
  const source = block(props, "source");
  if (source !== undefined && text(source, "type") === "CODEPIPELINE") return;
  violation("environment.privilegedMode is on, and the source is not that of a pipeline.");
}

function parsed(json: string): Props | undefined {
  try {
    return block({ document: { containers: JSON.parse(json) as unknown } }, "document");
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
