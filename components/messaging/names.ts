import type { MessagingArgs } from "./args";

/** Names of what one {@link Messaging} makes; SNS and SQS know a FIFO by the end of its name. */
export function topicName({ resourceName, fifo }: Pick<MessagingArgs, "resourceName" | "fifo">): string {
  return `${resourceName}${suffix(fifo)}`;
}

/** Name of a queue. */
export function queueName(
  { resourceName, fifo }: Pick<MessagingArgs, "resourceName" | "fifo">,
  queue: string,
): string {
  return `${resourceName}-${queue}${suffix(fifo)}`;
}

/** Name of the queue for what could not be processed. The dead-letter queue of a FIFO queue is a FIFO queue, too. */
export function deadLetterName(
  { resourceName, fifo }: Pick<MessagingArgs, "resourceName" | "fifo">,
  queue: string,
): string {
  return `${resourceName}-${queue}-dead-letter${suffix(fifo)}`;
}

function suffix(fifo: boolean | undefined): string {
  return fifo ? ".fifo" : "";
}
