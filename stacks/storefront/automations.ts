import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../../components/arguments/policy-statements";
import { FunctionService, type FunctionServiceArgs } from "../../components/function-service";
import { publishStatements } from "../../components/messaging";
import type { ReplicatedBucket } from "../../components/replicated-bucket";
import type { StorefrontSettings } from "../settings/storefront";
import { CONSUMER } from "../settings/storefront/cross-checks";
import { namesOf } from "../settings/storefront/names";
import { accountOf } from "../shared/account";
import { workloadCode } from "../workload-code";
import type { TimedFunction } from "./alarms";
import type { Foundation } from "./foundation";
import { imagesOf, repository } from "./registry";
import { LOG_DAYS, type Shop } from "./shop";
import type { Stores } from "./stores";

const COPY_CHECK = "snapshot-copy-check";
const CLEANUP = "stale-image-cleanup";
const SCALE = "scale-to-schedule";

/** Seconds that each of the functions may take: they ask page after page. */
const TIMEOUT = 300;

/** What the functions look after. */
export interface Automated {
  stores: Stores;
  media: ReplicatedBucket;
  copyRegion: string;
}

/** The functions that work by the clock in a stack. */
export function timedFunctions({ role, images, automations }: StorefrontSettings): TimedFunction[] {
  const names = [
    COPY_CHECK,
    ...(role === "primary" && images.environment === undefined ? [CLEANUP] : []),
    ...(automations.workingHours === undefined ? [] : [SCALE]),
  ];
  return names.map((name) => ({ name, timeoutSeconds: TIMEOUT }));
}

/** Lambda functions by the clock: copies that have to be there, images that nobody uses, and nights without work. */
export function automate(shop: Shop, base: Foundation, automated: Automated): void {
  const makers: Record<string, () => Particular> = {
    [COPY_CHECK]: () => copyCheck(shop, base, automated),
    [CLEANUP]: () => cleanup(shop),
    [SCALE]: () => workingHours(shop, automated.stores),
  };
  const { settings, names, opts } = shop;
  for (const { name, timeoutSeconds } of timedFunctions(settings)) {
    const particular = makers[name]?.();
    if (particular === undefined) throw new Error(`nothing makes ${name}`);
    new FunctionService(
      name,
      {
        ...particular,
        region: settings.region,
        functionName: names.automation(name),
        code: workloadCode(`automations/${name}`),
        keyArn: base.keyArn,
        timeout: timeoutSeconds,
        logRetentionInDays: LOG_DAYS,
        protect: settings.recovery.protect,
      },
      opts,
    );
  }
}

type Particular = Pick<FunctionServiceArgs, "description" | "environment" | "permissions" | "schedules">;

/** Whether database and media have young copies in the vault of the other region. */
function copyCheck(
  { settings, names, opts }: Shop,
  { topicArn, topicKeyArn }: Foundation,
  { stores, media, copyRegion }: Automated,
): Particular {
  const { region, automations } = settings;
  const vault = `${names.prefix}-copies-${region}`;
  const account = accountOf(opts);
  const dnsSuffix = account.apply((own) => own.dnsSuffix);
  return {
    description: "Looks whether backups arrive in the other region",
    environment: {
      COPY_REGION: copyRegion,
      COPY_VAULT: vault,
      RESOURCES: pulumi.jsonStringify([stores.database.arn, media.arn]),
      MOST_HOURS: String(automations.snapshotHours),
      TOPIC_ARN: topicArn,
    },
    permissions: [
      {
        sid: "LookIntoVault",
        actions: ["backup:ListRecoveryPointsByBackupVault"],
        resources: [
          account.apply(
            ({ partition, accountId }) =>
              `arn:${partition}:backup:${copyRegion}:${accountId}:backup-vault:${vault}`,
          ),
        ],
      },
      ...publishStatements({ name: "notifications", arn: topicArn, keyArn: topicKeyArn, region, dnsSuffix }),
    ],
    // After the backups of the night.
    schedules: [{ name: "daily", expression: "cron(0 8 * * ? *)" }],
  };
}

