import type * as pulumi from "@pulumi/pulumi";

const off = { enabled: false };

/** All three, or EKS refuses. */
const AUTO_MODE_OFF = {
  computeConfig: off,
  storageConfig: { blockStorage: off },
  kubernetesNetworkConfig: { ipFamily: "ipv4", elasticLoadBalancing: off },
};

/**
 * What the EKS component has no argument for, set on the cluster that it makes:
 * - zonal shift, by which AWS or a person moves traffic out of a zone that fails halfway;
 * - no administrator by birth: the component makes whoever creates the cluster its administrator, without a trace
 *   among the access entries. EKS reads this once, when the cluster is created;
 * - Pulumi's protection, for the cluster alone: on the component it would keep access entries from being taken away;
 * - Auto Mode turned off in so many words where nodes are our own: EKS leaves it on when nothing is said of it.
 *   https://docs.aws.amazon.com/eks/latest/userguide/auto-disable.html
 *
 * @param protect protect the cluster against deletion by Pulumi
 * @param ownNodes whether nodes come from node groups instead of Auto Mode
 */
export function clusterPosture(protect: boolean, ownNodes: boolean): pulumi.ResourceTransform {
  return ({ type, props, opts }) => {
    if (type !== "aws:eks/cluster:Cluster") return undefined;
    return {
      props: {
        ...props,
        ...(ownNodes ? AUTO_MODE_OFF : {}),
        zonalShiftConfig: { enabled: true },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      },
      opts: { ...opts, protect },
    };
  };
}
