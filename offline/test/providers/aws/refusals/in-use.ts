import type { ValueMap } from "../../../../providers/core/values/value";
import type { Cloud, Resource } from "../../support";
import { aurora, behavior, types } from "../fixtures";
import { type Case, describeRefusals } from "./kit";
import { balancer, certificateIn, edge, listener, subnetsIn, viewer } from "./world";

/** Something that others use: deleting it first is the mistake, deleting the user first is right. */
const held = (
  refusal: string,
  code: string,
  make: (cloud: Cloud) => { used: Resource; user: Resource },
): Case => ({
  refusal,
  code,
  mistake: (cloud) => cloud.delete(make(cloud).used),
  twin: (cloud) => {
    const { used, user } = make(cloud);
    cloud.delete(user);
    cloud.delete(used);
  },
});

const target = (cloud: Cloud) =>
  cloud.create(types.target, "t", { port: 80, protocol: "TCP", targetType: "ip" });

/** A policy or function of a cache behaviour. */
const cachePart = (
  refusal: string,
  code: string,
  token: string,
  inputs: ValueMap,
  use: (made: Resource) => ValueMap,
) =>
  held(refusal, code, (cloud) => {
    const used = cloud.create(`aws:cloudfront/${token}`, "part", inputs);
    return {
      used,
      user: edge(cloud, { defaultCacheBehavior: { ...behavior("a", ["GET", "HEAD"]), ...use(used) } }),
    };
  });

const visibility: ValueMap = {
  cloudwatchMetricsEnabled: true,
  metricName: "m",
  sampledRequestsEnabled: true,
};

const webAcl = (cloud: Cloud, changes: ValueMap = {}) =>
  cloud.create(types.webAcl, "acl", {
    region: "us-east-1",
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    visibilityConfig: visibility,
    ...changes,
  });

const role = (cloud: Cloud) => cloud.create(types.role, "role", { name: "app", assumeRolePolicy: "{}" });

const attachment = (cloud: Cloud, name: string, policyArn: string) =>
  cloud.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", { role: name, policyArn });

const cluster = (cloud: Cloud, changes: ValueMap) => cloud.create(types.cluster, "c", aurora(changes));

function subnetGroup(cloud: Cloud, type: string): Resource {
  let made: Resource | undefined;
  subnetsIn(cloud, "ab", (subnetIds) => {
    made = cloud.create(type, "group", { name: "data", subnetIds });
  });
  if (made === undefined) throw new Error("no subnets");
  return made;
}

