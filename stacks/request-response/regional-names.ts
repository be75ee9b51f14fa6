import type * as pulumi from "@pulumi/pulumi";
import { RegionalRecord, RoutingKind } from "../../components/regional-record";
import type { ServerlessApi } from "../../components/serverless-api";
import { locationsOf } from "../settings/geolocation";
import type { Flow } from "./flow";
import { PATHS } from "./routes";

/**
 * The region's answers for the names of the API: `api.` answers with the nearest healthy region, `local.` with the region
 * of the caller's country or continent, and with the nearest one for everybody else and whenever that region is down.
 */
export function regionalNames(
  { settings, names, opts }: Flow,
  zoneId: pulumi.Input<string>,
  api: ServerlessApi,
): RegionalRecord {
  const { region, role, geolocation, recovery } = settings;
  const { intervalSeconds: requestInterval, failures: failureThreshold } = recovery.healthCheck;
  if (api.targetDomainName === undefined || api.targetZoneId === undefined) {
    throw new Error("the API has no name of its own to answer with");
  }
  return new RegionalRecord(
    "names",
    {
      zoneId,
      recordName: names.localName,
      region,
      routing: {
        kind: RoutingKind.Geolocation,
        locations: locationsOf(geolocation),
        ownsDefault: role === "primary",
        nearestName: names.apiName,
      },
      target: { dnsName: api.targetDomainName, zoneId: api.targetZoneId },
      regionalName: names.regionName(region),
      healthCheck: { path: PATHS.health, requestInterval, failureThreshold },
    },
    opts,
  );
}
