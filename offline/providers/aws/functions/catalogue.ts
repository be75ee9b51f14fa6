import { text } from "../../core/values/read";
import { type Listing, type Lookup, listings, lookups } from "./lookup";
import type { FunctionTable } from "./table";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const targetGroup = "aws:lb/targetGroup:TargetGroup";
const listener = "aws:lb/listener:Listener";

/** The same function under the names `lb` and `alb`. */
const both = <Row>(name: string, row: Row): Record<string, Row> => ({
  [`lb/${name}`]: row,
  [`alb/${name}`]: row,
});

const named = (type: string) => ({ type, by: { name: "name" } });
const byId = (type: string, argument = "id") => ({ type, by: { [argument]: "id" } });

/** EC2 and what connects networks. */
const networks: Record<string, Lookup> = {
  "ec2/getSecurityGroup": {
    type: "aws:ec2/securityGroup:SecurityGroup",
    by: { ...{ id: "id", name: "name" }, vpcId: "vpcId" },
  },
  "ec2/getInternetGateway": {
    ...byId("aws:ec2/internetGateway:InternetGateway", "internetGatewayId"),
    also: ({ id, outputs }) => ({
      internetGatewayId: id,
      attachments: outputs.vpcId === undefined ? [] : [{ state: "available", vpcId: outputs.vpcId }],
    }),
  },
  "ec2/getNatGateway": {
    type: "aws:ec2/natGateway:NatGateway",
    by: { id: "id", subnetId: "subnetId", vpcId: "vpcId" },
    also: () => ({ state: "available" }),
  },
  "ec2/getRouteTable": {
    type: "aws:ec2/routeTable:RouteTable",
    by: { routeTableId: "id", vpcId: "vpcId" },
    also: ({ id }) => ({ routeTableId: id, associations: [] }),
  },
  "ec2/getElasticIp": { type: "aws:ec2/eip:Eip", by: { id: "id", publicIp: "publicIp" } },
  "ec2/getKeyPair": { type: "aws:ec2/keyPair:KeyPair", by: { keyName: "keyName", keyPairId: "keyPairId" } },
  "ec2/getLaunchTemplate": {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    by: { id: "id", name: "name" },
  },
  "ec2/getInstance": {
    ...byId("aws:ec2/instance:Instance", "instanceId"),
    also: () => ({ instanceState: "running" }),
  },
  "ec2/getNetworkInterface": byId("aws:ec2/networkInterface:NetworkInterface"),
  "ec2/getVpcEndpoint": {
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    by: { id: "id", vpcId: "vpcId", serviceName: "serviceName", vpcEndpointType: "vpcEndpointType" },
    also: () => ({ state: "available" }),
  },
  "ec2/getVpcPeeringConnection": {
    type: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    by: { id: "id", vpcId: "vpcId", peerVpcId: "peerVpcId" },
    also: () => ({ status: "active" }),
  },
  "ec2/getVpnGateway": {
    type: "aws:ec2/vpnGateway:VpnGateway",
    by: { id: "id", attachedVpcId: "vpcId" },
    also: ({ outputs }) => ({ attachedVpcId: outputs.vpcId, state: "available" }),
  },
  "ec2/getCustomerGateway": byId("aws:ec2/customerGateway:CustomerGateway"),
  "ec2transitgateway/getTransitGateway": byId("aws:ec2transitgateway/transitGateway:TransitGateway"),
  "ec2transitgateway/getVpcAttachment": byId("aws:ec2transitgateway/vpcAttachment:VpcAttachment"),
  "ec2transitgateway/getRouteTable": byId("aws:ec2transitgateway/routeTable:RouteTable"),
  "ec2transitgateway/getPeeringAttachment": {
    ...byId("aws:ec2transitgateway/peeringAttachment:PeeringAttachment"),
    also: () => ({ state: "available" }),
  },
  "ebs/getVolume": { type: "aws:ebs/volume:Volume", also: ({ id }) => ({ volumeId: id }) },
  "ec2clientvpn/getEndpoint": byId("aws:ec2clientvpn/endpoint:Endpoint", "clientVpnEndpointId"),
  "directconnect/getGateway": named("aws:directconnect/gateway:Gateway"),
  "directconnect/getConnection": named("aws:directconnect/connection:Connection"),
  "globalaccelerator/getAccelerator": {
    type: "aws:globalaccelerator/accelerator:Accelerator",
    by: { arn: "id", name: "name" },
  },
  "networkfirewall/getFirewall": {
    type: "aws:networkfirewall/firewall:Firewall",
    by: { arn: "id", name: "name" },
  },
  "route53/getResolverEndpoint": byId("aws:route53/resolverEndpoint:ResolverEndpoint", "resolverEndpointId"),
  ...both("getTargetGroup", { type: targetGroup, by: { arn: "id", name: "name" } }),
  ...both("getListener", {
    type: listener,
    by: { arn: "id", loadBalancerArn: "loadBalancerArn", port: "port" },
  }),
  "alb/getLoadBalancer": { type: balancer, by: { arn: "id", name: "name" } },
  "elb/getLoadBalancer": named("aws:elb/loadBalancer:LoadBalancer"),
};

