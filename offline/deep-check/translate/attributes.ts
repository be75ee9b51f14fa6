/**
 * CloudFormation's attribute (Fn::GetAtt) for an output of a Pulumi type. `undefined`: Ref gives it.
 * Source: "Return values" of the types' pages in the CloudFormation template reference.
 */
const ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  "acm/certificate:Certificate": { arn: undefined },
  "lb/loadBalancer:LoadBalancer": { arn: undefined, dnsName: "DNSName", zoneId: "CanonicalHostedZoneID" },
  "lb/targetGroup:TargetGroup": { arn: undefined, arnSuffix: "TargetGroupFullName" },
  "lb/listener:Listener": { arn: undefined },
  "lb/listenerRule:ListenerRule": { arn: undefined },
  "sns/topic:Topic": { arn: undefined, name: "TopicName" },
  "secretsmanager/secret:Secret": { arn: undefined },
  "ecs/taskDefinition:TaskDefinition": { arn: undefined },
  "ecs/service:Service": { arn: undefined, name: "Name" },
  "sfn/stateMachine:StateMachine": { arn: undefined, name: "Name" },
  "cloudwatch/logDeliveryDestination:LogDeliveryDestination": { arn: "Arn" },
  "sqs/queue:Queue": { url: undefined, name: "QueueName" },
  "rds/cluster:Cluster": { arn: "DBClusterArn", endpoint: "Endpoint.Address" },
  "rds/instance:Instance": { arn: "DBInstanceArn", address: "Endpoint.Address" },
  "cloudfront/distribution:Distribution": { arn: undefined, domainName: "DomainName" },
  "cloudfront/function:Function": { arn: "FunctionARN" },
  "ec2/subnet:Subnet": { vpcId: "VpcId" },
  "ec2/eip:Eip": { allocationId: "AllocationId", publicIp: undefined, id: "AllocationId" },
  "s3/bucket:Bucket": {
    bucketDomainName: "DomainName",
    bucketRegionalDomainName: "RegionalDomainName",
    websiteEndpoint: "WebsiteURL",
  },
  "route53/zone:Zone": { zoneId: undefined, arn: undefined },
  "ecr/repository:Repository": { repositoryUrl: "RepositoryUri", name: undefined },
  "wafv2/webAcl:WebAcl": { arn: "Arn" },
  "globalaccelerator/accelerator:Accelerator": { arn: undefined, dnsName: "DnsName" },
  "globalaccelerator/listener:Listener": { arn: undefined },
};

/** Outputs that Ref gives wherever nothing else is said. */
const BY_REF = new Set(["id", "name", "bucket", "keyId"]);

export function attributeOf(type: string, output: string): string | undefined {
  const own = ATTRIBUTES[type.replace(/^aws:/, "")];
  if (own !== undefined && output in own) return own[output];
  if (BY_REF.has(output)) return undefined;
  return output.charAt(0).toUpperCase() + output.slice(1);
}
