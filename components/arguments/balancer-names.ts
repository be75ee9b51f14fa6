import type { Mistake } from "./mistakes";

/**
 * Refuses what Elastic Load Balancing would as the name of a load balancer or target group.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
export function balancerNameMistakes(propertyPath: string, name: string): Mistake[] {
  if (/^(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/.test(name) && !name.startsWith("internal-")) return [];
  const reason =
    `"${name}" is not allowed, 1 to 32 letters, digits and "-" are, ` +
    `which do not start with "internal-" and have "-" at neither end`;
  return [{ propertyPath, reason }];
}
