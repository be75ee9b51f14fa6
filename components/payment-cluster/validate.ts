import type { Mistake } from "../arguments/mistakes";
import type { PaymentClusterArgs } from "./args";

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
  const roleNames = args.administrators.map((arn) => arn.split("/").at(-1));
  if (new Set(roleNames).size < roleNames.length) wrong("administrators", "roles with different names are");
  const port = args.targetPort;
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65535))
    wrong("targetPort", "1 to 65535 is");
  return found;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
function balancerName(name: string): boolean {
  return /^[0-9A-Za-z]([0-9A-Za-z-]{0,30}[0-9A-Za-z])?$/.test(name) && !name.startsWith("internal-");
}
