import * as fs from "node:fs";
import * as path from "node:path";

/** A resource of an exported state, as far as the floor needs it. */
export interface StateResource {
  urn: string;
  type: string;
  custom: boolean;
  inputs?: Record<string, unknown>;
}

const SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d";

const PROGRAM = `const pulumi = require("@pulumi/pulumi");
const resources = require("./resources.json");
const provider = new pulumi.ProviderResource("aws", "aws", { region: resources.region });
for (const { type, name, custom, inputs } of resources.list) {
  if (!custom) new pulumi.ComponentResource(type, name, {}, {});
  else new pulumi.CustomResource(type, name, inputs, type.startsWith("aws:") ? { provider, version: resources.version } : {});
}
`;

/**
 * Writes the engine's floor for a deployed stack: one flat JavaScript program that registers exactly the same
 * resources, with known inputs, generic classes, default options and no remote component.
 *
 * @returns how many resources the program registers
 */
export function writeFloor(
  directory: string,
  resources: readonly StateResource[],
  options: { region: string; awsVersion: string; nodeModules: string },
): number {
  const list = resources
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ urn, type, custom, inputs }) => ({
      type,
      name: logicalName(urn, type, custom),
      custom,
      inputs: plain(inputs ?? {}),
    }));
  fs.mkdirSync(directory, { recursive: true });
  const write = (file: string, content: string) => fs.writeFileSync(path.join(directory, file), content);
  write("Pulumi.yaml", "name: floor\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n");
  write("package.json", JSON.stringify({ name: "floor", private: true, main: "index.js" }));
  write("index.js", PROGRAM);
  write("resources.json", JSON.stringify({ region: options.region, version: options.awsVersion, list }));
  const link = path.join(directory, "node_modules");
  if (!fs.existsSync(link)) fs.symlinkSync(options.nodeModules, link);
  return list.length;
}

/** Names repeat under different parents; the flat program has none, so a component keeps its whole path. */
function logicalName(urn: string, type: string, custom: boolean): string {
  const name = urn.split("::").at(-1) as string;
  return custom ? name : `${name}-${type.split(":").at(-1)}`;
}

/** Inputs without secrets' envelopes and provider bookkeeping. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (SECRET_SIGNATURE in value) return "not-a-secret-here";
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "__defaults" && key !== "tagsAll")
      .map(([key, inner]) => [key, plain(inner)]),
  );
}
