/** The CLI that is downloaded or built when the PATH has none: one version, whichever way it comes. */
export const cliVersion = "3.230.0";

/** Oldest `pulumi` on the PATH that is used: from here on policy packs and plugins start as this home expects. */
export const minimumVersion = "3.200.0";

/** `v3.230.0` or `3.230.0-alpha.1` -> its three numbers; undefined for anything else. */
export function parseVersion(text: string): [number, number, number] | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+]\S*)?$/.exec(text.trim());
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** Whether a version is `minimum` or newer. False when it can't be read. */
export function isAtLeast(version: string, minimum: string): boolean {
  const have = parseVersion(version);
  const need = parseVersion(minimum);
  if (have === undefined || need === undefined) return false;
  for (const [index, number] of have.entries()) {
    const difference = number - (need[index] as number);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