const networkLists: Record<string, Listing> = {
  "ec2/getSecurityGroups": {
    type: "aws:ec2/securityGroup:SecurityGroup",
    lists: { ids: "id", arns: "arn", vpcIds: "vpcId" },
  },
  "ec2/getNatGateways": {
    type: "aws:ec2/natGateway:NatGateway",
    by: { vpcId: "vpcId" },
    lists: { ids: "id" },
  },
  "ec2/getRouteTables": {
    type: "aws:ec2/routeTable:RouteTable",
    by: { vpcId: "vpcId" },
    lists: { ids: "id" },
  },
  "ec2/getNetworkAcls": {
    type: "aws:ec2/networkAcl:NetworkAcl",
    by: { vpcId: "vpcId" },
    lists: { ids: "id" },
  },
  "ec2/getNetworkInterfaces": { type: "aws:ec2/networkInterface:NetworkInterface", lists: { ids: "id" } },
  "ec2/getEips": { type: "aws:ec2/eip:Eip", lists: { allocationIds: "id", publicIps: "publicIp" } },
  "ec2/getInstances": {
    type: "aws:ec2/instance:Instance",
    lists: { ids: "id", privateIps: "privateIp", publicIps: "publicIp" },
  },
  "lb/getLbs": { type: balancer, lists: { arns: "id" } },
};

/** Where programs run. */
const compute: Record<string, Lookup> = {
  "ecr/getRepository": { ...named("aws:ecr/repository:Repository"), also: ({ id }) => ({ name: id }) },
  "ecs/getCluster": {
    type: "aws:ecs/cluster:Cluster",
    by: { clusterName: "name" },
    also: ({ outputs }) => ({ clusterName: outputs.name, status: "ACTIVE" }),
  },
  "ecs/getService": {
    type: "aws:ecs/service:Service",
    by: { serviceName: "name", clusterArn: "cluster" },
    also: ({ outputs }) => ({ serviceName: outputs.name, clusterArn: outputs.cluster }),
  },
  "eks/getNodeGroup": {
    type: "aws:eks/nodeGroup:NodeGroup",
    by: { clusterName: "clusterName", nodeGroupName: "nodeGroupName" },
  },
  "eks/getAddon": { type: "aws:eks/addon:Addon", by: { clusterName: "clusterName", addonName: "addonName" } },
  "lambda/getAlias": { type: "aws:lambda/alias:Alias", by: { functionName: "functionName", name: "name" } },
  "lambda/getLayerVersion": {
    type: "aws:lambda/layerVersion:LayerVersion",
    by: { layerName: "layerName", version: "version", layerVersionArn: "arn" },
  },
  "lambda/getFunctionUrl": {
    type: "aws:lambda/functionUrl:FunctionUrl",
    by: { functionName: "functionName", qualifier: "qualifier" },
  },
  "autoscaling/getGroup": named("aws:autoscaling/group:Group"),
  "sfn/getStateMachine": {
    ...named("aws:sfn/stateMachine:StateMachine"),
    also: () => ({ status: "ACTIVE" }),
  },
};

const computeLists: Record<string, Listing> = {
  "eks/getClusters": { type: "aws:eks/cluster:Cluster", lists: { names: "id" } },
  "eks/getNodeGroups": {
    type: "aws:eks/nodeGroup:NodeGroup",
    by: { clusterName: "clusterName" },
    lists: { names: "nodeGroupName" },
  },
  "lambda/getFunctions": {
    type: "aws:lambda/function:Function",
    lists: { functionNames: "name", functionArns: "arn" },
  },
};

