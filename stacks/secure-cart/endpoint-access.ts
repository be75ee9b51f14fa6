import type * as pulumi from "@pulumi/pulumi";
import { repositoryArn } from "../../components/container-service/images";
import type { EndpointAccess } from "../../components/regional-network";
import type { Account } from "../shared/account";

/** AWS services that are reached without NAT: what tasks call all the time. */
export const ENDPOINTS = ["ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "sqs", "xray"];

/** What the tasks of a region work with, by name. */
export interface EndpointResources {
  region: string;
  /** Bucket of product images. */
  imageBucket: string;
  /** Table of sessions. */
  sessionTable: string;
  /** Start of the names of queues. */
  queues: string;
  /** Images of the services; their repositories may be another account's. */
  images: readonly string[];
}

/**
 * What passes each endpoint: no more than the services do, on this account's resources of the region, and their images
 * from wherever they are kept. Credentials that got out of a task's hands carry nothing to a bucket or table of somebody else.
 */
export function endpointAccess(
  { region, imageBucket, sessionTable, queues, images }: EndpointResources,
  account: pulumi.Output<Account>,
): EndpointAccess[] {
  const arn = (service: string, rest: string) =>
    account.apply(({ partition, accountId }) => `arn:${partition}:${service}:${region}:${accountId}:${rest}`);
  const bucket = account.apply(({ partition }) => `arn:${partition}:s3:::${imageBucket}`);
  const table = arn("dynamodb", `table/${sessionTable}`);
  const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  const ofEcr = new Map(images.map((image) => [repositoryArn(image, "aws"), image]));
  ofEcr.delete(undefined);
  const repositories = [...ofEcr.values()].map((image) =>
    account.apply(({ partition }) => repositoryArn(image, partition) as string),
  );
  return [
    {
      service: "s3",
      actions: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
      resources: [bucket, bucket.apply((whole) => `${whole}/*`)],
    },
    {
      service: "dynamodb",
      actions: [
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:DescribeTable",
      ],
      resources: [table, table.apply((whole) => `${whole}/index/*`)],
    },
    // The token is for the whole registry and takes no resource; what it opens is the images' own policies' affair.
    { service: "ecr.api", actions: [...pull, "ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      service: "ecr.dkr",
      actions: pull,
      // Without an image of ECR nothing has to pass, and an endpoint's policy can't name nothing.
      resources: repositories.length > 0 ? repositories : [arn("ecr", "repository/*")],
    },
    {
      service: "kms",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
      resources: [arn("kms", "key/*")],
    },
    {
      service: "logs",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
      resources: [arn("logs", "log-group:*")],
    },
    {
      service: "secretsmanager",
      actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      resources: [arn("secretsmanager", "secret:*")],
    },
    {
      service: "sqs",
      actions: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
      ],
      resources: [arn("sqs", `${queues}-*`)],
    },
    // Traces have no ARN.
    { service: "xray", actions: ["xray:Put*", "xray:GetSampling*"], resources: ["*"] },
  ];
}
