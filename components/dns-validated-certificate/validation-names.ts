/**
 * The names that need a validation record of their own: ACM asks the same record for `*.example.com` and
 * `example.com`, and Route 53 refuses to create one record twice.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 *
 * @param names the certificate's names, in order
 * @returns one name per validation record, in the given order, wildcards told by their base name
 */
export function validationNames(names: readonly string[]): string[] {
  return [...new Set(names.map(baseName))];
}

/** `*.example.com` -> `example.com`; any other name as it is. */
export function baseName(name: string): string {
  return name.replace(/^\*\./, "");
}
