/** Whether ARNs of IAM roles are of as many roles: a path is no part of a role's name, which an account has once. */
export function areDifferentRoles(arns: readonly string[]): boolean {
  return new Set(arns.map((arn) => `${accountOf(arn)} ${nameOf(arn)}`)).size === arns.length;
}

/**
 * Names of access entries in the program: those of the roles, with their account in front where a name is there already.
 *
 * @param arns of the administrators' roles
 * @param taken names of other entries
 */
export function entryNames(arns: readonly string[], taken: readonly string[]): string[] {
  const names = arns.map(nameOf);
  return arns.map((arn, index) => {
    const name = nameOf(arn);
    return taken.includes(name) || names.indexOf(name) < index ? `${accountOf(arn)}-${name}` : name;
  });
}

function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}

function nameOf(arn: string): string {
  return arn.split("/").at(-1) ?? "";
}
