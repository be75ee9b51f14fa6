import * as pulumi from "@pulumi/pulumi";
import { type ProtectedResource, ShieldProtection } from "../../components/shield-protection";
import type { Cart } from "./cart";
import type { RegionalHalf } from "./region";

/** What exists once, and only the primary stack has. */
export interface HomeOnly {
  distributionArn: pulumi.Input<string>;
  acceleratorArn: pulumi.Input<string> | undefined;
}

/**
 * By setting, Shield Advanced: each stack protects its load balancer, whose health Route 53 asks; the primary protects
 * the distribution, the accelerator and the zone besides, subscribes the account and lets the response team in.
 */
export function shieldUp({ settings, names, opts }: Cart, half: RegionalHalf, home?: HomeOnly): void {
  const { region, recovery } = settings;
  const { shieldAdvanced, responseTeam } = recovery;
  if (shieldAdvanced === undefined) return;
  const { healthCheckId } = half.names.shop;
  const global = (service: string, rest: pulumi.Input<string>) =>
    pulumi
      .all([half.base.account, rest])
      .apply(([{ partition }, resource]) => `arn:${partition}:${service}:::${resource}`);
  const balancer: ProtectedResource = {
    name: `${region}-shop`,
    resourceArn: half.balancer.arn,
    healthCheckArn: healthCheckId && global("route53", pulumi.interpolate`healthcheck/${healthCheckId}`),
  };
  const once: ProtectedResource[] =
    home === undefined
      ? []
      : [
          { name: "static", resourceArn: home.distributionArn },
          {
            name: "zone",
            resourceArn: global("route53", pulumi.interpolate`hostedzone/${half.zoneId}`),
          },
          ...(home.acceleratorArn === undefined
            ? []
            : [{ name: "checkout", resourceArn: home.acceleratorArn }]),
        ];
  new ShieldProtection(
    "shield",
    {
      resources: [balancer, ...once],
      namePrefix: names.prefix,
      subscribe: home !== undefined && shieldAdvanced.subscribe,
      responseTeam: home && responseTeam && { roleName: names.responseTeamRole, ...responseTeam },
    },
    opts,
  );
}
