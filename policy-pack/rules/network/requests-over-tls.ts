import type { ResourceGraph, StackResource } from "../../frame/graph";
import { stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { everyPart, given, isUnknown } from "../../frame/values";
import { attachedTo } from "../attached";
import { eachStatement, type Statement } from "../policy-documents";

/** Services that also answer plain HTTP: what holds the policy of one, and by which of its names. */
interface Holder {
  readonly by: readonly string[];
  readonly property: string;
  readonly names: readonly string[];
}

const bucketHolder: Holder = { by: types.bucketPolicy, property: "bucket", names: ["bucket", "id", "arn"] };
const holders: Readonly<Record<string, Holder>> = {
  ...Object.fromEntries(types.bucket.map((type) => [type, bucketHolder])),
  [types.topic[0]]: { by: ["aws:sns/topicPolicy:TopicPolicy"], property: "arn", names: ["arn", "id"] },
  [types.queue[0]]: { by: ["aws:sqs/queuePolicy:QueuePolicy"], property: "queueUrl", names: ["url", "id"] },
};

export const requestsOverTls = stackRule({
  id: "requests-over-tls",
  area: "network",
  title: "Buckets, topics and queues refuse requests without TLS",
  severity: "medium",
  why: "S3, SNS and SQS also answer on port 80. A client with a wrong address, or one that somebody redirects, then sends objects and messages readable by everybody on the way, and nothing fails.",
  mend: "Deny every principal what comes with aws:SecureTransport false, in the policy of the bucket, topic or queue.",
  example: `
new aws.s3.BucketPolicy("reports", { bucket: bucket.id, policy: {
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [bucket.arn, pulumi.interpolate\`\${bucket.arn}/*\`],
    Condition: { Bool: { "aws:SecureTransport": "false" } } }],
} });`,
  wellArchitected: ["SEC09-BP02"],
  pci: ["4.2.1"],
  types: [...Object.keys(holders), ...new Set(Object.values(holders).flatMap(({ by }) => by))],
  check(stack) {
    for (const resource of stack.graph.own(Object.keys(holders))) {
      stack.judge(resource, ({ violation, notEvaluated }) => {
        let refused = false;
        const look = (statement: Statement) => {
          refused ||= refusesPlain(statement);
        };
        try {
          everyPart(
            ...policiesOf(stack.graph, resource).map(
              (holder) => () => eachStatement(holder.props, "policy", { notEvaluated }, look),
            ),
          );
        } catch (error) {
          if (!isUnknown(error) || !refused) throw error;
        }
        if (!refused) violation("No statement of its policy denies requests without TLS.");
      });
    }
  },
});

/** What may hold the resource's policy: itself, and the resources that name it. */
function policiesOf(graph: ResourceGraph, resource: StackResource): StackResource[] {
  const holder = holders[resource.type];
  const others = holder ? attachedTo(graph, holder.by, holder.property, resource, holder.names) : [];
  return given(resource.props, "policy") ? [resource, ...others] : others;
}

function refusesPlain(statement: Statement): boolean {
  if (statement.allows || !statement.everybody) return false;
  return statement.conditions.some(
    ({ operator, key, values }) =>
      operator === "Bool" && key === "aws:securetransport" && values.includes("false"),
  );
}
