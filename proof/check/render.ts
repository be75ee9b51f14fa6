import { stackFile } from "../../stacks/settings/stack-files";
import { type CheckedStack, type Finding, isClean } from "./findings";

/** Marks of a terminal; empty where nobody looks at one. */
export interface Colours {
  readonly red: string;
  readonly green: string;
  readonly yellow: string;
  readonly dim: string;
  readonly off: string;
}

export const noColours: Colours = { red: "", green: "", yellow: "", dim: "", off: "" };
const terminalColours: Colours = {
  ...{ red: "\u001b[31m", green: "\u001b[32m", yellow: "\u001b[33m" },
  ...{ dim: "\u001b[2m", off: "\u001b[0m" },
};

/** Colours for a stream: on a terminal, unless NO_COLOR is set (no-color.org). */
export function coloursOf(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): Colours {
  return stream.isTTY === true && !environment.NO_COLOR ? terminalColours : noColours;
}

/** One stack as people read it: a line, and below it what was found. */
export function renderStack(checked: CheckedStack, colours: Colours): string {
  const { stack, resources, findings, notEvaluated, waitsFor } = checked;
  const { green, red, dim, off } = colours;
  const clean = isClean(checked);
  const mark = clean ? `${green}clean${off}` : `${red}NOT CLEAN${off}`;
  const open = notEvaluated === 0 ? "" : `${dim}, ${notEvaluated} not evaluated by policies${off}`;
  const head =
    waitsFor === undefined
      ? `${stack}: ${mark}, ${resources} resources${open}`
      : `${stack}: ${red}NOT CHECKED${off}, it needs the outputs of ${waitsFor}, which does not come up`;
  return [head, ...findings.map((finding) => renderFinding(stack, finding, colours))].join("\n");
}

function renderFinding(stack: string, finding: Finding, { red, yellow, off }: Colours): string {
  const { level, source, subject, message, rule } = finding;
  const mark = level === "error" ? `${red}error${off} ` : `${yellow}advice${off}`;
  const where = source === "settings" ? `${stackFile(stack)}: ${subject}` : shortName(subject);
  const what = rule === undefined ? message : `${message} (${rule})`;
  return `  ${mark} ${where === "" ? "" : `${where}: `}${what}`;
}

/** `aws:s3/bucket:Bucket site-source` of a URN. */
function shortName(urn: string): string {
  const [, , types = "", ...name] = urn.split("::");
  const type = types.slice(types.lastIndexOf("$") + 1);
  return `${type} ${name.join("::")}`.trim();
}
