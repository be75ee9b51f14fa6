import { ArnIndex, type KnownArn } from "./arns";
import { arnParts } from "./patterns";

/** Says what an ARN of a policy means, by the names that the program gives its resources. */
export class ArnNames {
  private readonly index: ArnIndex;
  /** ARNs with something variable at the end, as far as they are fixed, the longest first. */
  private readonly starts: readonly { start: string; known: KnownArn }[];

  constructor(known: readonly KnownArn[]) {
    this.index = new ArnIndex(known);
    this.starts = known
      .filter(
        ({ arn }) =>
          arn.endsWith("*") && /[:/]\*$/.test(arn) && !/[:/][a-z-]+[:/]\*$/.test(withoutPlace(arn)),
      )
      .map((entry) => ({ start: entry.arn.replace(/\*$/, ""), known: entry }))
      .sort((one, other) => other.start.length - one.start.length);
  }

  /** Such as `Bucket site-bucket`, `Cluster database-cluster: payment_api`, or a pattern without account and partition. */
  of(pattern: string): string {
    if (!pattern.startsWith("arn:")) return pattern;
    const exact = this.index.get(pattern);
    if (exact) return pattern === ownArn(exact) ? title(exact) : `${title(exact)}: ${below(exact, pattern)}`;
    const found = this.starts.find(({ start }) => pattern.startsWith(start));
    if (found) return `${title(found.known)}: ${pattern.slice(found.start.length)}`;
    const versions = this.index.get(pattern.replace(/:[*?]+$/, ""));
    if (versions === undefined) return withoutPlace(pattern);
    return `${title(versions)}: ${pattern.includes(":logs:") ? "its log" : "every version"}`;
  }
}

function ownArn({ resource }: KnownArn): unknown {
  return resource.outputs.arn;
}

/** `aws:s3/bucket:Bucket` and its logical name. */
function title({ resource: { type, name } }: KnownArn): string {
  return `${type.split(":").at(-1)} ${name}`;
}

/** What of a resource is meant by an ARN that is not its own. */
function below(known: KnownArn, arn: string): string {
  const own = String(ownArn(known));
  return arn.startsWith(own) ? arn.slice(own.length + 1) : (arnParts(arn)[2] ?? "");
}

/** `arn:aws:kms:us-east-2:123456789012:key/*` -> `kms us-east-2 key/*`. */
function withoutPlace(arn: string): string {
  const [, , service, region, , rest] = arnParts(arn);
  return [service, region, rest].filter((part) => part !== "").join(" ");
}
