const normal = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

function singular(word: string): string {
  return word
    .replace(/ies$/, "y")
    .replace(/(sses|xes|ches|shes)$/, (end) => end.slice(0, -2))
    .replace(/([^s])s$/, "$1");
}

const suffixes = [
  ...["config", "configuration", "configurations", "settings", "list", "set", "s", "enabled", "arn"],
  ...["id", "ids", "identifier", "specification", "seconds"],
];

export interface Match {
  name: string;
  /** How the names agree; everything but `exact` and `plural` deserves a look when it is new. */
  how: "exact" | "plural" | "prefix" | "suffix" | "enable";
}

/**
 * CloudFormation's property for a Pulumi name, by spelling alone, the surest way first.
 *
 * @param prefixes words that one side puts before a name, such as the resource's own: `role` for `RoleName`
 */
export function matchName(
  pulumi: string,
  candidates: readonly string[],
  prefixes: readonly string[],
): Match | undefined {
  const name = normal(pulumi);
  const one = singular(name);
  const by = (how: Match["how"], fits: (candidate: string) => boolean): Match | undefined => {
    const found = candidates.find((candidate) => fits(normal(candidate)));
    return found === undefined ? undefined : { name: found, how };
  };
  const prefixed = (candidate: string) =>
    prefixes.some(
      (prefix) =>
        singular(candidate) === prefix + one ||
        candidate === prefix + name ||
        prefix + candidate === name ||
        singular(prefix + candidate) === one,
    );
  const suffixed = (candidate: string) =>
    suffixes.some(
      (suffix) =>
        candidate === name + suffix ||
        name === candidate + suffix ||
        singular(candidate) === one + suffix ||
        one === singular(candidate) + suffix,
    );
  const switched = (candidate: string) =>
    candidate === `enable${name.replace(/enabled$/, "")}` ||
    `enable${candidate}`.replace(/enabled$/, "") === name.replace(/^enabled/, "enable");
  return (
    by("exact", (candidate) => candidate === name) ??
    by("plural", (candidate) => singular(candidate) === one) ??
    by("prefix", prefixed) ??
    by("suffix", suffixed) ??
    by("enable", switched)
  );
}

/** The words a type's properties are prefixed with: `AWS::RDS::DBCluster` -> dbcluster, db, cluster, rds... */
export function typePrefixes(cfnType: string): string[] {
  const [, service = "", resource = ""] = cfnType.split("::");
  const short = resource.replace(/^(DB|Cache|VPC|UserPool|Replication|Backup)(?=[A-Z])/, "");
  return [...new Set([resource, short, "DB", "Cache", "VPC", service].map(normal))].filter(Boolean);
}
