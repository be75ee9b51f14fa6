import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { type ContainerServiceArgs, defaults } from "./args";
import { containerDefinitions, volumeName } from "./container";
import { imageMistake } from "./images";
import type { TaskRoles } from "./roles";

/**
 * The images of a task, the application's first.
 *
 * @throws once the image is known, if it is one that can move
 */
export function checkedImages(name: string, args: ContainerServiceArgs): pulumi.Output<string[]> {
  return pulumi.output(args.image).apply((image) => {
    const reason = imageMistake(image);
    refuse("ContainerService", name, reason === undefined ? [] : [{ propertyPath: "image", reason }]);
    return [image, ...(tracingImage(args) ?? [])];
  });
}

function tracingImage({ tracing = defaults.tracing, ...args }: ContainerServiceArgs): [string] | undefined {
  return tracing ? [args.tracingImage ?? defaults.tracingImage] : undefined;
}

/** Fit for Fargate and for instances alike, so that a service moves between them without a new one. */
export function createTaskDefinition(
  name: string,
  args: ContainerServiceArgs,
  images: pulumi.Output<string[]>,
  log: cloudwatch.LogGroup,
  roles: TaskRoles,
  parent: pulumi.Resource,
): ecs.TaskDefinition {
  const writablePaths = args.writablePaths ?? defaults.writablePaths;
  const document = pulumi
    .all([images, pulumi.all(args.environment ?? {}), pulumi.all(args.secrets ?? {}), log.name])
    .apply(([[image = ""], environment, secrets, logGroupName]) =>
      containerDefinitions({
        image,
        port: args.port,
        connected: args.serviceConnect?.server !== undefined,
        command: args.command,
        user: args.user ?? defaults.user,
        writablePaths,
        environment,
        secrets,
        healthCheckCommand: args.healthCheckCommand,
        stopSeconds: args.stopSeconds ?? defaults.stopSeconds,
        logGroupName,
        region: args.region,
        tracingImage: tracingImage(args)?.[0],
      }),
    );
  return new ecs.TaskDefinition(
    `${name}-task`,
    {
      region: args.region,
      family: args.resourceName,
      requiresCompatibilities: ["EC2", "FARGATE"],
      networkMode: "awsvpc",
      cpu: String(args.cpu),
      memory: String(args.memory),
      runtimePlatform: {
        operatingSystemFamily: "LINUX",
        cpuArchitecture: args.architecture ?? defaults.architecture,
      },
      executionRoleArn: roles.execution.arn,
      taskRoleArn: roles.task.arn,
      volumes: writablePaths.map((_, index) => ({ name: volumeName(index) })),
      containerDefinitions: document,
    },
    { parent },
  );
}
