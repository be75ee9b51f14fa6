import type { StackResource } from "../../frame/graph";
import { matchesPattern } from "../../frame/pattern";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { block, everyPart, known, type Props, text } from "../../frame/values";
import { destinationsOf, isVersioned, type Replication, replicationsOf, usesKms } from "../buckets";

// S3's promise for replication time control: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
const TIME_CONTROL_SECONDS = 900;

export const s3CriticalReplicationComplete = stackRule({
  id: "s3-critical-replication-complete",
  area: "data",
  title: "A bucket with critical data is replicated to another region, completely",
  severity: "high",
  why: "Replication fails in silence: without versioning S3 refuses it, objects under KMS keys are left out unless the rule selects them, and a copy in the same region is lost with the region. Without replication time control nobody promises when an object arrives.",
  mend: "Version both buckets, replicate to a bucket of another region, select objects encrypted with KMS, and turn replicationTime on where minutes count. Name critical buckets in the setting critical, or tag them with data-classification.",
  example: `
new aws.s3.BucketReplicationConfig("evidence", { bucket: source.id, role: role.arn, rules: [{
  status: "Enabled", filter: {}, deleteMarkerReplication: { status: "Disabled" },
  sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
  destination: { bucket: replicaInUsWest2.arn, encryptionConfiguration: { replicaKmsKeyId: keyInUsWest2.arn },
    replicationTime: { status: "Enabled", time: { minutes: 15 } },
    metrics: { status: "Enabled", eventThreshold: { minutes: 15 } } } }] });`,
  wellArchitected: ["REL09-BP01"],
  pci: [],
  settings: {
    rpoSeconds: shared.rpoSeconds,
    critical: texts("Names of buckets in the program that must be replicated; * stands for any characters."),
    classifications: texts("Values of the tag data-classification that make a bucket critical.", [
      "cardholder",
      "confidential",
      "restricted",
    ]),
  },
  types: [...types.bucket, ...types.bucketVersioning, ...types.bucketReplication, ...types.bucketEncryption],
  check(stack, { rpoSeconds, critical, classifications }) {
    const sources = stack.graph.ofType(types.bucket).map((bucket) => ({
      bucket,
      replications: stack.read(bucket, () => replicationsOf(stack.graph, bucket)),
    }));
    const copies = new Set(
      sources.flatMap(({ bucket, replications = [] }) => destinationsOf(stack.graph, bucket, replications)),
    );
    for (const { bucket, replications } of sources) {
      if (!replications) continue;
      stack.judge(bucket, (judgement) => {
        const isCritical =
          critical.some((pattern) => matchesPattern(pattern, bucket.name)) ||
          classifications.includes(classificationOf(bucket.props) ?? "");
        if (replications.length === 0) {
          if (isCritical && !copies.has(bucket)) judgement.violation("It is not replicated.");
          return;
        }
        judgeReplication(stack, bucket, replications, judgement);
        if (!isCritical || rpoSeconds >= TIME_CONTROL_SECONDS) return;
        judgeEach(replications, ({ position, destination }) => {
          if (text(block(destination, "replicationTime") ?? {}, "status") !== "Enabled") {
            judgement.violation(`Replication rule ${position} has no replication time control.`);
          }
        });
      });
    }
  },
});

function classificationOf(props: Props): string | undefined {
  return known(() => text(block(props, "tags") ?? {}, "data-classification"));
}

function judgeReplication(
  stack: Stack,
  bucket: StackResource,
  replications: readonly Replication[],
  { violation, notEvaluated }: Judgement,
): void {
  const { graph } = stack;
  const destinations = destinationsOf(graph, bucket, replications);
  everyPart(
    () => {
      const regions = destinations.map(({ region }) => region);
      if (destinations.length === 0) notEvaluated("the bucket that it is copied to is not in this stack");
      else if (bucket.region === undefined || regions.includes(undefined)) {
        notEvaluated("the region of the bucket or of its copy is not stated");
      } else if (regions.every((region) => region === bucket.region)) {
        violation(`It is copied within ${bucket.region} only.`);
      }
    },
    () => {
      if (!isVersioned(graph, bucket)) violation("It is replicated but not versioned.");
    },
    ...destinations.map((copy) => () => {
      if (!isVersioned(graph, copy)) violation(`Its copy ${copy.name} is not versioned.`);
    }),
    () => {
      if (!usesKms(graph, bucket)) return;
      judgeEach(replications, ({ position, rule }) => {
        const criteria = block(rule, "sourceSelectionCriteria") ?? {};
        const selected = block(criteria, "sseKmsEncryptedObjects") ?? {};
        // The bucket's own block spells it `enabled`.
        if (text(selected, "status") !== "Enabled" && selected.enabled !== true) {
          violation(`Replication rule ${position} leaves out objects that are encrypted with KMS.`);
        }
      });
    },
  );
}

function judgeEach(replications: readonly Replication[], judge: (replication: Replication) => void): void {
  everyPart(...replications.map((replication) => () => judge(replication)));
}
