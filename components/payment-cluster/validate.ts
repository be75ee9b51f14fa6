import { logRetentionMistakes } from "../arguments/log-retention";
import type { Mistake } from "../arguments/mistakes";
import { addonsWithoutVersion, knownKubernetesVersions } from "./addon-versions";
import { areDifferentRoles } from "./administrators";
import { defaults, type PaymentClusterArgs } from "./args";
import { instanceTypesMistake } from "./instance-types";

const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** What EKS or Elastic Load Balancing would refuse. */
export function mistakes(args: PaymentClusterArgs): Mistake[] {
  const found: Mistake[] = [];
  const wrong = (propertyPath: keyof PaymentClusterArgs, allowed: string) =>
    found.push({ propertyPath, reason: `${JSON.stringify(args[propertyPath])} is not allowed, ${allowed}` });

  if (!/^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/.test(args.clusterName)) {
    wrong("clusterName", "up to 100 letters, digits, hyphens and underscores are");
  }
  for (const key of ["loadBalancerName", "targetGroupName"] as const) {
    if (!balancerName(args[key])) {
      wrong(
        key,
        "up to 32 letters, digits and hyphens are, not starting with internal- or a hyphen, not ending with a hyphen",
      );
    }
  }
  if (!Number.isInteger(args.zoneCount) || args.zoneCount < 2 || args.zoneCount > 6) {
    wrong("zoneCount", "2 to 6 is");
  }
  if (!/^1\.\d{2}$/.test(args.version)) wrong("version", 'a Kubernetes version such as "1.34" is');
  if (args.administrators.length === 0)
    wrong("administrators", "at least one IAM role is: nobody else could enter the cluster");
  if (!areDifferentRoles(args.administrators))
    wrong("administrators", "roles of one account with different names are");
  for (const arn of args.administrators) {
    if (ROLE.test(arn)) continue;
    const reason = `"${arn}" is not allowed, the ARN of an IAM role such as arn:aws:iam::111122223333:role/administrator is`;
    found.push({ propertyPath: "administrators", reason });
  }
  if (args.healthCheckPath !== undefined && !/^\/[\x21-\x7e]{0,1023}$/.test(args.healthCheckPath)) {
    wrong("healthCheckPath", "a path of up to 1024 characters that starts with / is");
  }
  const pools = args.nodePools;
  if (pools && (pools.length === 0 || new Set(pools).size < pools.length || !pools.every(isNodePool))) {
    wrong("nodePools", `one or more of ${defaults.nodePools.join(", ")} are, each once`);
  }
  found.push(...nodeMistakes(args), ...addonMistakes(args));
  found.push(...logRetentionMistakes("logRetentionInDays", args.logRetentionInDays));
  const port = args.targetPort;
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65535))
    wrong("targetPort", "1 to 65535 is");
  return found;
}

/** Refuses another number of public subnets than zones: each zone has one, and one address. */
export function zoneMistakes(publicSubnetIds: readonly string[], zoneCount: number): Mistake[] {
  if (publicSubnetIds.length === zoneCount) return [];
  const reason = `${publicSubnetIds.length} subnets are not allowed, as many as zoneCount (${zoneCount}) are`;
  return [{ propertyPath: "publicSubnetIds", reason }];
}

function nodeMistakes({ nodes, nodePools }: PaymentClusterArgs): Mistake[] {
  if (nodes === undefined) return [];
  const found: Mistake[] = [];
  const { instanceTypes, minimum, maximum } = { ...defaults.nodes, ...nodes };
  const wrong = (key: string, value: unknown, allowed: string) =>
    found.push({ propertyPath: key, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` });

  if (nodePools) wrong("nodePools", nodePools, "nothing beside nodes is: pools are Auto Mode's");
  const types = instanceTypesMistake(instanceTypes);
  if (types !== undefined) wrong("nodes.instanceTypes", instanceTypes, types);
  if (!Number.isInteger(minimum) || minimum < 1) wrong("nodes.minimum", minimum, "1 or more is");
  if (!Number.isInteger(maximum) || maximum < minimum || maximum > 450) {
    wrong("nodes.maximum", maximum, `${minimum} (nodes.minimum) to 450 is`);
  }
  return found;
}

function addonMistakes({ version, nodes, addonVersions }: PaymentClusterArgs): Mistake[] {
  const found = Object.entries(addonVersions ?? {})
    .filter(([, asked]) => !/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(asked))
    .map(([addon, asked]) => ({
      propertyPath: `addonVersions["${addon}"]`,
      reason: `"${asked}" is not allowed, a version such as v1.13.2-eksbuild.21 is`,
    }));
  const missing = addonsWithoutVersion(nodes !== undefined, version, addonVersions);
  if (missing.length === 0 || !/^1\.\d{2}$/.test(version)) return found;
  const reason = `${missing.join(", ")} have no version for Kubernetes ${version}; name them here, or take ${knownKubernetesVersions.join(", ")}`;
  return [...found, { propertyPath: "addonVersions", reason }];
}

/** EKS has no other built-in pools; further ones are made inside the cluster. */
function isNodePool(pool: string): boolean {
  return defaults.nodePools.some((known) => known === pool);
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
function balancerName(name: string): boolean {
  return /^[0-9A-Za-z]([0-9A-Za-z-]{0,30}[0-9A-Za-z])?$/.test(name) && !name.startsWith("internal-");
}
