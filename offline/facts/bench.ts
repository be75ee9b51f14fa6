import { Store } from "./store";
import { typeNames } from "./tables/types";

export interface FactsTimes {
  /** Reading and unpacking the data file: processor time, median, in milliseconds. */
  open: number;
  /** Parsing one type when it is first asked for: processor time, mean over all types, in milliseconds. */
  type: number;
}

/** How long the facts take to load; processor time, so that other work on the machine does not count. */
export function measureFacts(rounds = 9): FactsTimes {
  const opens: number[] = [];
  let perType = 0;
  for (let round = 0; round < rounds; round++) {
    const start = processorTime();
    const store = new Store();
    const opened = processorTime();
    const names = typeNames();
    for (const { token } of names) store.type(token);
    perType += (processorTime() - opened) / names.length / rounds;
    opens.push(opened - start);
  }
  opens.sort((a, b) => a - b);
  return { open: opens[Math.floor(rounds / 2)] ?? 0, type: perType };
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
