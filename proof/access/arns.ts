import type { Deployed } from "../../test/support/state";
import { resourcesOfSystem, type SystemGraph, textOf } from "./graph";
import { arnOverlap, arnParts } from "./patterns";

/** ARNs that a system has, some as patterns: what is in a bucket is known by the bucket's name only. */
export interface KnownArn {
  readonly arn: string;
  readonly stack: string;
  readonly resource: Deployed;
}

/** What there is besides a resource's own ARN, such as a table's indexes; `arn` is its own ARN. */
type Derive = (resource: Deployed, arn: string) => string[];

const below =
  (...endings: string[]): Derive =>
  (_, arn) =>
    endings.map((ending) => `${arn}${ending}`);

/** ARN of the same region and account for another service and resource. */
function sibling(arn: string, service: string, rest: string): string {
  const [, partition, , region, account] = arn.split(":");
  return `arn:${partition}:${service}:${region}:${account}:${rest}`;
}

const renamed =
  (from: RegExp, ...to: string[]): Derive =>
  (_, arn) =>
    to.map((text) => arn.replace(from, text));

/** ARN forms: the pages "Actions, resources, and condition keys" of https://docs.aws.amazon.com/service-authorization/latest/reference */
const derived: Record<string, Derive> = {
  "aws:s3/bucket:Bucket": below("/*"),
  "aws:cloudwatch/logGroup:LogGroup": below(":*"),
  "aws:dynamodb/table:Table": below("/index/*", "/stream/*"),
  "aws:dynamodb/tableReplica:TableReplica": below("/index/*", "/stream/*"),
  "aws:lambda/function:Function": below(":*"),
  "aws:ecs/cluster:Cluster": renamed(/:cluster\/(.*)$/, ":task/$1/*", ":container-instance/$1/*"),
  "aws:ecs/service:Service": renamed(/:service\/(.*)$/, ":task-set/$1/*"),
  "aws:ecs/taskDefinition:TaskDefinition": renamed(/:\d+$/, ":*"),
  "aws:codebuild/project:Project": renamed(/:project\/(.*)$/, ":build/$1:*", ":report-group/$1-*"),
  "aws:codepipeline/pipeline:Pipeline": below("/*"),
  "aws:sfn/stateMachine:StateMachine": renamed(/:stateMachine:(.*)$/, ":execution:$1:*", ":express:$1:*"),
  "aws:backup/vault:Vault": renamed(/:backup-vault:.*$/, ":recovery-point:*"),
  "aws:rds/cluster:Cluster": (cluster, arn) => [...databaseArns(cluster, arn), ...clusterSnapshots(arn)],
  "aws:rds/instance:Instance": (instance, arn) => [
    ...databaseArns(instance, arn),
    ...renamed(/:db:(.*)$/, ":snapshot:rds:$1-*", ":snapshot:$1-*")(instance, arn),
    // Automated backups, and their replicas in another region, have names that RDS makes.
    sibling(arn, "rds", "auto-backup:*"),
  ],
  "aws:secretsmanager/secret:Secret": (secret, arn) =>
    listed(secret, "replicas").map(({ region }) => arn.replace(/^((?:[^:]*:){3})[^:]*/, `$1${region}`)),
  "aws:apigateway/restApi:RestApi": (api) => [`${textOf(api, "executionArn")}/*`],
  "aws:autoscaling/group:Group": (group, arn) => [
    sibling(arn, "ec2", "instance/*"),
    sibling(arn, "ec2", "network-interface/*"),
    sibling(arn, "ec2", "volume/*"),
    arn.replace(
      /:(?:group|autoScalingGroup)[:/].*$/,
      `:autoScalingGroup:*:autoScalingGroupName/${textOf(group, "name")}`,
    ),
  ],
  "aws:ec2/vpc:Vpc": (_, arn) => [
    sibling(arn, "ec2", "network-acl/*"),
    sibling(arn, "ec2", "network-interface/*"),
  ],
  "aws:glue/catalogDatabase:CatalogDatabase": (_, arn) => [sibling(arn, "glue", "catalog")],
  "aws:glue/catalogTable:CatalogTable": (table, arn) => [
    sibling(arn, "glue", `table/${textOf(table, "databaseName")}/${textOf(table, "name")}`),
  ],
  "aws:fis/experimentTemplate:ExperimentTemplate": (template) => [
    // A template's ARN is not in its state. https://docs.aws.amazon.com/fis/latest/userguide/security-iam.html
    ...ofRegion(template, "fis", "experiment-template/*", "experiment/*"),
  ],
  "aws:ssm/document:Document": (document, arn) => [
    sibling(arn, "ssm", `automation-definition/${textOf(document, "name")}:*`),
    sibling(arn, "ssm", "automation-execution/*"),
  ],
  // Route 53 knows no region, Synthetics names its functions and log groups itself.
  "aws:synthetics/canary:Canary": (canary, arn) => [
    sibling(arn, "lambda", `function:cwsyn-${textOf(canary, "name")}-*`),
    sibling(arn, "lambda", `layer:cwsyn-${textOf(canary, "name")}-*`),
    sibling(arn, "logs", `log-group:/aws/lambda/cwsyn-${textOf(canary, "name")}-*`),
  ],
  "aws:eks/cluster:Cluster": renamed(/:cluster\/(.*)$/, ":access-entry/$1/*", ":podidentityassociation/$1/*"),
};