/** Where data is. */
const data: Record<string, Lookup> = {
  "rds/getInstance": { type: "aws:rds/instance:Instance", by: { dbInstanceIdentifier: "identifier" } },
  "rds/getSubnetGroup": {
    ...named("aws:rds/subnetGroup:SubnetGroup"),
    also: () => ({ status: "Complete" }),
  },
  "rds/getParameterGroup": named("aws:rds/parameterGroup:ParameterGroup"),
  "rds/getClusterParameterGroup": named("aws:rds/clusterParameterGroup:ClusterParameterGroup"),
  "rds/getProxy": named("aws:rds/proxy:Proxy"),
  "dynamodb/getTable": named("aws:dynamodb/table:Table"),
  "elasticache/getCluster": byId("aws:elasticache/cluster:Cluster", "clusterId"),
  "elasticache/getReplicationGroup": byId(
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "replicationGroupId",
  ),
  "elasticache/getSubnetGroup": named("aws:elasticache/subnetGroup:SubnetGroup"),
  "efs/getFileSystem": {
    type: "aws:efs/fileSystem:FileSystem",
    by: { fileSystemId: "id", creationToken: "creationToken" },
  },
  "efs/getAccessPoint": byId("aws:efs/accessPoint:AccessPoint", "accessPointId"),
  "dms/getReplicationInstance": {
    type: "aws:dms/replicationInstance:ReplicationInstance",
    by: { replicationInstanceId: "replicationInstanceId" },
  },
  "dms/getEndpoint": { type: "aws:dms/endpoint:Endpoint", by: { endpointId: "endpointId" } },
  "dms/getReplicationTask": {
    type: "aws:dms/replicationTask:ReplicationTask",
    by: { replicationTaskId: "replicationTaskId" },
  },
  "dms/getReplicationSubnetGroup": {
    type: "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
    by: { replicationSubnetGroupId: "replicationSubnetGroupId" },
  },
  "s3/getBucketPolicy": { type: "aws:s3/bucketPolicy:BucketPolicy", by: { bucket: "bucket" } },
  "kinesis/getStream": { ...named("aws:kinesis/stream:Stream"), also: () => ({ status: "ACTIVE" }) },
  "kinesis/getFirehoseDeliveryStream": named("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"),
  "backup/getVault": named("aws:backup/vault:Vault"),
  "backup/getPlan": { ...byId("aws:backup/plan:Plan", "planId"), also: ({ id }) => ({ planId: id }) },
  "opensearch/getDomain": { type: "aws:opensearch/domain:Domain", by: { domainName: "domainName" } },
  "msk/getCluster": { type: "aws:msk/cluster:Cluster", by: { clusterName: "clusterName" } },
};

const dataLists: Record<string, Listing> = {
  "rds/getClusters": {
    type: "aws:rds/cluster:Cluster",
    lists: { clusterIdentifiers: "id", clusterArns: "arn" },
  },
  "rds/getInstances": {
    type: "aws:rds/instance:Instance",
    lists: { instanceIdentifiers: "identifier", instanceArns: "arn" },
  },
  "secretsmanager/getSecrets": {
    type: "aws:secretsmanager/secret:Secret",
    lists: { arns: "id", names: "name" },
  },
  "dynamodb/getTables": { type: "aws:dynamodb/table:Table", lists: { names: "id" } },
};

