import type { SubnetSpec } from "./subnet-spec";

export const nameTagStrategies = ["Legacy", "AvailabilityZone"] as const;
export type NameTagStrategy = (typeof nameTagStrategies)[number];

/** `app-private-1`: VPC, spec and the zone's number. It is the resource's name whatever the name tag is. */
export function subnetName(vpcName: string, spec: SubnetSpec, zone: number): string {
  return `${vpcName}-${partOf(spec)}-${zone + 1}`;
}

/** The `Name` tag: the resource's name, or with the zone instead of its number: `app-private-1a`. */
export function subnetNameTag(
  vpcName: string,
  spec: SubnetSpec,
  zone: number,
  zoneName: string,
  strategy: NameTagStrategy,
): string {
  return strategy === "Legacy"
    ? subnetName(vpcName, spec, zone)
    : `${vpcName}-${partOf(spec)}-${zoneSuffix(zoneName)}`;
}

/** Two zones whose names end alike, which would give two subnets the same name tag; undefined when there are none. */
export function ambiguousZones(zoneNames: readonly string[]): readonly [string, string] | undefined {
  for (const [index, name] of zoneNames.entries()) {
    const same = zoneNames.findIndex((other) => zoneSuffix(other) === zoneSuffix(name));
    if (same < index) return [zoneNames[same] ?? "", name];
  }
  return undefined;
}

function partOf(spec: SubnetSpec): string {
  return spec.name ?? spec.type.toLowerCase();
}

/** `1a` of `us-east-1a`, `2-lax-1a` of the local zone `us-west-2-lax-1a`; the whole name when it has another form. */
function zoneSuffix(zoneName: string): string {
  return zoneName.replace(/^[a-z]{2}(?:-[a-z]+)+-/, "");
}
