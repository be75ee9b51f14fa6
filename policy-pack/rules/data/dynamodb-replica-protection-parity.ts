import { resourceRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { block, eachBlock, everyPart, flag, given, known, type Props } from "../../frame/values";

export const dynamodbReplicaProtectionParity = resourceRule({
  id: "dynamodb-replica-protection-parity",
  area: "data",
  title: "A replica of a DynamoDB table is protected as the table is",
  severity: "high",
  why: "A replica takes over none of the table's protection. After a failover the copy that everybody works on would have no point-in-time recovery, could be deleted, or would be under a key that nobody but AWS controls.",
  mend: "Set pointInTimeRecovery, deletionProtectionEnabled, propagateTags and kmsKeyArn on each replica where the table has their like; the key is one of the replica's region.",
  example: `
new aws.dynamodb.Table("orders", {
  pointInTimeRecovery: { enabled: true },
  deletionProtectionEnabled: true,
  replicas: [{ regionName: "us-west-2", pointInTimeRecovery: true, deletionProtectionEnabled: true,
    propagateTags: true, kmsKeyArn: keyInUsWest2.arn }],
  ...
});`,
  wellArchitected: ["REL09-BP03"],
  pci: [],
  types: [...types.table, ...types.tableReplica],
  check({ type, props }, { violation }) {
    if (isOneOf(types.tableReplica, type)) {
      // It does not show its table, and every table should have both.
      everyPart(
        ...["pointInTimeRecovery", "deletionProtectionEnabled"].map((name) => () => {
          if (flag(props, name) !== true) violation(`${name} is not on.`);
        }),
      );
      return;
    }
    eachBlock(props, "replicas", (replica, index) => {
      everyPart(
        ...switches.map(({ name, wanted }) => () => {
          if (wanted(props) && flag(replica, name) !== true) {
            violation(`Replica ${index + 1}: ${name} is not on, unlike the table's.`);
          }
        }),
        () => {
          if (hasOwnKey(props) && !given(replica, "kmsKeyArn")) {
            violation(`Replica ${index + 1} has no kmsKeyArn: it gets AWS's own key, unlike the table.`);
          }
        },
      );
    });
  },
  remediate({ type, props }) {
    if (isOneOf(types.tableReplica, type)) {
      return { pointInTimeRecovery: true, deletionProtectionEnabled: true };
    }
    const wanted = switches.filter((each) => each.wanted(props)).map(({ name }) => [name, true]);
    const replicas: Props[] = [];
    eachBlock(props, "replicas", (replica) => replicas.push({ ...replica, ...Object.fromEntries(wanted) }));
    return wanted.length > 0 && replicas.length > 0 ? { replicas } : undefined;
  },
});

/** Switches of a replica, and whether the table has their like. */
const switches: readonly { readonly name: string; wanted(table: Props): boolean }[] = [
  {
    name: "pointInTimeRecovery",
    wanted: (table) => flag(block(table, "pointInTimeRecovery") ?? {}, "enabled") === true,
  },
  {
    name: "deletionProtectionEnabled",
    wanted: (table) => flag(table, "deletionProtectionEnabled") === true,
  },
  { name: "propagateTags", wanted: (table) => given(table, "tags") },
];

function hasOwnKey(table: Props): boolean {
  return given(known(() => block(table, "serverSideEncryption")) ?? {}, "kmsKeyArn");
}
