import type { Mistake } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { statementMistakes } from "../arguments/policy-statements";
import { peerMistakes, portMistakes, targetMistakes } from "../arguments/traffic";
import { isGraviton } from "../payment-cluster/instance-types";
import { defaults, type InstanceFleetArgs } from "./args";

/** What EC2 Auto Scaling would refuse, or would accept and never do. */
export function mistakes(args: InstanceFleetArgs): Mistake[] {
  return [
    ...physicalNameMistakes("resourceName", args.resourceName, [
      { what: "launch template", name: args.resourceName, longest: 128 },
      { what: "key's alias", name: `alias/${args.resourceName}-volumes`, longest: 256 },
    ]),
    ...types(args.instanceTypes),
    ...sizes(args),
    ...numbers(args),
    ...scaling(args),
    ...traffic(args),
    ...statementMistakes("statements", args.statements ?? []),
  ];
}

function types(instanceTypes: readonly string[]): Mistake[] {
  const refused = (allowed: string): Mistake[] => [
    { propertyPath: "instanceTypes", reason: `${JSON.stringify(instanceTypes)} is not allowed, ${allowed}` },
  ];
  if (instanceTypes.length === 0 || instanceTypes.length > 40) return refused("1 to 40 instance types are");
  if (new Set(instanceTypes).size < instanceTypes.length) return refused("each instance type once is");
  if (!instanceTypes.every((type) => /^[a-z][a-z0-9-]*\d[a-z0-9-]*\.[a-z0-9-]+$/.test(type))) {
    return refused("instance types such as m7g.large are");
  }
  if (new Set(instanceTypes.map(isGraviton)).size > 1) {
    return refused("types of one processor are: all with Graviton, or none, because a fleet has one image");
  }
  return [];
}

function sizes({ minimum, maximum, desired, spot }: InstanceFleetArgs): Mistake[] {
  const found: Mistake[] = [];
  const refuse = (propertyPath: string, reason: string) => found.push({ propertyPath, reason });
  if (!Number.isInteger(minimum) || minimum < 0) refuse("minimum", `${minimum} is not allowed, 0 or more is`);
  if (!Number.isInteger(maximum) || maximum < 1 || maximum < minimum) {
    refuse("maximum", `${maximum} is not allowed, 1 or more and not less than minimum (${minimum}) is`);
  }
  if (desired !== undefined && !(Number.isInteger(desired) && desired >= minimum && desired <= maximum)) {
    refuse("desired", `${desired} is not allowed, ${minimum} to ${maximum} is`);
  }
  if (spot === undefined) return found;
  if (!Number.isInteger(spot.onDemandBase) || spot.onDemandBase < 0) {
    refuse("spot.onDemandBase", `${spot.onDemandBase} is not allowed, 0 or more is`);
  }
  if (!Number.isInteger(spot.percent) || spot.percent < 1 || spot.percent > 100) {
    refuse("spot.percent", `${spot.percent} is not allowed, 1 to 100 is; leave spot out for none`);
  }
  return found;
}

function numbers(args: InstanceFleetArgs): Mistake[] {
  const ranges: [keyof typeof defaults & keyof InstanceFleetArgs, number, number][] = [
    ["volumeGigabytes", 8, 16384],
    ["metadataHops", 1, 2],
    ["healthGraceSeconds", 0, 7200],
    ["warmupSeconds", 0, 7200],
    ["maximumLifetimeDays", 1, 365],
  ];
  const device = args.rootDeviceName ?? defaults.rootDeviceName;
  const root = /^\/dev\/[a-z0-9]+$/.test(device)
    ? []
    : [
        {
          propertyPath: "rootDeviceName",
          reason: `"${device}" is not allowed, a device such as /dev/xvda is`,
        },
      ];
  const found = ranges.flatMap(([key, least, most]) =>
    within(key, Number(args[key] ?? defaults[key]), least, most),
  );
  if (args.drainSeconds !== undefined) found.push(...within("drainSeconds", args.drainSeconds, 30, 7200));
  return [...root, ...found];
}

function within(propertyPath: string, value: number, least: number, most: number): Mistake[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  return [{ propertyPath, reason: `${value} is not allowed, ${least} to ${most} is` }];
}

function scaling({ scaling: given, scaledByEcs }: InstanceFleetArgs): Mistake[] {
  if (given === undefined) return [];
  if (scaledByEcs) {
    return [{ propertyPath: "scaling", reason: "is not allowed with scaledByEcs: ECS decides" }];
  }
  if (given.cpuPercent === undefined && given.requests === undefined) {
    return [{ propertyPath: "scaling", reason: "follows nothing, give cpuPercent or requests" }];
  }
  const cpu = given.cpuPercent === undefined ? [] : within("scaling.cpuPercent", given.cpuPercent, 1, 100);
  const { perInstance } = given.requests ?? { perInstance: 1 };
  const requests = perInstance > 0 ? [] : within("scaling.requests.perInstance", perInstance, 1, 1_000_000);
  return [...cpu, ...requests];
}

function traffic({ port, admits = [], loadBalancerGroupId, reaches = [] }: InstanceFleetArgs): Mistake[] {
  const found = [...peerMistakes("admits", admits), ...targetMistakes("reaches", reaches)];
  if (port !== undefined) found.push(...portMistakes("port", port));
  else if (admits.length > 0 || loadBalancerGroupId !== undefined) {
    found.push({ propertyPath: "port", reason: "is missing: somebody is admitted, but to which port?" });
  }
  if (port === 22)
    found.push({ propertyPath: "port", reason: "22 is not allowed: Session Manager needs no port" });
  return found;
}
