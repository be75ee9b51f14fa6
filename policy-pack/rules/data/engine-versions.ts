/** How two engine versions compare, as a managed failover does: patch levels do not count. */
export type VersionComparison = "same" | "different" | "vague";

/**
 * Compares Aurora engine versions by major and minor number: `16.8` and `16.8.1` are the same, `16.8` and `16.9` are
 * not; `16` says nothing of the minor, so it is vague beside `16.8`.
 */
export function compareVersions(one: string, other: string): VersionComparison {
  const [left, right] = [release(one), release(other)];
  if (left.major !== right.major) return "different";
  if (left.minor === undefined || right.minor === undefined) return one === other ? "same" : "vague";
  return left.minor === right.minor ? "same" : "different";
}

/** Aurora MySQL writes `8.0.mysql_aurora.3.08.0`: MySQL's version, then Aurora's own, which counts. */
function release(version: string): { major: string; minor: string | undefined } {
  const own = version.split("mysql_aurora.").at(-1) ?? version;
  const [major = "", minor] = own.split(".").map((part) => part.replace(/^0+(?=\d)/, ""));
  return { major, minor };
}
