/** Parts of an Amazon Resource Name. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Absent for global services. */
  readonly region?: string;
  /** Absent where the name is unique without it, such as a bucket's. */
  readonly account?: string;
  readonly resource: string;
}

const FORM = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws)?:(.+)$/;

/** An ARN ends where JSON, a list or a sentence goes on. */
const ANYWHERE = /arn:aws[a-z-]*:[a-z0-9-]+:[^\s"'`,;<>(){}[\]\\]+/g;

/** Parts of an ARN; `undefined` for what is none. */
export function parseArn(value: string | undefined): Arn | undefined {
  const parts = FORM.exec(value ?? "");
  if (!parts) return undefined;
  const [, partition = "", service = "", region = "", account = "", resource = ""] = parts;
  return {
    partition,
    service,
    ...(region === "" ? {} : { region }),
    ...(/^\d{12}$/.test(account) ? { account } : {}),
    resource,
  };
}

/** Partition of a region: `aws`, or one of the partitions that are apart from it. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  if (region.startsWith("eusc-")) return "aws-eusc";
  if (/^us-isob-/.test(region)) return "aws-iso-b";
  if (/^us-isof-/.test(region)) return "aws-iso-f";
  if (/^eu-isoe-/.test(region)) return "aws-iso-e";
  return region.startsWith("us-iso-") ? "aws-iso" : "aws";
}

/** All ARNs in a value, at any depth and inside JSON texts such as policy documents. Other texts cost one search. */
export function arnsIn(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

/**
 * The names under which an ARN in a policy may mean a resource: itself, and without what selects things inside,
 * such as the `/*` of a bucket's objects or the `:*` of a log group's streams.
 */
export function meanings(arn: string): string[] {
  const whole = arn.replace(/[/:]\*$/, "");
  const bucket = /^(arn:aws[a-z-]*:s3:::[^/]+)\//.exec(arn)?.[1];
  return [...new Set([arn, whole, ...(bucket ? [bucket] : [])])];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === "string") {
    if (!value.includes("arn:")) return;
    for (const [arn] of value.matchAll(ANYWHERE)) found.add(arn);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
  } else if (typeof value === "object" && value !== null) {
    // Files and archives are objects of classes, with nothing inside that a program wrote.
    const kind: unknown = Object.getPrototypeOf(value);
    if (kind !== Object.prototype && kind !== null) return;
    for (const item of Object.values(value)) collect(item, found);
  }
}
