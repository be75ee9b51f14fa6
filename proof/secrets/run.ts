import type { Secret } from "./forms";
import { secretsOf } from "./harvest";
import type { Leak } from "./search";
import { Session } from "./session";
import type { Step } from "./steps";
import type { SeededSystem } from "./systems";

/** What one system's run found. */
export interface Found {
  readonly system: string;
  /** Canaries that were seeded: what settings name, and what belongs to whoever runs Pulumi. */
  readonly seeded: Secret[];
  /** Values that AWS or a provider made, taken from the states, where they are encrypted. */
  readonly generated: Secret[];
  /** Steps that did not end as they should, and secrets that the deployment did not read: then the search proves less. */
  readonly gaps: string[];
  /** Secrets in clear, each once for a place. */
  readonly leaks: Leak[];
  /** Secrets that the engine's debug outputs show, its log and its event log: they hold all values. */
  readonly logged: Leak[];
  /** Commands that were run. */
  readonly commands: number;
  /** States kept while they ran. */
  readonly checkpoints: number;
  readonly files: number;
  readonly bytes: number;
}

/** Which steps are run on which stack. */
export interface Plan {
  /** Groups of steps; after each of them secrets are taken from the state. */
  readonly first: readonly (readonly Step[])[];
  readonly later: readonly Step[];
  /** On the last stack, once all are up. */
  readonly last: readonly Step[];
}

/**
 * Brings a system up with canaries for all that is secret, and looks for them in all that was written and printed.
 *
 * @param progress told of each step
 */
export async function searchSystem(
  seeded: SeededSystem,
  stacks: readonly string[],
  plan: Plan,
  seed: string,
  progress: (step: string) => void,
): Promise<Found> {
  const session = await Session.open(seeded, seed);
  try {
    const generated = new Map<string, Secret>();
    const reached = new Set<string>();
    const gaps: string[] = [];
    const take = async (stack: string) => {
      for (const secret of secretsOf(await session.revealed(stack))) {
        reached.add(secret.value);
        if (!session.kept.some(({ value }) => secret.value === value)) generated.set(secret.value, secret);
      }
    };
    const go = async (steps: readonly Step[], stack: string) => {
      for (const step of steps) {
        progress(`${stack}: ${step.title}`);
        await step.run(session, stack).catch((error: Error) => gaps.push(`${stack}: ${error.message}`));
      }
      await take(stack);
    };
    for (const [index, stack] of stacks.entries()) {
      for (const steps of index === 0 ? plan.first : [plan.later]) await go(steps, stack);
    }
    await go(plan.last, stacks.at(-1) as string);
    const own = [...session.kept, ...Object.values(session.own)];
    progress("searching");
    const all = [...own, ...generated.values()];
    return {
      ...session.search(all),
      logged: session.searchLogs(all).leaks,
      system: seeded.system,
      seeded: own,
      generated: [...generated.values()],
      gaps: [
        ...gaps,
        ...session.kept
          .filter(({ reach, value }) => (reach === "state") !== reached.has(value))
          .map(({ label, reach }) => `${label} was to reach the ${reach}`),
      ],
      commands: session.commands,
      checkpoints: session.sampled,
    };
  } finally {
    session.close();
  }
}
