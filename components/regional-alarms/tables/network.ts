import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../specs";
import { above, metricsOf, minutes } from "./parts";

/** A site-to-site VPN connection of two tunnels. */
export interface WatchedConnection {
  /** Start of the alarms' roles, for example `office`. */
  name: string;
  vpnId: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-cloudwatch-vpn.html */
export function tunnelAlarms({ name, vpnId }: WatchedConnection): AlarmSpec[] {
  // 1 is up, 0 is down; without a tunnel's address both count.
  const state = metricsOf("AWS/VPN", { VpnId: vpnId });
  return [
    {
      role: `${name}-tunnels-down`,
      description: `Both tunnels to ${name} are down: nothing gets there.`,
      severity: "page",
      watches: state("TunnelState", "Maximum"),
      comparison: "LessThanThreshold",
      threshold: 1,
      missing: "breaching",
      ...minutes(3),
    },
    {
      role: `${name}-tunnel-down`,
      description: `One of the two tunnels to ${name} is down: the other carries all, and nothing stands in for it.`,
      severity: "warn",
      watches: state("TunnelState", "Minimum"),
      comparison: "LessThanThreshold",
      threshold: 1,
      missing: "breaching",
      ...minutes(15),
    },
  ];
}

/** https://docs.aws.amazon.com/directconnect/latest/UserGuide/monitoring-cloudwatch.html */
export function directConnectAlarms(name: string, connectionId: pulumi.Input<string>): AlarmSpec[] {
  const metric = metricsOf("AWS/DX", { ConnectionId: connectionId });
  return [
    {
      role: `${name}-line-down`,
      description: `The Direct Connect line of ${name} is down: its traffic takes the VPN.`,
      severity: "page",
      watches: metric("ConnectionState", "Minimum"),
      comparison: "LessThanThreshold",
      threshold: 1,
      missing: "breaching",
      ...minutes(3),
    },
    {
      role: `${name}-line-errors`,
      description: `Frames on the Direct Connect line of ${name} arrive damaged.`,
      severity: "warn",
      watches: metric("ConnectionErrorCount", "Sum"),
      ...above,
      threshold: 0,
      ...minutes(15, 10),
    },
  ];
}

/** NAT gateways by short names, such as those of their zones. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html */
export function natGatewayAlarms(gateways: Record<string, pulumi.Input<string>>): AlarmSpec[] {
  return Object.entries(gateways).map(
    ([name, id]): AlarmSpec => ({
      role: `nat-${name}-ports`,
      description: `The NAT gateway ${name} has no port left for one destination: spread the calls, or give it another address.`,
      severity: "page",
      watches: metricsOf("AWS/NATGateway", { NatGatewayId: id })("ErrorPortAllocation", "Sum"),
      ...above,
      threshold: 0,
      ...minutes(5, 3),
    }),
  );
}

/** https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-cloudwatch-metrics.html */
export function transitGatewayAlarms(name: string, transitGatewayId: pulumi.Input<string>): AlarmSpec[] {
  const metric = metricsOf("AWS/TransitGateway", { TransitGateway: transitGatewayId });
  return [
    {
      role: `${name}-no-route`,
      description:
        "The transit gateway drops packets for which it has no route: a network or a table is missing.",
      severity: "warn",
      watches: metric("PacketDropCountNoRoute", "Sum"),
      ...above,
      threshold: 100,
      ...minutes(15, 10),
    },
  ];
}

/** An endpoint group of Global Accelerator. */
export interface WatchedEndpointGroup {
  /** Region of the endpoints, part of the alarm's role. */
  endpointRegion: string;
  /** Id of the accelerator: the last part of its ARN. */
  accelerator: pulumi.Input<string>;
  /** Id of the listener: the last part of its ARN. */
  listener: pulumi.Input<string>;
}

/**
 * Global Accelerator sends its metrics to us-west-2 alone: these alarms belong there, with a topic of that region.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/cloudwatch-monitoring.html
 */
export function endpointGroupAlarms({
  endpointRegion,
  accelerator,
  listener,
}: WatchedEndpointGroup): AlarmSpec[] {
  const metric = metricsOf("AWS/GlobalAccelerator", {
    Accelerator: accelerator,
    Listener: listener,
    EndpointGroup: endpointRegion,
  });
  return [
    {
      role: `accelerator-${endpointRegion}-unhealthy`,
      description: `An endpoint of the accelerator in ${endpointRegion} is unhealthy: callers are sent to another region.`,
      severity: "page",
      watches: metric("UnhealthyEndpointCount", "Maximum"),
      ...above,
      threshold: 0,
      ...minutes(3),
    },
  ];
}
