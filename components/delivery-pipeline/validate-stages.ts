import type { Mistake } from "../arguments/mistakes";
import { SOURCE } from "./actions";
import type { StageArgs } from "./args";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const MOST_STAGES = 49;
const MOST_ACTIONS = 50;
const MOST_RULES = 5;
const LONGEST_WATCH = 60;
const STAGE_NAME = /^[A-Za-z][A-Za-z0-9-]{0,49}$/;

/** What can't be a pipeline, or would have two things with one name. */
export function stageMistakes(stages: readonly StageArgs[]): Mistake[] {
  const found: Mistake[] = [];
  if (stages.length < 1 || stages.length > MOST_STAGES) {
    const reason = `${stages.length} are not allowed, 1 to ${MOST_STAGES} are, after the source`;
    found.push({ propertyPath: "stages", reason });
  }
  const taken = new Set([SOURCE.toLowerCase()]);
  const actions = new Set([SOURCE.toLowerCase()]);
  stages.forEach((stage, index) => {
    const path = `stages[${index}]`;
    found.push(...name(`${path}.name`, stage.name, taken), ...size(path, stage));
    stage.actions.forEach((action, position) => {
      found.push(...name(`${path}.actions[${position}].name`, action.name, actions));
    });
  });
  return found;
}

/** Names become parts of others where case doesn't count, such as keys of objects in people's file systems. */
function name(propertyPath: string, given: string, taken: Set<string>): Mistake[] {
  if (!STAGE_NAME.test(given)) {
    const reason = `"${given}" is not allowed, a letter and up to 49 letters, digits and "-" are`;
    return [{ propertyPath, reason }];
  }
  if (taken.has(given.toLowerCase())) {
    return [
      { propertyPath, reason: `"${given}" is taken, choose another one; "${SOURCE}" is the first stage's` },
    ];
  }
  taken.add(given.toLowerCase());
  return [];
}

function size(path: string, { actions, alarmNames = [], watchMinutes }: StageArgs): Mistake[] {
  const found: Mistake[] = [];
  if (actions.length < 1 || actions.length > MOST_ACTIONS) {
    const reason = `${actions.length} are not allowed, 1 to ${MOST_ACTIONS} are`;
    found.push({ propertyPath: `${path}.actions`, reason });
  }
  if (alarmNames.length > MOST_RULES) {
    const reason = `${alarmNames.length} are not allowed, up to ${MOST_RULES} are; a composite alarm sums more of them up`;
    found.push({ propertyPath: `${path}.alarmNames`, reason });
  }
  if (watchMinutes !== undefined) {
    if (!Number.isInteger(watchMinutes) || watchMinutes < 1 || watchMinutes > LONGEST_WATCH) {
      const reason = `${watchMinutes} is not allowed, 1 to ${LONGEST_WATCH} is`;
      found.push({ propertyPath: `${path}.watchMinutes`, reason });
    } else if (alarmNames.length === 0) {
      const reason = "is not allowed without alarmNames: there is nothing to watch";
      found.push({ propertyPath: `${path}.watchMinutes`, reason });
    }
  }
  return found;
}
