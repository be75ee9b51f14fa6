import type { Region } from "./subject";
import { known, type Props, text } from "./values";

/** Region of resources whose service has one endpoint for all regions. */
export const GLOBAL: Region = "global";

// aws 7 gives every regional resource its own `region`; the resources of these modules have none.
const globalModules = new Set([
  "cloudfront",
  "globalaccelerator",
  "iam",
  "organizations",
  "route53",
  "route53recoverycontrol",
  "route53recoveryreadiness",
  "shield",
  "waf",
]);

// Regional although their module is global.
const regionalTypes = new Set([
  "aws:route53/resolverEndpoint:ResolverEndpoint",
  "aws:route53/resolverRule:ResolverRule",
  "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
]);

const regionName = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/** What {@link regionOf} reads. */
export interface Located {
  readonly type: string;
  readonly props: Props;
  readonly provider?: { readonly props: Props };
  /** Where its ARN is once it exists; a rule that runs before has none. */
  readonly outputs?: Props;
}

/**
 * Region of a resource: its own `region`, else its provider's, else that of its ARN.
 * @throws UnknownValueError when the program sets the region to a value that is not known yet
 */
export function regionOf({ type, props, provider, outputs = {} }: Located): Region | undefined {
  if (isGlobal(type)) return GLOBAL;
  return (
    asRegion(text(props, "region")) ??
    asRegion(provider && text(provider.props, "region")) ??
    // AWS makes the ARN, so during a preview it is simply not there yet.
    regionOfArn(known(() => text(outputs, "arn")))
  );
}

/** Region in an ARN, `undefined` for a global resource's ARN or what is no ARN. */
export function regionOfArn(arn: string | undefined): Region | undefined {
  const [prefix, , , region] = arn?.split(":") ?? [];
  return prefix === "arn" ? asRegion(region) : undefined;
}

function isGlobal(type: string): boolean {
  const module = /^aws:([a-z0-9]+)\//.exec(type)?.[1];
  return module !== undefined && globalModules.has(module) && !regionalTypes.has(type);
}

/** Only what looks like a region: names of regions appear in messages, other texts must not. */
function asRegion(value: string | undefined): Region | undefined {
  return value !== undefined && regionName.test(value) ? value : undefined;
}
