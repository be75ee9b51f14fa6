import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { defaults, type PaymentClusterArgs } from "./args";
import { createEntryGroups } from "./entry-groups";
import { zoneMistakes } from "./validate";

/** The way in to the pods. */
export interface Entrance {
  loadBalancer: lb.LoadBalancer;
  /** One per zone, in the order of the public subnets. */
  addresses: ec2.Eip[];
  targetGroup: lb.TargetGroup;
}

/**
 * Makes load balancer, addresses, listener and target group.
 *
 * @param clusterSecurityGroupId group of the nodes and pods
 */
export function createEntrance(
  name: string,
  args: PaymentClusterArgs,
  clusterSecurityGroupId: pulumi.Input<string>,
  protect: boolean,
  parent: pulumi.Resource,
): Entrance {
  const targetGroup = createTargetGroup(name, args, parent);
  const addresses = createAddresses(name, args, protect, parent);
  const loadBalancer = createLoadBalancer(name, args, clusterSecurityGroupId, addresses, protect, parent);
  // The listener also keeps the target group: Auto Mode deletes the target group of a binding that goes, and Elastic
  // Load Balancing refuses that while a listener forwards to it.
  // https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html
  new lb.Listener(
    `${name}-listener`,
    {
      region: args.region,
      loadBalancerArn: loadBalancer.arn,
      port: 443,
      protocol: "TLS",
      alpnPolicy: "HTTP2Preferred",
      sslPolicy: defaults.sslPolicy,
      certificateArn: args.certificateArn,
      defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
    },
    { parent },
  );
  return { loadBalancer, addresses, targetGroup };
}

function createTargetGroup(name: string, args: PaymentClusterArgs, parent: pulumi.Resource): lb.TargetGroup {
  const port = args.targetPort ?? defaults.targetPort;
  return new lb.TargetGroup(
    `${name}-target-group`,
    {
      region: args.region,
      name: args.targetGroupName,
      vpcId: args.vpcId,
      targetType: "ip",
      protocol: "TLS",
      port,
      // CloudFront names the client in a header. Kept addresses would break pods that call their own API.
      preserveClientIp: "false",
      deregistrationDelay: defaults.deregistrationDelay,
      healthCheck: {
        protocol: "HTTPS",
        path: args.healthCheckPath ?? defaults.healthCheckPath,
        port: String(port),
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
        matcher: "200",
      },
      // Auto Mode binds pods only to target groups that carry its cluster's name.
      // https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-nlb.html
      tags: { "eks:eks-cluster-name": args.clusterName },
    },
    { parent },
  );
}

/** One fixed address per zone: partners allow them, and Shield Advanced can protect them, not the load balancer. */
function createAddresses(
  name: string,
  { region, zoneCount, loadBalancerName }: PaymentClusterArgs,
  protect: boolean,
  parent: pulumi.Resource,
): ec2.Eip[] {
  return Array.from(
    { length: zoneCount },
    (_, zone) =>
      new ec2.Eip(
        `${name}-address-${zone + 1}`,
        { region, domain: "vpc", tags: { Name: `${loadBalancerName}-${zone + 1}` } },
        { parent, protect },
      ),
  );
}

function createLoadBalancer(
  name: string,
  args: PaymentClusterArgs,
  clusterSecurityGroupId: pulumi.Input<string>,
  addresses: readonly ec2.Eip[],
  protect: boolean,
  parent: pulumi.Resource,
): lb.LoadBalancer {
  const { region, vpcId, targetPort = defaults.targetPort } = args;
  const onward = { region, vpcId, clusterSecurityGroupId, targetPort };
  const securityGroups = createEntryGroups(name, onward, parent);
  const subnetIds = pulumi.output(args.publicSubnetIds).apply((ids) => {
    refuse("PaymentCluster", name, zoneMistakes(ids, args.zoneCount));
    return ids;
  });
  const subnetMappings = addresses.map((address, zone) => ({
    subnetId: subnetIds.apply((ids) => ids[zone] as string),
    allocationId: address.allocationId,
  }));
  return new lb.LoadBalancer(
    `${name}-load-balancer`,
    {
      region,
      name: args.loadBalancerName,
      loadBalancerType: "network",
      internal: false,
      ipAddressType: "ipv4",
      subnetMappings,
      securityGroups,
      enableCrossZoneLoadBalancing: true,
      enableZonalShift: true,
      enableDeletionProtection: protect,
    },
    { parent, protect },
  );
}
