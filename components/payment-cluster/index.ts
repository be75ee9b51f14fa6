import * as cloudwatch from "@pulumi/aws/cloudwatch";
// Also makes the SDK understand the cluster that the EKS component returns; without it that is a bare name.
import "@pulumi/aws/eks";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { Cluster } from "@pulumi/eks/cluster";
import { AuthenticationMode } from "@pulumi/eks/types/enums";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { KeyUser, RegionalKey } from "../regional-key";
import { type AddonPlace, createInsightsLogs, createNodeAddons, createWorkloadAddons } from "./addons";
import { entryNames } from "./administrators";
import { defaults, type PaymentClusterArgs, type ScalingRole } from "./args";
import { clusterPosture } from "./cluster-posture";
import { createControllerIdentities } from "./controllers";
import { createEntrance } from "./entrance";
import { createNodeGroup } from "./node-groups";
import { mistakes } from "./validate";

export { Addon } from "./addon-versions";
export { defaults, type NodeGroup, type PaymentClusterArgs, type ScalingRole } from "./args";

/**
 * The compute of one region: an EKS cluster whose nodes follow demand by themselves (Auto Mode, or a managed node group
 * with the Cluster Autoscaler), behind a network load balancer that only the edge reaches.
 *
 * The load balancer belongs to this component and not to Kubernetes: its DNS name, addresses and certificate outlive
 * the cluster, and the failover record and the health check need them before the first pod runs. Pods join its target
 * group through a TargetGroupBinding.
 *
 * Administrators come by access entries alone: whoever creates the cluster is none, unless it is among them.
 *
 * Cost: 73 USD a month for the cluster, 16 USD for the load balancer, its addresses, the logs of pods by the gigabyte,
 * and the nodes that pods ask for.
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

    const key = this.key(name, args);
    const cluster = this.cluster(name, args, key);
    this.nodes(name, args, cluster, key);
    const { clusterSecurityGroupId } = cluster;
    const entrance = createEntrance(name, args, clusterSecurityGroupId, this.protect, this);
    const { loadBalancer, addresses, targetGroup } = entrance;

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

  private key(name: string, { region, clusterName }: PaymentClusterArgs): RegionalKey {
    return new RegionalKey(
      `${name}-key`,
      {
        region,
        alias: `${clusterName}/cluster`,
        description: `Kubernetes secrets and logs of ${clusterName}`,
        users: [KeyUser.CloudWatchLogs],
      },
      { parent: this, protect: this.protect },
    );
  }

  private cluster(name: string, args: PaymentClusterArgs, key: RegionalKey): Cluster {
    const { region, clusterName } = args;
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
        accessEntries: this.accessEntries(args.administrators, args.scalingRoles ?? {}),
        encryptionConfigKeyArn: key.arn,
        enabledClusterLogTypes: [...defaults.logTypes],
        ...computeOf(args),
        // The component's own default node group, with a role and an instance profile.
        skipDefaultNodeGroup: true,
        // Nodes, pods and control plane share the group that EKS makes.
        skipDefaultSecurityGroups: true,
        // The component would take the newest version of each at every preview; see addons.ts.
        corednsAddonOptions: { enabled: false },
        kubeProxyAddonOptions: { enabled: false },
        useDefaultVpcCni: true,
        // Pods get their rights through pod identity; the component would fetch the issuer's certificate at preview.
        createOidcProvider: false,
        // The component demands it beside an explicit AWS provider, and would take AWS_PROFILE of the shell instead.
        providerCredentialOpts: {},
        deletionProtection: this.protect,
      },
      {
        parent: this,
        dependsOn: logGroup,
        transforms: [clusterPosture(this.protect, args.nodes !== undefined)],
      },
    );
  }

  /** Nodes, and the add-ons that they need or run. */
  private nodes(name: string, args: PaymentClusterArgs, cluster: Cluster, key: RegionalKey): void {
    const { region, clusterName, version, targetGroupName, privateSubnetIds: subnetIds } = args;
    const retentionInDays = args.logRetentionInDays ?? defaults.logRetentionInDays;
    const clusterArn = cluster.eksCluster.apply((made) => made.arn);
    // The name as an output, so that all this waits for the cluster.
    const madeName = cluster.eksCluster.apply((made) => made.name);
    const versions = args.addonVersions ?? {};
    const place: AddonPlace = { region, clusterName: madeName, clusterArn, version, versions };
    const logs = createInsightsLogs(
      name,
      { region, clusterName, kmsKeyId: key.arn, retentionInDays },
      this.protect,
      this,
    );
    const groups: pulumi.Resource[] = [];
    if (args.nodes) {
      const before = createNodeAddons(name, place, this);
      groups.push(
        createNodeGroup(name, { region, clusterName, version, subnetIds }, args.nodes, before, this),
      );
      createControllerIdentities(name, { region, clusterName: madeName, clusterArn, targetGroupName }, this);
    }
    createWorkloadAddons(name, place, logs, groups, this);
  }

  private accessEntries(administrators: readonly string[], scalingRoles: Record<string, ScalingRole>) {
    const { partition } = getPartitionOutput({}, { parent: this });
    const policy = (name: string) =>
      pulumi.interpolate`arn:${partition}:eks::aws:cluster-access-policy/${name}`;
    const administrator = {
      policyArn: policy("AmazonEKSClusterAdminPolicy"),
      accessScope: { type: "cluster" },
    };
    const names = entryNames(administrators, Object.keys(scalingRoles));
    const entries = administrators.map((arn, index) => [
      names[index] as string,
      { principalArn: arn, accessPolicies: { administrator } },
    ]);
    const policyArn = policy("AmazonARCRegionSwitchScalingPolicy");
    const scaling = Object.entries(scalingRoles).map(([name, { arn, namespaces }]) => {
      const scale = { policyArn, accessScope: { type: "namespace", namespaces } };
      return [name, { principalArn: arn, accessPolicies: { scale } }];
    });
    return Object.fromEntries([...entries, ...scaling]);
  }
}

/** Where nodes come from: Auto Mode, or node groups of our own. */
function computeOf({ nodes, nodePools }: PaymentClusterArgs) {
  // Without the add-ons that EKS would install by itself: those of addons.ts take their place.
  if (nodes) return { bootstrapSelfManagedAddons: false };
  return {
    autoMode: {
      enabled: true,
      createNodeRole: true,
      computeConfig: { nodePools: nodePools ?? [...defaults.nodePools] },
    },
  };
}
