import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import {
  block,
  eachBlock,
  eachText,
  everyPart,
  flag,
  given,
  known,
  type Props,
  text,
} from "../../frame/values";
import { blocksPublicAccess, configuring, replicationsOf } from "../buckets";

const switches: Readonly<Record<string, string>> = {
  isMultiRegionTrail: "what happens in other regions is not in it",
  enableLogFileValidation: "nobody can tell whether a log file was changed",
};

export const trailMultiRegionImmutable = stackRule({
  id: "trail-multi-region-immutable",
  area: "detection",
  title: "The audit trail sees all regions and can't be changed afterwards",
  severity: "critical",
  why: "Who breaks in works in a region that nobody looks at, and deletes the trail's files last. The trail must reach every region and every object, and its bucket must refuse deletion, keep a copy elsewhere, and be shut to the public.",
  mend: "Set isMultiRegionTrail, enableLogFileValidation, kmsKeyId and data events on the trail, and give its bucket an object lock with a default retention, a public access block and a replication to another region.",
  example: `
new aws.cloudtrail.Trail("audit", { s3BucketName: bucket.id, kmsKeyId: key.arn,
  isMultiRegionTrail: true, enableLogFileValidation: true,
  advancedEventSelectors: [{ fieldSelectors: [
    { field: "eventCategory", equals: ["Data"] }, { field: "resources.type", equals: ["AWS::S3::Object"] } ] }] });
new aws.s3.BucketObjectLockConfiguration("audit", { bucket: bucket.id,
  rule: { defaultRetention: { mode: "COMPLIANCE", days: 365 } } });`,
  wellArchitected: ["SEC04-BP02"],
  pci: ["10.2.1", "10.3.2", "10.3.3", "10.3.4"],
  types: [
    ...types.trail,
    ...types.bucket,
    ...types.bucketObjectLock,
    ...types.bucketReplication,
    ...types.publicAccessBlock,
  ],
  check(stack) {
    for (const trail of stack.graph.own(types.trail)) {
      stack.judge(trail, (judgement) =>
        everyPart(
          () => judgeTrail(trail.props, judgement),
          () => judgeBucket(stack, trail, judgement),
        ),
      );
    }
  },
});

function judgeTrail(props: Props, { violation }: Judgement): void {
  everyPart(
    ...Object.entries(switches).map(([name, otherwise]) => () => {
      if (flag(props, name) !== true) violation(`${name} is not on: ${otherwise}.`);
    }),
    () => {
      if (flag(props, "enableLogging") === false) violation("enableLogging is off: it records nothing.");
    },
    () => {
      if (!given(props, "kmsKeyId"))
        violation("kmsKeyId is not set: its files are under no key of their own.");
    },
    () => {
      if (!seesData(props))
        violation("It records no data events: reads and writes of objects are not in it.");
    },
  );
}

function seesData(props: Props): boolean {
  let found = false;
  everyPart(
    () =>
      eachBlock(props, "eventSelectors", (selector) => {
        found ||= given(selector, "dataResources");
      }),
    () =>
      eachBlock(props, "advancedEventSelectors", (selector) =>
        eachBlock(selector, "fieldSelectors", (field) => {
          if (text(field, "field") !== "eventCategory") return;
          eachText(field, "equals", (category) => {
            found ||= category === "Data";
          });
        }),
      ),
  );
  return found;
}

function judgeBucket({ graph }: Stack, trail: StackResource, judgement: Judgement): void {
  const { violation, notEvaluated } = judgement;
  const bucket = graph
    .ofType(types.bucket)
    .find((one) => trail.refersTo("s3BucketName", one, ["bucket", "id"]));
  if (!bucket) {
    notEvaluated("its bucket is not in this stack");
    return;
  }
  everyPart(
    () => {
      if (!isLocked(graph, bucket)) violation("Its bucket has no object lock with a default retention.");
    },
    () => {
      if (!blocksPublicAccess(graph, bucket)) violation("Its bucket does not block all public access.");
    },
    () => {
      if (replicationsOf(graph, bucket).length === 0) violation("Its bucket is not replicated.");
    },
  );
}

function isLocked(graph: Stack["graph"], bucket: StackResource): boolean {
  const inline = known(() => block(bucket.props, "objectLockConfiguration"));
  const separate = configuring(graph, types.bucketObjectLock, bucket).map(({ props }) => props);
  return [...(inline ? [inline] : []), ...separate].some((lock) => {
    const rule = block(lock, "rule") ?? {};
    return given(rule, "defaultRetention");
  });
}
