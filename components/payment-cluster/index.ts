import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
// Also makes the SDK understand the cluster that the EKS component returns; without it that is a bare name.
import "@pulumi/aws/eks";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as lb from "@pulumi/aws/lb";
import { Cluster } from "@pulumi/eks/cluster";
import { AuthenticationMode } from "@pulumi/eks/types/enums";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults, type PaymentClusterArgs } from "./args";
import { createEntryGroups } from "./entry-groups";
import { mistakes, zoneMistakes } from "./validate";

export { defaults, type PaymentClusterArgs } from "./args";

/**
 * The compute of one region: an EKS cluster whose nodes follow demand by themselves (Auto Mode), behind a network load
 * balancer that only the edge reaches.
 *
 * The load balancer belongs to this component and not to Kubernetes: its DNS name, addresses and certificate outlive
 * the cluster, and the failover record and the health check need them before the first pod runs. Pods join its target
 * group through a TargetGroupBinding.
 *
 * Cost: 73 USD a month for the cluster, 16 USD for the load balancer, its addresses, and the nodes that pods ask for.
 */
export class PaymentCluster extends pulumi.ComponentResource {
  /** Name of the EKS cluster, known once it exists. */
  readonly clusterName: pulumi.Output<string>;
  /** ARN of the EKS cluster. */
  readonly clusterArn: pulumi.Output<string>;
  /** Security group of the cluster's nodes and pods. */
  readonly clusterSecurityGroupId: pulumi.Output<string>;
  /** ARN of the load balancer. */
  readonly loadBalancerArn: pulumi.Output<string>;
  /** DNS name of the load balancer. */
  readonly loadBalancerDnsName: pulumi.Output<string>;
  /** Hosted zone id of the load balancer, for alias records. */
  readonly loadBalancerZoneId: pulumi.Output<string>;
  /** Allocation ids of the load balancer's Elastic IPs, in the order of the public subnets. */
  readonly addressIds: pulumi.Output<string[]>;
  /** The load balancer's fixed IPv4 addresses, in the order of the public subnets. */
  readonly publicIps: pulumi.Output<string[]>;
  /** Target group that the pods of the payment API join. */
  readonly targetGroupArn: pulumi.Output<string>;

  private readonly protect: boolean;

  constructor(name: string, args: PaymentClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("PaymentCluster", name, mistakes(args));
    super("tandem:components:PaymentCluster", name, args, opts);
    this.protect = args.protect ?? defaults.protect;

    const cluster = this.cluster(name, args);
    const targetGroup = this.targetGroup(name, args);
    const addresses = this.addresses(name, args);
    const loadBalancer = this.loadBalancer(name, args, cluster, addresses);
    this.listener(name, args, loadBalancer, targetGroup);

    this.clusterName = cluster.eksCluster.apply((made) => made.name);
    this.clusterArn = cluster.eksCluster.apply((made) => made.arn);
    this.clusterSecurityGroupId = cluster.clusterSecurityGroupId;
    this.loadBalancerArn = loadBalancer.arn;
    this.loadBalancerDnsName = loadBalancer.dnsName;
    this.loadBalancerZoneId = loadBalancer.zoneId;
    this.addressIds = pulumi.all(addresses.map((address) => address.allocationId));
    this.publicIps = pulumi.all(addresses.map((address) => address.publicIp));
    this.targetGroupArn = targetGroup.arn;
    this.registerOutputs({
      clusterName: this.clusterName,
      clusterArn: this.clusterArn,
      clusterSecurityGroupId: this.clusterSecurityGroupId,
      loadBalancerArn: this.loadBalancerArn,
      loadBalancerDnsName: this.loadBalancerDnsName,
      loadBalancerZoneId: this.loadBalancerZoneId,
      addressIds: this.addressIds,
      publicIps: this.publicIps,
      targetGroupArn: this.targetGroupArn,
    });
  }

