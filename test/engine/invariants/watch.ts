import type { Deployed } from "../../support/state";
import { mapIn, mapsIn } from "../../support/values";
import { type Check, regionOf, stackOf, typed } from "./check";

const alarmsOf = (resources: readonly Deployed[]): Deployed[] =>
  typed(resources, "cloudwatch/metricAlarm:MetricAlarm");

/** Seconds in which an alarm looks at a metric before it rings. */
function windowOf({ inputs }: Deployed): number {
  const queries = mapsIn(inputs.metricQueries).map(({ metric, period }) =>
    Number(mapIn(metric).period ?? period ?? 0),
  );
  const period = Number(inputs.period ?? Math.max(0, ...queries));
  return period * Number(inputs.evaluationPeriods);
}

const MINUTE = 60;

/** Lengths of time as descriptions tell them. */
const lengths: readonly (readonly [RegExp, number])[] = [
  [/\b(five|5) minutes\b/, 5 * MINUTE],
  [/\b(ten|10) minutes\b/, 10 * MINUTE],
  [/\b(fifteen|15) minutes\b|\bquarter of an hour\b/, 15 * MINUTE],
  [/\bhalf an hour\b/, 30 * MINUTE],
];

/** AWS finds a metric by its namespace and its name, or by expressions. */
function deafAlarms(resources: readonly Deployed[]): string[] {
  return alarmsOf(resources)
    .filter(({ inputs }) =>
      inputs.metricQueries === undefined
        ? [inputs.metricName, inputs.namespace, inputs.period].some((one) => one === undefined)
        : mapsIn(inputs.metricQueries).filter(({ returnData }) => returnData === true).length === 0,
    )
    .map(({ name }) => name);
}

/** Who is woken by an alarm reads how long it has been so. */
function wrongLengths(resources: readonly Deployed[]): string[] {
  return alarmsOf(resources).flatMap((alarm) => {
    const told = lengths.filter(([words]) => words.test(String(alarm.inputs.alarmDescription)));
    const window = windowOf(alarm);
    if (told.length === 0 || window === 0) return [];
    return told.some(([, seconds]) => seconds === window) ? [] : [`${alarm.name} looks at ${window} seconds`];
  });
}

/** And how much of it: a share in percent, milliseconds, or a count. */
function wrongThresholds(resources: readonly Deployed[]): string[] {
  return alarmsOf(resources).flatMap(({ name, inputs }) => {
    const text = String(inputs.alarmDescription);
    const told = [
      ...[...text.matchAll(/(\d+) %/g)].map(([, share]) => Number(share)),
      ...[...text.matchAll(/more than (\d+) (?:seconds|s)\b/g)].flatMap(([, seconds]) => [
        Number(seconds),
        Number(seconds) * 1000,
      ]),
      ...[...text.matchAll(/more than (\d+) minutes\b/g)].map(([, minutes]) => Number(minutes) * MINUTE),
      ...[...text.matchAll(/(?:Fewer|More) than (\d+) (?:connections|instances)\b/g)].map(([, count]) =>
        Number(count),
      ),
      ...(/one in a hundred answers|one in a hundred runs/.test(text) ? [1] : []),
    ];
    return told.length === 0 || told.includes(Number(inputs.threshold))
      ? []
      : [`${name}: ${inputs.threshold}`];
  });
}

/**
 * An alarm rings when every period was bad; of five and more it may be most of them, as errors come in bursts. AWS refuses
 * more than there are periods.
 */
function wrongShares(resources: readonly Deployed[]): string[] {
  return alarmsOf(resources).flatMap(({ name, inputs }) => {
    const periods = Number(inputs.evaluationPeriods);
    const bad = Number(inputs.datapointsToAlarm ?? periods);
    const isRight = bad === periods || (periods >= 5 && bad < periods && bad >= 0.6 * periods);
    return isRight ? [] : [`${name}: ${bad} of ${periods}`];
  });
}

/** With fewer of a kind nobody can tell what is watched of each. */
const FEWEST = 3;

/** A metric of which all of a kind but one have an alarm. */
function unwatched(resources: readonly Deployed[]): string[] {
  const kinds = new Map<string, Map<string, Set<unknown>>>();
  for (const alarm of alarmsOf(resources)) {
    const queries = mapsIn(alarm.inputs.metricQueries).map(({ metric }) => mapIn(metric));
    for (const { namespace, metricName, dimensions } of [alarm.inputs, ...queries]) {
      const [kind, values] = [
        Object.keys(mapIn(dimensions)).sort().join(),
        Object.values(mapIn(dimensions)).join(),
      ];
      if (typeof metricName !== "string" || kind === "") continue;
      const key = `${namespace} ${kind}`;
      const known = kinds.get(key) ?? new Map<string, Set<unknown>>();
      const one = `${values} in ${regionOf(alarm)}`;
      kinds.set(key, known.set(one, (known.get(one) ?? new Set()).add(metricName)));
    }
  }
  return [...kinds].flatMap(([kind, known]) => {
    if (known.size < FEWEST) return [];
    const metrics = new Set([...known.values()].flatMap((names) => [...names]));
    return [...metrics].flatMap((metric) => {
      const [only, ...others] = [...known].filter(([, names]) => !names.has(metric)).map(([one]) => one);
      return only === undefined || others.length > 0 ? [] : [`${kind} ${only} has no alarm for ${metric}`];
    });
  });
}

