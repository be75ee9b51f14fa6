// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.Summary.html
const GIB_OF_LARGE: readonly (readonly [family: RegExp, gib: number])[] = [
  [/^r\d/, 16],
  [/^x\d/, 32],
  [/^t\d/, 8],
];
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html ("about 2 GiB")
const GIB_OF_UNIT = 2;

/** Whether a class such as `db.t4g.medium` earns credits instead of having its whole processor. */
export function isBurstable(instanceClass: string): boolean {
  return /^db\.t\d/.test(instanceClass);
}

/**
 * Memory in GiB of an Aurora instance class such as `db.r7g.2xlarge`; `undefined` for a class that is not known.
 * @param serverlessUnits the largest capacity of `db.serverless`, in Aurora capacity units
 */
export function memoryOf(
  instanceClass: string,
  serverlessUnits: () => number | undefined,
): number | undefined {
  if (instanceClass === "db.serverless") {
    const units = serverlessUnits();
    return units === undefined ? undefined : units * GIB_OF_UNIT;
  }
  const [, family = "", size = ""] = /^db\.([a-z0-9]+)\.([a-z0-9]+)$/.exec(instanceClass) ?? [];
  const large = GIB_OF_LARGE.find(([pattern]) => pattern.test(family))?.[1];
  const factor = factorOf(size);
  return large === undefined || factor === undefined ? undefined : large * factor;
}

/** Size in units of `large`. */
function factorOf(size: string): number | undefined {
  if (size === "medium") return 0.5;
  if (size === "large") return 1;
  const times = /^(\d*)xlarge$/.exec(size)?.[1];
  return times === undefined ? undefined : 2 * (times === "" ? 1 : Number(times));
}
