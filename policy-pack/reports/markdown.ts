import type { Result } from "../frame/results";
import { nameOf, type Report } from "./report";

/** Results as Markdown, for a comment on a change or the summary of a CI run. */
export function markdown({ document, rules }: Report): string {
  const { counts, results, peers = [], complete, stack } = document;
  const order = new Map(rules.map(({ id }, index) => [id, index]));
  const sorted = [...results].sort(
    (one, other) =>
      (order.get(one.rule) ?? 0) - (order.get(other.rule) ?? 0) || (one.urn < other.urn ? -1 : 1),
  );
  const of = (keep: (result: Result) => boolean) => sorted.filter(keep);
  const lines = [
    `# Policies${stack === undefined ? "" : ` of ${cell(stack)}`}`,
    "",
    `${counts.violations} mandatory violations, ${counts.advisories} advisory, ${counts.waived} waived, ` +
      `${counts.notEvaluated} not evaluated, ${counts.evaluated} evaluated.`,
    ...(complete ? [] : ["", "**Not complete:** the rules that compare resources have not run."]),
    ...table(
      "Mandatory violations",
      of((one) => one.status === "violation" && one.level === "mandatory"),
    ),
    ...table(
      "Advisory violations",
      of((one) => one.status === "violation" && one.level === "advisory"),
    ),
    ...waived(of((one) => one.status === "waived")),
    ...table(
      "Not evaluated",
      of((one) => one.status === "not-evaluated"),
    ),
  ];
  if (peers.length > 0) {
    lines.push(
      "",
      "## Snapshots of other stacks",
      "",
      "| stack | region | age in days |",
      "| --- | --- | --- |",
    );
    for (const peer of peers) lines.push(row(peer.stack, peer.region ?? "-", String(peer.ageDays)));
  }
  return `${lines.join("\n")}\n`;
}

function table(title: string, results: readonly Result[]): string[] {
  if (results.length === 0) return [];
  const rows = results.map(({ rule, severity, urn, message }) => row(rule, severity, nameOf(urn), message));
  return [
    "",
    `## ${title}`,
    "",
    "| rule | severity | resource | what |",
    "| --- | --- | --- | --- |",
    ...rows,
  ];
}

function waived(results: readonly Result[]): string[] {
  if (results.length === 0) return [];
  const rows = results.map(({ rule, urn, message, waiver }) =>
    row(
      rule,
      nameOf(urn),
      message,
      waiver?.reason ?? "",
      waiver?.owner ?? "",
      waiver?.expires ?? "",
      waiver?.ticket ?? "-",
    ),
  );
  const head = ["rule", "resource", "what", "reason", "owner", "until", "ticket"];
  return ["", "## Waived", "", row(...head), row(...head.map(() => "---")), ...rows];
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map(cell).join(" | ")} |`;
}

/** A text in a cell as it is: names of resources may hold anything, also what Markdown or HTML would take for markup. */
function cell(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\\`*_[\]<>|&~]/g, (mark) => (mark === "<" ? "&lt;" : mark === "&" ? "&amp;" : `\\${mark}`));
}
