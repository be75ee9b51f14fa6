import * as ec2 from "@pulumi/aws/ec2";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { defaults, GENEVE, type InspectionGatewayArgs } from "./args";
import type { InspectionNetwork } from "./network";

/** What spreads flows over the appliances. */
export interface Balancer {
  loadBalancer: lb.LoadBalancer;
  targetGroup: lb.TargetGroup;
  listener: lb.Listener;
}

/** Makes the gateway load balancer and its target group. Both directions of a flow go to one appliance. */
export function createBalancer(
  name: string,
  args: InspectionGatewayArgs,
  { vpcId, appliance }: InspectionNetwork,
  parent: pulumi.Resource,
): Balancer {
  const { region, resourceName, appliances } = args;
  const protect = args.protect ?? defaults.protect;
  const loadBalancer = new lb.LoadBalancer(
    `${name}-load-balancer`,
    {
      region,
      name: resourceName,
      loadBalancerType: "gateway",
      subnets: appliance.map(({ subnetId }) => subnetId),
      // A zone whose appliances fail is served by those of the others.
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: protect,
    },
    { parent, protect },
  );
  const targetGroup = new lb.TargetGroup(
    `${name}-target-group`,
    {
      region,
      name: resourceName,
      vpcId,
      targetType: "instance",
      ...GENEVE,
      healthCheck: {
        protocol: "TCP",
        port: String(appliances.healthCheckPort),
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
      // Otherwise flows stay with an appliance that has failed until they end. AWS takes equal values only.
      targetFailovers: [{ onDeregistration: "rebalance", onUnhealthy: "rebalance" }],
    },
    { parent },
  );
  // Neither port nor protocol: a gateway load balancer takes every packet.
  const listener = new lb.Listener(
    `${name}-listener`,
    {
      region,
      loadBalancerArn: loadBalancer.arn,
      defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
    },
    { parent },
  );
  return { loadBalancer, targetGroup, listener };
}

/**
 * Makes the way in: an endpoint per zone, and for what comes from the transit gateway a route to the endpoint of the
 * zone that it arrives in.
 *
 * @returns ids of the endpoints, in the order of the zones
 */
export function createEndpoints(
  name: string,
  { region, resourceName }: InspectionGatewayArgs,
  { vpcId, attachment, endpoint }: InspectionNetwork,
  { loadBalancer }: Balancer,
  parent: pulumi.Resource,
): pulumi.Output<string>[] {
  const service = new ec2.VpcEndpointService(
    `${name}-service`,
    {
      region,
      acceptanceRequired: true,
      allowedPrincipals: [accountRoot(parent)],
      gatewayLoadBalancerArns: [loadBalancer.arn],
      tags: { Name: resourceName },
    },
    { parent },
  );
  return endpoint.map(({ subnetId }, zone) => {
    const made = new ec2.VpcEndpoint(
      `${name}-gateway-endpoint-${zone + 1}`,
      {
        region,
        vpcId,
        vpcEndpointType: "GatewayLoadBalancer",
        serviceName: service.serviceName,
        subnetIds: [subnetId],
        tags: { Name: `${resourceName}-${zone + 1}` },
      },
      { parent },
    );
    const accepted = new ec2.VpcEndpointConnectionAccepter(
      `${name}-accepter-${zone + 1}`,
      { region, vpcEndpointServiceId: service.id, vpcEndpointId: made.id },
      { parent },
    );
    const routeTableId = attachment[zone]?.routeTableId as pulumi.Output<string>;
    new ec2.Route(
      `${name}-inspected-${zone + 1}`,
      { region, routeTableId, destinationCidrBlock: "0.0.0.0/0", vpcEndpointId: made.id },
      // A route may name an endpoint only once it is available.
      { parent, dependsOn: accepted },
    );
    return made.id;
  });
}

function accountRoot(parent: pulumi.Resource): pulumi.Output<string> {
  return pulumi
    .all([getPartitionOutput({}, { parent }), getCallerIdentityOutput({}, { parent })])
    .apply(([{ partition }, { accountId }]) => `arn:${partition}:iam::${accountId}:root`);
}
