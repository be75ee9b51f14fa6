const compiled = new Map<string, RegExp>();

/** Whether a text matches a pattern in which `*` stands for any characters. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (!pattern.includes("*")) return pattern === text;
  let form = compiled.get(pattern);
  if (!form) {
    const parts = pattern.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    form = new RegExp(`^${parts.join(".*")}$`, "su");
    compiled.set(pattern, form);
  }
  return form.test(text);
}
