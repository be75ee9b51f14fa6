import * as yaml from "yaml";
import { type DnsAnswer, logicalName, type Stored, stackOf } from "../account/index";
import { isMap, isUnknown, Secret, type Value } from "../providers/core/values/value";

/** Resources, one a line. */
export function resourceTable(resources: readonly Stored[]): string {
  if (resources.length === 0) return "nothing\n";
  return table([
    ["TYPE", "NAME", "ID", "REGION", "STACK"],
    ...resources.map(({ type, urn, id, region }) => [
      type.replace(/\/\w+:/, ":"),
      logicalName(urn),
      id,
      region || "global",
      stackOf(urn),
    ]),
  ]);
}

/** A resource with all that AWS would say of it; a secret's value is never kept, so it can't be shown. */
export function resourcePage(stored: Stored): string {
  return yaml.stringify(resourceJson(stored), { lineWidth: 0 });
}

export function resourceJson({ type, urn, id, region, inputs, outputs }: Stored) {
  const hidden = Object.fromEntries((unmarked[type] ?? []).map((property) => [property, new Secret(null)]));
  return {
    type,
    id,
    region: region || "global",
    urn,
    inputs: printable(inputs),
    outputs: printable({ ...outputs, ...hidden }),
  };
}

/** Secrets of which the provider does not say that they are: AWS answers with them, and the account has to as well. */
const unmarked: Readonly<Record<string, readonly string[]>> = {
  "aws:apigateway/usagePlanKey:UsagePlanKey": ["value"],
};

function printable(value: Value): unknown {
  if (value instanceof Secret) return "[secret]";
  if (isUnknown(value)) return "[unknown]";
  if (Array.isArray(value)) return value.map(printable);
  if (isMap(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) =>
        key === "__defaults" ? [] : [[key, printable(item)] as const],
      ),
    );
  return typeof value === "object" && value !== null ? `[${value.kind}]` : value;
}

/** What Route 53 answers, and why. */
export function answerPage({ name, type, candidates, values, note }: DnsAnswer): string {
  const rows = candidates.map(({ record, isAnswer, share, status, why }) => [
    isAnswer ? "*" : "",
    record.setIdentifier || "-",
    `${record.routing} ${record.policy}`.trim(),
    isAnswer ? (share === undefined ? "?" : `${share}%`) : "",
    status,
    why,
  ]);
  const head = `${name} ${type} -> ${values.join(", ") || "nothing"}\n\n`;
  const body = table([["", "RECORD", "ROUTING", "SHARE", "HEALTH", "BECAUSE"], ...rows]);
  return `${head}${body}${note === undefined ? "" : `\n${note}\n`}`;
}

function table(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return `${rows.map(line).join("\n")}\n`;
}
