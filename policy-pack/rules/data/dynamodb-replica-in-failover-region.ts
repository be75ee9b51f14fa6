import type { StackResource } from "../../frame/graph";
import { matchesPattern } from "../../frame/pattern";
import { type Stack, stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { eachBlock, isUnknown, text } from "../../frame/values";

export const dynamodbReplicaInFailoverRegion = stackRule({
  id: "dynamodb-replica-in-failover-region",
  area: "data",
  title: "A DynamoDB table has a replica in every region that the system runs in",
  severity: "high",
  why: "A table of one region is out of reach when the region is, and a backup of it takes hours to restore. A replica follows within seconds and takes writes at once.",
  mend: "Add the missing regions to the table's replicas, or name a table that one region may keep to itself in the setting exempt.",
  example: `
new aws.dynamodb.Table("orders", {
  region: "us-east-2",
  replicas: [{ regionName: "us-west-2", pointInTimeRecovery: true, propagateTags: true }],
  ...
});`,
  wellArchitected: ["REL10-BP01"],
  pci: [],
  settings: {
    regions: shared.regions,
    exempt: texts("Names of tables in the program that need no replica; * stands for any characters."),
  },
  types: [...types.table, ...types.tableReplica],
  check(stack, { regions, exempt }) {
    for (const table of stack.graph.ofType(types.table)) {
      if (exempt.some((pattern) => matchesPattern(pattern, table.name))) continue;
      stack.judge(table, ({ violation, notEvaluated }) => {
        if (regions.length === 0) return notEvaluated("the setting regions names no region");
        const { region } = table;
        if (region === undefined) return notEvaluated("neither the table nor its provider says its region");
        const { held, unread } = replicaRegions(stack, table);
        const missing = regions.filter((wanted) => wanted !== region && !held.has(wanted));
        if (missing.length === 0) return;
        if (unread) notEvaluated("the region or the table of a replica is not known yet");
        else violation(`It has no replica in ${missing.join(", ")}.`);
      });
    }
  },
});

/** Replicas in the table's own list and those that are resources of their own. */
function replicaRegions({ graph }: Stack, table: StackResource): { held: Set<string>; unread: boolean } {
  const held = new Set<string>();
  let unread = false;
  const add = (read: () => void) => {
    try {
      read();
    } catch (error) {
      if (!isUnknown(error)) throw error;
      unread = true;
    }
  };
  add(() => eachBlock(table.props, "replicas", (replica) => held.add(text(replica, "regionName") ?? "")));
  for (const replica of graph.ofType(types.tableReplica)) {
    add(() => {
      if (replica.refersTo("globalTableArn", table, ["arn"])) held.add(replica.region ?? "");
    });
  }
  return { held, unread };
}
