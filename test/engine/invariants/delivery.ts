import * as fs from "node:fs";
import * as path from "node:path";
import type { Deployed } from "../../support/state";
import { mapIn, mapsIn, type Values } from "../../support/values";
import { type Check, regionOf, typed } from "./check";

const pipelinesOf = (resources: readonly Deployed[]): Deployed[] =>
  typed(resources, "codepipeline/pipeline:Pipeline");
const stagesOf = ({ inputs }: Deployed) => mapsIn(inputs.stages);
const actionsOf = (pipeline: Deployed) => stagesOf(pipeline).flatMap((stage) => mapsIn(stage.actions));

const deploys = (action: Values): boolean => /^(ECS|CodeDeploy.*)$/.test(String(action.provider));

/** What is deployed and fails goes back; one stage at least is entered, and left, only while alarms are silent. */
function onwardStages(resources: readonly Deployed[]): string[] {
  const alarms = new Set(
    resources.map(({ type, inputs }) => (/Alarm:/.test(type) ? (inputs.alarmName ?? inputs.name) : "")),
  );
  return pipelinesOf(resources).flatMap((pipeline) => {
    const stages = stagesOf(pipeline).filter((stage) => mapsIn(stage.actions).some(deploys));
    const looks = (condition: unknown) => {
      const rules = mapsIn(mapIn(mapIn(condition).condition).rules);
      return rules.length > 0 && rules.every((rule) => alarms.has(mapIn(rule.configuration).AlarmName));
    };
    const kept = stages.filter((stage) => looks(stage.beforeEntry) && looks(stage.onSuccess));
    const asked = stages.filter((stage) => stage.beforeEntry !== undefined || stage.onSuccess !== undefined);
    return [
      ...stages
        .filter((stage) => mapIn(stage.onFailure).result !== "ROLLBACK")
        .map((stage) => `${pipeline.name} ${stage.name}`),
      ...(kept.length > 0 && kept.length === asked.length ? [] : [`${pipeline.name} looks at no alarm`]),
      ...(alike(stages) ? [] : [`${pipeline.name} looks at other alarms before than after`]),
    ];
  });
}

function alike(stages: readonly Values[]): boolean {
  const namesIn = (condition: unknown) =>
    mapsIn(mapIn(mapIn(condition).condition).rules)
      .map((rule) => mapIn(rule.configuration).AlarmName)
      .join();
  return stages.every(({ beforeEntry, onSuccess }) => namesIn(beforeEntry) === namesIn(onSuccess));
}

/** What an action of a provider can't do without. https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html */
const required: Readonly<Record<string, readonly string[]>> = {
  CodeBuild: ["ProjectName"],
  CodeCommit: ["RepositoryName", "BranchName"],
  CodeDeployToECS: [
    "ApplicationName",
    "DeploymentGroupName",
    "AppSpecTemplateArtifact",
    "TaskDefinitionTemplateArtifact",
  ],
  CodeStarSourceConnection: ["ConnectionArn", "FullRepositoryId", "BranchName"],
  ECR: ["RepositoryName"],
  Manual: ["CustomData"],
  ECS: ["ClusterName", "ServiceName", "FileName"],
};

/** Actions that lack what their provider asks, or what an earlier one hands over, or a store in their region. */
function brokenActions(resources: readonly Deployed[]): string[] {
  return pipelinesOf(resources).flatMap((pipeline) => {
    const stores = mapsIn(pipeline.inputs.artifactStores);
    const stored = stores.map(({ region }) => region ?? pipeline.inputs.region);
    const made = new Set<unknown>();
    return actionsOf(pipeline).flatMap((action) => {
      const own = mapIn(action.configuration);
      const lacking = (required[String(action.provider)] ?? []).filter((key) => typeof own[key] !== "string");
      const inputs = (action.inputArtifacts ?? []) as unknown[];
      const missing = inputs.filter((artifact) => !made.has(artifact));
      for (const artifact of (action.outputArtifacts ?? []) as unknown[]) made.add(artifact);
      const abroad = stored.includes(action.region ?? pipeline.inputs.region)
        ? []
        : ["a store in its region"];
      const all = [
        ...lacking,
        ...missing,
        ...abroad,
        ...unencrypted(stores),
        ...misplaced(stores, resources),
      ];
      return all.map((what) => `${pipeline.name} ${action.name} lacks ${what}`);
    });
  });
}

/** A store is a bucket of its region. */
function misplaced(stores: readonly Values[], resources: readonly Deployed[]): string[] {
  return stores.flatMap(({ location, region }) => {
    const bucket = typed(resources, "s3/bucket:Bucket").find(({ id }) => id === location);
    return bucket === undefined || [undefined, regionOf(bucket)].includes(region as string | undefined)
      ? []
      : [`a store in ${region}`];
  });
}

const unencrypted = (stores: readonly Values[]): string[] =>
  stores
    .filter(({ encryptionKey }) => typeof mapIn(encryptionKey).id !== "string")
    .map(({ location }) => `a key of ${location}`);

