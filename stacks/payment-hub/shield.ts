import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { type ProtectedResource, ShieldProtection } from "../../components/shield-protection";
import type { Edge } from "./edge";
import type { Hub } from "./hub";
import type { RegionalHalf } from "./regional";

/** What exists once, and only the primary stack has. */
export interface HomeOnly {
  edge: Edge;
  zoneId: pulumi.Input<string>;
}

/**
 * By setting, Shield Advanced: each stack protects its load balancer's addresses, the primary the distributions and the
 * zone besides, and it subscribes the account.
 */
export function shieldUp(hub: Hub, half: RegionalHalf, home?: HomeOnly): void {
  const { settings, opts } = hub;
  const { shieldAdvanced } = settings.recovery;
  if (shieldAdvanced === undefined) return;
  const subscribe = home !== undefined && shieldAdvanced.subscribe;
  const resources = [...addresses(hub, half), ...(home === undefined ? [] : once(hub, home))];
  new ShieldProtection("shield", { resources, namePrefix: hub.names.prefix, subscribe }, opts);
}

function addresses({ settings, opts }: Hub, half: RegionalHalf): ProtectedResource[] {
  const { region, network } = settings;
  const invoke = { provider: opts.providers.aws };
  const { partition } = getPartitionOutput({}, invoke);
  const { accountId } = getCallerIdentityOutput({}, invoke);
  const { healthCheckId } = half;
  return network.availabilityZones.map((_, zone) => ({
    name: `${region}-${zone + 1}`,
    resourceArn: pulumi.interpolate`arn:${partition}:ec2:${region}:${accountId}:eip-allocation/${half.cluster.addressIds.apply((ids) => ids[zone] as string)}`,
    healthCheckArn:
      healthCheckId && pulumi.interpolate`arn:${partition}:route53:::healthcheck/${healthCheckId}`,
  }));
}

function once({ opts }: Hub, { edge, zoneId }: HomeOnly): ProtectedResource[] {
  const { partition } = getPartitionOutput({}, { provider: opts.providers.aws });
  return [
    { name: "site", resourceArn: edge.site.distributionArn },
    { name: "api", resourceArn: edge.api.distributionArn },
    {
      name: "zone",
      resourceArn: pulumi.interpolate`arn:${partition}:route53:::hostedzone/${zoneId}`,
    },
  ];
}
