import type { Mistake } from "../arguments/mistakes";
import { ActionKind, type BuildAction, type PipelineAction } from "./actions";

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Names of variables whose values are nobody's business. */
const SECRET = /(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|(API|PRIVATE|ACCESS)_?KEY)/i;
/** A pointer to a secret is no secret. */
const POINTER = /_(ARN|NAME|ID)$/i;

/** What an action can't be. */
export function actionMistakes(path: string, action: PipelineAction): Mistake[] {
  const found: Mistake[] = [];
  const whole = (key: string, value: number | undefined, least: number, most: number) => {
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
    found.push({ propertyPath: `${path}.${key}`, reason: `${value} is not allowed, ${least} to ${most} is` });
  };
  whole("order", action.order, 1, 999);
  switch (action.kind) {
    case ActionKind.Build:
      whole("timeoutMinutes", action.timeoutMinutes, 5, 480);
      return [...found, ...build(path, action)];
    case ActionKind.EcsDeploy:
      whole("timeoutMinutes", action.timeoutMinutes, 1, 60);
      return [...found, ...roles(path, action.taskRoleArns)];
    case ActionKind.EcsBlueGreen:
      return [...found, ...roles(path, action.taskRoleArns)];
    case ActionKind.LambdaDeploy:
      return [...found, ...alias(path, action.aliasName)];
    case ActionKind.Approval:
      return [...found, ...link(path, action.link)];
    case ActionKind.S3Deploy:
      return found;
  }
}

function build(path: string, { environment = {}, secrets = {}, pushesTo }: BuildAction): Mistake[] {
  const found: Mistake[] = [];
  for (const [key, names] of [
    ["environment", Object.keys(environment)],
    ["secrets", Object.keys(secrets)],
  ] as const) {
    for (const name of names) {
      const propertyPath = `${path}.${key}.${name}`;
      if (!VARIABLE.test(name)) {
        found.push({ propertyPath, reason: `"${name}" is not allowed, letters, digits and "_" are` });
      } else if (name.startsWith("CODEBUILD_")) {
        found.push({
          propertyPath,
          reason: `"${name}" is not allowed, CodeBuild keeps such names for itself`,
        });
      } else if (key === "environment" && SECRET.test(name) && !POINTER.test(name)) {
        const reason =
          "is not allowed: everybody who sees the project would read it. Name its secret in secrets";
        found.push({ propertyPath, reason });
      } else if (key === "secrets" && name in environment) {
        found.push({ propertyPath, reason: "is in environment, too: name it once" });
      }
    }
  }
  if (pushesTo?.length === 0) {
    const reason = "none is not allowed, name the repositories; leave it out for a build without images";
    found.push({ propertyPath: `${path}.pushesTo`, reason });
  }
  return found;
}

function roles(path: string, taskRoleArns: readonly unknown[]): Mistake[] {
  if (taskRoleArns.length > 0) return [];
  const reason = "none is not allowed, name the roles of the tasks: without them no new task starts";
  return [{ propertyPath: `${path}.taskRoleArns`, reason }];
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
function alias(path: string, aliasName: string): Mistake[] {
  if (/^(?!\d+$)[\w-]{1,128}$/.test(aliasName)) return [];
  const reason = `"${aliasName}" is not allowed, up to 128 letters, digits, "-" and "_" are, not digits alone`;
  return [{ propertyPath: `${path}.aliasName`, reason }];
}

function link(path: string, address: string | undefined): Mistake[] {
  if (address === undefined || /^https:\/\/\S+$/.test(address)) return [];
  const reason = `"${address}" is not allowed, an address that starts with https:// is`;
  return [{ propertyPath: `${path}.link`, reason }];
}
