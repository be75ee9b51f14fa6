import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { type Mistake, refuse } from "../arguments/mistakes";
import { KeyUser, RegionalKey } from "../regional-key";
import { topicPolicy } from "./topic-policy";

/** What {@link Notifications} takes. */
export interface NotificationsArgs {
  /** Region of the topic: an alarm notifies topics of its own region only. A change replaces the topic. */
  region: string;
  /** Name of the topic and alias of its key, unique in account and region. A change replaces the topic. */
  topicName: string;
  /**
   * E-mail addresses of people; each confirms its subscription once, by the link that AWS sends.
   * @default []
   */
  emails?: string[];
  /**
   * HTTPS endpoints of an on-call service such as PagerDuty or Opsgenie, which confirm by themselves.
   * @default []
   */
  webhooks?: string[];
}

/**
 * Where alarms, events, backups and budgets of one region tell people: an encrypted topic and who hears it.
 *
 * Cost: 1 USD a month for the key.
 */
export class Notifications extends pulumi.ComponentResource {
  /** ARN of the topic. */
  readonly topicArn: pulumi.Output<string>;
  /** ARN of its key, for roles that publish. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: NotificationsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("Notifications", name, mistakes(args));
    super("tandem:components:Notifications", name, args, opts);
    const { region, topicName, emails = [], webhooks = [] } = args;
    const key = new RegionalKey(
      `${name}-key`,
      { region, alias: topicName, description: `Messages of ${topicName}`, users: [KeyUser.Notifications] },
      { parent: this },
    );
    const topic = new sns.Topic(
      `${name}-topic`,
      { region, name: topicName, kmsMasterKeyId: key.arn },
      { parent: this },
    );
    const { accountId } = getCallerIdentityOutput({}, { parent: this });
    new sns.TopicPolicy(
      `${name}-policy`,
      {
        region,
        arn: topic.arn,
        policy: pulumi.all([topic.arn, accountId]).apply(([arn, account]) => topicPolicy(arn, account)),
      },
      { parent: this },
    );
    const subscribe = (protocol: "email" | "https") => (endpoint: string) =>
      new sns.TopicSubscription(
        `${name}-${protocol}-${endpoint}`,
        { region, topic: topic.arn, protocol, endpoint, endpointAutoConfirms: protocol === "https" },
        { parent: this },
      );
    emails.forEach(subscribe("email"));
    webhooks.forEach(subscribe("https"));

    this.keyArn = key.arn;
    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

function mistakes({ emails = [], webhooks = [] }: NotificationsArgs): Mistake[] {
  if (emails.length + webhooks.length === 0) {
    return [
      {
        propertyPath: "emails",
        reason: "none is not allowed, name one here or in webhooks: an alarm needs a human at its end",
      },
    ];
  }
  const wrong = (propertyPath: string, values: string[], pattern: RegExp, allowed: string) =>
    values
      .filter((value) => !pattern.test(value))
      .map((value) => ({ propertyPath, reason: `"${value}" is not allowed, ${allowed} is` }));
  return [
    ...wrong("emails", emails, /^[^@\s]+@[^@\s]+\.[^@\s]+$/, "an e-mail address"),
    ...wrong("webhooks", webhooks, /^https:\/\/\S+$/, "an address that starts with https://"),
  ];
}
