import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { block, eachBlock, everyPart, given, text } from "../../frame/values";
import { destinationsOf, type Replication, replicationsOf } from "../buckets";
import { foreignKeyRegion, judgeRegionalKey } from "../regional-keys";

export const replicatedDataUsesTargetRegionKey = stackRule({
  id: "replicated-data-uses-target-region-key",
  area: "data",
  title: "A replica is under a key of the region that it is in",
  severity: "critical",
  why: "A key never leaves its region. A replica under a key of the source's region is refused by AWS or can't be read when that region is lost, which is what it is for.",
  mend: "Give each replica a key of its own region: replicaKmsKeyId of a bucket's replication, kmsKeyId of a secret's replicas, kmsKeyArn of a table's replicas.",
  example: `
const keyInWest = new aws.kms.Key("replicas", { region: "us-west-2", enableKeyRotation: true });
new aws.secretsmanager.Secret("credentials", {
  region: "us-east-2", kmsKeyId: keyInEast.arn,
  replicas: [{ region: "us-west-2", kmsKeyId: keyInWest.arn }],
});`,
  wellArchitected: ["SEC08-BP02"],
  pci: ["3.6.1"],
  types: [
    ...types.secret,
    ...types.table,
    ...types.tableReplica,
    ...types.bucket,
    ...types.bucketReplication,
    ...types.key,
  ],
  check(stack) {
    for (const secret of stack.graph.own(types.secret)) {
      const fields = { property: "replicas", region: "region", key: "kmsKeyId" };
      stack.judge(secret, (judgement) => judgeReplicas(secret, fields, judgement));
    }
    for (const table of stack.graph.own(types.table)) {
      const fields = { property: "replicas", region: "regionName", key: "kmsKeyArn" };
      stack.judge(table, (judgement) => judgeReplicas(table, fields, judgement));
    }
    for (const replica of stack.graph.own(types.tableReplica)) {
      stack.judge(replica, (judgement) => {
        // Without a key the table's replica is under AWS's own key of its region, which is not this rule's.
        if (given(replica.props, "kmsKeyArn")) judgeRegionalKey(replica, "kmsKeyArn", "replica", judgement);
      });
    }
    for (const bucket of stack.graph.own(types.bucket)) {
      stack.judge(bucket, (judgement) => {
        const replications = replicationsOf(stack.graph, bucket);
        everyPart(
          ...replications.map((replication) => () => judgeBucket(stack, bucket, replication, judgement)),
        );
      });
    }
  },
});

/** Properties of a list of replicas: the list, and in each item the region and the key. */
interface Fields {
  property: string;
  region: string;
  key: string;
}

function judgeReplicas(holder: StackResource, fields: Fields, { violation }: Judgement): void {
  const { property, key } = fields;
  eachBlock(holder.props, property, (replica, index) => {
    const target = text(replica, fields.region);
    if (target === undefined || !given(replica, key)) return;
    const foreign = foreignKeyRegion({ holder, property, block: replica, key, target });
    if (foreign !== undefined) {
      violation(`Replica ${index + 1} has a key of another region than its own: ${foreign}.`);
    }
  });
}

function judgeBucket(
  { graph }: Stack,
  bucket: StackResource,
  { holder, property, position, rule, destination }: Replication,
  { violation, notEvaluated }: Judgement,
): void {
  // The bucket's own block has the key beside the destination, a resource of its own has it in a block.
  const encryption = block(destination, "encryptionConfiguration") ?? destination;
  const key = "replicaKmsKeyId";
  if (!given(encryption, key)) {
    const selected = block(block(rule, "sourceSelectionCriteria") ?? {}, "sseKmsEncryptedObjects") ?? {};
    if (text(selected, "status") === "Enabled" || selected.enabled === true) {
      violation(`Replication rule ${position} copies objects that are encrypted with KMS but names no key.`);
    }
    return;
  }
  const replication = { holder, property, position, rule, destination };
  const targets = new Set(destinationsOf(graph, bucket, [replication]).map(({ region }) => region));
  const [target] = targets;
  // With several destinations Pulumi does not say which one this rule's is, while they are not known.
  if (target === undefined || targets.size > 1) {
    notEvaluated("the region of the bucket that it is copied to is not known");
    return;
  }
  const foreign = foreignKeyRegion({ holder, property, block: encryption, key, target });
  if (foreign !== undefined) {
    violation(`Replication rule ${position} copies to ${target} under a key of ${foreign}.`);
  }
}
