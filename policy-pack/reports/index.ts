import { json } from "./json";
import { markdown } from "./markdown";
import type { Writer } from "./report";
import { sarif } from "./sarif";

export type { Report, Writer } from "./report";

const writers: readonly (readonly [string, Writer])[] = [
  [".sarif", sarif],
  [".sarif.json", sarif],
  [".json", json],
  // The builder of XML is large; a pack that writes none must not load it.
  [".xml", (report) => (require("./junit") as typeof import("./junit")).junit(report)],
  [".md", markdown],
];

/** Endings of file names that have a form, for messages. */
export const endings: readonly string[] = writers.map(([ending]) => ending);

/** The writer for a file, by its ending; `undefined` when the ending has none. */
export function writerOf(file: string): Writer | undefined {
  return writers.find(([ending]) => file.toLowerCase().endsWith(ending))?.[1];
}
