import { chooseMutants } from "./choose";
import type { SystemGraph } from "./graph";
import { type Catch, judge, soundSystem } from "./judge";
import type { Mutant } from "./operators/operator";
import { explanation } from "./survivors";
import type { System } from "./systems";

/** What became of a planted mistake. */
export interface Verdict {
  readonly system: string;
  readonly mutant: Omit<Mutant, "plant">;
  /** Who caught it; absent for a survivor. */
  readonly caught?: Catch;
  /** Why a survivor is no mistake; absent for one that is. */
  readonly equivalent?: string;
}

/** What became of all mistakes in a system. */
export interface SystemResult {
  readonly sound: { readonly system: Pick<System, "name">; readonly alarms: readonly Catch[] };
  readonly verdicts: readonly Verdict[];
}

/**
 * Plants mistakes in a system, one at a time.
 *
 * @param tell called after each
 */
export async function plantIn(
  system: System,
  { graph, beside }: { graph: SystemGraph; beside: SystemGraph },
  count: number,
  seed: number,
  tell: (done: number, verdict: Verdict) => void = () => undefined,
): Promise<SystemResult> {
  const sound = await soundSystem(system, graph, beside);
  const verdicts: Verdict[] = [];
  for (const mutant of chooseMutants(sound.graph, count, seed)) {
    const caught = await judge(sound, mutant);
    const equivalent = caught === undefined ? explanation(mutant) : undefined;
    const verdict: Verdict = {
      system: system.name,
      mutant: withoutGraph(mutant),
      ...(caught ? { caught } : {}),
      ...(equivalent === undefined ? {} : { equivalent }),
    };
    verdicts.push(verdict);
    tell(verdicts.length, verdict);
  }
  const { alarms } = sound;
  return { sound: { system: { name: system.name }, alarms }, verdicts };
}

/** What is told of a mistake, which may go from process to process. */
function withoutGraph({ plant: _, ...told }: Mutant): Omit<Mutant, "plant"> {
  return told;
}
