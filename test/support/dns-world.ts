import { answerOf, type Caller, type RoutedRecord, type World } from "./dns-answers";
import { byType, type Deployed } from "./state";

const RECORD = "aws:route53/record:Record";
const CHECK = "aws:route53/healthCheck:HealthCheck";

/** A caller for whom names are asked that have no routing. */
const ANYBODY: Caller = { continent: "EU", country: "DE", nearest: [] };

/** All shared names of some stacks: those whose records have a routing policy, by name and type. */
export function routedNames(resources: readonly Deployed[]): { name: string; type: string }[] {
  const records = recordsOf(resources).filter(({ setIdentifier }) => setIdentifier !== undefined);
  const seen = new Map(records.map(({ name, type }) => [`${name} ${type}`, { name, type }]));
  return [...seen.values()];
}

/**
 * What Route 53 knows when some regions are lost, from the exported state of one or more stacks of a zone.
 *
 * @param isLost whether an AWS name or an address is in a region that is lost
 */
export function worldOf(resources: readonly Deployed[], isLost: (answer: string) => boolean): World {
  const records = recordsOf(resources);
  const checks = new Map(byType(resources, CHECK).map((check) => [check.id, check.inputs]));
  const isUp = (answer: unknown): boolean => {
    const up: World = { records, checks: () => true, targets: () => true };
    const final = answerOf(up, String(answer), "A", ANYBODY) ?? String(answer);
    return !isLost(final);
  };
  const isHealthy = (id: string): boolean => {
    const check = checks.get(id);
    // Vended by Region switch plans and routing controls: healthy until people turn them.
    if (check === undefined) return true;
    if (check.type === "CALCULATED") {
      const children = check.childHealthchecks as string[];
      return children.filter(isHealthy).length >= Number(check.childHealthThreshold);
    }
    const endpoint = check.ipAddress ?? check.fqdn;
    return endpoint === undefined || isUp(endpoint);
  };
  return { records, checks: isHealthy, targets: (target) => !isLost(target) };
}

/** The records of a state; what a provider adds to their inputs is left out. */
function recordsOf(resources: readonly Deployed[]): RoutedRecord[] {
  return byType(resources, RECORD).map(({ inputs }) => inputs as unknown as RoutedRecord);
}
