import { Netmask } from "netmask";
import type { Mistake } from "./mistakes";

/** Refuses what is no IPv4 range on its own boundary, such as `10.20.0.0/16`. */
export function rangeMistakes(propertyPath: string, range: string): Mistake[] {
  const parsed = parse(range);
  if (parsed !== undefined && `${parsed.base}/${parsed.bitmask}` === range) return [];
  const nearest = parsed === undefined ? "10.20.0.0/16" : `${parsed.base}/${parsed.bitmask}`;
  return [
    { propertyPath, reason: `"${range}" is not allowed, a range on its boundary such as ${nearest} is` },
  ];
}

/** Whether two ranges share an address. What is no range overlaps nothing: {@link rangeMistakes} says so. */
export function overlap(a: string, b: string): boolean {
  const [first, second] = [parse(a), parse(b)];
  if (first === undefined || second === undefined) return false;
  return first.contains(second) || second.contains(first);
}

/** Refuses ranges of one list of which two share an address, each pair once. */
export function overlapMistakes(propertyPath: string, ranges: readonly string[]): Mistake[] {
  return ranges.flatMap((range, index) =>
    ranges
      .slice(0, index)
      .filter((earlier) => overlap(earlier, range))
      .map((earlier) => ({
        propertyPath: `${propertyPath}[${index}]`,
        reason: `"${range}" is not allowed, it overlaps ${earlier}`,
      })),
  );
}

function parse(range: string): Netmask | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(range)) return undefined;
  try {
    return new Netmask(range);
  } catch {
    return undefined; // An octet over 255, or a prefix over 32.
  }
}
