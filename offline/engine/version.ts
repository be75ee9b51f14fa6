import { execFileSync } from "node:child_process";

/** Oldest CLI that the offline home runs with. */
export const OLDEST = [3, 200, 0] as const;

/** Version that is built from source: the newest whose modules the Go module proxy serves whole. */
export const BUILT_VERSION = "3.230.0";

/** Reads the version that `pulumi version` printed; undefined for anything else. */
export function parseVersion(printed: string): [number, number, number] | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/m.exec(printed.trim());
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** Whether a version is new enough. */
export function recent(version: readonly [number, number, number]): boolean {
  const differing = version
    .map((part, index) => part - (OLDEST[index] as number))
    .find((difference) => difference !== 0);
  return (differing ?? 0) >= 0;
}

/** Asks an executable for its version; undefined when it is not there, hangs or is something else. */
export function versionOf(executable: string): [number, number, number] | undefined {
  try {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    return parseVersion(
      execFileSync(executable, ["version"], {
        encoding: "utf8",
        env,
        timeout: 20_000,
        stdio: ["ignore", "pipe", "ignore"],
      }),
    );
  } catch {
    return undefined;
  }
}
