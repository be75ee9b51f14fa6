import type { PathRateLimit } from "./args";

/** What the rules of a web ACL follow from. */
export interface FirewallPlan {
  /** Requests that one address may make in five minutes. */
  rateLimit: number;
  /** Limits on parts of the site or API. */
  rateLimitedPaths: readonly PathRateLimit[];
  /** Count, instead of block, callers in other companies' data centres: partners of an API live there. */
  admitHostingProviders: boolean;
  /** Adds Bot Control at its common level. */
  botControl: boolean;
  /** Header in which a proxy in front tells the caller's address; without it the connection's address counts. */
  clientAddressHeader?: string;
}

/** A set of addresses; `T` is a plain ARN or an output of one. */
export interface AddressSet<T> {
  /** Name of the rule. */
  name: string;
  arn: T;
  action: "allow" | "block";
}

interface RuleActionOverride {
  name: string;
  actionToUse: { count: Record<string, never> };
}

interface ManagedRuleGroup {
  vendorName: "AWS";
  name: string;
  ruleActionOverrides?: RuleActionOverride[];
  managedRuleGroupConfigs?: { awsManagedRulesBotControlRuleSet: { inspectionLevel: "COMMON" } }[];
}

/** What AWS WAF does without a caller's address in the header: it counts those requests together. */
interface ForwardedAddress {
  headerName: string;
  fallbackBehavior: "MATCH";
}

interface RateBased {
  aggregateKeyType: "IP" | "FORWARDED_IP";
  forwardedIpConfig?: ForwardedAddress;
  limit: number;
  evaluationWindowSec: number;
  scopeDownStatement?: {
    byteMatchStatement: {
      fieldToMatch: { uriPath: Record<string, never> };
      positionalConstraint: "STARTS_WITH";
      searchString: string;
      textTransformations: { priority: number; type: string }[];
    };
  };
}

/** Where a list of addresses finds the caller's. A request that tells none is on no list. */
interface ListedAddress {
  headerName: string;
  fallbackBehavior: "NO_MATCH";
  position: "FIRST";
}

/** What a rule looks at: exactly one of the kinds that are used here. */
export type FirewallStatement<T> =
  | { ipSetReferenceStatement: { arn: T; ipSetForwardedIpConfig?: ListedAddress } }
  | { managedRuleGroupStatement: ManagedRuleGroup }
  | { rateBasedStatement: RateBased };

/** One rule, in the shape that AWS WAF takes. A group of managed rules has actions of its own, so it takes an override. */
export interface FirewallRule<T> {
  name: string;
  priority: number;
  action?: { allow: Record<string, never> } | { block: Record<string, never> };
  overrideAction?: { none: Record<string, never> };
  statement: FirewallStatement<T>;
  visibilityConfig: {
    metricName: string;
    cloudwatchMetricsEnabled: true;
    sampledRequestsEnabled: true;
  };
}

type Unplaced<T> = Pick<FirewallRule<T>, "name" | "statement" | "action" | "overrideAction">;

const FIVE_MINUTES = 300;

/**
 * The rules of a web ACL in the order of their priority: lists of addresses, cheap checks of the address, rate
 * limits, then the groups that read the request. Bot Control comes last, since it charges for what it sees.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export function firewallRules<T>(plan: FirewallPlan, sets: readonly AddressSet<T>[]): FirewallRule<T>[] {
  const rules: Unplaced<T>[] = [
    ...sets.map((set) => addressRule(set, plan.clientAddressHeader)),
    managed("AWSManagedRulesAmazonIpReputationList"),
    rateLimit("rate-limit", plan, plan.rateLimit),
    ...plan.rateLimitedPaths.map(({ name, limit, pathPrefix }) =>
      rateLimit(`rate-limit-${name}`, plan, limit, pathPrefix),
    ),
    anonymousAddresses(plan.admitHostingProviders),
    managed("AWSManagedRulesKnownBadInputsRuleSet"),
    managed("AWSManagedRulesSQLiRuleSet"),
    managed("AWSManagedRulesCommonRuleSet"),
    ...(plan.botControl ? [botControl()] : []),
  ];
  return rules.map((rule, priority) => ({
    ...rule,
    priority,
    visibilityConfig: {
      metricName: rule.name,
      cloudwatchMetricsEnabled: true,
      sampledRequestsEnabled: true,
    },
  }));
}

function addressRule<T>({ name, arn, action }: AddressSet<T>, headerName: string | undefined): Unplaced<T> {
  const forwarded: { ipSetForwardedIpConfig?: ListedAddress } =
    headerName === undefined
      ? {}
      : { ipSetForwardedIpConfig: { headerName, fallbackBehavior: "NO_MATCH", position: "FIRST" } };
  return {
    name,
    action: action === "allow" ? { allow: {} } : { block: {} },
    statement: { ipSetReferenceStatement: { arn, ...forwarded } },
  };
}

function managed(name: string, more: Partial<ManagedRuleGroup> = {}): Unplaced<never> {
  return {
    name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name, ...more } },
  };
}

function anonymousAddresses(admitHostingProviders: boolean): Unplaced<never> {
  const counted = { name: "HostingProviderIPList", actionToUse: { count: {} } };
  return managed(
    "AWSManagedRulesAnonymousIpList",
    admitHostingProviders ? { ruleActionOverrides: [counted] } : {},
  );
}

function botControl(): Unplaced<never> {
  return managed("AWSManagedRulesBotControlRuleSet", {
    managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel: "COMMON" } }],
  });
}

function rateLimit(
  name: string,
  { clientAddressHeader }: FirewallPlan,
  limit: number,
  pathPrefix?: string,
): Unplaced<never> {
  const rateBasedStatement: RateBased = {
    aggregateKeyType: clientAddressHeader === undefined ? "IP" : "FORWARDED_IP",
    limit,
    evaluationWindowSec: FIVE_MINUTES,
  };
  if (clientAddressHeader !== undefined) {
    rateBasedStatement.forwardedIpConfig = { headerName: clientAddressHeader, fallbackBehavior: "MATCH" };
  }
  if (pathPrefix !== undefined) {
    rateBasedStatement.scopeDownStatement = {
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: "STARTS_WITH",
        searchString: pathPrefix,
        // Or `//login`, `/%6Cogin` and `/LOGIN` would each pass uncounted.
        textTransformations: [
          { priority: 0, type: "URL_DECODE" },
          { priority: 1, type: "NORMALIZE_PATH" },
          { priority: 2, type: "LOWERCASE" },
        ],
      },
    };
  }
  return { name, action: { block: {} }, statement: { rateBasedStatement } };
}
