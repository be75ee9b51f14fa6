import { tokenOf } from "../../facts/mapping";
import { factsIfThere } from "../../facts/store";

/**
 * Inputs that AWS takes only on creation: a change makes a new resource. Paths leave out list indexes; a path covers
 * everything under it. `region` and `xPrefix` beside a create-only `x` follow from rules and are not listed.
 * Source: the "Update requires: Replacement" of AWS's own resource documentation and the provider's behaviour.
 *
 * A type that is not listed goes by the facts; one that is not there either keeps AWS's usual habit: its name is
 * create-only, everything else can change.
 */
const table: Record<string, readonly string[]> = {
  "aws:ec2/vpc:Vpc": ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
  "aws:ec2/subnet:Subnet": [
    ...["vpcId", "cidrBlock", "availabilityZone", "availabilityZoneId", "ipv6Native"],
    ...["ipv4IpamPoolId", "ipv4NetmaskLength", "ipv6IpamPoolId", "ipv6NetmaskLength", "outpostArn"],
  ],
  "aws:ec2/internetGateway:InternetGateway": [],
  "aws:ec2/eip:Eip": ["domain", "address", "publicIpv4Pool", "networkBorderGroup", "customerOwnedIpv4Pool"],
  "aws:ec2/natGateway:NatGateway": [
    "allocationId",
    "subnetId",
    "connectivityType",
    "privateIp",
    "vpcId",
    "availabilityMode",
  ],
  "aws:ec2/routeTable:RouteTable": ["vpcId"],
  "aws:ec2/defaultRouteTable:DefaultRouteTable": ["defaultRouteTableId"],
  "aws:ec2/route:Route": [
    "routeTableId",
    "destinationCidrBlock",
    "destinationIpv6CidrBlock",
    "destinationPrefixListId",
  ],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["subnetId", "gatewayId"],
  "aws:ec2/securityGroup:SecurityGroup": ["vpcId", "name", "description"],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["vpcId"],
  "aws:ec2/securityGroupRule:SecurityGroupRule": [
    ...["securityGroupId", "type", "protocol", "fromPort", "toPort", "cidrBlocks", "ipv6CidrBlocks"],
    ...["prefixListIds", "self", "sourceSecurityGroupId"],
  ],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["securityGroupId"],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["securityGroupId"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": [
    "vpcId",
    "serviceName",
    "vpcEndpointType",
    "serviceRegion",
    "resourceConfigurationArn",
    "serviceNetworkArn",
  ],
  "aws:ec2/flowLog:FlowLog": [
    ...[
      "vpcId",
      "subnetId",
      "eniId",
      "transitGatewayId",
      "transitGatewayAttachmentId",
      "regionalNatGatewayId",
    ],
    ...["trafficType", "logDestination", "logDestinationType", "logFormat", "maxAggregationInterval"],
    ...["iamRoleArn", "deliverCrossAccountRole", "destinationOptions"],
  ],
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": ["vpcId", "peerVpcId", "peerOwnerId", "peerRegion"],
  "aws:ec2transitgateway/transitGateway:TransitGateway": ["amazonSideAsn", "multicastSupport"],
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ["transitGatewayId", "vpcId"],
  "aws:ec2transitgateway/peeringAttachment:PeeringAttachment": [
    "peerTransitGatewayId",
    "peerRegion",
    "peerAccountId",
    "transitGatewayId",
  ],
  "aws:ec2/launchTemplate:LaunchTemplate": ["name"],
  "aws:eks/cluster:Cluster": [
    ...["name", "roleArn", "outpostConfig", "bootstrapSelfManagedAddons"],
    ...["kubernetesNetworkConfig.ipFamily", "kubernetesNetworkConfig.serviceIpv4Cidr"],
    "accessConfig.bootstrapClusterCreatorAdminPermissions",
  ],
  "aws:eks/accessEntry:AccessEntry": ["clusterName", "principalArn", "type"],
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": [
    "clusterName",
    "principalArn",
    "policyArn",
    "accessScope",
  ],
  "aws:eks/addon:Addon": ["clusterName", "addonName", "namespaceConfig"],
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": ["clusterName", "namespace", "serviceAccount"],
  "aws:eks/nodeGroup:NodeGroup": [
    ...["clusterName", "nodeGroupName", "nodeRoleArn", "subnetIds", "amiType", "capacityType", "diskSize"],
    ...["instanceTypes", "remoteAccess", "launchTemplate.id", "launchTemplate.name"],
  ],
  "aws:iam/role:Role": ["name", "path"],
  "aws:iam/groupPolicy:GroupPolicy": ["name", "group"],
  "aws:iam/rolePolicy:RolePolicy": ["name", "role"],
  "aws:iam/policy:Policy": ["name", "path", "description"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["role", "policyArn"],
  "aws:iam/instanceProfile:InstanceProfile": ["name", "path"],
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": ["url"],
  "aws:lb/loadBalancer:LoadBalancer": ["name", "internal", "loadBalancerType", "customerOwnedIpv4Pool"],
  "aws:lb/targetGroup:TargetGroup": [
    "name",
    "port",
    "protocol",
    "protocolVersion",
    "targetType",
    "vpcId",
    "ipAddressType",
  ],
  "aws:lb/listener:Listener": ["loadBalancerArn"],
  "aws:lb/listenerRule:ListenerRule": ["listenerArn"],
  "aws:rds/globalCluster:GlobalCluster": [
    "globalClusterIdentifier",
    "engine",
    "storageEncrypted",
    "databaseName",
    "sourceDbClusterIdentifier",
  ],
  "aws:rds/cluster:Cluster": [
    ...[
      "clusterIdentifier",
      "databaseName",
      "masterUsername",
      "kmsKeyId",
      "storageEncrypted",
      "sourceRegion",
    ],
    ...[
      "engine",
      "engineMode",
      "dbSubnetGroupName",
      "availabilityZones",
      "dbSystemId",
      "s3Import",
      "restoreToPointInTime",
    ],
    "clusterScalabilityType",
  ],
  "aws:rds/clusterInstance:ClusterInstance": [
    ...["identifier", "clusterIdentifier", "engine", "availabilityZone", "dbSubnetGroupName"],
    "customIamInstanceProfile",
  ],
  "aws:rds/instance:Instance": [
    ...[
      "engine",
      "username",
      "dbName",
      "kmsKeyId",
      "storageEncrypted",
      "availabilityZone",
      "characterSetName",
    ],
    ...[
      "timezone",
      "s3Import",
      "restoreToPointInTime",
      "customIamInstanceProfile",
      "performanceInsightsKmsKeyId",
    ],
  ],
  "aws:rds/subnetGroup:SubnetGroup": ["name"],
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": ["name", "family", "description"],
  "aws:rds/parameterGroup:ParameterGroup": ["name", "family", "description"],
  "aws:kms/key:Key": ["multiRegion", "keyUsage", "customerMasterKeySpec", "customKeyStoreId", "xksKeyId"],
  "aws:kms/alias:Alias": ["name"],
  "aws:kms/replicaKey:ReplicaKey": ["primaryKeyArn"],
  "aws:secretsmanager/secret:Secret": ["name"],
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretId", "secretString", "secretBinary"],
  "aws:secretsmanager/secretPolicy:SecretPolicy": ["secretArn"],
  "aws:s3/bucket:Bucket": ["bucket", "objectLockEnabled", "bucketNamespace"],
  "aws:s3/bucketObject:BucketObject": ["bucket", "key"],
  "aws:s3/bucketObjectv2:BucketObjectv2": ["bucket", "key"],
  "aws:cloudfront/distribution:Distribution": ["staging"],
  "aws:cloudfront/originAccessControl:OriginAccessControl": [],
  "aws:cloudfront/cachePolicy:CachePolicy": [],
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": [],
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": [],
  "aws:cloudfront/function:Function": ["name"],
  "aws:cloudfront/keyValueStore:KeyValueStore": ["name"],
  "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey": ["keyValueStoreArn", "key"],
  "aws:acm/certificate:Certificate": [
    "domainName",
    "subjectAlternativeNames",
    "validationMethod",
    "keyAlgorithm",
    "certificateAuthorityArn",
    "validationOptions",
  ],
  "aws:acm/certificateValidation:CertificateValidation": ["certificateArn", "validationRecordFqdns"],
  "aws:wafv2/webAcl:WebAcl": ["name", "scope"],
  "aws:wafv2/ipSet:IpSet": ["name", "scope", "ipAddressVersion"],
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": ["resourceArn"],
  "aws:route53/zone:Zone": ["name", "delegationSetId"],
  "aws:route53/record:Record": ["zoneId", "name"],
  "aws:route53/healthCheck:HealthCheck": ["type", "requestInterval", "measureLatency", "referenceName"],
  "aws:route53/queryLog:QueryLog": ["cloudwatchLogGroupArn", "zoneId"],
  "aws:cloudwatch/logGroup:LogGroup": ["name", "logGroupClass"],
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": ["policyName"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["name"],
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": ["name", "logType", "resourceArn"],
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": ["name", "deliveryDestinationType"],
  "aws:cloudwatch/logDelivery:LogDelivery": ["deliverySourceName", "deliveryDestinationArn"],
  "aws:cloudwatch/eventTarget:EventTarget": ["rule", "targetId", "eventBusName"],
  "aws:sns/topic:Topic": ["name", "fifoTopic"],
  "aws:sns/topicPolicy:TopicPolicy": ["arn"],
  "aws:sns/topicSubscription:TopicSubscription": ["topic", "protocol", "endpoint"],
  "aws:sqs/queue:Queue": ["name", "fifoQueue"],
  "aws:backup/vault:Vault": ["name", "kmsKeyArn"],
  "aws:backup/plan:Plan": [],
  "aws:backup/selection:Selection": [
    "name",
    "planId",
    "iamRoleArn",
    "resources",
    "notResources",
    "selectionTags",
    "conditions",
  ],
  "aws:appautoscaling/target:Target": ["resourceId", "scalableDimension", "serviceNamespace"],
  "aws:appautoscaling/policy:Policy": ["name", "resourceId", "scalableDimension", "serviceNamespace"],
  "aws:lambda/function:Function": ["name", "packageType", "tenancyConfig"],
  "aws:lambda/permission:Permission": [
    "action",
    "function",
    "principal",
    "sourceArn",
    "sourceAccount",
    "statementId",
    "qualifier",
  ],
  "aws:dynamodb/table:Table": ["name", "hashKey", "rangeKey", "localSecondaryIndexes", "importTable"],
  "aws:ssm/parameter:Parameter": ["name"],
  // What is deployed stays as it was: another state of the API is another deployment.
  "aws:apigateway/deployment:Deployment": ["restApi", "triggers", "variables"],
};

