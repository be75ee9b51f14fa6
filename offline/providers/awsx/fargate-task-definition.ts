import type { Construction } from "../components/construction";
import { Fields } from "../components/fields";
import { combine, type Input, type InputMap } from "../components/outputs";
import type { Resource } from "../components/resource";
import type { Component } from "../components/serve";
import { isMap, type Value } from "../core/values/value";
import { containerDefinitions, type LogDestination, loadBalancers, readContainers } from "./containers";
import { type ContainerSize, fargateSize } from "./fargate-size";
import { missingHere, onlyOneOf, otherRegion, refuseAll } from "./limits";
import { itemsOf, member } from "./members";
import { shortHash, taskRole } from "./task-role";

/** `awsx:ecs:FargateTaskDefinition` on its own. */
export function fargateTaskDefinition(construction: Construction): Component {
  const resource = construction.root({});
  const outputs = registerTaskDefinition(construction, new Fields(construction.inputs), resource);
  return { resource, outputs };
}

/** What a task definition leaves: the outputs of the component. */
export interface TaskDefinition extends InputMap {
  readonly taskDefinition: Resource;
  readonly loadBalancers: Input;
}

/**
 * A task definition with its log group and roles, below `component`.
 * Names, parents and defaults are those of pulumi/pulumi-awsx, awsx/ecs/fargateTaskDefinition.ts.
 */
export function registerTaskDefinition(
  construction: Construction,
  args: Fields,
  component: Resource,
): TaskDefinition {
  refuseAll(missingHere(args, ["region"], otherRegion));
  const { name } = construction;
  const containers = readContainers(args);
  const log = logGroup(construction, args.fields("logGroup") ?? new Fields({}), component);
  const role = taskRole(construction, `${name}-task`, args.fields("taskRole"), [], component);
  const execution = taskRole(
    construction,
    `${name}-execution`,
    args.fields("executionRole"),
    ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
    component,
  );
  const definitions = containerDefinitions(construction, containers, log.destination);
  const text = combine([definitions], (known) => JSON.stringify(known));
  const size = combine([definitions], (known) => ({ ...fargateSize(itemsOf(known).map(sizeOf)) }));
  const taskDefinition = construction.resource(
    "aws:ecs/taskDefinition:TaskDefinition",
    name,
    {
      ...passedOn(args),
      cpu: args.input("cpu") ?? combine([size], (known) => member(known, "cpu")),
      memory: args.input("memory") ?? combine([size], (known) => member(known, "memory")),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      taskRoleArn: role.arn,
      executionRoleArn: execution.arn,
      family:
        args.input("family") ??
        combine([text], (known) => `${name}-${shortHash(`${construction.request.stack}${known}`)}`),
      containerDefinitions: text,
    },
    { parent: component },
  );
  construction.registerOutputs(component, {});
  return {
    taskDefinition,
    loadBalancers: loadBalancers(construction, containers),
    logGroup: log.group,
    taskRole: role.role,
    executionRole: execution.role,
  };
}

function passedOn(args: Fields): InputMap {
  const own = new Set(["container", "containers", "logGroup", "taskRole", "executionRole"]);
  return Object.fromEntries(Object.entries(args.all).filter(([key]) => !own.has(key)));
}

/** The component's own log group, one that exists already, or none (awsx/cloudwatch/logGroup.ts). */
function logGroup(
  construction: Construction,
  wanted: Fields,
  component: Resource,
): { readonly group: Resource | undefined; readonly destination: LogDestination | undefined } {
  refuseAll(onlyOneOf(wanted, "args", "existing"));
  if (wanted.flag("skip")) return { group: undefined, destination: undefined };
  const existing = wanted.fields("existing");
  if (existing !== undefined) {
    refuseAll(missingHere(existing, ["arn"], "give its name"));
    const current = construction.invoke("aws:index/getRegion:getRegion", {}, component);
    const region = existing.input("region") ?? combine([current], (found) => member(found, "region"));
    return { group: undefined, destination: { name: existing.input("name"), region } };
  }
  const group = construction.resource(
    "aws:cloudwatch/logGroup:LogGroup",
    construction.name,
    wanted.fields("args")?.all ?? {},
    { parent: component },
  );
  return { group, destination: { name: group.output("name"), region: group.output("region") } };
}

function sizeOf(definition: Value): ContainerSize {
  const { cpu, memory, memoryReservation } = isMap(definition) ? definition : {};
  const number = (value: Value | undefined) => (typeof value === "number" ? value : undefined);
  return { cpu: number(cpu), memory: number(memory), memoryReservation: number(memoryReservation) };
}
