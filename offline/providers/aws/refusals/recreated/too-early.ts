import { text } from "../../../core/values/read";
import { keptUntil } from "../../account/deleted-names";
import { whenMade } from "../phases";
import { found, type Refusal } from "../refusal";

export const secretScheduled: Refusal = {
  ...whenMade,
  name: "secret-scheduled-for-deletion",
  code: "InvalidRequestException",
  sentence: "A deleted secret keeps its name until its recovery window is over.",
  source: "AWS Secrets Manager User Guide, Delete an AWS Secrets Manager secret",
  types: ["aws:secretsmanager/secret:Secret"],
  judge(resource, account) {
    const until = resource.olds === undefined ? keptUntil(account, resource) : undefined;
    return until === undefined
      ? undefined
      : found(
          `You can't create this secret because a secret with this name, ${text(resource.inputs, "name")}, is already scheduled for deletion, until ${day(until)}. Restore that one and import it, choose another name, or delete with \`recoveryWindowInDays: 0\` the next time`,
          "name",
        );
  },
};

export const queueDeletedRecently: Refusal = {
  ...whenMade,
  phases: ["create"],
  name: "sqs-queue-deleted-recently",
  code: "QueueDeletedRecently",
  sentence: "A deleted queue keeps its name for 60 seconds.",
  source:
    "Amazon SQS API Reference, CreateQueue; hashicorp/terraform-provider-aws, internal/service/sqs/queue.go",
  types: ["aws:sqs/queue:Queue"],
  // The provider asks again until the name is free.
  severity: "warning",
  judge: (resource, account) =>
    keptUntil(account, resource) === undefined
      ? undefined
      : found(
          `a queue named "${text(resource.inputs, "name")}" was deleted less than 60 seconds ago; AWS makes the real \`up\` wait for as long`,
        ),
};

const day = (date: Date): string => date.toISOString().slice(0, 10);
