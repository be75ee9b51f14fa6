import { combine, type Input, type InputMap } from "../components/outputs";
import { isMap } from "../core/values/value";
import type { ClusterArguments } from "./cluster-arguments";

/** What the cluster resource needs of its surroundings. */
export interface ClusterSurroundings {
  readonly roleArn: Input;
  readonly nodeRoleArn: Input;
  readonly securityGroupId: Input;
  readonly subnetIds: Input;
}

/** The inputs of `aws.eks.Cluster`. */
export function clusterInputs(name: string, args: ClusterArguments, around: ClusterSurroundings): InputMap {
  const { fields } = args;
  return {
    name: fields.input("name"),
    roleArn: around.roleArn,
    ...modeSettings(args, around.nodeRoleArn),
    bootstrapSelfManagedAddons: args.autoMode ? false : (fields.input("bootstrapSelfManagedAddons") ?? true),
    vpcConfig: {
      securityGroupIds: around.securityGroupId === undefined ? undefined : [around.securityGroupId],
      subnetIds: around.subnetIds,
      endpointPrivateAccess: fields.input("endpointPrivateAccess"),
      endpointPublicAccess: fields.input("endpointPublicAccess"),
      publicAccessCidrs: fields.input("publicAccessCidrs"),
    },
    version: fields.input("version"),
    enabledClusterLogTypes: fields.input("enabledClusterLogTypes"),
    tags: combinedTags({ Name: `${name}-eksCluster` }, fields.input("clusterTags"), args.tags),
    encryptionConfig: encryptionConfig(args),
    accessConfig:
      args.authenticationMode === undefined
        ? undefined
        : {
            authenticationMode: args.authenticationMode,
            // The component itself works in the cluster, so whoever creates it must be an administrator of it.
            bootstrapClusterCreatorAdminPermissions: true,
          },
    upgradePolicy: fields.input("upgradePolicy"),
    deletionProtection: fields.input("deletionProtection"),
  };
}

/** Secrets are all that EKS can encrypt with a key of one's own. */
export function encryptionConfig({ fields }: ClusterArguments): Input {
  if (!fields.has("encryptionConfigKeyArn")) return undefined;
  return combine([fields.input("encryptionConfigKeyArn")], (keyArn) => ({
    provider: { keyArn },
    resources: ["secrets"],
  }));
}

/** Tags of several origins, all of them known or none. */
export function combinedTags(...origins: readonly Input[]): Input {
  return combine(origins, (...maps) => Object.assign({}, ...maps));
}

/** Compute, storage and network settings; in Auto Mode EKS wants all three known or all three unknown. */
function modeSettings(args: ClusterArguments, nodeRoleArn: Input): InputMap {
  const network = networkConfig(args);
  if (!args.autoMode) return { kubernetesNetworkConfig: network };
  const compute = combine([args.computeConfig, nodeRoleArn], (own, arn) => ({
    enabled: true,
    nodeRoleArn: arn,
    nodePools: ["general-purpose", "system"],
    ...(isMap(own) ? own : {}),
  }));
  const parts = {
    computeConfig: compute,
    storageConfig: { blockStorage: { enabled: true } },
    kubernetesNetworkConfig: network,
  };
  const all = combine([parts], (known) => known);
  const only = (key: string) => combine([all], (known) => (isMap(known) ? known[key] : undefined));
  return Object.fromEntries(Object.keys(parts).map((key) => [key, only(key)]));
}

function networkConfig({ fields, autoMode }: ClusterArguments): Input {
  const range = fields.input("kubernetesServiceIpAddressRange");
  const family = fields.input("ipFamily");
  if (range === undefined && family === undefined && !autoMode) return undefined;
  return combine([range, family ?? "ipv4"], (serviceIpv4Cidr, ipFamily) => ({
    // The range of services can be chosen only for IPv4.
    serviceIpv4Cidr: ipFamily === "ipv4" ? serviceIpv4Cidr : undefined,
    ipFamily,
    elasticLoadBalancing: autoMode ? { enabled: true } : undefined,
  }));
}
