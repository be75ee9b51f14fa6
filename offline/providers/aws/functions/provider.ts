import { ProviderError } from "../../core/protocol/provider";
import { maps, text, texts } from "../../core/values/read";
import { knownRegions, regionFacts, zonesOf } from "../regions";
import type { FunctionTable } from "./table";

/** Functions about the caller, regions and names: all computable. */
export const provider: FunctionTable = {
  "aws:index/getCallerIdentity:getCallerIdentity": ({ settings, region }) => ({
    id: settings.accountId,
    accountId: settings.accountId,
    arn: `arn:${regionFacts(region).partition}:iam::${settings.accountId}:user/offline`,
    userId: "AIDAOFFLINEOFFLINE000",
  }),
  "aws:index/getRegion:getRegion": ({ args, region }) => {
    const name = text(args, "name") ?? text(args, "id") ?? region;
    const endpoint = `ec2.${name}.${regionFacts(name).dnsSuffix}`;
    return { id: name, name, region: name, endpoint, description: name };
  },
  "aws:index/getRegions:getRegions": ({ region }) => {
    const { partition } = regionFacts(region);
    return { id: partition, names: knownRegions.filter((name) => regionFacts(name).partition === partition) };
  },
  "aws:index/getPartition:getPartition": ({ region }) => {
    const { partition, dnsSuffix } = regionFacts(region);
    return {
      id: partition,
      partition,
      dnsSuffix,
      reverseDnsPrefix: dnsSuffix.split(".").reverse().join("."),
    };
  },
  "aws:index/getServicePrincipal:getServicePrincipal": ({ args, region }) => {
    const service = text(args, "serviceName") ?? "";
    const name = `${service}.amazonaws.com`;
    return { id: `${service}.${region}.amazonaws.com`, name, region, suffix: "amazonaws.com" };
  },
  "aws:index/getArn:getArn": ({ args }) => {
    const arn = text(args, "arn") ?? "";
    const [lead, partition = "", service = "", region = "", account = "", ...resource] = arn.split(":");
    if (lead !== "arn" || resource.length === 0)
      throw new ProviderError(
        `getArn: "${arn}" is not an ARN; one reads arn:partition:service:region:account:resource`,
      );
    return { id: arn, arn, partition, service, region, account, resource: resource.join(":") };
  },
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ args, region }) => {
    const skipped = new Set([...texts(args, "excludeNames"), ...texts(args, "excludeZoneIds")]);
    const filters = maps(args, "filters");
    const matches = (name: string, value: string): boolean =>
      filters.every((filter) => text(filter, "name") !== name || texts(filter, "values").includes(value));
    const zones = zonesOf(region)
      .filter(({ name, id }) => !skipped.has(name) && !skipped.has(id))
      .filter(({ name, id }) => matches("zone-name", name) && matches("zone-id", id))
      .filter(
        () => matches("opt-in-status", "opt-in-not-required") && matches("zone-type", "availability-zone"),
      );
    return {
      id: region,
      region,
      names: zones.map(({ name }) => name),
      zoneIds: zones.map(({ id }) => id),
      groupNames: zones.length > 0 ? [`${region}-zg-1`] : [],
    };
  },
  "aws:index/getAvailabilityZone:getAvailabilityZone": ({ args, region }) => {
    const { name, zoneId } = args;
    const zone = zonesOf(region).find((one) => one.name === name || one.id === zoneId);
    if (zone === undefined)
      throw new ProviderError(
        `getAvailabilityZone: ${region} has no zone ${JSON.stringify(name ?? zoneId ?? null)}; it has ${zonesOf(
          region,
        )
          .map((one) => one.name)
          .join(", ")}`,
      );
    return {
      id: zone.name,
      name: zone.name,
      zoneId: zone.id,
      region,
      nameSuffix: zone.name.slice(region.length),
      state: "available",
      groupName: `${region}-zg-1`,
      networkBorderGroup: region,
      optInStatus: "opt-in-not-required",
      zoneType: "availability-zone",
      ...{ groupLongName: "", parentZoneId: "", parentZoneName: "" },
    };
  },
};
