import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { type Duty, defaults, type IdentityRolesArgs } from "./args";

/** Physical name of a duty's role and group, or of its permission set. */
export function titleOf(
  resourceName: string,
  { name, permissionSetName = name }: Duty,
  asSet: boolean,
): string {
  return `${resourceName}-${asSet ? permissionSetName : name}`;
}

/** What IAM and IAM Identity Center would refuse, and duties that let people do nothing or everything. */
export function mistakes({ resourceName, duties, identityCenter }: IdentityRolesArgs): Mistake[] {
  const longest = identityCenter === undefined ? 64 : 32;
  const what = identityCenter === undefined ? "role" : "permission set";
  const physical = duties.map((duty) => ({
    what,
    name: titleOf(resourceName, duty, identityCenter !== undefined),
    longest,
  }));
  const found = [...physicalNameMistakes("resourceName", resourceName, physical)];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  if (duties.length === 0) refuse("duties", "none is not allowed, at least one duty is");
  const names = duties.map(({ name }) => name);
  duties.forEach(({ name, managedPolicyArns = [], policy, sessionHours = defaults.sessionHours }, index) => {
    const path = `duties[${index}]`;
    if (!/^[A-Za-z0-9-]+$/.test(name))
      refuse(`${path}.name`, `"${name}" is not allowed, letters, digits and "-" are`);
    else if (names.indexOf(name) < index) refuse(`${path}.name`, `"${name}" is there twice`);
    if (managedPolicyArns.length === 0 && policy === undefined) {
      refuse(path, "a duty without managedPolicyArns and policy is not allowed, nobody could do anything");
    }
    // A role takes ten unless the account's quota was raised.
    if (managedPolicyArns.length > 10) {
      refuse(`${path}.managedPolicyArns`, `${managedPolicyArns.length} are not allowed, up to 10 are`);
    }
    for (const arn of managedPolicyArns) {
      if (typeof arn === "string" && arn.endsWith(":policy/AdministratorAccess")) {
        refuse(`${path}.managedPolicyArns`, `"${arn}" is not allowed, name what the duty needs`);
      }
    }
    if (!Number.isInteger(sessionHours) || sessionHours < 1 || sessionHours > 12) {
      refuse(`${path}.sessionHours`, `${sessionHours} is not allowed, 1 to 12 hours are`);
    }
  });
  for (const { duty } of identityCenter?.assignments ?? []) {
    if (!names.includes(duty)) {
      refuse("identityCenter.assignments", `no duty is "${duty}", the duties are ${names.join(", ")}`);
    }
  }
  return found;
}