/** What users and messages come in by, and who may. */
const application: Record<string, Lookup> = {
  "apigateway/getRestApi": named("aws:apigateway/restApi:RestApi"),
  "apigateway/getResource": {
    type: "aws:apigateway/resource:Resource",
    by: { restApiId: "restApi", path: "path" },
    also: ({ outputs }) => ({ restApiId: outputs.restApi }),
  },
  "apigateway/getDomainName": {
    type: "aws:apigateway/domainName:DomainName",
    by: { domainName: "domainName" },
  },
  "apigateway/getVpcLink": {
    ...named("aws:apigateway/vpcLink:VpcLink"),
    also: () => ({ status: "AVAILABLE" }),
  },
  "apigatewayv2/getApi": { ...byId("aws:apigatewayv2/api:Api", "apiId"), also: ({ id }) => ({ apiId: id }) },
  "apigatewayv2/getVpcLink": {
    ...byId("aws:apigatewayv2/vpcLink:VpcLink", "vpcLinkId"),
    also: ({ id }) => ({ vpcLinkId: id }),
  },
  "cognito/getUserPool": {
    ...byId("aws:cognito/userPool:UserPool", "userPoolId"),
    also: ({ id }) => ({ userPoolId: id }),
  },
  "cognito/getUserPoolClient": {
    type: "aws:cognito/userPoolClient:UserPoolClient",
    by: { clientId: "id", userPoolId: "userPoolId" },
    also: ({ id }) => ({ clientId: id }),
  },
  "cognito/getIdentityPool": {
    type: "aws:cognito/identityPool:IdentityPool",
    by: { identityPoolName: "identityPoolName" },
  },
  "sqs/getQueue": named("aws:sqs/queue:Queue"),
  "sns/getTopic": named("aws:sns/topic:Topic"),
  "cloudwatch/getLogGroup": named("aws:cloudwatch/logGroup:LogGroup"),
  "wafv2/getWebAcl": { type: "aws:wafv2/webAcl:WebAcl", by: { name: "name", scope: "scope" } },
  "wafv2/getIpSet": { type: "aws:wafv2/ipSet:IpSet", by: { name: "name", scope: "scope" } },
  "wafv2/getRuleGroup": { type: "aws:wafv2/ruleGroup:RuleGroup", by: { name: "name", scope: "scope" } },
  "wafv2/getRegexPatternSet": {
    type: "aws:wafv2/regexPatternSet:RegexPatternSet",
    by: { name: "name", scope: "scope" },
  },
  "cloudfront/getDistribution": byId("aws:cloudfront/distribution:Distribution"),
  "cloudfront/getFunction": named("aws:cloudfront/function:Function"),
  "cloudfront/getOriginAccessIdentity": byId("aws:cloudfront/originAccessIdentity:OriginAccessIdentity"),
  "cloudfront/getOriginAccessControl": byId("aws:cloudfront/originAccessControl:OriginAccessControl"),
  "servicediscovery/getService": {
    type: "aws:servicediscovery/service:Service",
    by: { name: "name", namespaceId: "namespaceId" },
  },
  "iam/getRole": { ...named("aws:iam/role:Role"), also: ({ outputs }) => ({ uniqueId: outputs.uniqueId }) },
  "iam/getUser": {
    type: "aws:iam/user:User",
    by: { userName: "name" },
    also: ({ outputs }) => ({ userName: outputs.name, userId: outputs.uniqueId }),
  },
  "iam/getGroup": {
    type: "aws:iam/group:Group",
    by: { groupName: "name" },
    also: ({ outputs }) => ({ groupName: outputs.name, groupId: outputs.uniqueId }),
  },
  "iam/getInstanceProfile": {
    ...named("aws:iam/instanceProfile:InstanceProfile"),
    also: ({ outputs }, call) => {
      const name = text(outputs, "role");
      const role = name === undefined ? undefined : call.account.find("aws:iam/role:Role", name);
      return { roleName: name, roleArn: role?.outputs.arn, roleId: role?.outputs.uniqueId };
    },
  },
  "iam/getOpenIdConnectProvider": {
    type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    by: { arn: "arn", url: "url" },
  },
  "codestarconnections/getConnection": {
    type: "aws:codestarconnections/connection:Connection",
    by: { arn: "id", name: "name" },
  },
};

const applicationLists: Record<string, Listing> = {
  "route53/getZones": { type: "aws:route53/zone:Zone", lists: { ids: "id" } },
  "apigatewayv2/getApis": {
    type: "aws:apigatewayv2/api:Api",
    by: { name: "name", protocolType: "protocolType" },
    lists: { ids: "id" },
  },
  "cognito/getUserPools": {
    type: "aws:cognito/userPool:UserPool",
    by: { name: "name" },
    lists: { ids: "id", arns: "arn" },
  },
};

/** Functions that find one resource, by module and name. */
export const found: Readonly<Record<string, Lookup>> = { ...networks, ...compute, ...data, ...application };

/** Functions that list resources. */
export const listed: Readonly<Record<string, Listing>> = {
  ...networkLists,
  ...computeLists,
  ...dataLists,
  ...applicationLists,
};

/** Functions that find what the account holds, by type and property. */
export const catalogue: FunctionTable = { ...lookups(found), ...listings(listed) };
