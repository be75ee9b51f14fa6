import type * as pulumi from "@pulumi/pulumi";
import { ActionKind } from "./actions";
import type { DeliveryPipelineArgs } from "./args";
import { createEventNotice } from "./event-notice";

/** Tells people of runs that fail and, where there is one, of an approval that waits for them. */
export function createNotices(name: string, args: DeliveryPipelineArgs, parent: pulumi.Resource): void {
  const { region, resourceName, topicArn, stages } = args;
  const event = (detailType: string, detail: Record<string, unknown>) =>
    JSON.stringify({
      source: ["aws.codepipeline"],
      "detail-type": [detailType],
      detail: { pipeline: [resourceName], ...detail },
    });
  createEventNotice(
    `${name}-failed`,
    {
      region,
      ruleName: `${resourceName}-failed`,
      description: `Runs of the pipeline ${resourceName} that fail`,
      pattern: event("CodePipeline Pipeline Execution State Change", { state: ["FAILED"] }),
      topicArn,
      message: "Pipeline <pipeline> in <region> has failed; run <run>.",
      paths: { pipeline: "$.detail.pipeline", region: "$.region", run: "$.detail.execution-id" },
    },
    parent,
  );
  if (!stages.some(({ actions }) => actions.some(({ kind }) => kind === ActionKind.Approval))) return;
  createEventNotice(
    `${name}-approval`,
    {
      region,
      ruleName: `${resourceName}-approval`,
      description: `Approvals of the pipeline ${resourceName} that wait for somebody`,
      pattern: event("CodePipeline Action Execution State Change", {
        type: { category: ["Approval"] },
        state: ["STARTED"],
      }),
      topicArn,
      message:
        "Pipeline <pipeline> in <region> waits for an approval: stage <stage>, <action>. It fails after seven days.",
      paths: {
        pipeline: "$.detail.pipeline",
        region: "$.region",
        stage: "$.detail.stage",
        action: "$.detail.action",
      },
    },
    parent,
  );
}