/**
 * Create-only inputs of a type: by the table, else by AWS's schemas as the facts have them; undefined when neither knows
 * the type.
 */
export function createOnlyInputs(type: string): readonly string[] | undefined {
  return table[type.replace(/^aws:alb\//, "aws:lb/")] ?? factsOf(type);
}

/** Where the provider changes in place what CloudFormation replaces. Source: the provider's own schemas. */
const changeable: Record<string, readonly string[]> = {
  "elasticache/replicationGroup:ReplicationGroup": ["preferredCacheClusterAzs", "replicasPerNodeGroup"],
};

/** What the provider replaces and CloudFormation changes in place, or does not have. Source: as above. */
const fixed: Record<string, readonly string[]> = {
  "elasticache/replicationGroup:ReplicationGroup": ["securityGroupNames"],
};

const known = new Map<string, readonly string[] | undefined>();

function factsOf(type: string): readonly string[] | undefined {
  if (!known.has(type)) known.set(type, readFacts(type));
  return known.get(type);
}

function readFacts(type: string): readonly string[] | undefined {
  const token = tokenOf(type);
  const node = token === undefined ? undefined : factsIfThere()?.type(token);
  if (token === undefined || node === undefined) return undefined;
  const inputs = Object.entries(node.d[node.k] ?? {});
  // A part of another resource says nothing about what it is attached to.
  const createOnly = inputs.filter(([, { f }]) => f?.createOnly === 1).map(([name]) => name);
  if (createOnly.length === 0) return undefined;
  return [
    ...createOnly.filter((name) => changeable[token]?.includes(name) !== true),
    ...(fixed[token] ?? []),
  ];
}
