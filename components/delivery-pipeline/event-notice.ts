import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

/** An event that people hear of. */
export interface EventNotice {
  region: string;
  /** Name of the rule, unique in account and region, up to 64 characters. */
  ruleName: string;
  /** What the rule is for. */
  description: string;
  /** Which events, in EventBridge's own grammar. */
  pattern: pulumi.Input<string>;
  /** Topic that hears of them; its policy lets EventBridge publish. */
  topicArn: pulumi.Input<string>;
  /** What people read, with `<name>` for each value of `paths`. */
  message: string;
  /** Where the values of the message are in the event, as JSON paths. */
  paths: Record<string, string>;
}

/**
 * Tells people of an event. Through EventBridge and not by the services' own notifications: the topic is encrypted, and
 * so it is EventBridge alone that needs its key.
 */
export function createEventNotice(name: string, notice: EventNotice, parent: pulumi.Resource): void {
  const { region, ruleName, description, pattern, topicArn, message, paths } = notice;
  const rule = new cloudwatch.EventRule(
    `${name}-rule`,
    { region, name: ruleName, description, eventPattern: pattern },
    { parent },
  );
  new cloudwatch.EventTarget(
    `${name}-target`,
    {
      region,
      rule: rule.name,
      arn: topicArn,
      inputTransformer: { inputPaths: paths, inputTemplate: JSON.stringify(message) },
    },
    { parent },
  );
}
