import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";

/**
 * Keeps the engine's bookkeeping out of the user's settings files in commands that may read or set them (operations
 * work on a copy, see settings-copy.ts): with a passphrase it writes an encryption salt into
 * `Pulumi.<stack>.yaml`, which would follow the file to a real account and ask for a passphrase there.
 *
 * @returns a function that puts each file back whose settings the command left as they were
 */
export function keepStackFiles(directory: string, args: readonly string[]): () => void {
  const before = new Map(stackFiles(directory).map((file) => [file, fs.readFileSync(file, "utf8")]));
  // A secret that was set offline can only be read with its salt.
  if (args[0] === "config" && args.includes("--secret")) return () => {};
  return () => {
    for (const file of stackFiles(directory)) {
      const now = fs.readFileSync(file, "utf8");
      const old = before.get(file);
      if (now === old || old?.includes("encryptionsalt:")) continue;
      if (now.includes("secure:")) continue;
      const kept =
        old !== undefined && sameSettings(old, now) ? old : now.replace(/^encryptionsalt:.*\n?/m, "");
      if (kept.trim() === "" || kept.trim() === "{}") fs.rmSync(file);
      else fs.writeFileSync(file, kept);
    }
  };
}

function stackFiles(directory: string): string[] {
  return fs
    .readdirSync(directory)
    .filter((name) => /^Pulumi\..+\.ya?ml$/.test(name))
    .map((name) => path.join(directory, name));
}

function sameSettings(a: string, b: string): boolean {
  try {
    const [first, second] = [a, b].map((text) => {
      const { encryptionsalt: _salt, ...settings } = (yaml.parse(text) ?? {}) as Record<string, unknown>;
      return JSON.stringify(settings);
    });
    return first === second;
  } catch {
    return false;
  }
}
