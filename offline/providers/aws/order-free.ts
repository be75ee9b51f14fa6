/** Lists whose order AWS does not keep, by the last step of their path; true of every type that has them. */
const everywhere = new Set([
  ...["securityGroups", "securityGroupIds", "vpcSecurityGroupIds", "subnetIds", "subnets", "subnetMappings"],
  ...["routeTableIds", "routes", "ingress", "egress", "cidrBlocks", "ipv6CidrBlocks", "prefixListIds"],
  ...["availabilityZones", "publicAccessCidrs", "enabledCloudwatchLogsExports", "enabledClusterLogTypes"],
  ...["subjectAlternativeNames", "validationRecordFqdns", "records", "aliases", "nodePools"],
  ...["alarmActions", "okActions", "insufficientDataActions", "logDestinationConfigs", "replicas"],
  ...["origins", "originGroups", "customHeaders", "allowedMethods", "cachedMethods", "originSslProtocols"],
  ...["customErrorResponses", "functionAssociations", "lambdaFunctionAssociations", "managedPolicyArns"],
]);

/** Lists without order in one type. */
const byType: Record<string, readonly string[]> = {
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": ["parameters"],
  "aws:rds/parameterGroup:ParameterGroup": ["parameters"],
  "aws:wafv2/webAcl:WebAcl": ["rules"],
  "aws:wafv2/ipSet:IpSet": ["addresses"],
  "aws:route53/healthCheck:HealthCheck": ["regions", "childHealthchecks"],
  "aws:route53/zone:Zone": ["vpcs"],
  "aws:backup/selection:Selection": ["resources", "notResources", "selectionTags"],
  "aws:backup/plan:Plan": ["rules"],
  "aws:dynamodb/table:Table": ["attributes", "globalSecondaryIndexes"],
};

/** True when the order of the list at this path (indexes left out) means nothing. */
export function orderFree(type: string, path: string): boolean {
  const last = path.slice(path.lastIndexOf(".") + 1);
  return everywhere.has(last) || byType[type]?.includes(path) === true;
}