  private cluster(name: string, args: PaymentClusterArgs): Cluster {
    const { region, clusterName } = args;
    const key = new RegionalKey(
      `${name}-key`,
      {
        region,
        alias: `${clusterName}/cluster`,
        description: `Kubernetes secrets and control plane logs of ${clusterName}`,
        users: [KeyUser.CloudWatchLogs],
      },
      { parent: this, protect: this.protect },
    );
    // Made before the cluster: EKS would make it without a key, and keep logs for ever.
    const logGroup = new cloudwatch.LogGroup(
      `${name}-logs`,
      {
        region,
        name: `/aws/eks/${clusterName}/cluster`,
        kmsKeyId: key.arn,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent: this, protect: this.protect },
    );
    return new Cluster(
      `${name}-eks`,
      {
        name: clusterName,
        version: args.version,
        upgradePolicy: { supportType: "STANDARD" },
        vpcId: args.vpcId,
        // Auto Mode starts nodes in any subnet of the cluster, so it gets none that is public.
        privateSubnetIds: args.privateSubnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
        authenticationMode: AuthenticationMode.Api,
        accessEntries: this.accessEntries(args.administrators),
        encryptionConfigKeyArn: key.arn,
        enabledClusterLogTypes: [...defaults.logTypes],
        autoMode: {
          enabled: true,
          createNodeRole: true,
          computeConfig: { nodePools: args.nodePools ?? [...defaults.nodePools] },
        },
        // Auto Mode brings its nodes; the component would still make a role, an instance profile and an access entry
        // for node groups that don't exist.
        skipDefaultNodeGroup: true,
        // Auto Mode runs CoreDNS itself; the component would still add it.
        corednsAddonOptions: { enabled: false },
        // Pods get their rights through pod identity; the component would fetch the issuer's certificate at preview.
        createOidcProvider: false,
        // The component demands it beside an explicit AWS provider, and would take AWS_PROFILE of the shell instead.
        providerCredentialOpts: {},
        deletionProtection: this.protect,
      },
      { parent: this, dependsOn: logGroup },
    );
  }

  private accessEntries(administrators: readonly string[]) {
    const { partition } = getPartitionOutput({}, { parent: this });
    const policyArn = pulumi.interpolate`arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`;
    const entry = (principalArn: string) => ({
      principalArn,
      accessPolicies: { administrator: { policyArn, accessScope: { type: "cluster" } } },
    });
    return Object.fromEntries(administrators.map((arn) => [arn.split("/").at(-1) as string, entry(arn)]));
  }

  private targetGroup(name: string, args: PaymentClusterArgs): lb.TargetGroup {
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
        deregistrationDelay: 30,
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
      { parent: this },
    );
  }

  /** One fixed address per zone: partners allow them, and Shield Advanced can protect them, not the load balancer. */
  private addresses(name: string, { region, zoneCount, loadBalancerName }: PaymentClusterArgs): ec2.Eip[] {
    return Array.from(
      { length: zoneCount },
      (_, zone) =>
        new ec2.Eip(
          `${name}-address-${zone + 1}`,
          { region, domain: "vpc", tags: { Name: `${loadBalancerName}-${zone + 1}` } },
          { parent: this, protect: this.protect },
        ),
    );
  }

  private loadBalancer(
    name: string,
    args: PaymentClusterArgs,
    cluster: Cluster,
    addresses: readonly ec2.Eip[],
  ): lb.LoadBalancer {
    const { region, vpcId } = args;
    const securityGroups = createEntryGroups(
      name,
      {
        region,
        vpcId,
        clusterSecurityGroupId: cluster.clusterSecurityGroupId,
        targetPort: args.targetPort ?? defaults.targetPort,
      },
      this,
    );
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
        enableDeletionProtection: this.protect,
      },
      { parent: this, protect: this.protect },
    );
  }

  private listener(
    name: string,
    args: PaymentClusterArgs,
    loadBalancer: lb.LoadBalancer,
    targetGroup: lb.TargetGroup,
  ): void {
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
      { parent: this },
    );
  }
}
