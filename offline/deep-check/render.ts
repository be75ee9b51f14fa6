import type { Report } from "./check";
import type { Finding } from "./findings";

/** A report as people read it. */
export function renderReport(title: string, { findings, resources, judged, milliseconds }: Report): string {
  const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
  const head = `${title}: deep check: ${count}; ${judged} of ${resources} AWS resources judged, ${(milliseconds / 1000).toFixed(1)} s`;
  return `${[head, ...findings.map(renderFinding)].join("\n")}\n`;
}

/** One finding: where, what is wrong, how to mend it, where to read about it. */
export function renderFinding({
  type,
  name,
  urn,
  region,
  property,
  value,
  message,
  fix,
  url,
  rule,
}: Finding): string {
  const place = property === "" ? "" : `: ${property}${value === undefined ? "" : ` is ${value}`}`;
  return [
    `  ${type} "${name}"${region === undefined ? "" : ` (${region})`}${place}`,
    `    ${message}`,
    ...(fix === undefined ? [] : [`    To mend it: ${fix}`]),
    ...(url === undefined ? [] : [`    ${url}`]),
    `    ${rule}, ${urn}`,
  ].join("\n");
}
