import { DatabaseEngine, DatabaseForm } from "./args";

/**
 * Releases of Aurora MySQL by their series; a new one is `<series>.mysql_aurora.<release>`. Series 5.7 has left standard
 * support.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/Welcome.html
 */
const auroraMySql: Record<string, readonly string[]> = {
  "8.0": [
    ...["3.04.0", "3.04.1", "3.04.2", "3.04.3", "3.04.4", "3.04.6", "3.05.0", "3.05.1", "3.05.2", "3.06.0"],
    ...["3.06.1", "3.07.0", "3.07.1", "3.08.0", "3.08.1", "3.08.2", "3.09.0", "3.10.0", "3.10.1", "3.10.2"],
    ...["3.10.3", "3.10.4", "3.10.5", "3.10.6", "3.11.0", "3.11.1", "3.12.0", "3.13.0"],
  ],
  "8.4": ["8.4.7", "8.4.8"],
};

/**
 * What is wrong with a version, as "what is allowed"; `undefined` for a good one. Releases after the newest that is
 * known are taken: AWS makes them faster than this list is read.
 */
export function versionMistake(
  form: DatabaseForm,
  engine: DatabaseEngine,
  version: string,
): string | undefined {
  if (engine === DatabaseEngine.PostgreSql) {
    return /^\d+\.\d+$/.test(version) ? undefined : 'a full version such as "17.6" is';
  }
  if (form === DatabaseForm.Instance) {
    return /^8\.\d+\.\d+$/.test(version) ? undefined : 'a full version such as "8.4.6" is';
  }
  const [, series = "", release = ""] = /^(\d+\.\d+)\.mysql_aurora\.(\d+\.\d+\.\d+)$/.exec(version) ?? [];
  const known = auroraMySql[series];
  if (known === undefined) {
    const newest = Object.entries(auroraMySql).map(([name, all]) => `"${full(name, all.at(-1) ?? "")}"`);
    return `Aurora MySQL has ${newest.join(" and ")} and the releases before them`;
  }
  if (known.includes(release) || isAfter(release, known.at(-1) ?? "")) return undefined;
  return `Aurora MySQL ${series} has ${known.map((each) => full(series, each)).join(", ")}`;
}

const full = (series: string, release: string): string => `${series}.mysql_aurora.${release}`;

function isAfter(release: string, newest: string): boolean {
  const [one, other] = [release, newest].map((each) => each.split(".").map(Number));
  const at = one?.findIndex((part, index) => part !== other?.[index]) ?? -1;
  return at >= 0 && (one?.[at] ?? 0) > (other?.[at] ?? 0);
}
