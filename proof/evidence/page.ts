import type { Kept } from "../result";
import { type Part, parts } from "./parts";

const HEAD = `# Evidence

What was measured, with which seed, at which commit and when. Written by \`npm run evidence\` from \`proof/results\`;
\`npm run evidence -- --measure\` measures all of it again, \`npm run evidence -- --measure NAME...\` a part of it.

What stands in for AWS is described in [offline.md](offline.md), with what a run without an account can't show.
`;

/** The page of all results; a part that was never measured says so. */
export function evidencePage(results: readonly Kept[]): string {
  const sections = parts.map((part) =>
    section(
      part,
      results.find(({ name }) => name === part.name),
    ),
  );
  return `${HEAD}\n${sections.join("\n")}`;
}

function section({ title, says, command, takes }: Part, result: Kept | undefined): string {
  const again = `\`npm run ${command.join(" ")}\` (${takes})`;
  if (result === undefined) return `## ${title}\n${says}\n\nNot measured yet: ${again}.\n`;
  const rows = result.rows.map(({ figure, value, target, met }) =>
    row([figure, value, target, met === undefined ? "" : met ? "yes" : "**no**"]),
  );
  return [
    `## ${title}`,
    `${says}\n`,
    row(["figure", "measured", "target", "met"]),
    row(["---", "---", "---", "---"]),
    ...rows,
    "",
    `Measured by \`${result.command}\`${seedOf(result)}, commit ${result.commit || "unknown"}, ${result.date.slice(0, 16).replace("T", " ")} UTC, in ${duration(result.seconds)}. Again: ${again}.`,
    "",
  ].join("\n");
}

function seedOf({ seed }: Kept): string {
  return seed === "" ? "" : ` with seed ${seed}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
