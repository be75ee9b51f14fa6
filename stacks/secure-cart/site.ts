import { getSecretOutput } from "@pulumi/aws/secretsmanager";
import { DirectConnect, SiteConnection } from "../../components/site-connection";
import type { Cart } from "./cart";
import { type Transit, tablesOf } from "./transit";

/** By setting, the ways to the company's own site: a VPN for developers, Direct Connect for the analytics team. */
export function site(cart: Cart, { hub, plan }: Transit) {
  const { settings, names, opts } = cart;
  const { region, onPremises, network } = settings;
  const vpn =
    onPremises?.vpn &&
    new SiteConnection(
      "vpn",
      {
        region,
        resourceName: names.site,
        transitGatewayId: hub.transitGatewayId,
        tables: tablesOf(hub, plan.site),
        site: { ipAddress: onPremises.vpn.ipAddress, bgpAsn: onPremises.vpn.bgpAsn },
        acceleration: onPremises.vpn.acceleration,
        logRetentionInDays: network.flowLogRetentionDays,
      },
      opts,
    );
  const direct = onPremises?.directConnect;
  const directConnect =
    direct &&
    new DirectConnect(
      "direct-connect",
      {
        region,
        resourceName: names.site,
        amazonSideAsn: direct.asn,
        transitGatewayId: hub.transitGatewayId,
        allowedPrefixes: [network.cidr],
        tables: tablesOf(hub, plan.site),
        transitInterface: direct.line && {
          connectionId: direct.line.connectionId,
          vlan: direct.line.vlan,
          bgpAsn: direct.line.bgpAsn,
          bgpKeySecretArn: secretArn(cart, direct.line.bgpKeySecretName),
        },
      },
      opts,
    );
  return { vpn, directConnect };
}

/** The ways to the company's site. */
export type Site = ReturnType<typeof site>;

function secretArn({ settings, opts }: Cart, name: string | undefined) {
  if (name === undefined) return undefined;
  return getSecretOutput({ name, region: settings.region }, { provider: opts.providers.aws }).arn;
}
