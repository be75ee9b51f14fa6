/**
 * Properties by which what runs in a region names what it needs while it runs. Properties that only set something up once,
 * and those by which services replicate on purpose, are left out.
 */
export const runtimeProperties: Readonly<Record<string, readonly string[]>> = {
  "aws:lambda/function:Function": [
    "environment",
    "kmsKeyArn",
    "imageUri",
    "layers",
    "deadLetterConfig",
    "fileSystemConfig",
  ],
  "aws:lambda/eventSourceMapping:EventSourceMapping": ["eventSourceArn", "destinationConfig"],
  "aws:ecs/taskDefinition:TaskDefinition": ["containerDefinitions", "volumes"],
  "aws:ecs/service:Service": ["loadBalancers", "serviceRegistries", "cluster"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["userData", "iamInstanceProfile", "blockDeviceMappings"],
  "aws:ec2/instance:Instance": ["userData", "userDataBase64"],
  "aws:autoscaling/group:Group": ["targetGroupArns", "launchTemplate"],
  "aws:sfn/stateMachine:StateMachine": ["definition"],
  "aws:apprunner/service:Service": ["sourceConfiguration", "encryptionConfiguration"],
  "aws:sqs/queue:Queue": ["kmsMasterKeyId", "redrivePolicy"],
  "aws:sns/topic:Topic": ["kmsMasterKeyId"],
  "aws:sns/topicSubscription:TopicSubscription": ["redrivePolicy"],
  "aws:eks/cluster:Cluster": ["encryptionConfig"],
  "aws:elasticache/replicationGroup:ReplicationGroup": ["kmsKeyId"],
};

/** Modules whose resources answer in their own region only. */
export const regionalModules: ReadonlySet<string> = new Set([
  "alb",
  "apigateway",
  "apigatewayv2",
  "dynamodb",
  "ecr",
  "efs",
  "elasticache",
  "elasticloadbalancingv2",
  "kinesis",
  "kms",
  "lambda",
  "lb",
  "msk",
  "rds",
  "secretsmanager",
  "servicediscovery",
  "sfn",
  "sns",
  "sqs",
  "ssm",
]);

/** Services whose ARNs name what answers in one region only. */
export const regionalServices: ReadonlySet<string> = new Set([
  "dynamodb",
  "ecr",
  "elasticache",
  "elasticfilesystem",
  "elasticloadbalancing",
  "execute-api",
  "kafka",
  "kinesis",
  "kms",
  "lambda",
  "rds",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "states",
]);