/** All ARNs of a system; patterns are as short as what AWS names itself allows. */
export function knownArns(graph: SystemGraph): KnownArn[] {
  return resourcesOfSystem(graph).flatMap(({ stack, resource }) => {
    const arn = textOf(resource, "arn");
    if (arn === undefined && resource.type !== "aws:fis/experimentTemplate:ExperimentTemplate") return [];
    const more = derived[resource.type]?.(resource, arn ?? "") ?? [];
    return [...(arn === undefined ? [] : [arn]), ...more].map((known) => ({ arn: known, stack, resource }));
  });
}

/** Finds what a pattern of a policy can mean, fast: a system has thousands of ARNs. */
export class ArnIndex {
  private readonly exact = new Map<string, KnownArn>();
  private readonly byService = new Map<string, KnownArn[]>();

  constructor(known: readonly KnownArn[]) {
    for (const entry of known) {
      // A version of a secret has the secret's ARN, and comes after it.
      if (!this.exact.has(entry.arn)) this.exact.set(entry.arn, entry);
      const service = entry.arn.split(":")[2] ?? "";
      const same = this.byService.get(service);
      if (same) same.push(entry);
      else this.byService.set(service, [entry]);
    }
  }

  /** Whether the system has something that the pattern matches. */
  matches(pattern: string): boolean {
    if (this.exact.has(pattern)) return true;
    const same = this.byService.get(arnParts(pattern)[2] ?? "") ?? [];
    return same.some(({ arn }) => arnOverlap(arn, pattern));
  }

  /** The thing with exactly this ARN. */
  get(arn: string): KnownArn | undefined {
    return this.exact.get(arn);
  }
}

/** Secret that RDS manages, and the users who log in by IAM. */
function databaseArns(database: Deployed, arn: string): string[] {
  const resourceId = textOf(database, "clusterResourceId") ?? textOf(database, "resourceId");
  return [
    ...listed(database, "masterUserSecrets").map(({ secretArn }) => String(secretArn)),
    sibling(arn, "rds-db", `dbuser:${resourceId}/*`),
  ];
}

/** Snapshots that RDS, AWS Backup, a failover and people make of a cluster. */
function clusterSnapshots(arn: string): string[] {
  return ["rds:$1-*", "$1-*", "awsbackup:*", "rds:unplanned-global-failover-$1-*"].map((name) =>
    arn.replace(/:cluster:(.*)$/, `:cluster-snapshot:${name}`),
  );
}

/** ARNs in the region and account of a resource that has no ARN itself, by the role that it names. */
function ofRegion(resource: Deployed, service: string, ...rests: string[]): string[] {
  const [, partition, , , account] = (textOf(resource, "roleArn") ?? "").split(":");
  return rests.map((rest) => `arn:${partition}:${service}:${textOf(resource, "region")}:${account}:${rest}`);
}

function listed({ outputs }: Deployed, key: string): Record<string, unknown>[] {
  const value = outputs[key];
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}
