import type * as pulumi from "@pulumi/pulumi";
import { FailoverRole, RegionalRecord, type Routing, RoutingKind } from "../../components/regional-record";
import type { App } from "./app";
import { HEALTH } from "./application";
import type { Entrance } from "./entrance";

/** The region's answer for the name of the application: while the other is lost, or beside it by latency. */
export function record(
  { settings, names, opts }: App,
  zoneId: pulumi.Input<string>,
  { balancer }: Entrance,
): RegionalRecord {
  const { region, recovery } = settings;
  const { intervalSeconds: requestInterval, failures: failureThreshold } = recovery.healthCheck;
  return new RegionalRecord(
    "name",
    {
      zoneId,
      recordName: names.appName,
      region,
      routing: routing({ settings }),
      target: { dnsName: balancer.dnsName, zoneId: balancer.zoneId },
      regionalName: names.regionName(region),
      healthCheck: { path: HEALTH, requestInterval, failureThreshold },
    },
    opts,
  );
}

function routing({ settings: { role, recovery } }: Pick<App, "settings">): Routing {
  if (recovery.mode === "active-active") return { kind: RoutingKind.Latency };
  const half = role === "primary" ? FailoverRole.Primary : FailoverRole.Secondary;
  return { kind: RoutingKind.Failover, role: half };
}
