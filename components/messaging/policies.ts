import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../arguments/policy-statements";

/** A queue or a topic with its key, as the statements of a role name them. */
export interface MessagingAccess {
  /** Becomes part of the statements' ids: a role may have those of several queues. */
  name: string;
  /** ARN of the queue or of the topic. */
  arn: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
  region: string;
  /** `amazonaws.com`, or that of the partition. */
  dnsSuffix: pulumi.Input<string>;
}

/**
 * Policy of a queue: nobody without TLS, and SNS for the one topic that it is subscribed to. Who else sends and receives
 * is up to the roles of the account.
 *
 * @param topicArn the topic, if there is one
 * @returns a JSON document
 */
export function queuePolicy(queueArn: string, topicArn?: string): string {
  const fromTopic = {
    Sid: "FromTopic",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
  };
  return document([tlsOnly("sqs:*", queueArn), ...(topicArn === undefined ? [] : [fromTopic])]);
}

/** Policy of a topic: nobody without TLS. Who publishes is up to the roles of the account. */
export function topicPolicy(topicArn: string): string {
  // A topic takes only actions that are about topics: sns:* would be refused.
  return document([tlsOnly("sns:Publish", topicArn)]);
}

/** What a role needs that receives from a queue. */
export function consumeStatements(access: MessagingAccess): PolicyStatement[] {
  return statements(RECEIVE, access);
}

/** What a role needs that sends to a queue. */
export function sendStatements(access: MessagingAccess): PolicyStatement[] {
  return statements(SEND, access);
}

/** What a role needs that publishes to a topic. */
export function publishStatements(access: MessagingAccess): PolicyStatement[] {
  return statements(PUBLISH, access);
}

/** Calls of one service, and the key as far as the service uses it for them. */
interface Purpose {
  sid: string;
  service: string;
  actions: string[];
  keyActions: string[];
}

const RECEIVE: Purpose = {
  sid: "Receive",
  service: "sqs",
  actions: [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueAttributes",
  ],
  keyActions: ["kms:Decrypt"],
};
const ENCRYPT = ["kms:Decrypt", "kms:GenerateDataKey"];
const SEND: Purpose = { sid: "Send", service: "sqs", actions: ["sqs:SendMessage"], keyActions: ENCRYPT };
const PUBLISH: Purpose = { sid: "Publish", service: "sns", actions: ["sns:Publish"], keyActions: ENCRYPT };

function statements(
  { sid, service, actions, keyActions }: Purpose,
  { name, arn, keyArn, region, dnsSuffix }: MessagingAccess,
): PolicyStatement[] {
  const viaService = pulumi.interpolate`${service}.${region}.${dnsSuffix}`;
  return [
    { sid: `${sid}${words(name)}`, actions, resources: [arn] },
    {
      sid: `${sid}${words(name)}Key`,
      actions: keyActions,
      resources: [keyArn],
      conditions: { StringEquals: { "kms:ViaService": viaService } },
    },
  ];
}

/** `order-events` becomes `OrderEvents`: ids of statements are letters and digits. */
function words(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function tlsOnly(Action: string, Resource: string): object {
  const Condition = { Bool: { "aws:SecureTransport": "false" } };
  return { Sid: "TlsOnly", Effect: "Deny", Principal: "*", Action, Resource, Condition };
}

function document(Statement: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
