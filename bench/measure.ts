/** Middle of the numbers; the mean of the two middle ones for an even count. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error("no numbers to take a median of");
  return (low + high) / 2;
}

/** Times of the runs of each side, in milliseconds. */
export type Timings<Side extends string> = Record<Side, number[]>;

/**
 * Runs the sides in turn, A B A B ..., so that a machine whose speed drifts slows them alike. The first round warms
 * caches and is not counted.
 */
export async function interleave<Side extends string>(
  rounds: number,
  sides: Record<Side, () => Promise<number>>,
): Promise<Timings<Side>> {
  const names = Object.keys(sides) as Side[];
  const timings = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Timings<Side>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const milliseconds = await sides[name]();
      if (round > 0) timings[name].push(milliseconds);
    }
  }
  return timings;
}

/** One figure of the benchmark: what is measured against what, and the target. */
export interface Figure {
  title: string;
  measured: string;
  against: string;
  ratio: string;
  target: string;
  met: boolean;
}

/** A table of figures for people. */
export function table(figures: readonly Figure[]): string {
  const head = {
    title: "figure",
    measured: "measured",
    against: "against",
    ratio: "ratio",
    target: "target",
    met: "met",
  };
  const rows = [head, ...figures.map((figure) => ({ ...figure, met: figure.met ? "yes" : "no" }))];
  const columns = Object.keys(head) as (keyof typeof head)[];
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      columns
        .map((column, index) => row[column].padEnd(widths[index] as number))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A figure of two times in milliseconds: the ratio, and whether it is within its target. */
export function timeFigure(
  title: string,
  measured: number,
  against: string,
  base: number,
  target: number,
): Figure {
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
  const ratio = measured / base;
  return {
    title,
    measured: seconds(measured),
    against: `${against} ${seconds(base)}`,
    ratio: ratio.toFixed(2),
    target: `${target}`,
    met: ratio <= target,
  };
}
