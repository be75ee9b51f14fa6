/** What stands in a map of inputs or of a document. */
export type Values = Readonly<Record<string, unknown>>;

/** A map as it is; of anything else an empty one. */
export const mapIn = (value: unknown): Values =>
  typeof value === "object" && value !== null ? (value as Values) : {};

/** A list of maps; of anything else an empty one. */
export const mapsIn = (value: unknown): readonly Values[] => (Array.isArray(value) ? value.map(mapIn) : []);

/** All texts in a value, at any depth. Those of documents are patterns, and no references. */
export function textsBelow(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsBelow) : [];
}
