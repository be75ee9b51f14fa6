/**
 * Type tokens of AWS resources. Classes can't be used: loading `@pulumi/aws` costs seconds, and one resource has
 * several tokens (aws 7 keeps old modules and the V2 names of S3 as types of their own; states hold older ones).
 */
export const types = {
  record: ["aws:route53/record:Record"],
  hostedZone: ["aws:route53/zone:Zone"],
  distribution: ["aws:cloudfront/distribution:Distribution"],
  vpcOrigin: ["aws:cloudfront/vpcOrigin:VpcOrigin"],
  listener: [
    "aws:lb/listener:Listener",
    "aws:alb/listener:Listener",
    "aws:elasticloadbalancingv2/listener:Listener",
    "aws:applicationloadbalancing/listener:Listener",
  ],
  apiDomainName: ["aws:apigateway/domainName:DomainName"],
  httpApiDomainName: ["aws:apigatewayv2/domainName:DomainName"],
  globalCluster: ["aws:rds/globalCluster:GlobalCluster"],
  cluster: ["aws:rds/cluster:Cluster"],
  key: [
    "aws:kms/key:Key",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    "aws:kms/alias:Alias",
  ],
  secret: ["aws:secretsmanager/secret:Secret"],
  securityGroup: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
  securityGroupRule: ["aws:ec2/securityGroupRule:SecurityGroupRule"],
  ingressRule: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
  eksCluster: ["aws:eks/cluster:Cluster"],
  bucket: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
  bucketAcl: ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"],
  bucketWebsite: [
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
  ],
  publicAccessBlock: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
} as const;

/** Whether a token is one of a kind's. */
export function isOneOf(tokens: readonly string[], type: string): boolean {
  return tokens.includes(type);
}
