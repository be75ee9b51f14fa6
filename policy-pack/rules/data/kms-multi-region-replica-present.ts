import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { everyPart, flag, given, isUnknown } from "../../frame/values";
import { judgeMissing } from "../regions";

const keyNames = ["arn", "id", "keyId"];

export const kmsMultiRegionReplicaPresent = stackRule({
  id: "kms-multi-region-replica-present",
  area: "data",
  title: "A multi-Region key has a usable replica in every region that the system runs in",
  severity: "critical",
  why: "Data that was encrypted under a multi-Region key can be read in another region only where a replica of the key is, enabled, and with a policy that lets the other region's roles use it. A replica takes over neither the policy nor the state of its primary.",
  mend: "Add a ReplicaKey with the primary's policy in each region that the setting regions names, and leave it enabled.",
  example: `
const key = new aws.kms.Key("tokens", { region: "us-east-2", multiRegion: true, policy });
new aws.kms.ReplicaKey("tokens-west", { region: "us-west-2", primaryKeyArn: key.arn, policy });`,
  wellArchitected: ["SEC08-BP01"],
  pci: ["3.6.1"],
  settings: { regions: shared.regions },
  types: [...types.multiRegionKey, ...types.replicaKey, ...types.keyPolicy],
  check(stack, { regions }) {
    for (const key of stack.graph.own(types.multiRegionKey)) {
      stack.judge(key, (judgement) => {
        if (flag(key.props, "multiRegion") === true) judgeKey(stack, key, regions, judgement);
      });
    }
    for (const replica of stack.graph.own(types.replicaKey)) {
      stack.judge(replica, (judgement) => judgeReplica(stack, replica, judgement));
    }
  },
});

function judgeKey(stack: Stack, key: StackResource, regions: readonly string[], judgement: Judgement): void {
  const held = new Set<string | undefined>();
  let unread = false;
  for (const replica of stack.graph.ofType(types.replicaKey)) {
    try {
      if (isReplicaOf(replica, key)) held.add(replica.region);
    } catch (error) {
      if (!isUnknown(error)) throw error;
      unread = true;
    }
  }
  const missing = regions.filter((region) => region !== key.region && !held.has(region));
  if (regions.length === 0) judgement.notEvaluated("the setting regions names no region");
  else if (key.region === undefined) {
    judgement.notEvaluated("neither the key nor its provider says its region");
  } else if (missing.length > 0 && (unread || held.has(undefined))) {
    judgement.notEvaluated("the primary or the region of a replica is not known");
  } else judgeMissing(stack, missing, judgement, (lacking) => `It has no replica in ${lacking}.`);
}

function judgeReplica({ graph }: Stack, replica: StackResource, { violation }: Judgement): void {
  everyPart(
    () => {
      if (flag(replica.props, "enabled") === false) violation("It is disabled.");
    },
    () => {
      if (hasPolicy(graph, replica)) return;
      const primary = graph
        .ofType(types.multiRegionKey)
        .find((key) => replica.references("primaryKeyArn").includes(key));
      if (primary && hasPolicy(graph, primary)) {
        violation(`It has no policy of its own, unlike its primary ${primary.name}.`);
      }
    },
  );
}

function isReplicaOf(replica: StackResource, key: StackResource): boolean {
  return replica.refersTo("primaryKeyArn", key, keyNames);
}

function hasPolicy(graph: Stack["graph"], key: StackResource): boolean {
  return (
    given(key.props, "policy") ||
    graph.ofType(types.keyPolicy).some((policy) => policy.refersTo("keyId", key, keyNames))
  );
}
