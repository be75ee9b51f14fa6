import type { Refusal } from "../refusal";
import { type Holding, inUse } from "./in-use";

const distribution = "aws:cloudfront/distribution:Distribution";
const behaviors = ["defaultCacheBehavior", "orderedCacheBehaviors"];
const listeners = ["lb", "alb"].map((service) => `aws:${service}/listener:Listener`);
const listenerRules = ["lb", "alb"].map((service) => `aws:${service}/listenerRule:ListenerRule`);
const webAcl = "aws:wafv2/webAcl:WebAcl";

/** A policy that cache behaviours name. */
const cachePart = (name: string, code: string, type: string, property: string, what: string): Holding => ({
  name,
  code,
  types: [`aws:cloudfront/${type}`],
  what,
  source: `CloudFront API Reference, Delete${type.slice(type.indexOf(":") + 1)}`,
  users: [[distribution, ...behaviors.map((behavior) => `${behavior}.${property}`)]],
});

const holdings: readonly Holding[] = [
  {
    name: "acm-certificate-in-use",
    code: "ResourceInUseException",
    types: ["aws:acm/certificate:Certificate"],
    what: "certificate",
    source: "AWS Certificate Manager API Reference, DeleteCertificate",
    users: [
      [distribution, "viewerCertificate.acmCertificateArn"],
      ...listeners.map((type) => [type, "certificateArn"] as const),
      ["aws:lb/listenerCertificate:ListenerCertificate", "certificateArn"],
      ["aws:apigateway/domainName:DomainName", "certificateArn", "regionalCertificateArn"],
      ["aws:apigatewayv2/domainName:DomainName", "domainNameConfiguration.certificateArn"],
    ],
  },
  {
    name: "lb-target-group-in-use",
    code: "ResourceInUse",
    types: ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"],
    what: "target group",
    source: "Elastic Load Balancing API Reference, DeleteTargetGroup",
    users: [
      ...listeners.map(
        (type) => [type, "defaultActions.targetGroupArn", "defaultActions.forward.targetGroups.arn"] as const,
      ),
      ...listenerRules.map(
        (type) => [type, "actions.targetGroupArn", "actions.forward.targetGroups.arn"] as const,
      ),
    ],
  },
  {
    name: "lb-in-use",
    code: "ResourceInUse",
    types: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
    what: "load balancer",
    source: "Elastic Load Balancing API Reference, DeleteLoadBalancer",
    users: [
      ["aws:cloudfront/vpcOrigin:VpcOrigin", "vpcOriginEndpointConfig.arn"],
      ["aws:ec2/vpcEndpointService:VpcEndpointService", "networkLoadBalancerArns", "gatewayLoadBalancerArns"],
    ],
  },
  {
    name: "globalaccelerator-endpoint-groups",
    code: "AssociatedEndpointGroupFoundException",
    types: ["aws:globalaccelerator/listener:Listener"],
    what: "listener",
    source: "AWS Global Accelerator API Reference, DeleteListener",
    users: [["aws:globalaccelerator/endpointGroup:EndpointGroup", "listenerArn"]],
  },
  {
    name: "globalaccelerator-listeners",
    code: "AssociatedListenerFoundException",
    types: ["aws:globalaccelerator/accelerator:Accelerator"],
    what: "accelerator",
    source: "AWS Global Accelerator API Reference, DeleteAccelerator",
    users: [["aws:globalaccelerator/listener:Listener", "acceleratorArn"]],
  },
  cachePart(
    "cloudfront-cache-policy-in-use",
    "CachePolicyInUse",
    "cachePolicy:CachePolicy",
    "cachePolicyId",
    "cache policy",
  ),
  cachePart(
    "cloudfront-origin-request-policy-in-use",
    "OriginRequestPolicyInUse",
    "originRequestPolicy:OriginRequestPolicy",
    "originRequestPolicyId",
    "origin request policy",
  ),
  cachePart(
    "cloudfront-response-headers-policy-in-use",
    "ResponseHeadersPolicyInUse",
    "responseHeadersPolicy:ResponseHeadersPolicy",
    "responseHeadersPolicyId",
    "response headers policy",
  ),
  cachePart(
    "cloudfront-function-in-use",
    "FunctionInUse",
    "function:Function",
    "functionAssociations.functionArn",
    "function",
  ),
  {
    name: "cloudfront-origin-access-control-in-use",
    code: "OriginAccessControlInUse",
    types: ["aws:cloudfront/originAccessControl:OriginAccessControl"],
    what: "origin access control",
    source: "CloudFront API Reference, DeleteOriginAccessControl",
    users: [[distribution, "origins.originAccessControlId"]],
  },
  {
    name: "cloudfront-vpc-origin-in-use",
    code: "CannotDeleteEntityWhileInUse",
    types: ["aws:cloudfront/vpcOrigin:VpcOrigin"],
    what: "VPC origin",
    source: "CloudFront API Reference, DeleteVpcOrigin",
    users: [[distribution, "origins.vpcOriginConfig.vpcOriginId"]],
  },
  {
    name: "wafv2-web-acl-in-use",
    code: "WAFAssociatedItemException",
    types: [webAcl],
    what: "web ACL",
    source: "AWS WAF API Reference, DeleteWebACL",
    users: [
      [distribution, "webAclId"],
      ["aws:wafv2/webAclAssociation:WebAclAssociation", "webAclArn"],
    ],
  },
  {
    name: "wafv2-part-in-use",
    code: "WAFAssociatedItemException",
    types: [
      "aws:wafv2/ipSet:IpSet",
      "aws:wafv2/regexPatternSet:RegexPatternSet",
      "aws:wafv2/ruleGroup:RuleGroup",
    ],
    what: "set or rule group",
    source: "AWS WAF API Reference, DeleteIPSet, DeleteRegexPatternSet and DeleteRuleGroup",
    users: [[webAcl], ["aws:wafv2/ruleGroup:RuleGroup"]],
  },
  {
    name: "iam-role-in-use",
    code: "DeleteConflict",
    types: ["aws:iam/role:Role"],
    what: "role",
    source: "IAM API Reference, DeleteRole; hashicorp/terraform-provider-aws, internal/service/iam/role.go",
    users: [
      ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "role"],
      ["aws:iam/rolePolicy:RolePolicy", "role"],
    ],
    knownBy: ["name"],
    unless: "forceDetachPolicies",
  },
  {
    name: "iam-policy-in-use",
    code: "DeleteConflict",
    types: ["aws:iam/policy:Policy"],
    what: "policy",
    source: "IAM API Reference, DeletePolicy",
    users: [
      ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "policyArn"],
      ["aws:iam/userPolicyAttachment:UserPolicyAttachment", "policyArn"],
      ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "policyArn"],
      ["aws:iam/role:Role", "managedPolicyArns"],
    ],
  },
  {
    name: "rds-subnet-group-in-use",
    code: "InvalidDBSubnetGroupStateFault",
    types: ["aws:rds/subnetGroup:SubnetGroup"],
    what: "subnet group",
    source: "Amazon RDS API Reference, DeleteDBSubnetGroup",
    users: ["cluster:Cluster", "instance:Instance"].map(
      (type) => [`aws:rds/${type}`, "dbSubnetGroupName"] as const,
    ),
    knownBy: ["name"],
  },
  {
    name: "rds-parameter-group-in-use",
    code: "InvalidDBParameterGroupState",
    types: ["aws:rds/clusterParameterGroup:ClusterParameterGroup"],
    what: "parameter group",
    source: "Amazon RDS API Reference, DeleteDBClusterParameterGroup",
    users: [["aws:rds/cluster:Cluster", "dbClusterParameterGroupName"]],
    knownBy: ["name"],
  },
  {
    name: "elasticache-subnet-group-in-use",
    code: "CacheSubnetGroupInUse",
    types: ["aws:elasticache/subnetGroup:SubnetGroup"],
    what: "subnet group",
    source: "Amazon ElastiCache API Reference, DeleteCacheSubnetGroup",
    users: ["replicationGroup:ReplicationGroup", "cluster:Cluster"].map(
      (type) => [`aws:elasticache/${type}`, "subnetGroupName"] as const,
    ),
    knownBy: ["name"],
  },
  {
    name: "ecs-cluster-in-use",
    code: "ClusterContainsServicesException",
    types: ["aws:ecs/cluster:Cluster"],
    what: "cluster",
    source: "Amazon ECS API Reference, DeleteCluster",
    users: [["aws:ecs/service:Service", "cluster"]],
    knownBy: ["arn", "name"],
  },
  {
    name: "eks-cluster-in-use",
    code: "ResourceInUseException",
    types: ["aws:eks/cluster:Cluster"],
    what: "cluster",
    source: "Amazon EKS API Reference, DeleteCluster",
    users: ["nodeGroup:NodeGroup", "fargateProfile:FargateProfile"].map(
      (type) => [`aws:eks/${type}`, "clusterName"] as const,
    ),
    knownBy: ["name"],
  },
  {
    name: "s3-bucket-not-empty",
    code: "BucketNotEmpty",
    types: ["aws:s3/bucket:Bucket"],
    what: "bucket",
    source: "Amazon S3 API Reference, DeleteBucket",
    users: ["bucketObject:BucketObject", "bucketObjectv2:BucketObjectv2"].map(
      (type) => [`aws:s3/${type}`, "bucket"] as const,
    ),
    knownBy: ["bucket"],
    unless: "forceDestroy",
  },
];

/** What can't be deleted while something uses it; parts of a network are in network/in-use. */
export const holdingRefusals: readonly Refusal[] = holdings.map(inUse);
