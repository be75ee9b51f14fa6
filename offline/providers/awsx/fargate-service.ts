import type { Construction } from "../components/construction";
import { argumentError } from "../components/errors";
import { Fields } from "../components/fields";
import { combine, type Input, type InputMap } from "../components/outputs";
import type { Resource } from "../components/resource";
import type { Component } from "../components/serve";
import { defaultNetwork, openSecurityGroup } from "./default-network";
import { registerTaskDefinition, type TaskDefinition } from "./fargate-task-definition";
import { missingHere, onlyOneOf, otherRegion, refuseAll } from "./limits";
import { itemsOf } from "./members";

/**
 * `awsx:ecs:FargateService`: a service and, unless it is given one, its task definition.
 * Names, parents and defaults are those of pulumi/pulumi-awsx, awsx/ecs/fargateService.ts.
 */
export function fargateService(construction: Construction): Component {
  const fields = readArguments(construction.inputs);
  const component = construction.root({});
  const made = taskDefinition(construction, fields, component);
  const service = construction.resource(
    "aws:ecs/service:Service",
    construction.name,
    {
      desiredCount: 1,
      ...passedOn(fields),
      networkConfiguration:
        fields.input("networkConfiguration") ?? networkConfiguration(construction, fields, component),
      launchType: usesCapacityProviders(fields) ? undefined : "FARGATE",
      loadBalancers: fields.input("loadBalancers") ?? made?.loadBalancers,
      waitForSteadyState: combine([fields.input("continueBeforeSteadyState")], (before) => before !== true),
      taskDefinition: fields.input("taskDefinition") ?? made?.taskDefinition.output("arn"),
    },
    { parent: component },
  );
  construction.registerOutputs(component, {});
  return { resource: component, outputs: { service, taskDefinition: made?.taskDefinition } };
}

function readArguments(inputs: InputMap): Fields {
  const fields = new Fields(inputs);
  const neither = !fields.has("taskDefinition") && !fields.has("taskDefinitionArgs");
  refuseAll(
    onlyOneOf(fields, "taskDefinition", "taskDefinitionArgs"),
    onlyOneOf(fields, "networkConfiguration", "assignPublicIp"),
    usesClusterDefault(fields)
      ? onlyOneOf(fields, "capacityProviderStrategies", "useClusterDefaultCapacityProviderStrategy")
      : [],
    missingHere(fields, ["region"], otherRegion),
    neither
      ? [{ propertyPath: "taskDefinitionArgs", reason: "is missing; give it or a taskDefinition" }]
      : [],
  );
  return fields;
}

function usesClusterDefault(fields: Fields): boolean {
  return fields.flag("useClusterDefaultCapacityProviderStrategy") ?? false;
}

/** ECS takes a launch type or capacity providers, not both. */
function usesCapacityProviders(fields: Fields): boolean {
  return fields.has("capacityProviderStrategies") || usesClusterDefault(fields);
}

function taskDefinition(
  construction: Construction,
  fields: Fields,
  component: Resource,
): TaskDefinition | undefined {
  const args = fields.fields("taskDefinitionArgs");
  if (args === undefined) return undefined;
  const type = "awsx:ecs:FargateTaskDefinition";
  const inner = construction.component(type, construction.name, {}, { parent: component });
  return registerTaskDefinition(construction, args, inner);
}

function passedOn(fields: Fields): InputMap {
  const own = new Set([
    "assignPublicIp",
    "continueBeforeSteadyState",
    "taskDefinitionArgs",
    "useClusterDefaultCapacityProviderStrategy",
  ]);
  return Object.fromEntries(Object.entries(fields.all).filter(([key]) => !own.has(key)));
}

/** The default VPC's public subnets for tasks with a public address, its private ones for the others. */
function networkConfiguration(construction: Construction, fields: Fields, component: Resource): InputMap {
  const { vpcId, publicSubnetIds, privateSubnetIds } = defaultNetwork(construction, component);
  const group = construction.resource(
    "aws:ec2/securityGroup:SecurityGroup",
    `${construction.name}-sg`,
    openSecurityGroup(vpcId),
    { parent: component },
  );
  const assignPublicIp: Input = fields.input("assignPublicIp") ?? false;
  const subnets = combine([assignPublicIp, publicSubnetIds, privateSubnetIds], (assign, open, closed) => {
    if (assign === true) return open;
    if (itemsOf(closed).length > 0) return closed;
    throw argumentError(
      "assignPublicIp",
      "must be true, because the default VPC has no private subnets; or give networkConfiguration",
    );
  });
  return { subnets, assignPublicIp, securityGroups: [group.id] };
}
