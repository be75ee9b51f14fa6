import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as eks from "@pulumi/aws/eks";
import type * as pulumi from "@pulumi/pulumi";
import { createPodRole } from "../pod-identity/role";
import { Addon, addonsOf, addonVersion } from "./addon-versions";

/** The cluster that gets the add-ons. */
export interface AddonPlace {
  region: string;
  clusterName: pulumi.Input<string>;
  clusterArn: pulumi.Input<string>;
  /** Version of Kubernetes. */
  version: string;
  versions: Partial<Record<Addon, string>>;
}

interface Details {
  /** Who works for the add-on, with which AWS managed policies. */
  role?: { serviceAccount: string; namespace: string; policies: string[] };
  configuration?: Record<string, unknown>;
}

const DETAILS: Partial<Record<Addon, Details>> = {
  [Addon.Network]: {
    role: { namespace: "kube-system", serviceAccount: "aws-node", policies: ["AmazonEKS_CNI_Policy"] },
    // Off by default: NetworkPolicies would be accepted and do nothing.
    configuration: { enableNetworkPolicy: "true" },
  },
  [Addon.BlockStorage]: {
    role: {
      namespace: "kube-system",
      serviceAccount: "ebs-csi-controller-sa",
      policies: ["service-role/AmazonEBSCSIDriverPolicy"],
    },
  },
  [Addon.Observability]: {
    role: {
      namespace: "amazon-cloudwatch",
      serviceAccount: "cloudwatch-agent",
      policies: ["CloudWatchAgentServerPolicy", "AWSXrayWriteOnlyAccess"],
    },
  },
  [Addon.SecretsStore]: {
    // A rotated secret reaches the pods' files within a minute, without a restart.
    configuration: {
      "secrets-store-csi-driver": { enableSecretRotation: true, rotationPollInterval: "60s" },
    },
  },
};

/** What a node needs to become ready: made before there are nodes. The others run on nodes and wait for them. */
const BEFORE_NODES: readonly Addon[] = [Addon.PodIdentityAgent, Addon.Network, Addon.KubeProxy];

/** The add-ons that nodes need. Only for clusters with node groups: Auto Mode has them built in. */
export function createNodeAddons(name: string, place: AddonPlace, parent: pulumi.Resource): eks.Addon[] {
  return BEFORE_NODES.map((addon) => createAddon(name, addon, place, [], parent));
}

/** The add-ons that run on nodes. @param nodes node groups, none in Auto Mode */
export function createWorkloadAddons(
  name: string,
  place: AddonPlace,
  logs: pulumi.Resource[],
  nodes: pulumi.Resource[],
  parent: pulumi.Resource,
): void {
  for (const addon of addonsOf(nodes.length > 0)) {
    if (BEFORE_NODES.includes(addon)) continue;
    const first = addon === Addon.Observability ? [...nodes, ...logs] : nodes;
    createAddon(name, addon, place, first, parent);
  }
}

function createAddon(
  name: string,
  addon: Addon,
  { region, clusterName, clusterArn, version, versions }: AddonPlace,
  dependsOn: pulumi.Resource[],
  parent: pulumi.Resource,
): eks.Addon {
  const { role, configuration } = DETAILS[addon] ?? {};
  const podIdentityAssociations = role && [
    {
      serviceAccount: role.serviceAccount,
      roleArn: createPodRole(
        `${name}-${addon}`,
        {
          clusterArn,
          namespace: role.namespace,
          serviceAccount: role.serviceAccount,
          managedPolicies: role.policies,
        },
        parent,
      ),
    },
  ];
  return new eks.Addon(
    `${name}-${addon}`,
    {
      region,
      clusterName,
      addonName: addon,
      addonVersion: addonVersion(addon, version, versions),
      configurationValues: configuration && JSON.stringify(configuration),
      podIdentityAssociations,
      resolveConflictsOnCreate: "OVERWRITE",
      // What somebody changed inside the cluster goes back to what the program says.
      resolveConflictsOnUpdate: "OVERWRITE",
    },
    { parent, dependsOn },
  );
}

/** Logs of Container Insights. Made before the agent, which would make them without a key and keep them for ever. */
export function createInsightsLogs(
  name: string,
  args: { region: string; clusterName: string; kmsKeyId: pulumi.Input<string>; retentionInDays: number },
  protect: boolean,
  parent: pulumi.Resource,
): cloudwatch.LogGroup[] {
  const { clusterName, ...settings } = args;
  return ["application", "dataplane", "host", "performance"].map(
    (kind) =>
      new cloudwatch.LogGroup(
        `${name}-${kind}-logs`,
        { ...settings, name: `/aws/containerinsights/${clusterName}/${kind}` },
        { parent, protect },
      ),
  );
}