const cases: Case[] = [
  held("acm-certificate-in-use", "ResourceInUseException", (cloud) => {
    const used = certificateIn(cloud, "us-east-1");
    return { used, user: edge(cloud, viewer(used.outputs.arn)) };
  }),
  held("lb-target-group-in-use", "ResourceInUse", (cloud) => {
    const used = target(cloud);
    const forward = { defaultActions: [{ type: "forward", targetGroupArn: used.id }] };
    return { used, user: listener(cloud, "l", balancer(cloud, "network", 1).id, 80, forward) };
  }),
  held("lb-in-use", "ResourceInUse", (cloud) => {
    const used = balancer(cloud, "network", 1);
    const user = cloud.create("aws:ec2/vpcEndpointService:VpcEndpointService", "service", {
      acceptanceRequired: true,
      networkLoadBalancerArns: [String(used.outputs.arn)],
    });
    return { used, user };
  }),
  held("globalaccelerator-endpoint-groups", "AssociatedEndpointGroupFoundException", (cloud) => {
    const used = cloud.create("aws:globalaccelerator/listener:Listener", "listener", {
      acceleratorArn: "arn:aws:globalaccelerator::123456789012:accelerator/a",
      protocol: "TCP",
      portRanges: [{ fromPort: 443, toPort: 443 }],
    });
    const user = cloud.create("aws:globalaccelerator/endpointGroup:EndpointGroup", "group", {
      listenerArn: used.id,
    });
    return { used, user };
  }),
  held("globalaccelerator-listeners", "AssociatedListenerFoundException", (cloud) => {
    const used = cloud.create("aws:globalaccelerator/accelerator:Accelerator", "accelerator", {});
    const user = cloud.create("aws:globalaccelerator/listener:Listener", "listener", {
      acceleratorArn: used.id,
      protocol: "TCP",
      portRanges: [{ fromPort: 443, toPort: 443 }],
    });
    return { used, user };
  }),
  cachePart(
    "cloudfront-cache-policy-in-use",
    "CachePolicyInUse",
    "cachePolicy:CachePolicy",
    {
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
      },
    },
    ({ id }) => ({ cachePolicyId: id }),
  ),
  cachePart(
    "cloudfront-origin-request-policy-in-use",
    "OriginRequestPolicyInUse",
    "originRequestPolicy:OriginRequestPolicy",
    {
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      queryStringsConfig: { queryStringBehavior: "none" },
    },
    ({ id }) => ({ originRequestPolicyId: id }),
  ),
  cachePart(
    "cloudfront-response-headers-policy-in-use",
    "ResponseHeadersPolicyInUse",
    "responseHeadersPolicy:ResponseHeadersPolicy",
    {},
    ({ id }) => ({ responseHeadersPolicyId: id }),
  ),
  cachePart(
    "cloudfront-function-in-use",
    "FunctionInUse",
    "function:Function",
    { code: "function handler(event) { return event.request; }", runtime: "cloudfront-js-2.0" },
    ({ outputs }) => ({
      functionAssociations: [{ eventType: "viewer-request", functionArn: String(outputs.arn) }],
    }),
  ),
  held("cloudfront-origin-access-control-in-use", "OriginAccessControlInUse", (cloud) => {
    const used = cloud.create("aws:cloudfront/originAccessControl:OriginAccessControl", "oac", {
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    const origins: ValueMap[] = [
      { originId: "a", domainName: "a.example.com", originAccessControlId: used.id },
      { originId: "b", domainName: "b.example.com" },
    ];
    return { used, user: edge(cloud, { origins }) };
  }),
  held("cloudfront-vpc-origin-in-use", "CannotDeleteEntityWhileInUse", (cloud) => {
    const used = cloud.create("aws:cloudfront/vpcOrigin:VpcOrigin", "origin", {
      vpcOriginEndpointConfig: {
        name: "api",
        arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/api/0123456789abcdef",
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
      },
    });
    const origins: ValueMap[] = [
      { originId: "a", domainName: "a.example.com", vpcOriginConfig: { vpcOriginId: used.id } },
      { originId: "b", domainName: "b.example.com" },
    ];
    return { used, user: edge(cloud, { origins }) };
  }),
  held("wafv2-web-acl-in-use", "WAFAssociatedItemException", (cloud) => {
    const used = webAcl(cloud);
    return { used, user: edge(cloud, { webAclId: String(used.outputs.arn) }) };
  }),
  held("wafv2-part-in-use", "WAFAssociatedItemException", (cloud) => {
    const used = cloud.create("aws:wafv2/ipSet:IpSet", "set", {
      region: "us-east-1",
      scope: "CLOUDFRONT",
      ipAddressVersion: "IPV4",
      addresses: ["192.0.2.0/24"],
    });
    const rule = {
      name: "blocked",
      priority: 1,
      action: { block: {} },
      statement: {
        notStatement: { statement: { ipSetReferenceStatement: { arn: String(used.outputs.arn) } } },
      },
      visibilityConfig: visibility,
    };
    return { used, user: webAcl(cloud, { rules: [rule] }) };
  }),
  held("iam-role-in-use", "DeleteConflict", (cloud) => {
    const used = role(cloud);
    return { used, user: attachment(cloud, used.id, "arn:aws:iam::aws:policy/ReadOnlyAccess") };
  }),
  held("iam-policy-in-use", "DeleteConflict", (cloud) => {
    const used = cloud.create("aws:iam/policy:Policy", "policy", { policy: "{}" });
    return { used, user: attachment(cloud, role(cloud).id, String(used.outputs.arn)) };
  }),
  held("rds-subnet-group-in-use", "InvalidDBSubnetGroupStateFault", (cloud) => {
    const used = subnetGroup(cloud, types.subnetGroup);
    // The group of the same name in another region is another group.
    cloud.create(types.cluster, "far", aurora({ region: "eu-central-1", dbSubnetGroupName: "data" }));
    return { used, user: cluster(cloud, { dbSubnetGroupName: "data" }) };
  }),
  held("rds-parameter-group-in-use", "InvalidDBParameterGroupState", (cloud) => {
    const used = cloud.create("aws:rds/clusterParameterGroup:ClusterParameterGroup", "group", {
      name: "hub",
      family: "aurora-postgresql16",
    });
    return { used, user: cluster(cloud, { dbClusterParameterGroupName: "hub" }) };
  }),
  held("elasticache-subnet-group-in-use", "CacheSubnetGroupInUse", (cloud) => {
    const used = subnetGroup(cloud, "aws:elasticache/subnetGroup:SubnetGroup");
    const user = cloud.create("aws:elasticache/replicationGroup:ReplicationGroup", "cache", {
      description: "sessions",
      subnetGroupName: "data",
    });
    return { used, user };
  }),
  held("ecs-cluster-in-use", "ClusterContainsServicesException", (cloud) => {
    const used = cloud.create("aws:ecs/cluster:Cluster", "cluster", { name: "apps" });
    return { used, user: cloud.create(types.service, "service", { cluster: String(used.outputs.arn) }) };
  }),
  held("eks-cluster-in-use", "ResourceInUseException", (cloud) => {
    const used = cloud.create(types.eks, "eks", {
      name: "hub",
      roleArn: "arn:aws:iam::123456789012:role/r",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
    });
    const user = cloud.create("aws:eks/nodeGroup:NodeGroup", "nodes", {
      clusterName: "hub",
      nodeRoleArn: "arn:aws:iam::123456789012:role/n",
      subnetIds: ["subnet-1"],
      scalingConfig: { desiredSize: 1, maxSize: 1, minSize: 1 },
    });
    return { used, user };
  }),
  held("s3-bucket-not-empty", "BucketNotEmpty", (cloud) => {
    const used = cloud.create(types.bucket, "bucket", { bucket: "site" });
    const user = cloud.create("aws:s3/bucketObjectv2:BucketObjectv2", "index", {
      bucket: "site",
      key: "index.html",
      content: "<h1>hello</h1>",
    });
    return { used, user };
  }),
];

describeRefusals("what is in use", cases);
