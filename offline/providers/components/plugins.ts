import { readdirSync } from "node:fs";
import * as path from "node:path";

/**
 * The newest installed version of a package's plugin, or nothing when there is none. Children must ask for a version
 * that the home has: with nothing, the engine takes the newest, in a second default provider.
 */
export function installedVersion(packageName: string, home = process.env.PULUMI_HOME): string {
  if (home === undefined) return "";
  const versions = pluginFolders(path.join(home, "plugins")).flatMap((folder) => {
    const match = new RegExp(`^resource-${packageName}-v(\\d+\\.\\d+\\.\\d+\\S*)$`).exec(folder);
    return match?.[1] === undefined ? [] : [match[1]];
  });
  return versions.sort(byNumber).at(-1) ?? "";
}

function pluginFolders(plugins: string): readonly string[] {
  try {
    return readdirSync(plugins);
  } catch {
    return [];
  }
}

function byNumber(left: string, right: string): number {
  return left.localeCompare(right, "en", { numeric: true });
}