/** Metrics of one thing that tell nothing whole without each other. */
const together: Readonly<Record<string, readonly string[]>> = {
  "AWS/CloudFront DistributionId": ["5xxErrorRate", "LambdaExecutionError", "LambdaValidationError"],
  "AWS/Lambda FunctionName": ["Errors", "Throttles", "Duration"],
  "AWS/S3 SourceBucket": [
    "OperationsFailedReplication",
    "OperationsPendingReplication",
    "ReplicationLatency",
  ],
};

function halfWatched(resources: readonly Deployed[]): string[] {
  return Object.entries(together).flatMap(([key, metrics]) => {
    const [namespace, dimension = ""] = key.split(" ");
    const watched = new Map<unknown, Set<unknown>>();
    for (const { inputs } of alarmsOf(resources)) {
      const queries = mapsIn(inputs.metricQueries).map(({ metric }) => mapIn(metric));
      for (const one of [inputs, ...queries]) {
        const value = mapIn(one.dimensions)[dimension];
        if (one.namespace !== namespace || value === undefined) continue;
        watched.set(value, (watched.get(value) ?? new Set()).add(one.metricName));
      }
    }
    return [...watched].flatMap(([value, names]) =>
      metrics.filter((metric) => !names.has(metric)).map((metric) => `${value} has no alarm for ${metric}`),
    );
  });
}

/** What is either well or not is 1 or 0. */
const yesOrNo = /^(HealthCheckStatus|TunnelState)$/;

function impossibleThresholds(resources: readonly Deployed[]): string[] {
  return alarmsOf(resources)
    .filter(({ inputs }) => yesOrNo.test(String(inputs.metricName)) && inputs.threshold !== 1)
    .map(({ name, inputs }) => `${name}: ${inputs.threshold}`);
}

/** A canary that was not started sees nothing, and one without an alarm tells nobody. */
function sleepingCanaries(resources: readonly Deployed[]): string[] {
  const watched = alarmsOf(resources).map(({ inputs }) => mapIn(inputs.dimensions).CanaryName);
  const groups = typed(resources, "cloudwatch/logGroup:LogGroup");
  return typed(resources, "synthetics/canary:Canary").flatMap((canary) => {
    const { name, startCanary, artifactConfig } = canary.inputs;
    const { encryptionMode, kmsKeyArn } = mapIn(mapIn(artifactConfig).s3Encryption);
    const log = groups.some(
      (group) =>
        regionOf(group) === regionOf(canary) &&
        String(group.inputs.name).startsWith(`/aws/lambda/cwsyn-${name}-`),
    );
    // AWS refuses a run that may last until after the next begins.
    const [, minutes] =
      /^rate\((\d+) minutes?\)$/.exec(String(mapIn(canary.inputs.schedule).expression)) ?? [];
    const isShort = Number(mapIn(canary.inputs.runConfig).timeoutInSeconds) <= Number(minutes) * MINUTE;
    const isRight =
      isShort && startCanary === true && encryptionMode === "SSE_KMS" && kmsKeyArn !== undefined && log;
    return isRight && watched.includes(name) ? [] : [canary.name];
  });
}

/** A canary fails twice before it wakes somebody, so that a lost packet does not. */
function hastyCanaries(resources: readonly Deployed[]): string[] {
  return alarmsOf(resources)
    .filter(
      ({ inputs }) => inputs.namespace === "CloudWatchSynthetics" && Number(inputs.evaluationPeriods) < 2,
    )
    .map(({ name }) => name);
}

/** What fails over by a check is checked by TLS, every ten seconds, from three continents. */
function weakChecks(resources: readonly Deployed[]): string[] {
  return typed(resources, "route53/healthCheck:HealthCheck").flatMap(({ name, inputs }) => {
    if (inputs.type === "CALCULATED") {
      const children = (inputs.childHealthchecks ?? []) as unknown[];
      return children.length >= 2 && inputs.childHealthThreshold === children.length ? [] : [name];
    }
    const continents = new Set(
      (inputs.regions as string[] | undefined)?.map((region) => region.split("-")[0]),
    );
    const isRight =
      /^HTTPS/.test(String(inputs.type)) &&
      inputs.enableSni === true &&
      inputs.measureLatency === true &&
      inputs.requestInterval === 10 &&
      Number(inputs.failureThreshold) <= 3 &&
      continents.size >= 3;
    return isRight ? [] : [name];
  });
}

/** A name that moves is asked for again soon. */
function lastingNames(resources: readonly Deployed[]): string[] {
  return typed(resources, "route53/record:Record").flatMap(({ name, inputs }) =>
    Number(inputs.ttl ?? 0) <= (inputs.type === "TXT" ? 1800 : 300) ? [] : [`${name}: ${inputs.ttl}`],
  );
}

