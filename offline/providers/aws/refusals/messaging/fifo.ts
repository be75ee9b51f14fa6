import { flag, text } from "../../../core/values/read";
import { isUnknown, reveal } from "../../../core/values/value";
import { providerFile } from "../exclusive";
import { byProvider } from "../phases";
import { found, type Refusal } from "../refusal";

/** FIFO and name go together: the suffix is for FIFO alone, and FIFO has it. */
const fifoName = (name: string, what: string, type: string, property: string, file: string): Refusal => ({
  ...byProvider,
  name,
  sentence: `A FIFO ${what}'s name ends with .fifo, and no other's does.`,
  source: providerFile(file),
  types: [type],
  judge({ inputs }) {
    const given = text(inputs, "name");
    if (given === undefined || isUnknown(reveal(inputs[property]))) return undefined;
    const isFifo = flag(inputs, property) === true;
    if (given.endsWith(".fifo") === isFifo) return undefined;
    return found(
      isFifo
        ? `name is "${given}" with ${property}; a FIFO ${what}'s name ends with ".fifo"`
        : `name is "${given}" without ${property}; only a FIFO ${what}'s name ends with ".fifo"`,
      "name",
    );
  },
});

export const queueName = fifoName(
  "sqs-fifo-name",
  "queue",
  "aws:sqs/queue:Queue",
  "fifoQueue",
  "sqs/queue.go",
);
export const topicName = fifoName(
  "sns-fifo-name",
  "topic",
  "aws:sns/topic:Topic",
  "fifoTopic",
  "sns/topic.go",
);
