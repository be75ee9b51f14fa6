/** Parts of an ARN: `arn`, partition, service, region, account, and the rest, which may have colons of its own. */
export function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** Whether some text is matched by both patterns with `*` and `?`. */
export function overlap(one: string, other: string): boolean {
  // reached[j]: the pattern `one`, as far as it is read, and the first j characters of `other` match a common text.
  let reached = Array.from({ length: other.length + 1 }, (_, j) => /^\**$/.test(other.slice(0, j)));
  for (const a of one) {
    const next: boolean[] = [];
    for (let j = 0; j <= other.length; j++) {
      const b = other[j - 1];
      const either = a === "*" ? (reached[j] as boolean) || (next[j - 1] ?? false) : false;
      const theirs = b === "*" ? (next[j - 1] ?? false) || (reached[j] as boolean) : false;
      const same = b !== undefined && (a === b || a === "?" || b === "?") && a !== "*" && b !== "*";
      next.push(either || theirs || (same && (reached[j - 1] ?? false)));
    }
    reached = next;
  }
  return reached[other.length] as boolean;
}

/** Whether some ARN is matched by both patterns; wildcards stay inside their part. `*` alone is every ARN. */
export function arnOverlap(one: string, other: string): boolean {
  if (one === "*" || other === "*") return true;
  const theirs = arnParts(other);
  return arnParts(one).every((part, index) => {
    const opposite = theirs[index] ?? "";
    return part === opposite || (/[*?]/.test(part + opposite) && overlap(part, opposite));
  });
}
