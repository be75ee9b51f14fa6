import type { Account, Stored } from "../../providers/aws/account/account";
import { isLost } from "../../providers/aws/account/lost-regions";
import { dnsName } from "../../providers/aws/records";
import { vendedHealthChecks } from "../../providers/aws/vended-health-checks";
import { flag, number, text, texts } from "../../providers/core/values/read";
import { AccountError } from "../error";
import { logicalName } from "../find";

export type HealthStatus = "healthy" | "unhealthy";

/** What Route 53 thinks of something, and what makes it think so. */
export interface Health {
  status: HealthStatus;
  why: string;
}

const healthCheckType = "aws:route53/healthCheck:HealthCheck";

/**
 * Status of a health check now: what was set by hand, else what follows from the regions that are lost.
 * Source: Amazon Route 53 Developer Guide, "How Amazon Route 53 determines whether a health check is healthy".
 */
export function healthOf(account: Account, id: string): Health {
  const set = account.circumstances("health").get(id);
  if (set !== undefined) return { status: set as HealthStatus, why: "set by hand" };
  const check = account.find(healthCheckType, id);
  if (check === undefined) {
    const vended = vendedHealthChecks(account).find(({ healthCheckId }) => healthCheckId === id);
    return vended === undefined
      ? { status: "unhealthy", why: "there is no such health check" }
      : { status: "healthy", why: `its plan has not switched ${vended.region} off` };
  }
  const found: Health =
    flag(check.inputs, "disabled") === true
      ? { status: "healthy", why: "a disabled check is healthy" }
      : observed(account, check);
  if (flag(check.inputs, "invertHealthcheck") !== true) return found;
  return {
    status: found.status === "healthy" ? "unhealthy" : "healthy",
    why: `the opposite of: ${found.why}`,
  };
}

function observed(account: Account, { inputs }: Stored): Health {
  switch (text(inputs, "type")) {
    case "CALCULATED": {
      const children = texts(inputs, "childHealthchecks");
      const healthy = children.filter((id) => healthOf(account, id).status === "healthy").length;
      const wanted = number(inputs, "childHealthThreshold") ?? children.length;
      return health(healthy >= wanted, `${healthy} of its checks are healthy, it wants ${wanted}`);
    }
    case "CLOUDWATCH_METRIC": {
      const region = text(inputs, "cloudwatchAlarmRegion") ?? "";
      if (!isLost(account, region)) return health(true, `its alarm in ${region} is taken to be OK`);
      const missing = text(inputs, "insufficientDataHealthStatus") ?? "LastKnownStatus";
      return health(missing !== "Unhealthy", `its alarm is in ${region}, which is lost: ${missing}`);
    }
    case "RECOVERY_CONTROL":
      return health(false, "routing controls are off until someone switches them on");
    default:
      return endpoint(account, text(inputs, "fqdn") ?? text(inputs, "ipAddress") ?? "");
  }
}

/** Health of what answers under a name or address: that of the region in which it is. */
export function endpoint(account: Account, name: string): Health {
  const found = servedBy(account, name);
  if (found === undefined) return health(true, `${name} is taken to answer; the account does not know it`);
  if (isLost(account, found.region)) return health(false, `${found.id} is in ${found.region}, which is lost`);
  return health(true, `${logicalName(found.urn)} in ${found.region || "no region"} answers`);
}

/** Where a type's DNS name or address is. */
const endpoints: Record<string, string> = {
  "aws:lb/loadBalancer:LoadBalancer": "dnsName",
  "aws:alb/loadBalancer:LoadBalancer": "dnsName",
  "aws:elb/loadBalancer:LoadBalancer": "dnsName",
  "aws:cloudfront/distribution:Distribution": "domainName",
  "aws:globalaccelerator/accelerator:Accelerator": "dnsName",
  "aws:ec2/eip:Eip": "publicIp",
  "aws:ec2/instance:Instance": "publicIp",
  "aws:apigateway/domainName:DomainName": "regionalDomainName",
  "aws:s3/bucket:Bucket": "websiteDomain",
};

function servedBy(account: Account, name: string): Stored | undefined {
  const wanted = dnsName(name).replace(/^dualstack\./, "");
  return Object.entries(endpoints)
    .flatMap(([type, output]) =>
      account.all(type).filter(({ outputs }) => dnsName(text(outputs, output) ?? "") === wanted),
    )
    .at(0);
}

const health = (isHealthy: boolean, why: string): Health => ({
  status: isHealthy ? "healthy" : "unhealthy",
  why,
});

/**
 * Sets a health check by hand, as an outage of its endpoint or a plan would.
 *
 * @param word id or logical name of the check, or id of one that a Region switch plan made
 * @param status undefined leaves it to what the account tells
 * @throws AccountError when there is no such check
 */
export function setHealth(account: Account, word: string, status: HealthStatus | undefined): string {
  const checks = account.all(healthCheckType);
  const vended = vendedHealthChecks(account).map(({ healthCheckId }) => healthCheckId);
  const own = checks.find(({ id }) => id === word) ?? checks.find(({ urn }) => logicalName(urn) === word);
  const id = own?.id ?? vended.find((one) => one === word);
  if (id === undefined) {
    const known = [...checks.map(({ urn }) => logicalName(urn)), ...vended];
    throw new AccountError(
      `the account has no health check "${word}"; it has ${known.length === 0 ? "none" : known.join(", ")}`,
    );
  }
  account.setCircumstance("health", id, status);
  return id;
}
