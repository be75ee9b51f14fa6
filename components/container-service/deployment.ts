import type * as ecs from "@pulumi/aws/ecs";
import { TrafficShifter } from "../application-load-balancer";
import {
  type ContainerServiceArgs,
  DeploymentKind,
  defaults,
  Releaser,
  type ServiceDeployment,
} from "./args";

/** How versions change, with nothing left open. */
export type Deployment = Required<ServiceDeployment>;

/** Fills in what the args leave out. CodeDeploy's task definitions come from a pipeline. */
export function deploymentOf({ deployment = {} }: Pick<ContainerServiceArgs, "deployment">): Deployment {
  const all = { ...defaults.deployment, alarmNames: [], ...deployment };
  return all.kind === DeploymentKind.CodeDeploy ? { ...all, releasedBy: Releaser.Pipeline } : all;
}

/** Who moves requests between two target groups; nobody in a rolling deployment, which has one. */
export function shifterOf(kind: DeploymentKind): TrafficShifter | undefined {
  if (kind === DeploymentKind.Rolling) return undefined;
  return kind === DeploymentKind.CodeDeploy ? TrafficShifter.CodeDeploy : TrafficShifter.Ecs;
}

type Strategy = Pick<ecs.ServiceArgs, "deploymentConfiguration">;

/** The strategy of a deployment by ECS; its API takes minutes as text. */
export function strategyOf({ kind, bakeMinutes, stepPercent, stepMinutes }: Deployment): Strategy {
  const bakeTimeInMinutes = String(bakeMinutes);
  switch (kind) {
    case DeploymentKind.BlueGreen:
      return { deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes } };
    case DeploymentKind.Canary:
      return {
        deploymentConfiguration: {
          strategy: "CANARY",
          bakeTimeInMinutes,
          canaryConfiguration: { canaryPercent: stepPercent, canaryBakeTimeInMinutes: String(stepMinutes) },
        },
      };
    case DeploymentKind.Linear:
      return {
        deploymentConfiguration: {
          strategy: "LINEAR",
          bakeTimeInMinutes,
          linearConfiguration: { stepPercent, stepBakeTimeInMinutes: String(stepMinutes) },
        },
      };
    default:
      // Said, so that a service goes back to it.
      return { deploymentConfiguration: { strategy: "ROLLING" } };
  }
}

/** Properties of the service that somebody else changes while it lives. */
export function changedByOthers(args: ContainerServiceArgs): string[] {
  const { kind, releasedBy } = deploymentOf(args);
  return [
    ...(args.scaling === undefined ? [] : ["desiredCount"]),
    ...(releasedBy === Releaser.Pipeline ? ["taskDefinition"] : []),
    ...(kind === DeploymentKind.CodeDeploy ? ["loadBalancers"] : []),
  ];
}
