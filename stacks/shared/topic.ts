import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { Notifications } from "../../components/notifications";
import type { watch } from "../settings/watch";
import type { Part } from "./part";

/** Where alarms and events of a region tell the people of the settings. @returns ARN of the topic */
export function topic(...args: Parameters<typeof notifications>): pulumi.Output<string> {
  return notifications(...args).topicArn;
}

/** The same with the topic's key, for roles that publish. */
export function notifications(
  name: string,
  { settings, opts }: Part<{ watch: z.output<typeof watch> }>,
  region: string,
  topicName: string,
): Notifications {
  const { emails, webhooks } = settings.watch;
  return new Notifications(name, { region, topicName, emails, webhooks }, opts);
}
