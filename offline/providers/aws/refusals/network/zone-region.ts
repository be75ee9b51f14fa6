import { text, texts } from "../../../core/values/read";
import { knownRegions, regionFacts, zonesOf } from "../../regions";
import { whenMade } from "../phases";
import { found, type Refusal } from "../refusal";

/** Inputs that name availability zones, by type. */
const zoneInputs: Record<string, readonly string[]> = {
  "aws:ec2/subnet:Subnet": ["availabilityZone", "availabilityZoneId"],
  "aws:ec2/instance:Instance": ["availabilityZone"],
  "aws:ebs/volume:Volume": ["availabilityZone"],
  "aws:rds/cluster:Cluster": ["availabilityZones"],
  "aws:rds/clusterInstance:ClusterInstance": ["availabilityZone"],
  "aws:rds/instance:Instance": ["availabilityZone"],
  "aws:elasticache/replicationGroup:ReplicationGroup": ["preferredCacheClusterAzs"],
  "aws:elasticache/cluster:Cluster": ["availabilityZone"],
};

export const zoneOfOtherRegion: Refusal = {
  ...whenMade,
  name: "availability-zone-region",
  code: "InvalidParameterValue",
  sentence: "An availability zone is one of the resource's region.",
  source: "Amazon EC2 User Guide, Regions and Zones",
  types: Object.keys(zoneInputs),
  judge({ type, inputs, region }) {
    if (region === undefined || !knownRegions.includes(region)) return undefined;
    const prefix = `${regionFacts(region).zoneIdPrefix}-`;
    for (const property of zoneInputs[type] ?? []) {
      const isId = property.endsWith("Id");
      const named = [text(inputs, property) ?? [], texts(inputs, property)].flat();
      // Local zones have longer names and ids, such as us-west-2-lax-1a and usw2-lax1-az1: they begin alike.
      const far = named.find((zone) => !zone.startsWith(isId ? prefix : region));
      if (far === undefined) continue;
      const own = zonesOf(region).map(({ name, id }) => (isId ? id : name));
      return found(
        `Value (${far}) for parameter ${property} is invalid in ${region}; its zones are ${own.join(", ")}`,
        property,
      );
    }
    return undefined;
  },
};
