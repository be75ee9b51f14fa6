/** One mistake in a settings file: where it is, and a sentence that says what is wrong and what is allowed. */
export interface Mistake {
  /** Path of the key, for example `database.instanceCount`. Empty for the file as a whole. */
  path: string;
  sentence: string;
}

/**
 * All mistakes of one settings file, as the lines that a person reads.
 *
 * @param file name of the file, for example `Pulumi.prod-primary.yaml`
 */
export function report(file: string, mistakes: readonly Mistake[]): string {
  const lines = mistakes.map(({ path, sentence }) => `${file}: ${path === "" ? "" : `${path}: `}${sentence}`);
  return [...new Set(lines)].join("\n");
}
