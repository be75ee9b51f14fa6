import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { TypeNode } from "../node";
import type { Tables } from "../regions";
import type { Header } from "../store";

/** Writes the data file: a header, then a line for each type, in the order of their names. */
export function writeFacts(
  file: string,
  header: Header,
  types: ReadonlyMap<string, TypeNode>,
  tables: Tables,
): { lines: number; bytes: number; packed: number } {
  const rows = [...types].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = [
    JSON.stringify(header),
    ...named("classes", tables.classes),
    ...named("versions", tables.versions),
    `runtimes\t${JSON.stringify(tables.runtimes)}`,
    ...rows.map(([token, node]) => `${token}\t${JSON.stringify(node)}`),
  ].join("\n");
  const packed = brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, packed);
  return { lines: rows.length, bytes: text.length, packed: packed.length };
}

function named(kind: string, tables: Record<string, unknown>): string[] {
  const names = Object.keys(tables).sort();
  return names.map((name) => `${kind} ${name}\t${JSON.stringify(tables[name])}`);
}
