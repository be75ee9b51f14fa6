import { distance } from "fastest-levenshtein";

/** The candidate that the writer most likely meant, or undefined when none is close. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const apart = distance(word.toLowerCase(), candidate.toLowerCase());
    const contained = candidate.toLowerCase().startsWith(word.toLowerCase()) ? limit : apart;
    if (Math.min(apart, contained) < bestDistance) {
      best = candidate;
      bestDistance = Math.min(apart, contained);
    }
  }
  return best;
}
