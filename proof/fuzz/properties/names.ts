import type { Deployed } from "../../../test/support/state";
import { regionOf, type SystemUp, type Up } from "./system";

/** What AWS takes as a name, and where it is there once. */
interface NameRule {
  input: string;
  pattern: RegExp;
  /** Whole world, account, or account and region. */
  once: "world" | "account" | "region";
}

/**
 * Names by type, each from the API reference of its service: longest, characters, and scope.
 * https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */
const RULES: Readonly<Record<string, NameRule>> = {
  "aws:s3/bucket:Bucket": {
    input: "bucket",
    pattern: /^(?!xn--)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    once: "world",
  },
  "aws:iam/role:Role": { input: "name", pattern: /^[\w+=,.@-]{1,64}$/, once: "account" },
  "aws:iam/policy:Policy": { input: "name", pattern: /^[\w+=,.@-]{1,128}$/, once: "account" },
  "aws:iam/group:Group": { input: "name", pattern: /^[\w+=,.@-]{1,128}$/, once: "account" },
  "aws:iam/instanceProfile:InstanceProfile": {
    input: "name",
    pattern: /^[\w+=,.@-]{1,128}$/,
    once: "account",
  },
  "aws:lambda/function:Function": { input: "name", pattern: /^[\w-]{1,64}$/, once: "region" },
  "aws:sqs/queue:Queue": { input: "name", pattern: /^[\w-]{1,75}(\.fifo)?$/, once: "region" },
  "aws:sns/topic:Topic": { input: "name", pattern: /^[\w-]{1,251}(\.fifo)?$/, once: "region" },
  "aws:kms/alias:Alias": { input: "name", pattern: /^alias\/(?!aws\/)[\w/-]{1,250}$/, once: "region" },
  "aws:lb/loadBalancer:LoadBalancer": {
    input: "name",
    pattern: /^(?!-|internal-)[A-Za-z0-9-]{1,32}(?<!-)$/,
    once: "region",
  },
  "aws:lb/targetGroup:TargetGroup": {
    input: "name",
    pattern: /^(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/,
    once: "region",
  },
  "aws:rds/cluster:Cluster": {
    input: "clusterIdentifier",
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,62}(?<!-)$/,
    once: "region",
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    input: "identifier",
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,62}(?<!-)$/,
    once: "region",
  },
  "aws:rds/instance:Instance": {
    input: "identifier",
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,62}(?<!-)$/,
    once: "region",
  },
  "aws:rds/globalCluster:GlobalCluster": {
    input: "globalClusterIdentifier",
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,62}(?<!-)$/,
    once: "account",
  },
  "aws:dynamodb/table:Table": { input: "name", pattern: /^[\w.-]{3,255}$/, once: "region" },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    input: "replicationGroupId",
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,39}(?<!-)$/,
    once: "region",
  },
  "aws:dax/cluster:Cluster": {
    input: "clusterName",
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,19}(?<!-)$/,
    once: "region",
  },
  "aws:secretsmanager/secret:Secret": { input: "name", pattern: /^[\w/+=.@-]{1,512}$/, once: "region" },
  "aws:ecs/cluster:Cluster": { input: "name", pattern: /^[\w-]{1,255}$/, once: "region" },
  "aws:ecr/repository:Repository": {
    input: "name",
    pattern: /^[a-z0-9]([a-z0-9._/-]{0,254}[a-z0-9])?$/,
    once: "region",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { input: "name", pattern: /^[^\s].{0,254}$/, once: "region" },
  "aws:cloudwatch/logGroup:LogGroup": { input: "name", pattern: /^[\w./#-]{1,512}$/, once: "region" },
  "aws:backup/vault:Vault": { input: "name", pattern: /^[\w-]{2,50}$/, once: "region" },
  "aws:synthetics/canary:Canary": { input: "name", pattern: /^[a-z0-9_-]{1,255}$/, once: "region" },
  "aws:wafv2/webAcl:WebAcl": { input: "name", pattern: /^[\w-]{1,128}$/, once: "region" },
  "aws:wafv2/ipSet:IpSet": { input: "name", pattern: /^[\w-]{1,128}$/, once: "region" },
  "aws:codepipeline/pipeline:Pipeline": { input: "name", pattern: /^[\w.@-]{1,100}$/, once: "region" },
  "aws:codebuild/project:Project": { input: "name", pattern: /^[A-Za-z0-9][\w-]{1,254}$/, once: "region" },
  "aws:cloudfront/function:Function": { input: "name", pattern: /^[\w-]{1,64}$/, once: "account" },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    input: "name",
    pattern: /^.{1,64}$/,
    once: "account",
  },
};

/** Names that AWS would not take, or that two resources would have. */
export function wrongNames({ stacks }: SystemUp): string[] {
  const holders = new Map<string, string>();
  return stacks.flatMap((stack) =>
    stack.graph.flatMap((resource) => {
      const rule = RULES[resource.type];
      const name = rule && resource.inputs[rule.input];
      return typeof name === "string" && rule !== undefined
        ? judged(resource, name, rule, stack, holders)
        : [];
    }),
  );
}

function judged(
  resource: Deployed,
  name: string,
  { pattern, once }: NameRule,
  stack: Up,
  holders: Map<string, string>,
): string[] {
  const found = pattern.test(name) ? [] : [`${resource.urn}: AWS does not take the name "${name}"`];
  // Without an account or a region of its own a name of the world is like one of the account: there is one account.
  const scope = once === "region" ? regionOf(resource, stack) : "";
  // An IP set or a web ACL of CloudFront is in us-east-1 beside the regional ones.
  const key = [resource.type, scope, resource.inputs.scope ?? "", name].join(" ");
  const holder = holders.get(key);
  if (holder !== undefined) found.push(`${resource.urn}: the name "${name}" is that of ${holder}`);
  holders.set(key, resource.urn);
  return found;
}