/** Images that no task of this environment or that of development runs or may go back to. */
function cleanup(shop: Shop): Particular {
  const { settings, names, opts } = shop;
  const { system, region, automations, delivery } = settings;
  const account = accountOf(opts);
  const development = delivery?.development;
  const clusters = [
    names.cluster,
    ...(development?.region === region ? [namesOf({ system, ...development }).cluster] : []),
  ];
  // The user interface's images are named by settings, which no cluster knows.
  const repositories = imagesOf(shop)
    .filter((image) => settings.services.some(({ name }) => name === image) || image === CONSUMER)
    .map((image) => repository(shop, image));
  const ecs = (rest: string) =>
    account.apply(({ partition, accountId }) => `arn:${partition}:ecs:${region}:${accountId}:${rest}`);
  const ofClusters = (kind: string) => clusters.map((cluster) => ecs(`${kind}/${cluster}/*`));
  const permissions: PolicyStatement[] = [
    {
      sid: "CleanRepositories",
      actions: ["ecr:DescribeImages", "ecr:BatchDeleteImage"],
      resources: repositories.map(({ arn }) => arn),
    },
    {
      sid: "LookAtServices",
      actions: ["ecs:DescribeServices"],
      resources: ofClusters("service"),
    },
    { sid: "LookAtTasks", actions: ["ecs:DescribeTasks"], resources: ofClusters("task") },
    {
      // They know no resources but the clusters that they are asked for.
      sid: "ListServicesAndTasks",
      actions: ["ecs:ListServices", "ecs:ListTasks"],
      resources: ["*"],
      conditions: {
        ArnEquals: { "ecs:cluster": pulumi.all(clusters.map((name) => ecs(`cluster/${name}`))) },
      },
    },
    {
      // They know no resources. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
      sid: "ReadTaskDefinitions",
      actions: ["ecs:DescribeTaskDefinition", "ecs:ListTaskDefinitions"],
      resources: ["*"],
    },
  ];
  return {
    description: "Deletes images that nobody uses",
    environment: {
      REPOSITORIES: JSON.stringify(repositories.map(({ name }) => name)),
      CLUSTERS: JSON.stringify(clusters),
      REHEARSAL: String(automations.rehearsal),
      KEEP_NEWEST: String(automations.keptImages),
      KEEP_DAYS: String(automations.staleImageDays),
    },
    permissions,
    schedules: [{ name: "weekly", expression: "cron(0 9 ? * SUN *)" }],
  };
}

/** Services, user interface and database sleep at night and over the weekend; the proxies answer that the shop is closed. */
function workingHours({ settings, names, opts }: Shop, { database }: Stores): Particular {
  const { region, environment, services, orders, ui, automations } = settings;
  const hours = automations.workingHours;
  if (hours === undefined) throw new Error("there are no working hours");
  const account = accountOf(opts);
  const arn = (service: string, rest: string) =>
    account.apply(({ partition, accountId }) => `arn:${partition}:${service}:${region}:${accountId}:${rest}`);
  const consumer = orders.paused
    ? []
    : [{ name: CONSUMER, minimum: orders.minimum, maximum: orders.maximum }];
  const sleeper = {
    services: [...services, ...consumer].map(({ name, minimum, maximum }) => ({
      cluster: names.cluster,
      service: names.service(name),
      minimum,
      maximum,
    })),
    fleets: [{ group: names.ui, minimum: ui.minimum, maximum: ui.maximum }],
    databases: [database.identifier],
  };
  const turn = (name: string, action: string, at: string) => {
    const [hour, minute] = at.split(":").map(Number);
    const expression = `cron(${minute} ${hour} ? * MON-FRI *)`;
    return { name, expression, timezone: hours.timezone, input: { action } };
  };
  return {
    description: "Puts the environment to sleep and wakes it",
    environment: { ENVIRONMENT: environment, SLEEPER: JSON.stringify(sleeper) },
    permissions: [
      {
        sid: "ScaleServices",
        actions: ["application-autoscaling:RegisterScalableTarget"],
        resources: [arn("application-autoscaling", "scalable-target/*")],
        conditions: {
          StringEquals: {
            "application-autoscaling:service-namespace": "ecs",
            "application-autoscaling:scalable-dimension": "ecs:service:DesiredCount",
          },
        },
      },
      {
        sid: "SetTasks",
        actions: ["ecs:UpdateService"],
        resources: [arn("ecs", `service/${names.cluster}/*`)],
      },
      {
        sid: "SetInstances",
        actions: ["autoscaling:UpdateAutoScalingGroup"],
        resources: [arn("autoscaling", `autoScalingGroup:*:autoScalingGroupName/${names.ui}`)],
      },
      {
        sid: "TurnDatabase",
        actions: ["rds:StartDBCluster", "rds:StopDBCluster"],
        resources: [database.arn],
      },
    ],
    schedules: [turn("wake", "wake", hours.start), turn("sleep", "sleep", hours.stop)],
  };
}
