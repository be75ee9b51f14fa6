import assert from "node:assert/strict";
import type { DeepCheck } from "../../../deep-check/process/client";
import type { Mistake } from "./mistake";
import { Run } from "./run";
import type { Said } from "./said";

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
    for (const mistake of mistakes.filter(({ at }) => (at === "deployed") === deployed)) {
      const isFirst = mistake === mistakes.find(({ at }) => at === mistake.at);
      await step(titleOf(mistake), () => run.mistaken(mistake, () => judge(run, mistake, isFirst)));
    }
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

/**
 * What is said to a mistake, by the one that sees it first. What a preview or `up` of nothing yet sees is judged without
 * the engine, which takes a tenth of the time; the first mistake of a kind shows that the engine says the same.
 */
async function judge(run: Run, { at = "preview", says }: Mistake, isFirst: boolean): Promise<void> {
  if (at === "deep check") {
    const { ok, text, findings } = await run.deeply();
    assert.ok(ok, `the preview refuses it already:\n${text}`);
    assert.match(findings.join("\n"), says);
    return;
  }
  if (at === "preview" || at === "up") {
    const said = await run.inProcess(at);
    refused(said, says);
    if (!isFirst) return;
    const bySelf = await engine(run, at, says);
    // The engine stops at the first refusal that it meets.
    const isSame = said.reasons.some((reason) => bySelf.text.includes(reason));
    assert.ok(isSame, `${said.text}\nthe engine:\n${bySelf.text}`);
    return;
  }
  await engine(run, at, says);
}

/** What the engine says to a mistake. */
async function engine(run: Run, at: Mistake["at"], says: RegExp): Promise<Said> {
  if (at === "destroy") await succeed(run, "up --yes --skip-preview");
  const command = at === "destroy" || at === "up" ? `${at} --yes --skip-preview` : "preview";
  const said = await run.pulumi(command);
  if (at === "up" || at === "destroy") await run.forget();
  refused(said, says);
  return said;
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
