import * as fs from "node:fs";
import { deployedGraph, graphsBeside } from "../graphs";
import { type Catch, judgeGraph, type Sound, soundSystem } from "../judge";
import { type System, systems } from "../systems";

/** What a process is to do: keep what is said of sound systems, or ask who sees the mistake in its program. */
export type Task = {
  readonly kind: "sound" | "planted";
  readonly systems: readonly string[];
  readonly folder: string;
};

/** What it tells: of sound systems what speaks against them, of a planted mistake who caught it. */
export interface Told {
  readonly alarms: Readonly<Record<string, readonly Catch[]>>;
  readonly caught?: Catch;
}

const fileOf = (folder: string, { name }: System) => `${folder}/${name}.json`;

async function work({ kind, systems: names, folder }: Task): Promise<Told> {
  const chosen = systems.filter(({ name }) => names.includes(name));
  const alarms: Record<string, readonly Catch[]> = {};
  for (const system of chosen) {
    if (kind === "sound") {
      const sound = await soundSystem(system, await deployedGraph(system), await graphsBeside(system));
      const { known, graph, beside } = sound;
      fs.writeFileSync(fileOf(folder, system), JSON.stringify({ known: [...known], graph, beside }));
      alarms[system.name] = sound.alarms;
    } else {
      const caught = await caughtIn(system, folder);
      if (caught !== undefined) return { alarms, caught };
    }
  }
  return { alarms };
}

async function caughtIn(system: System, folder: string): Promise<Catch | undefined> {
  const kept = JSON.parse(fs.readFileSync(fileOf(folder, system), "utf8")) as Omit<Sound, "known"> & {
    known: string[];
  };
  let graph: Sound["graph"];
  try {
    graph = await deployedGraph(system);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { judge: message.includes("offline refusal") ? "stand-in" : "program", by: "up", message };
  }
  return judgeGraph({ ...kept, system, known: new Set(kept.known) }, graph, true);
}

process.once("message", (task) => {
  work(task as Task).then(
    (told) => process.send?.(told, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    },
  );
});
