import { isIP } from "node:net";
import type { Mistake } from "../arguments/mistakes";

/** A mistake with its value. */
export function wrong(propertyPath: string, value: unknown, allowed: string): Mistake {
  return { propertyPath, reason: `${JSON.stringify(value)} is not allowed, ${allowed}` };
}

/** Whether a text is a domain name in lower case, perhaps with a wildcard, and no address. */
export function isDomainName(text: string): boolean {
  const name = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
  return text.length <= 253 && isIP(text) === 0 && name.test(text);
}

/** What CloudFront would refuse of path patterns, and one for all paths. */
export function pathPatternMistakes(
  pathOf: (index: number) => string,
  patterns: readonly string[],
): Mistake[] {
  return patterns.flatMap((pattern, index) => {
    const path = pathOf(index);
    if (!/^\/[\w\-.*$/~"'@:+&?]{0,254}$/.test(pattern)) {
      return [wrong(path, pattern, 'a path pattern that starts with "/", of at most 255 characters, is')];
    }
    // Would cache every answer of the API, payments among them, and show one caller another's.
    if (/^\/\*+$/.test(pattern)) return [wrong(path, pattern, "a pattern names a part of the API, not all")];
    return patterns.indexOf(pattern) < index ? [wrong(path, pattern, "each pattern is named once")] : [];
  });
}
