import type { Construction } from "../components/construction";
import { argumentError } from "../components/errors";
import type { Fields } from "../components/fields";
import { combine, type Input, type InputMap, type Output } from "../components/outputs";
import { isMap, type Value } from "../core/values/value";
import { eachOf, itemsOf, member } from "./members";

/** Containers by name. */
export type Containers = ReadonlyMap<string, Fields>;

/** A log group that containers write to. */
export interface LogDestination {
  readonly name: Input;
  readonly region: Input;
}

/** A lone container is called "container" unless it has a name. */
export function readContainers(args: Fields): Containers {
  const one = args.fields("container");
  const several = args.fields("containers");
  if (one !== undefined && several === undefined) return new Map([[one.text("name") ?? "container", one]]);
  if (one === undefined && several !== undefined)
    return new Map(
      several.keys().flatMap((key) => {
        const container = several.fields(key);
        return container === undefined ? [] : [[key, container] as const];
      }),
    );
  throw argumentError(args.at("container"), "give either container or containers, and not both");
}

/** The containers as ECS wants them; one without a log configuration writes to the task's log group. */
export function containerDefinitions(
  construction: Construction,
  containers: Containers,
  log: LogDestination | undefined,
): Promise<Output> {
  const definitions = [...containers].map(([name, container]): InputMap => {
    const { portMappings, logConfiguration, ...rest } = container.all;
    return {
      ...rest,
      portMappings: portMappings === undefined ? undefined : ports(construction, portMappings),
      name,
      logConfiguration: logConfiguration ?? (log === undefined ? undefined : logsTo(log, name)),
    };
  });
  return combine([definitions], (known) => known);
}

function logsTo({ name, region }: LogDestination, container: string): InputMap {
  return {
    logDriver: "awslogs",
    options: { "awslogs-group": name, "awslogs-region": region, "awslogs-stream-prefix": container },
  };
}

/** Ports that are not said are each other's, then the target group's. */
function ports(construction: Construction, mappings: Input): Promise<Output> {
  return eachOf(mappings, (mapping) => {
    checkMapping(mapping);
    const groupPort = ofTargetGroup(construction, mapping, "port");
    return combine([plainPorts(mapping), groupPort], (given, port) => {
      const [container, host] = [member(given, "containerPort"), member(given, "hostPort")];
      return {
        containerPort: container ?? host ?? port,
        hostPort: host ?? port ?? container,
        protocol: member(given, "protocol"),
      };
    });
  });
}

const known = new Set(["containerPort", "hostPort", "protocol", "targetGroup"]);

/** The published component drops the other settings of a mapping, so that they would be lost without a word. */
function checkMapping(mapping: Value): void {
  const other = isMap(mapping) ? Object.keys(mapping).find((key) => !known.has(key)) : undefined;
  if (other !== undefined)
    throw argumentError(
      `portMappings.${other}`,
      "is not passed on by the component; make the aws.ecs.TaskDefinition yourself and give its ARN as taskDefinition",
    );
}

function plainPorts(mapping: Value): Input {
  if (!isMap(mapping)) return mapping;
  const { targetGroup: _group, ...rest } = mapping;
  return rest;
}

function ofTargetGroup(construction: Construction, mapping: Value, property: string): Input {
  const group = member(mapping, "targetGroup");
  return group === undefined || group === null ? undefined : construction.propertyOf(group, property);
}

/** What a service needs to be behind the target groups that the port mappings name. */
export function loadBalancers(construction: Construction, containers: Containers): Promise<Output> {
  const lists = [...containers].map(([containerName, container]) => {
    const mappings = container.input("portMappings");
    if (mappings === undefined) return [];
    return eachOf(mappings, (mapping) =>
      combine(
        [ofTargetGroup(construction, mapping, "arn"), ofTargetGroup(construction, mapping, "port")],
        (targetGroupArn, containerPort) =>
          targetGroupArn === undefined || containerPort === undefined
            ? null
            : { containerName, containerPort, targetGroupArn },
      ),
    );
  });
  return combine(lists, (...known) => known.flatMap(itemsOf).filter((one) => one !== null));
}