/** What a system costs is asked of its own tags, and told when it is spent and when it will be. */
function blindBudgets(resources: readonly Deployed[]): string[] {
  const subscribed = typed(resources, "costexplorer/anomalySubscription:AnomalySubscription").flatMap(
    ({ inputs }) => inputs.monitorArnLists as unknown[],
  );
  const deaf = typed(resources, "costexplorer/anomalySubscription:AnomalySubscription")
    .filter(
      ({ inputs }) => inputs.thresholdExpression === undefined || mapsIn(inputs.subscribers).length === 0,
    )
    .map(({ name }) => name);
  const budgets = typed(resources, "budgets/budget:Budget").flatMap(({ name, inputs }) => {
    const tags = mapsIn(mapIn(inputs.filterExpression).ands).map((one) => mapIn(one.tags).key);
    const kinds = new Set(mapsIn(inputs.notifications).map(({ notificationType }) => notificationType));
    return ["system", "environment"].every((tag) => tags.includes(tag)) && kinds.size === 2 ? [] : [name];
  });
  const monitors = typed(resources, "costexplorer/anomalyMonitor:AnomalyMonitor");
  return [
    ...deaf,
    ...budgets,
    ...monitors.filter(({ outputs }) => !subscribed.includes(outputs.arn)).map(({ name }) => name),
  ];
}

/** What the consoles of EC2, EKS, Route 53 and FIS show by its `Name` tag alone, people find by that. */
const named =
  /^aws:(ec2\/(vpc|subnet|routeTable|natGateway|internetGateway|eip|vpcEndpoint|vpcEndpointService|vpcPeeringConnection|vpcPeeringConnectionAccepter|customerGateway|vpnConnection)|ec2transitgateway\/(transitGateway|routeTable|peeringAttachment|peeringAttachmentAccepter)|route53\/healthCheck|fis\/experimentTemplate):/;

function nameless(resources: readonly Deployed[]): string[] {
  return resources
    .filter(({ type, inputs }) => named.test(type) && mapIn(inputs.tags).Name === undefined)
    .map(({ type, name }) => `${type} ${name}`);
}

/** A dashboard is looked for where its stack is; that of what runs at the edge where CloudFront is. */
function hiddenDashboards(resources: readonly Deployed[]): string[] {
  const regions = new Map<string, Map<string, number>>();
  for (const one of resources) {
    const region = regionOf(one);
    if (region === undefined || !one.custom) continue;
    const counts = regions.get(stackOf(one)) ?? new Map<string, number>();
    regions.set(stackOf(one), counts.set(region, (counts.get(region) ?? 0) + 1));
  }
  return typed(resources, "cloudwatch/dashboard:Dashboard").flatMap((one) => {
    const [home] = [...(regions.get(stackOf(one)) ?? [])].sort(([, few], [, many]) => many - few);
    const wanted = /^edge-/.test(one.name) ? "us-east-1" : home?.[0];
    return wanted === regionOf(one) ? [] : [one.name];
  });
}

/** Whatever experiment runs, the same alarms end it. */
function endlessExperiments(resources: readonly Deployed[]): string[] {
  const templates = typed(resources, "fis/experimentTemplate:ExperimentTemplate");
  const stops = new Map<string | undefined, number>();
  const count = ({ inputs }: Deployed) => mapsIn(inputs.stopConditions).length;
  for (const one of templates) stops.set(regionOf(one), Math.max(count(one), stops.get(regionOf(one)) ?? 1));
  return templates.filter((one) => count(one) < (stops.get(regionOf(one)) ?? 1)).map(({ name }) => name);
}

/** A switch knows a way into each of its regions. */
function oneWaySwitches(resources: readonly Deployed[]): string[] {
  return typed(resources, "arcregionswitch/plan:Plan").flatMap(({ name, inputs }) => {
    const ways = mapsIn(inputs.workflows).map((one) => String(one.workflowTargetRegion));
    return ways.sort().join() === [...(inputs.regions as string[])].sort().join() ? [] : [name];
  });
}

export const checks: readonly Check[] = [
  ["an alarm says which metric it looks at", deafAlarms],
  ["an alarm looks at as much time as its description tells", wrongLengths],
  ["an alarm rings at what its description tells", wrongThresholds],
  ["an alarm rings when all of its periods are bad, or most of many", wrongShares],
  ["what is watched of all of a kind is watched of each", unwatched],
  ["metrics that belong together are watched together", halfWatched],
  ["what is well or not is less than one when it is not", impossibleThresholds],
  ["every canary runs, has its log and its key, and an alarm", sleepingCanaries],
  ["a canary fails twice before somebody is woken", hastyCanaries],
  ["a health check asks by TLS, every ten seconds, from three continents", weakChecks],
  ["a name is kept for five minutes at most", lastingNames],
  ["what a system costs is asked by its tags, and told before and after", blindBudgets],
  ["what people find by its Name tag alone has one", nameless],
  ["every experiment ends at the same alarms", endlessExperiments],
  ["a switch leads into each of its regions", oneWaySwitches],
  ["a dashboard is in its stack's region", hiddenDashboards],
];
