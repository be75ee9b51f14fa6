import { type NameRule, nameRules } from "../account/unique-names";
import { refusals } from "./index";
import type { Phase, Refusal } from "./refusal";

/** A refusal as a document tells of it. */
export type CatalogueEntry = Pick<Refusal, "name" | "code" | "sentence" | "source" | "severity"> & {
  types: readonly string[];
  phases: readonly Phase[];
};

/** All refusals, those of names that are taken too, sorted by name. */
export function catalogue(): CatalogueEntry[] {
  const judged: CatalogueEntry[] = refusals.map(({ judge: _, ...entry }) => entry);
  return [...judged, ...takenNames()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function takenNames(): CatalogueEntry[] {
  const byRefusal = new Map<string, { rule: NameRule; types: string[] }>();
  for (const [type, rule] of Object.entries(nameRules)) {
    const entry = byRefusal.get(rule.refusal) ?? { rule, types: [] };
    byRefusal.set(rule.refusal, { rule, types: [...entry.types, type] });
  }
  return [...byRefusal.values()].map(({ rule, types }) => ({
    name: rule.refusal,
    code: rule.code,
    sentence: `No two resources have the same ${rule.what}${scopes[typeof rule.scope === "string" ? rule.scope : "other"]}.`,
    source: rule.source,
    types,
    phases: ["check", "create", "update"],
    severity: "error",
  }));
}

const scopes = {
  world: " in the world",
  account: " in an account",
  region: " in a region",
  other: "",
} as const;
