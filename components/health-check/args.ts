import type { Mistake } from "../arguments/mistakes";

/** An HTTPS check of an endpoint from the public internet. */
export interface OriginHealthCheck {
  /**
   * Path that the health checkers request over HTTPS. It must answer 2xx or 3xx within two seconds, and only
   * while the region can do its work.
   * @default "/healthz/ready"
   */
  path?: string;
  /**
   * Seconds between two checks of one checker: 10 (fast, costs more) or 30.
   * @default 10
   */
  requestInterval?: 10 | 30;
  /**
   * Failed checks in a row that make an endpoint unhealthy, 1 to 10.
   * @default 3
   */
  failureThreshold?: number;
  /**
   * Regions that the checkers ask from, three or more of those that have checkers.
   * @default us-west-1, eu-west-1 and ap-southeast-1
   */
  checkerRegions?: string[];
}

/** Defaults of {@link OriginHealthCheck}. */
export const defaults = {
  path: "/healthz/ready",
  requestInterval: 10,
  failureThreshold: 3,
  // Three is the least that Route 53 takes; one on each of three continents, so that no single outage decides.
  checkerRegions: ["us-west-1", "eu-west-1", "ap-southeast-1"],
} as const;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html#Route53-Type-HealthCheckConfig-Regions */
const CHECKER_REGIONS = [
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "eu-west-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "sa-east-1",
];

/** What Route 53 would refuse of a check. */
export function healthCheckMistakes(propertyPath: string, check: OriginHealthCheck): Mistake[] {
  const found: Mistake[] = [];
  const refuse = (key: string, reason: string) =>
    found.push({ propertyPath: `${propertyPath}.${key}`, reason });
  const { path, requestInterval, failureThreshold, checkerRegions } = { ...defaults, ...check };
  if (!/^\/[\x21-\x7e]{0,254}$/.test(path)) {
    refuse("path", `"${path}" is not allowed, a path that starts with "/", of at most 255 characters, is`);
  }
  if (requestInterval !== 10 && requestInterval !== 30) {
    refuse("requestInterval", `${requestInterval} is not allowed, 10 or 30 seconds are`);
  }
  if (!Number.isInteger(failureThreshold) || failureThreshold < 1 || failureThreshold > 10) {
    refuse("failureThreshold", `${failureThreshold} is not allowed, 1 to 10 failed checks are`);
  }
  const known = new Set(checkerRegions.filter((region) => CHECKER_REGIONS.includes(region)));
  if (known.size < 3 || known.size < checkerRegions.length) {
    const reason = `[${checkerRegions.join(", ")}] is not allowed, three or more of ${CHECKER_REGIONS.join(", ")} are`;
    refuse("checkerRegions", reason);
  }
  return found;
}
