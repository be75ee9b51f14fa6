import type { Deployed } from "../state";

/** Resources of some types. */
export type Lookup = (...types: string[]) => Deployed[];

/** A text, or the empty one for anything else. */
export const text = (value: unknown): string => (typeof value === "string" ? value : "");

export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

export const objects = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null) : [];

export const idOf = ({ id, outputs }: Deployed): string => id ?? text(outputs.id);
