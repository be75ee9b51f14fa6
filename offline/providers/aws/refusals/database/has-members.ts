import { flag, text } from "../../../core/values/read";
import { title } from "../known";
import { found, type Refusal } from "../refusal";
import { clusterType, globalType, membersOf } from "./global-members";

export const globalHasMembers: Refusal = {
  name: "rds-global-cluster-members",
  code: "InvalidGlobalClusterStateFault",
  sentence: "A global cluster that still has members can't be deleted.",
  source: "Amazon RDS API Reference, DeleteGlobalCluster",
  types: [globalType],
  phases: ["delete"],
  severity: "error",
  judge({ id = "", inputs }, account) {
    const [first] = flag(inputs, "forceDestroy") === true ? [] : membersOf(account, id);
    return first === undefined
      ? undefined
      : found(
          `it still has the member ${title(first)} in ${first.region}; delete its clusters first, secondaries before the writer`,
        );
  },
};

export const clusterHasInstances: Refusal = {
  name: "rds-cluster-instances",
  code: "InvalidDBClusterStateFault",
  sentence: "A cluster that still has instances can't be deleted.",
  source: "Amazon RDS API Reference, DeleteDBCluster",
  types: [clusterType],
  phases: ["delete"],
  severity: "error",
  judge({ id, region }, account) {
    const first = account
      .all("aws:rds/clusterInstance:ClusterInstance")
      .find((one) => one.region === region && text(one.inputs, "clusterIdentifier") === id);
    return first === undefined
      ? undefined
      : found(`it still has the instance ${title(first)}; delete its instances first`);
  },
};
