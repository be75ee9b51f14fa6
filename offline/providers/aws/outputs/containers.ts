import { text } from "../../core/values/read";
import type { Birth } from "../birth";
import type { OutputTable } from "./table";

/** ECS. A service's ARN has its cluster's name since 2019; a task definition has a family and revisions. */
export const containers: OutputTable = {
  "aws:ecs/cluster:Cluster": {
    id: (birth) => birth.arn("ecs", `cluster/${birth.named("name")}`),
    outputs: (birth, id) => ({ arn: id, name: birth.named("name") }),
  },
  "aws:ecs/service:Service": {
    id: (birth) => birth.arn("ecs", `service/${clusterName(birth)}/${birth.named("name")}`),
    outputs: (birth, id) => ({ arn: id, name: birth.named("name") }),
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    id: (birth) => birth.named("family"),
    outputs: (birth, family) => {
      const arn = birth.arn("ecs", `task-definition/${family}`);
      const revision = birth.facts.generation + 1;
      return { arn: `${arn}:${revision}`, arnWithoutRevision: arn, revision };
    },
  },
};

/** A service without a cluster runs in the account's default one. */
function clusterName(birth: Birth): string {
  return (text(birth.inputs, "cluster") ?? "default").split("/").at(-1) ?? "default";
}
