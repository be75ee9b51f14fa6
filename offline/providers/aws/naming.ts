import type { NamingRule } from "../core/check/autoname";
import { flag } from "../core/values/read";

const fifo = (key: string): NamingRule => ({
  maxLength: 80,
  tail: (inputs) => (flag(inputs, key) === true ? ".fifo" : ""),
});

/** AWS's limits on names that the provider makes up. Source: the Create* calls of each service's API reference. */
const rules: Record<string, NamingRule> = {
  "s3/bucket:Bucket": { maxLength: 63, lowerCase: true },
  "s3/bucketV2:BucketV2": { maxLength: 63, lowerCase: true },
  "lb/loadBalancer:LoadBalancer": { maxLength: 32 },
  "lb/targetGroup:TargetGroup": { maxLength: 32 },
  "alb/loadBalancer:LoadBalancer": { maxLength: 32 },
  "alb/targetGroup:TargetGroup": { maxLength: 32 },
  "elb/loadBalancer:LoadBalancer": { maxLength: 32 },
  "iam/role:Role": { maxLength: 64 },
  "iam/user:User": { maxLength: 64 },
  "lambda/function:Function": { maxLength: 64 },
  "cloudfront/function:Function": { maxLength: 64 },
  "cloudfront/originAccessControl:OriginAccessControl": { maxLength: 64 },
  "rds/cluster:Cluster": { maxLength: 63, lowerCase: true },
  "rds/clusterInstance:ClusterInstance": { maxLength: 63, lowerCase: true },
  "rds/instance:Instance": { maxLength: 63, lowerCase: true },
  "rds/subnetGroup:SubnetGroup": { lowerCase: true },
  "rds/clusterParameterGroup:ClusterParameterGroup": { lowerCase: true },
  "rds/parameterGroup:ParameterGroup": { lowerCase: true },
  "elasticache/replicationGroup:ReplicationGroup": { maxLength: 40, lowerCase: true },
  "elasticache/subnetGroup:SubnetGroup": { lowerCase: true },
  "kms/alias:Alias": { lead: "alias/" },
  "sqs/queue:Queue": fifo("fifoQueue"),
  "sns/topic:Topic": { ...fifo("fifoTopic"), maxLength: 256 },
  "backup/vault:Vault": { maxLength: 50 },
  "synthetics/canary:Canary": { maxLength: 21, lowerCase: true },
  "arcregionswitch/plan:Plan": { maxLength: 32 },
  "eks/nodeGroup:NodeGroup": { maxLength: 63 },
};

export const namingRule = (type: string): NamingRule => rules[type.replace(/^aws:/, "")] ?? {};
