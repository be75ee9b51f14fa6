import { isMap, isSeq, LineCounter, parseDocument, type YAMLError } from "yaml";
import type { Entry } from "./parse";

/** The list under `waivers` in a YAML (or JSON) file, each entry with its line. */
export function entriesOf(content: string, file: string): { entries: Entry[]; mistakes: string[] } {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    return { entries: [], mistakes: document.errors.map((error) => `${at(error.pos[0])}: ${said(error)}`) };
  }
  if (document.contents === null) return { entries: [], mistakes: [] };
  const list: unknown = isMap(document.contents) ? document.get("waivers") : undefined;
  const others = isMap(document.contents)
    ? document.contents.items.filter(({ key }) => String(key) !== "waivers").length
    : 0;
  if (!isSeq(list) || others > 0) {
    return { entries: [], mistakes: [`${file}:1: the file has one key, waivers, with a list of waivers`] };
  }
  const entries = list.items.map((item): Entry => {
    const offset = typeof item === "object" && item !== null && "range" in item ? firstOf(item.range) : 0;
    const value: unknown =
      typeof item === "object" && item !== null && "toJS" in item && typeof item.toJS === "function"
        ? item.toJS(document)
        : item;
    return { value, place: at(offset) };
  });
  return { entries, mistakes: [] };
}

function said({ message }: YAMLError): string {
  return message.replace(/\s+/g, " ").replace(/\.$/, "");
}

function firstOf(range: unknown): number {
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : 0;
}
