import type { PolicyConfigSchema } from "@pulumi/policy";
import { integer, type Setting, type SettingsOf, texts } from "./settings";
import { shared } from "./shared-settings";

/** Stands for all rules. */
export const ALL = "all";

const levels: Setting<Readonly<Record<string, unknown>>> = {
  // Names and levels are checked by the pack: Pulumi's own check would end the run at the first slip.
  schema: {
    type: "object",
    description:
      "Level (mandatory, advisory or disabled) by rule id, area or severity; the first of these that is named counts.",
  },
  default: {},
  parse: (value) => (isRecord(value) ? value : undefined),
};

const results: Setting<readonly string[]> = {
  schema: {
    type: ["string", "array"],
    minLength: 1,
    items: { type: "string", minLength: 1 },
    description:
      "Files for the results, one or a list; the ending says the form: .json, .sarif (or .sarif.json), .xml (JUnit), .md.",
  },
  default: [],
  parse: (value) => {
    const files: readonly unknown[] = Array.isArray(value) ? value : [value];
    return files.every((file): file is string => typeof file === "string" && file !== "") ? files : undefined;
  },
};

const waivers: Setting<string | readonly unknown[] | undefined> = {
  schema: {
    type: ["string", "array"],
    minLength: 1,
    description:
      "Waivers: a file (waivers.yaml), or a list of rule, resource, reason, owner, expires and ticket.",
  },
  default: undefined,
  parse: (value) => {
    if (Array.isArray(value)) return value;
    return typeof value === "string" && value !== "" ? value : undefined;
  },
};

/** The pack's own settings, beside those that its rules share. */
export const packSettings = {
  levels,
  results,
  waivers,
  remediate: texts(
    "Rules that may mend what they find before it is created or changed: their ids, or all. Nothing is mended without.",
  ),
  peers: texts(
    "Snapshot files of the stacks in other regions, so that rules that compare regions see both sides.",
  ),
  maxPeerAgeDays: integer("Age in days at which a peer's snapshot is told to be old.", { minimum: 1 }, 30),
  ...shared,
};

/** Their values. */
export type PackSettings = SettingsOf<typeof packSettings>;

/** Schema of the pack's own settings, for Pulumi. */
export function packSettingsSchema(): PolicyConfigSchema {
  const schemas = Object.entries(packSettings).map(([name, { schema }]) => [name, schema]);
  return { properties: Object.fromEntries(schemas) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
