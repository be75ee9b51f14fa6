import type { Mistake } from "../arguments/mistakes";
import { type ContainerServiceArgs, DeploymentKind, StepMetric } from "./args";
import { deploymentOf } from "./deployment";

/** What of the change of versions ECS or CodeDeploy would refuse. */
export function deploymentMistakes(args: ContainerServiceArgs): Mistake[] {
  const deployment = deploymentOf(args);
  const { kind, bakeMinutes, stepPercent, stepMinutes, errorPercent } = deployment;
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) =>
    found.push({ propertyPath: `deployment.${propertyPath}`, reason });
  if (kind !== DeploymentKind.Rolling && args.entrance === undefined) {
    refuse(
      "kind",
      `"${kind}" is not allowed without an entrance, "rolling" is: there are no requests to move`,
    );
  }
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
  if (kind === DeploymentKind.CodeDeploy && args.instanceProviderName !== undefined) {
    refuse("kind", `"${kind}" is not allowed on instances of a capacity provider, "blue-green" is`);
  }
  if (kind === DeploymentKind.CodeDeploy && deployment.alarmNames.length > 0) {
    refuse("alarmNames", "are not allowed with CodeDeploy, those of its deployment group are");
  }
  if (kind === DeploymentKind.Rolling && args.entrance?.testListenerArn !== undefined) {
    const reason = 'is not allowed with "rolling" deployments: no version is there before it is released';
    found.push({ propertyPath: "entrance.testListenerArn", reason });
  }
  for (const [key, value] of Object.entries({ bakeMinutes, stepMinutes })) {
    if (Number.isInteger(value) && value >= 0 && value <= 1440) continue;
    refuse(key, `${value} is not allowed, 0 to 1440 is`);
  }
  if (!(stepPercent >= 3 && stepPercent <= 100))
    refuse("stepPercent", `${stepPercent} is not allowed, 3 to 100 is`);
  if (!(errorPercent > 0 && errorPercent <= 100)) {
    refuse("errorPercent", `${errorPercent} is not allowed, above 0 to 100 is`);
  }
  return found;
}

/** Numbers of tasks that contradict each other, and scaling that works against itself. */
export function scalingMistakes(args: ContainerServiceArgs): Mistake[] {
  const { desiredCount, scaling } = args;
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  if (!Number.isInteger(desiredCount) || desiredCount < 0) {
    refuse("desiredCount", `${desiredCount} is not allowed, 0 or more is`);
  }
  if (scaling === undefined) return found;
  const { minimum, maximum, cpuPercent, memoryPercent, requestsPerTask, steps } = scaling;
  if (!Number.isInteger(minimum) || minimum < 0)
    refuse("scaling.minimum", `${minimum} is not allowed, 0 or more is`);
  if (!Number.isInteger(maximum) || maximum < Math.max(1, minimum)) {
    refuse(
      "scaling.maximum",
      `${maximum} is not allowed, 1 or more and not less than minimum (${minimum}) is`,
    );
  } else if (desiredCount < minimum || desiredCount > maximum) {
    refuse("desiredCount", `${desiredCount} is not allowed, ${minimum} to ${maximum} is with this scaling`);
  }
  for (const [key, value] of Object.entries({ cpuPercent, memoryPercent })) {
    if (value === undefined || (value >= 1 && value <= 100)) continue;
    refuse(`scaling.${key}`, `${value} is not allowed, 1 to 100 is`);
  }
  if ([cpuPercent, memoryPercent, requestsPerTask, steps].every((one) => one === undefined)) {
    refuse("scaling", "follows nothing, give cpuPercent, memoryPercent, requestsPerTask or steps");
  }
  if (requestsPerTask !== undefined) found.push(...requestMistakes(args, requestsPerTask));
  if (steps !== undefined) {
    const { metric = StepMetric.Cpu, above, below } = steps;
    if (!(above > 0 && above <= 100))
      refuse("scaling.steps.above", `${above} is not allowed, above 0 to 100 is`);
    if (!(below > 0 && below < above)) {
      refuse("scaling.steps.below", `${below} is not allowed, above 0 and less than above (${above}) is`);
    }
    if ((metric === StepMetric.Cpu ? cpuPercent : memoryPercent) !== undefined) {
      refuse(
        "scaling.steps.metric",
        `"${metric}" is not allowed beside a target for the same: they pull two ways`,
      );
    }
  }
  return found;
}

function requestMistakes(args: ContainerServiceArgs, requestsPerTask: number): Mistake[] {
  const propertyPath = "scaling.requestsPerTask";
  if (!(requestsPerTask > 0)) {
    return [{ propertyPath, reason: `${requestsPerTask} is not allowed, more than 0 is` }];
  }
  if (args.entrance === undefined) {
    return [{ propertyPath, reason: "is not allowed without an entrance: nobody counts requests" }];
  }
  const { kind } = deploymentOf(args);
  if (kind === DeploymentKind.Rolling) return [];
  // Its label names one target group, and after every second deployment that is the idle one.
  return [{ propertyPath, reason: `is not allowed with "${kind}" deployments, cpuPercent is` }];
}
