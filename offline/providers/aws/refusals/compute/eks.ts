import { child, flag, text } from "../../../core/values/read";
import { isUnknown, reveal, type ValueMap } from "../../../core/values/value";
import { exclusive } from "../exclusive";
import { inputsBefore, knownTexts } from "../known";
import { byProvider, whenDone, whenMade } from "../phases";
import { found, type Refusal } from "../refusal";

const clusterType = "aws:eks/cluster:Cluster";
const clusterFile = "hashicorp/terraform-provider-aws, internal/service/eks/cluster.go";

/** The three switches of Auto Mode, as paths in the inputs. */
const autoModeSwitches = [
  ["computeConfig", "enabled"],
  ["kubernetesNetworkConfig", "elasticLoadBalancing", "enabled"],
  ["storageConfig", "blockStorage", "enabled"],
];

export const autoMode: Refusal = {
  ...byProvider,
  name: "eks-auto-mode",
  sentence: "Compute, load balancing and block storage of Auto Mode are all on or all off.",
  source: clusterFile,
  types: [clusterType],
  judge({ inputs }) {
    const states = autoModeSwitches.map((path) => ({ path: path.join("."), on: switchAt(inputs, path) }));
    const [on, off] = [states.find((one) => one.on === true), states.find((one) => one.on === false)];
    return on === undefined || off === undefined
      ? undefined
      : found(
          `${on.path} is true and ${off.path} is not; ${states.map(({ path }) => path).join(", ")} must all be set to either true or false`,
          off.path,
        );
  },
};

/** On, off (also when absent), or undefined while a part of the path is unknown. */
function switchAt(inputs: ValueMap, path: readonly string[]): boolean | undefined {
  let place: ValueMap = inputs;
  for (const [index, key] of path.entries()) {
    if (isUnknown(reveal(place[key]))) return undefined;
    if (index === path.length - 1) return flag(place, key) === true;
    place = child(place, key) ?? {};
  }
  return undefined;
}

export const outpostSettings: Refusal = exclusive({
  name: "eks-outpost-settings",
  types: [clusterType],
  property: "outpostConfig",
  excludes: ["encryptionConfig", "kubernetesNetworkConfig", "remoteNetworkConfig"],
  file: "eks/cluster.go",
  instead: "a cluster on Outposts has none of these",
});

export const versionStep: Refusal = {
  name: "eks-version-step",
  code: "InvalidParameterException",
  sentence: "A cluster's Kubernetes version goes up one minor version at a time, never down.",
  source: "Amazon EKS User Guide, Update existing cluster to new Kubernetes version",
  types: [clusterType],
  phases: ["check", "update"],
  severity: "error",
  judge(resource) {
    const before = inputsBefore(resource);
    if (before === undefined || isAnother(before, resource.inputs)) return undefined;
    const [from, to] = [text(before, "version"), text(resource.inputs, "version")];
    const [old, wanted] = [minor(from), minor(to)];
    if (old === undefined || wanted === undefined || wanted === old || wanted === old + 1) return undefined;
    return found(
      `Unsupported Kubernetes minor version update from ${from} to ${to}; ${wanted < old ? "a cluster can't go back" : `go to 1.${old + 1} first, then on, one \`up\` each`}`,
      "version",
    );
  },
};

/** A change that makes another cluster anyway. */
const isAnother = (before: ValueMap, now: ValueMap): boolean =>
  ["name", "region", "roleArn"].some((key) => text(before, key) !== text(now, key));

/** 31 for `1.31`, with or without a `v` and a patch. */
const minor = (version: string | undefined): number | undefined => {
  const found = /^v?1\.(\d+)(?:\.|$)/.exec(version ?? "")?.[1];
  return found === undefined ? undefined : Number(found);
};

export const addonVersion: Refusal = {
  // Only then is it known whether the cluster has been upgraded before.
  ...whenDone,
  name: "eks-addon-version",
  code: "InvalidParameterException",
  sentence: "kube-proxy is not newer than its cluster's Kubernetes version.",
  source: "Amazon EKS User Guide, Manage kube-proxy in Amazon EKS clusters",
  types: ["aws:eks/addon:Addon"],
  judge({ inputs, region }, account) {
    const version = text(inputs, "addonVersion");
    const cluster = account.find(clusterType, text(inputs, "clusterName") ?? "", region);
    const kubernetes = cluster && text(cluster.inputs, "version");
    const [own, theirs] = [minor(version), minor(kubernetes)];
    if (text(inputs, "addonName") !== "kube-proxy" || own === undefined || theirs === undefined)
      return undefined;
    return own <= theirs
      ? undefined
      : found(
          `Addon version specified is not supported: kube-proxy ${version} on a cluster of version ${kubernetes}; take one for 1.${theirs} or older, or upgrade the cluster first`,
          "addonVersion",
        );
  },
};

/** Zones in which EKS puts no control plane. */
const zonesWithoutControlPlane = ["use1-az3", "usw1-az2", "cac1-az3"];

export const clusterZone: Refusal = {
  ...whenMade,
  name: "eks-unsupported-zone",
  code: "UnsupportedAvailabilityZoneException",
  sentence: "A cluster's subnets are in availability zones that EKS supports.",
  source: "Amazon EKS User Guide, View Amazon EKS networking requirements for VPC and subnets",
  types: [clusterType],
  judge({ inputs }, account) {
    const config = child(inputs, "vpcConfig") ?? {};
    for (const id of knownTexts(config, "subnetIds") ?? []) {
      // A zone's name stands for other zone ids in other accounts: only a subnet that was asked for by id tells.
      const zone = text(account.find("aws:ec2/subnet:Subnet", id)?.inputs ?? {}, "availabilityZoneId");
      if (zone !== undefined && zonesWithoutControlPlane.includes(zone))
        return found(
          `subnet ${id} is in ${zone}, where EKS puts no control plane; leave it out of vpcConfig.subnetIds`,
          "vpcConfig.subnetIds",
        );
    }
    return undefined;
  },
};
