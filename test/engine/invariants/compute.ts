import * as fs from "node:fs";
import * as path from "node:path";
import type { Deployed } from "../../support/state";
import { mapIn, mapsIn } from "../../support/values";
import { type Check, regionOf, typed } from "./check";

const root = path.resolve(__dirname, "../../..");

/** A function has the file in which its handler is, and its environment is encrypted under a key of its own. */
function hollowFunctions(resources: readonly Deployed[]): string[] {
  return typed(resources, "lambda/function:Function").flatMap(({ name, inputs }) => {
    const { assets, path: folder } = mapIn(inputs.code);
    const [file] = String(inputs.handler).split(".");
    const files = Object.keys(mapIn(assets));
    const isThere =
      typeof folder === "string" || files.some((one) => [`${file}.js`, `${file}.mjs`].includes(one));
    const isOpen = inputs.environment !== undefined && inputs.kmsKeyArn === undefined && folder === undefined;
    return [
      ...(isThere ? [] : [`${name} has no ${file}`]),
      ...(isOpen ? [`${name} has an open environment`] : []),
    ];
  });
}

/** Canaries load their handler from a folder of Node's, and what that loads stands beside it. */
function hollowCanaries(resources: readonly Deployed[]): string[] {
  const canaries = typed(resources, "synthetics/canary:Canary");
  return typed(resources, "s3/bucketObjectv2:BucketObjectv2").flatMap(({ name, inputs }) => {
    const files = Object.values(mapIn(mapIn(inputs.source).assets)).map((asset) => String(mapIn(asset).path));
    const users = canaries.filter(
      (canary) => canary.inputs.s3Key === inputs.key && canary.inputs.s3Bucket === inputs.bucket,
    );
    if (users.length === 0) return [];
    const handlers = users.map((canary) => String(canary.inputs.handler).split(".")[0] ?? "");
    const loaded = files.flatMap((file) =>
      [...fs.readFileSync(path.resolve(root, file), "utf8").matchAll(/require\("\.\/([a-z-]+)"\)/g)].map(
        ([, module]) => String(module),
      ),
    );
    const there = files.map((file) => path.basename(file, ".js"));
    return [...new Set([...handlers, ...loaded])]
      .filter((file) => !there.includes(file))
      .map((file) => `${name} has no ${file}`);
  });
}

/** How many there are when a service starts is how many there are at least; two at least, or exactly one. */
function thinServices(resources: readonly Deployed[]): string[] {
  const targets = typed(resources, "appautoscaling/target:Target");
  const scaled = typed(resources, "ecs/service:Service").flatMap((service) => {
    const { name, desiredCount } = service.inputs;
    const target = targets.find(
      (one) => String(one.inputs.resourceId).endsWith(`/${name}`) && regionOf(one) === regionOf(service),
    );
    return target === undefined || target.inputs.minCapacity === desiredCount
      ? []
      : [`${service.name} starts with ${desiredCount}`];
  });
  const few = targets
    .filter(
      ({ inputs }) =>
        Number(inputs.minCapacity) < 2 || Number(inputs.maxCapacity) < 3 * Number(inputs.minCapacity),
    )
    .map(({ name, inputs }) => `${name} from ${inputs.minCapacity} to ${inputs.maxCapacity}`);
  const groups = typed(resources, "autoscaling/group:Group").flatMap(({ name, inputs }) => {
    const { minSize, maxSize, desiredCapacity } = inputs;
    const isRight = minSize === desiredCapacity && (maxSize === 1 || Number(minSize) >= 2);
    return isRight ? [] : [`${name} from ${minSize} to ${maxSize}`];
  });
  return [...scaled, ...few, ...groups];
}

const CONTAINER_REGION = /^AWS_(DEFAULT_)?REGION$/;

/** A container is told the region in which it runs, and so is the proxy beside it. */
function lostContainers(resources: readonly Deployed[]): string[] {
  const proxies = typed(resources, "ecs/service:Service").flatMap((service) => {
    const options = mapIn(mapIn(mapIn(service.inputs.serviceConnectConfiguration).logConfiguration).options);
    return [undefined, regionOf(service)].includes(options["awslogs-region"] as string | undefined)
      ? []
      : [service.name];
  });
  const containersOf = typed(resources, "ecs/taskDefinition:TaskDefinition").flatMap((task) => {
    const containers = mapsIn(JSON.parse(String(task.inputs.containerDefinitions)));
    return containers.flatMap((container) => {
      const told = mapsIn(container.environment).filter(({ name }) => CONTAINER_REGION.test(String(name)));
      const log = mapIn(mapIn(container.logConfiguration).options)["awslogs-region"];
      return [...told.map(({ value }) => value), ...(log === undefined ? [] : [log])]
        .filter((region) => region !== regionOf(task))
        .map((region) => `${task.name} ${container.name} in ${region}`);
    });
  });
  return [...proxies, ...containersOf];
}

/** Who may enter a cluster may do something there: by a policy of EKS, a group or a user of Kubernetes. */
function idleEntries(resources: readonly Deployed[]): string[] {
  const policies = typed(resources, "eks/accessPolicyAssociation:AccessPolicyAssociation");
  return typed(resources, "eks/accessEntry:AccessEntry").flatMap((entry) => {
    const { principalArn, kubernetesGroups, userName, clusterName } = entry.inputs;
    const has = policies.some(
      ({ inputs }) =>
        inputs.principalArn === principalArn &&
        inputs.clusterName === clusterName &&
        inputs.region === entry.inputs.region,
    );
    return has || kubernetesGroups !== undefined || userName !== undefined ? [] : [entry.name];
  });
}

/** Nobody waits for hours to hear that a call did not arrive. */
function patientSchedules(resources: readonly Deployed[]): string[] {
  return typed(resources, "scheduler/schedule:Schedule").flatMap(({ name, inputs }) => {
    const { maximumEventAgeInSeconds, maximumRetryAttempts } = mapIn(mapIn(inputs.target).retryPolicy);
    const isRight =
      Number(maximumEventAgeInSeconds ?? 3600) <= 3600 && Number(maximumRetryAttempts ?? 2) <= 5;
    return isRight ? [] : [name];
  });
}

export const checks: readonly Check[] = [
  ["a function has its handler, and a closed environment", hollowFunctions],
  ["canaries have their handler, and what it loads", hollowCanaries],
  ["what scales starts with its minimum, of two at least", thinServices],
  ["a container is told its own region", lostContainers],
  ["who may enter a cluster may do something in it", idleEntries],
  ["a schedule gives up within the hour", patientSchedules],
];
