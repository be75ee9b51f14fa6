import * as pulumi from "@pulumi/pulumi";

/** An argument that a component refuses: its path, and a sentence with the value and what is allowed. */
export interface Mistake {
  propertyPath: string;
  reason: string;
}

/**
 * Throws when there is a mistake, with all of them in the message and without a stack trace: they are the user's
 * to mend, not the program's.
 *
 * @throws pulumi.InputPropertyError for one mistake, pulumi.InputPropertiesError for several
 */
export function refuse(component: string, name: string, mistakes: readonly Mistake[]): void {
  const [first, ...others] = mistakes.map(({ propertyPath, reason }) => ({
    propertyPath,
    reason: `${component} "${name}": ${propertyPath}: ${reason}`,
  }));
  if (first === undefined) return;
  const errors = [first, ...others];
  const message = errors.map((error) => error.reason).join("\n");
  const error =
    others.length === 0
      ? new pulumi.InputPropertyError(first)
      : new pulumi.InputPropertiesError({ message, errors });
  error.stack = undefined;
  throw error;
}
