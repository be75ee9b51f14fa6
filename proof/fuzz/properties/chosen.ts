import { at, type Raw } from "../raw";

/** Whether the settings of a system's stacks say that a rule is not to hold. */
type Choice = (raws: readonly Raw[]) => boolean;

const value = (raw: Raw, path: string) => at(raw, path.split("."));

/** Some stack has one of these values. */
const is =
  (path: string, ...values: readonly unknown[]): Choice =>
  (raws) =>
    raws.some((raw) => values.includes(value(raw, path)));

/** Some stack has a number below this one. */
const below =
  (path: string, least: number): Choice =>
  (raws) =>
    raws.some((raw) => typeof value(raw, path) === "number" && (value(raw, path) as number) < least);

const any =
  (...choices: readonly Choice[]): Choice =>
  (raws) =>
    choices.some((choice) => choice(raws));

/** Some stack has other settings under one of these keys than another stack, beyond what names its region and addresses. */
const differ =
  (...keys: readonly string[]): Choice =>
  (raws) =>
    keys.some((key) => new Set(raws.map((raw) => sizeOf(raw[key], raw))).size > 1);

/** Keys by which stacks of one system differ and still run the same. */
const OWN = ["role", "region", "dns", "recovery", "watch", "geolocation", "edge", "media", "delivery"];

/** The stacks are not of one size: then one region may run what another does not. */
const unlike: Choice = (raws) =>
  differ(...new Set(raws.flatMap(Object.keys).filter((key) => !OWN.includes(key))))(raws);

/** What of settings is neither a name of the stack's region nor an address. */
function sizeOf(settings: unknown, { region }: Raw): string {
  const text = JSON.stringify(settings) ?? "";
  return text
    .replaceAll(String(region), "")
    .replace(/\d+\.\d+\.\d+\.\d+\//g, "/")
    .replace(/"asn":\d+/g, "");
}

/**
 * Rules that a setting is there to break, since its description says what that costs: rules that compare regions, where
 * the stacks are not of one size, and rules of production, where a setting is one of non-production.
 */
export const CHOSEN: Readonly<Record<string, Choice>> = {
  "aurora-global-capacity-parity": differ("database"),
  "vpc-cidr-plan": differ("network", "inspection"),
  "region-inventory-parity": unlike,
  "waf-parity": differ("firewall", "api", "edge"),
  "eks-capacity-parity": differ("cluster"),
  "eks-version-addon-parity": differ("cluster"),
  "aurora-global-secondary-not-headless": any(is("database.instanceCount", 1), is("database.instances", 1)),
  "database-deletion-protection": is("recovery.protect", false),
  "stateful-protected-in-pulumi": is("recovery.protect", false),
  "dynamodb-replica-protection-parity": is("recovery.protect", false),
  // Before it takes traffic, the shop's name does not lead there: the rule sees the pair of proxies alone, in one region.
  "failover-targets-distinct-regions": is("recovery.takesTraffic", false),
  "nat-per-az": is("network.natGateways", "single"),
  "access-logs-on": is("dns.queryLogRetentionDays", 0),
  "log-retention-floor": any(
    below("network.flowLogRetentionDays", 365),
    below("api.logRetentionDays", 365),
    below("edge.requestLog.retentionDays", 365),
    below("dns.queryLogRetentionDays", 365),
  ),
  "standby-not-scaled-to-zero": is("orders.paused", true),
  "public-access-off": is("privateLink.acceptanceRequired", false),
  // Without another stack there is no other bucket yet.
  "cloudfront-origin-group-cross-region": (raws) => raws.length === 1,
  "pitr-and-retention-floor": below("database.backupRetentionDays", 7),
  "backup-frequency-meets-rpo": below("backup.monthlyRetentionDays", 35),
  "no-cross-region-runtime-dependency": any(
    // Replicas of an RDS instance only read: what writes goes to the home region.
    is("database.kind", "rds"),
    // Both regions work on the first one's database.
    is("recovery.mode", "active-active"),
    // Images of another region's repositories.
    (raws) => raws.some((raw) => ![undefined, raw.region].includes(value(raw, "images.region") as string)),
  ),
};
