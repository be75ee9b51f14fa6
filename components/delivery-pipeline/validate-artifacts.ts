import type { Mistake } from "../arguments/mistakes";
import { inputsOf, outputsOf, SOURCE } from "./actions";
import type { StageArgs } from "./args";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const MOST = 5;

/** Artifacts that nobody has made yet, that two actions make, or that are too many for one action. */
export function artifactMistakes(stages: readonly StageArgs[]): Mistake[] {
  const found: Mistake[] = [];
  const made = new Set([SOURCE]);
  stages.forEach(({ actions }, stage) => {
    const ordered = actions
      .map((action, index) => ({
        action,
        path: `stages[${stage}].actions[${index}]`,
        order: action.order ?? 1,
      }))
      .sort((a, b) => a.order - b.order);
    for (const order of new Set(ordered.map((one) => one.order))) {
      const together = ordered.filter((one) => one.order === order);
      // Actions that run together can't read what one of them makes.
      for (const { action, path } of together) found.push(...reads(path, inputsOf(action), made));
      for (const { action, path } of together) found.push(...makes(path, outputsOf(action), made));
    }
  });
  return found;
}

function reads(path: string, inputs: readonly string[], made: ReadonlySet<string>): Mistake[] {
  const found: Mistake[] = inputs
    .filter((input) => !made.has(input))
    .map((input) => ({
      propertyPath: `${path}.inputs`,
      reason: `"${input}" is not there yet, these are: ${[...made].join(", ")}`,
    }));
  if (inputs.length > MOST) {
    found.push({
      propertyPath: `${path}.inputs`,
      reason: `${inputs.length} are not allowed, up to ${MOST} are`,
    });
  }
  return found;
}

function makes(path: string, outputs: readonly string[], made: Set<string>): Mistake[] {
  const propertyPath = `${path}.outputs`;
  const found: Mistake[] = [];
  if (outputs.length > MOST)
    found.push({ propertyPath, reason: `${outputs.length} are not allowed, up to ${MOST} are` });
  for (const output of outputs) {
    if (!/^[A-Za-z0-9_-]{1,100}$/.test(output)) {
      const reason = `"${output}" is not allowed, up to 100 letters, digits, "_" and "-" are`;
      found.push({ propertyPath, reason });
    } else if (made.has(output)) {
      found.push({ propertyPath, reason: `"${output}" is made by another action, choose another name` });
    }
    made.add(output);
  }
  return found;
}
