import { renderFinding } from "../../deep-check/render";
import { type ComponentRow, type DeepCheckOutcome, type StackSummary, size } from "./summary";

const WIDTH = 110;

/**
 * The summary of all stacks, as people read it.
 *
 * @param skipped stacks that could not be previewed, because one before them did not come up
 */
export function render(summaries: readonly StackSummary[], skipped: readonly string[] = []): string {
  const blocks = summaries.map(renderStack);
  const total = [
    ...summaries.map((summary) => `${summary.stack} ${summary.ok ? "clean" : "NOT CLEAN"}`),
    ...skipped.map((stack) => `${stack} NOT PREVIEWED`),
  ].join(", ");
  return `${blocks.join("\n\n")}\n\n${total}\n`;
}

function renderStack(summary: StackSummary): string {
  const { stack, components, resources, changes, policies, deepCheck, milliseconds } = summary;
  const changed = Object.entries(changes)
    .filter(([operation]) => operation !== "same")
    .map(([operation, count]) => `${count} to ${operation}`);
  const width = Math.max(0, ...components.map((row) => titleOf(row).length));
  return [
    `${stack}: ${resources} resources, ${changed.join(", ") || "no change"}, ${(milliseconds / 1000).toFixed(1)} s`,
    ...components.flatMap((row) => renderComponent(row, width)),
    policies === undefined
      ? "  policies: no policy pack"
      : `  policies: ${policies.violations} violations, ${policies.advisories} advisories, ${policies.waived} waived, ${policies.notEvaluated} not evaluated`,
    ...(deepCheck === undefined ? [] : renderDeepCheck(deepCheck)),
  ].join("\n");
}

function renderDeepCheck(outcome: DeepCheckOutcome | string): string[] {
  if (typeof outcome === "string") return [`  deep check: not done: ${outcome}`];
  const { findings, resources, judged } = outcome;
  const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
  return [
    `  deep check: ${count}, ${judged} of ${resources} AWS resources judged`,
    ...findings.flatMap((finding) => renderFinding(finding).split("\n")).map((line) => `  ${line}`),
  ];
}

/** `  EdgeDistribution site-edge   26   route53.Record 8, ...`, its types folded at the screen's width. */
function renderComponent(row: ComponentRow, width: number): string[] {
  const head = `  ${titleOf(row).padEnd(width)} ${String(size(row)).padStart(4)}  `;
  const words = [...row.types]
    .sort(([first, a], [second, b]) => b - a || first.localeCompare(second))
    .map(([type, count]) => (count === 1 ? type : `${type} ${count}`));
  return fold(words, WIDTH - head.length).map(
    (line, index) => (index === 0 ? head : " ".repeat(head.length)) + line,
  );
}

function titleOf({ type, name }: ComponentRow): string {
  return `${type} ${name}`;
}

function fold(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length + 2 <= width)
      lines[lines.length - 1] = `${line}, ${word}`;
    else lines.push(word);
  }
  return lines;
}
