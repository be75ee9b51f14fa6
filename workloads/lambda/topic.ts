import { createHash } from "node:crypto";
import type { SNS } from "@aws-sdk/client-sns";

/** What is said to everybody who wants to know. */
export interface Announcement {
  /** The same for the same thing, however often it is said: consumers know by it what they have done. */
  id: string;
  type: string;
}

/** Says something; `group` names those whose announcements keep their sequence. */
export type Announce = (announcement: Announcement, group: string) => Promise<void>;

/**
 * Says it on an SNS topic. `type` is an attribute of the message, for the subscriptions' filter policies. On a FIFO
 * topic a group keeps its sequence, and what is said twice within five minutes arrives once.
 */
export function onTopic(client: SNS, topicArn: string): Announce {
  return async (announcement, group) => {
    // Names of customers are longer than a group's name may be, and nobody else's business.
    const name = createHash("sha256").update(group).digest("hex");
    const sequence = { MessageGroupId: name, MessageDeduplicationId: announcement.id };
    await client.publish({
      TopicArn: topicArn,
      Message: JSON.stringify(announcement),
      MessageAttributes: { type: { DataType: "String", StringValue: announcement.type } },
      ...(topicArn.endsWith(".fifo") ? sequence : {}),
    });
  };
}
