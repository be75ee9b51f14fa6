import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { defaults, type OriginHealthCheck } from "./args";

/** The endpoint that is asked, and how people find its check in the console. */
export interface CheckedEndpoint {
  /** Name that is asked, in the TLS handshake and as `Host`. */
  fqdn?: pulumi.Input<string>;
  /** Address that is asked instead of the one that the name resolves to. */
  ipAddress?: pulumi.Input<string>;
  /** Name tag of the check. */
  label: string;
  check: OriginHealthCheck;
}

/**
 * The one check that a record can have: of its endpoint where one is given, and of the switches that people turn. Several
 * are summed up in one that is healthy while all of them are.
 *
 * @param name start of the checks' logical names
 * @returns id of the check; undefined without endpoint and switches
 */
export function decidingCheck(
  name: string,
  label: string,
  endpoint: CheckedEndpoint | undefined,
  switches: readonly pulumi.Input<string>[],
  parent: pulumi.Resource,
): pulumi.Output<string> | undefined {
  const own = endpoint && endpointCheck(name, endpoint, parent).id;
  const [first, ...others] = own === undefined ? switches : [own, ...switches];
  if (first === undefined) return undefined;
  if (others.length === 0) return pulumi.output(first);
  return new route53.HealthCheck(
    `${name}-all-checks`,
    {
      type: "CALCULATED",
      childHealthchecks: [first, ...others],
      childHealthThreshold: others.length + 1,
      tags: { Name: `${label}: all checks` },
    },
    { parent },
  ).id;
}

function endpointCheck(
  name: string,
  { fqdn, ipAddress, label, check }: CheckedEndpoint,
  parent: pulumi.Resource,
): route53.HealthCheck {
  return new route53.HealthCheck(
    `${name}-health-check`,
    {
      type: "HTTPS",
      fqdn,
      ipAddress,
      port: 443,
      resourcePath: check.path ?? defaults.path,
      requestInterval: check.requestInterval ?? defaults.requestInterval,
      failureThreshold: check.failureThreshold ?? defaults.failureThreshold,
      enableSni: true,
      measureLatency: true,
      regions: [...(check.checkerRegions ?? defaults.checkerRegions)],
      tags: { Name: label },
    },
    { parent },
  );
}
