/**
 * Last days of standard support. A version that is newer than all of them is taken for supported.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html#kubernetes-release-calendar
 */
const standardSupport: ReadonlyMap<string, string> = new Map([
  ["1.30", "2025-07-23"],
  ["1.31", "2025-11-26"],
  ["1.32", "2026-03-23"],
  ["1.33", "2026-07-29"],
  ["1.34", "2026-12-02"],
  ["1.35", "2027-03-27"],
]);
const [oldest] = standardSupport.keys();

/**
 * Whether EKS gives a version standard support on a day.
 * @returns `undefined` for what is no version
 */
export function inStandardSupport(version: string, day: Date): boolean | undefined {
  if (!/^\d+\.\d+$/.test(version)) return undefined;
  const last = standardSupport.get(version);
  // Days in this form compare as texts.
  if (last !== undefined) return day.toISOString().slice(0, 10) <= last;
  return order(version) > order(oldest ?? "");
}

function order(version: string): number {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major * 1000 + minor;
}
