import { isMap } from "../../../providers/core/values/value";
import { asText, fields, items, object, renamed, type Shape, type TypeShapes } from "./shape";

/** One routing policy, in a list of one in Pulumi. */
function policy(shapes: TypeShapes): Shape {
  return (writer, value, path) => {
    for (const { item, path: at } of items(value, path)) fields(writer, item, at, shapes);
  };
}

const record: TypeShapes = {
  name: renamed("Name"),
  type: renamed("Type"),
  ttl: asText("TTL"),
  zoneId: renamed("HostedZoneId"),
  records: renamed("ResourceRecords"),
  setIdentifier: renamed("SetIdentifier"),
  healthCheckId: renamed("HealthCheckId"),
  multivalueAnswerRoutingPolicy: renamed("MultiValueAnswer"),
  aliases: policy({
    name: renamed("AliasTarget.DNSName"),
    zoneId: renamed("AliasTarget.HostedZoneId"),
    evaluateTargetHealth: renamed("AliasTarget.EvaluateTargetHealth"),
  }),
  failoverRoutingPolicies: policy({ type: renamed("Failover") }),
  weightedRoutingPolicies: policy({ weight: renamed("Weight") }),
  latencyRoutingPolicies: policy({ region: renamed("Region") }),
  geolocationRoutingPolicies: policy({
    continent: renamed("GeoLocation.ContinentCode"),
    country: renamed("GeoLocation.CountryCode"),
    subdivision: renamed("GeoLocation.SubdivisionCode"),
  }),
  geoproximityRoutingPolicy: object({
    awsRegion: renamed("GeoProximityLocation.AWSRegion"),
    bias: renamed("GeoProximityLocation.Bias"),
    localZoneGroup: renamed("GeoProximityLocation.LocalZoneGroup"),
    coordinates: policy({
      latitude: renamed("GeoProximityLocation.Coordinates.Latitude"),
      longitude: renamed("GeoProximityLocation.Coordinates.Longitude"),
    }),
  }),
  cidrRoutingPolicy: object({
    collectionId: renamed("CidrRoutingConfig.CollectionId"),
    locationName: renamed("CidrRoutingConfig.LocationName"),
  }),
};

/**
 * Public addresses of the stand-ins are in 198.18.0.0/15, which nobody on the internet has: Route 53 would refuse one, and
 * never gets to see it.
 */
const checkedAddress: Shape = (writer, value, path) => {
  if (typeof value === "string" && /^198\.1[89]\./.test(value)) return;
  writer.put("HealthCheckConfig.IPAddress", value, path);
};

const healthCheck: TypeShapes = Object.fromEntries(
  Object.entries({
    type: "Type",
    fqdn: "FullyQualifiedDomainName",
    port: "Port",
    resourcePath: "ResourcePath",
    searchString: "SearchString",
    requestInterval: "RequestInterval",
    failureThreshold: "FailureThreshold",
    measureLatency: "MeasureLatency",
    enableSni: "EnableSNI",
    invertHealthcheck: "Inverted",
    regions: "Regions",
    childHealthchecks: "ChildHealthChecks",
    childHealthThreshold: "HealthThreshold",
    insufficientDataHealthStatus: "InsufficientDataHealthStatus",
    cloudwatchAlarmName: "AlarmIdentifier.Name",
    cloudwatchAlarmRegion: "AlarmIdentifier.Region",
    routingControlArn: "RoutingControlArn",
  })
    .map(([input, place]): [string, Shape] => [input, renamed(`HealthCheckConfig.${place}`)])
    .concat([["ipAddress", checkedAddress]]),
);

export const dns: Readonly<Record<string, TypeShapes>> = {
  "route53/record:Record": record,
  "route53/healthCheck:HealthCheck": healthCheck,
  "route53/zone:Zone": {
    name: renamed("Name"),
    comment: renamed("HostedZoneConfig.Comment"),
    vpcs: (writer, value, path) => {
      for (const [index, { item, path: at }] of items(value, path).entries())
        fields(writer, item, at, {
          vpcId: renamed(`VPCs[${index}].VPCId`),
          vpcRegion: renamed(`VPCs[${index}].VPCRegion`),
        });
      // A zone's own region is that of its network when it names none.
      for (const [index, { item, path: at }] of items(value, path).entries())
        if (isMap(item) && item.vpcRegion === undefined && writer.resource.region !== undefined)
          writer.write(`VPCs[${index}].VPCRegion`, writer.resource.region, at);
    },
  },
};
