import type { Report } from "./report";

/** The results as they are. */
export function json({ document }: Report): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
