import assert from "node:assert/strict";
import type { DeepCheck } from "../../../deep-check/process/client";
import type { Mistake } from "./mistake";
import { Run, type Said } from "./run";

/** A step of a rehearsal by its title, and the error it ended with. */
export type Outcomes = ReadonlyMap<string, unknown>;

/** Titles of the steps that every program goes through. */
export const steps = {
  preview: "previews, with nothing for the deep check to say",
  up: "comes up, and does not change by itself",
  down: "goes down and leaves nothing in the account",
} as const;

export function titleOf({ what, at = "preview" }: Mistake): string {
  return `${what} is refused (${at})`;
}

/** A program with its mistakes, and then as it is, in a home and an account of its own. */
export async function rehearse(
  name: string,
  mistakes: readonly Mistake[],
  deepCheck: DeepCheck,
): Promise<Outcomes> {
  const run = await Run.open(name, deepCheck);
  const outcomes = new Map<string, unknown>();
  const step = async (title: string, act: () => Promise<void>) =>
    outcomes.set(title, await act().catch((error: unknown) => error));
  const plant = async (deployed: boolean) => {
    for (const mistake of mistakes.filter(({ at }) => (at === "deployed") === deployed))
      await step(titleOf(mistake), () => run.mistaken(mistake, () => judge(run, mistake)));
  };
  try {
    await plant(false);
    await step(steps.preview, () => preview(run));
    await step(steps.up, () => up(run));
    await plant(true);
    await step(steps.down, () => down(run));
  } finally {
    run.close();
  }
  return outcomes;
}

/** What is said to a mistake, by the one that sees it first. */
async function judge(run: Run, { at = "preview", says }: Mistake): Promise<void> {
  if (at === "deep check") {
    const { ok, text, findings } = await run.deeply();
    assert.ok(ok, `the preview refuses it already:\n${text}`);
    assert.match(findings.join("\n"), says);
    return;
  }
  if (at === "destroy") await succeed(run, "up --yes --skip-preview");
  const command = { preview: "preview", deployed: "preview", up: "up --yes --skip-preview" };
  const said = await run.pulumi(at === "destroy" ? "destroy --yes --skip-preview" : command[at]);
  if (at === "up" || at === "destroy") await run.forget();
  refused(said, says);
}

function refused({ ok, text }: Said, says: RegExp): void {
  assert.equal(ok, false, `it is accepted:\n${text}`);
  assert.match(text, says);
}

async function succeed(run: Run, command: string): Promise<void> {
  const { ok, text } = await run.pulumi(command);
  assert.ok(ok, `pulumi ${command}:\n${text}`);
}

async function preview(run: Run): Promise<void> {
  const { ok, text, findings } = await run.deeply();
  assert.ok(ok, text);
  assert.doesNotMatch(text, /warning/i);
  assert.deepEqual(findings, []);
}

async function up(run: Run): Promise<void> {
  await succeed(run, "up --yes --skip-preview");
  await succeed(run, "up --yes --skip-preview --expect-no-changes");
  await succeed(run, "refresh --yes --skip-preview --expect-no-changes");
}

async function down(run: Run): Promise<void> {
  assert.notDeepEqual(run.account(), []);
  await succeed(run, "destroy --yes --skip-preview");
  assert.deepEqual(run.account(), []);
}
