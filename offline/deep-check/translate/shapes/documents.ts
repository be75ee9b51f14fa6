import { renamed, type TypeShapes } from "./shape";

/** Inputs that are JSON text in Pulumi, and where CloudFormation has them as an object (see writer.ts) or as text. */
const DOCUMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "apigateway/restApi:RestApi": { body: "Body", policy: "Policy" },
  "cloudwatch/eventRule:EventRule": { eventPattern: "EventPattern" },
  "cloudwatch/logResourcePolicy:LogResourcePolicy": { policyDocument: "PolicyDocument" },
  "ec2/vpcEndpoint:VpcEndpoint": { policy: "PolicyDocument" },
  "ecr/repositoryPolicy:RepositoryPolicy": { policy: "RepositoryPolicyText" },
  "iam/groupPolicy:GroupPolicy": { policy: "PolicyDocument" },
  "iam/rolePolicy:RolePolicy": { policy: "PolicyDocument" },
  "iam/userPolicy:UserPolicy": { policy: "PolicyDocument" },
  "kms/replicaKey:ReplicaKey": { policy: "KeyPolicy" },
  "opensearch/domain:Domain": { accessPolicies: "AccessPolicies" },
  "s3/bucketPolicy:BucketPolicy": { policy: "PolicyDocument" },
  "secretsmanager/secretPolicy:SecretPolicy": { policy: "ResourcePolicy" },
  "sfn/stateMachine:StateMachine": { definition: "DefinitionString" },
  "sns/topicPolicy:TopicPolicy": { policy: "PolicyDocument" },
  "sns/topicSubscription:TopicSubscription": {
    deliveryPolicy: "DeliveryPolicy",
    filterPolicy: "FilterPolicy",
    redrivePolicy: "RedrivePolicy",
  },
  "sqs/queuePolicy:QueuePolicy": { policy: "PolicyDocument" },
};

export const documents: Readonly<Record<string, TypeShapes>> = Object.fromEntries(
  Object.entries(DOCUMENTS).map(([type, inputs]) => [
    type,
    Object.fromEntries(Object.entries(inputs).map(([input, place]) => [input, renamed(place)])),
  ]),
);
