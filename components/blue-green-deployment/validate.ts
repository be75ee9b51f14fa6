import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { type BlueGreenDeploymentArgs, DeploymentTarget, EcsShift, type EcsTarget } from "./args";

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html */
const MOST_ALARMS = 10;
const LONGEST_WAIT = 2880;

/** What CodeDeploy would refuse, or what would leave a bad deployment in place. */
export function mistakes(args: BlueGreenDeploymentArgs): Mistake[] {
  const found = physicalNameMistakes("resourceName", args.resourceName, [
    { what: "deployment group", name: args.resourceName, longest: 100 },
    { what: "rule that tells of failures", name: `${args.resourceName}-deployment`, longest: 64 },
  ]);
  const alarms = args.alarmNames.length;
  if (alarms < 1 || alarms > MOST_ALARMS) {
    const reason = `${alarms} are not allowed, 1 to ${MOST_ALARMS} are: without an alarm nothing tells that what was deployed is bad`;
    found.push({ propertyPath: "alarmNames", reason });
  }
  if (args.target.kind === DeploymentTarget.Ecs) found.push(...ecs(args.target));
  return found;
}

function ecs(target: EcsTarget): Mistake[] {
  const found: Mistake[] = [];
  const groups = target.targetGroupNames.length;
  if (groups !== 2) {
    const reason = `${groups} are not allowed, two are: one for what runs, one for what comes`;
    found.push({ propertyPath: "target.targetGroupNames", reason });
  }
  if (target.taskRoleArns.length === 0) {
    const reason = "none is not allowed, name the roles of the tasks: without them no new task starts";
    found.push({ propertyPath: "target.taskRoleArns", reason });
  }
  if (target.networkLoadBalancer && target.shift !== undefined && target.shift !== EcsShift.AllAtOnce) {
    const reason = `"${target.shift}" is not allowed, a Network Load Balancer can't split requests: only "${EcsShift.AllAtOnce}" is`;
    found.push({ propertyPath: "target.shift", reason });
  }
  for (const key of ["approvalWaitMinutes", "terminationWaitMinutes"] as const) {
    const minutes = target[key];
    if (minutes === undefined || (Number.isInteger(minutes) && minutes >= 0 && minutes <= LONGEST_WAIT))
      continue;
    const reason = `${minutes} is not allowed, 0 to ${LONGEST_WAIT} is`;
    found.push({ propertyPath: `target.${key}`, reason });
  }
  return found;
}
