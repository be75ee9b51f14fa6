/** The name that somebody may have meant: the nearest one, if no more than every third letter differs. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((name) => ({ name, distance: distance(given.toLowerCase(), name.toLowerCase()) }))
    .filter((one) => one.distance <= Math.max(one.name.length, given.length) / 3)
    .sort((one, other) => one.distance - other.distance);
  return best?.name;
}

/** How many letters to insert, drop, change or swap with the next (Damerau-Levenshtein, each letter once). */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  const cell = (at: number, to: number) => rows[at]?.[to] ?? Number.POSITIVE_INFINITY;
  for (let at = 1; at <= one.length; at++) {
    const row = [at];
    rows.push(row);
    for (let to = 1; to <= other.length; to++) {
      const change = cell(at - 1, to - 1) + (one[at - 1] === other[to - 1] ? 0 : 1);
      const isSwap = one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      const swap = isSwap ? cell(at - 2, to - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(change, swap, cell(at - 1, to) + 1, cell(at, to - 1) + 1));
    }
  }
  return cell(one.length, other.length);
}

/** What to say of a name that there is not: the nearest one, or the names that there are when they are few, or nothing. */
export function suggestion(given: string, names: readonly string[]): string {
  const meant = nearest(given, names);
  if (meant !== undefined) return `the nearest is ${meant}`;
  return names.length > 0 && names.length <= 12 ? `known: ${names.join(", ")}` : "";
}