/** Every project is a step of a pipeline, and shares the key of the pipeline's store and a log of its own. */
function idleProjects(resources: readonly Deployed[]): string[] {
  const pipelines = pipelinesOf(resources);
  const groups = typed(resources, "cloudwatch/logGroup:LogGroup");
  return typed(resources, "codebuild/project:Project").flatMap((project) => {
    const { name, region, encryptionKey, logsConfig } = project.inputs;
    const users = pipelines.filter((pipeline) =>
      actionsOf(pipeline).some(
        (action) =>
          mapIn(action.configuration).ProjectName === name &&
          (action.region ?? pipeline.inputs.region) === region,
      ),
    );
    const keys = users.flatMap(({ inputs }) =>
      mapsIn(inputs.artifactStores)
        .filter((store) => (store.region ?? region) === region)
        .map((store) => mapIn(store.encryptionKey).id),
    );
    const log = mapIn(mapIn(logsConfig).cloudwatchLogs).groupName;
    const own = groups.find((group) => group.inputs.name === log && group.inputs.region === region);
    return [
      ...(users.length > 0 ? [] : [`${project.name} is no step of a pipeline`]),
      ...(keys.every((key) => key === encryptionKey)
        ? []
        : [`${project.name} has another key than its artifacts`]),
      ...(own !== undefined && String(log).endsWith(`/${name}`) ? [] : [`${project.name} logs to ${log}`]),
    ];
  });
}

const root = path.resolve(__dirname, "../../..");

/** Scripts that a buildspec runs, and itself: a file, or its text. */
function textsOf(buildspec: string): string {
  const text = buildspec.includes("\n") ? buildspec : fs.readFileSync(path.resolve(root, buildspec), "utf8");
  const scripts = [...text.matchAll(/workloads\/pipeline\/scripts\/[a-z-]+\.sh/g)].map(([script]) => script);
  return [
    text,
    ...[...new Set(scripts)].map((script) => fs.readFileSync(path.join(root, script), "utf8")),
  ].join("\n");
}

/**
 * What a build reads of its environment and has no answer of its own for, it is told, the container's port where it writes
 * a task's definition; privileges only to build images.
 */
function untoldBuilds(resources: readonly Deployed[]): string[] {
  return typed(resources, "codebuild/project:Project").flatMap(({ name, inputs }) => {
    const { environmentVariables, privilegedMode } = mapIn(inputs.environment);
    const given = new Set(mapsIn(environmentVariables).map((one) => one.name));
    const text = textsOf(String(mapIn(inputs.source).buildspec));
    const own = new Set(
      [...text.matchAll(/^\s*(?:-\s*)?(?:export\s+)?([A-Z][A-Z0-9_]+)(?:=|:\s)/gm)].map(([, key]) => key),
    );
    const read = new Set([...text.matchAll(/\$\{?([A-Z][A-Z0-9_]+)(?!\w)(?!:?[-+])/g)].map(([, key]) => key));
    const optional = new Set([...text.matchAll(/\$\{([A-Z][A-Z0-9_]+):?[-+]/g)].map(([, key]) => key));
    const untold = [...read].filter(
      (key) =>
        ![given, own, optional].some((known) => known.has(key)) &&
        !byCodeBuild.test(String(key)) &&
        (given.has("TASK_FAMILY") || key !== "CONTAINER_PORT"),
    );
    const builds = /\bdocker\b/.test(text);
    return [
      ...untold.map((key) => `${name} is not told ${key}`),
      ...(privilegedMode === builds ? [] : [`${name} is ${builds ? "not " : ""}privileged`]),
    ];
  });
}

/** What CodeBuild and the action before bring. */
const byCodeBuild = /^(CODEBUILD_|AWS_|SOURCE_REVISION$|HOME$|PATH$|BASH_)/;

/** A registry copies each repository into one that is there. */
function copiesToNowhere(resources: readonly Deployed[]): string[] {
  return typed(resources, "ecr/replicationConfiguration:ReplicationConfiguration").flatMap((one) => {
    const beside = typed(resources, "ecr/repository:Repository").filter(
      ({ parent }) => parent === one.parent,
    );
    const rules = mapsIn(mapIn(one.inputs.replicationConfiguration).rules);
    const copies = beside.filter((repository) => regionOf(repository) !== one.inputs.region);
    const to = new Set(rules.flatMap((rule) => mapsIn(rule.destinations).map(({ region }) => region)));
    return [
      ...copies
        .filter(({ urn }) => !one.dependencies.includes(urn))
        .map(({ name }) => `${one.name} does not wait for ${name}`),
      ...copies.filter((copy) => !to.has(regionOf(copy))).map(({ name }) => `nothing is copied to ${name}`),
    ];
  });
}

export const checks: readonly Check[] = [
  ["what a pipeline deploys goes back when it fails, and alarms hold it", onwardStages],
  ["an action of a pipeline has all that its provider asks", brokenActions],
  ["every build is a step of a pipeline, under its key and with its log", idleProjects],
  ["a build is told what it reads, and is privileged only for images", untoldBuilds],
  ["a registry copies into repositories that are there", copiesToNowhere],
];
