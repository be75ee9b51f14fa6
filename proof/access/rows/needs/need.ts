import type { Deployed } from "../../../../test/support/state";
import { mapIn, mapsIn } from "../../../../test/support/values";
import { homeAccount, resourcesOfSystem, type SystemGraph, textOf } from "../../graph";

/** What a role, or a service, must be able to do, so that a resource works. */
export interface Need {
  /** ARN of the role; or a service in its own name, such as `logs.us-east-1.amazonaws.com`. */
  readonly role: string;
  readonly actions: readonly string[];
  /** ARN; `*` for actions that know no resources. */
  readonly on: string;
  /** Keys that the service which acts adds. */
  readonly context?: Readonly<Record<string, string>>;
  /** Whether it must not be possible when any of the keys is missing; else when all are. */
  readonly boundByEach?: true;
  /** Where AWS's own policy for the service is meant to allow it. */
  readonly byManagedPolicy?: true;
}

/** Tells of one resource what its roles need. */
export type NeedsOf = (resource: Deployed, system: Known) => readonly Need[];

/** What the stacks of a system hold, to be found by what resources call one another. */
export class Known {
  private readonly resources: readonly Deployed[];
  readonly account: string;

  constructor(graph: SystemGraph) {
    this.resources = resourcesOfSystem(graph).map(({ resource }) => resource);
    this.account = homeAccount(graph);
  }

  all(type: string): readonly Deployed[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The resource of a type that has a value in a property; names are a region's own. */
  find(type: string, key: string, value: unknown, region?: unknown): Deployed | undefined {
    return this.all(type).find(
      (one) =>
        value !== undefined &&
        textOf(one, key) === value &&
        (region === undefined || textOf(one, "region") === region),
    );
  }

  /** ARN of the key under which a bucket encrypts. */
  keyOfBucket(bucket: unknown): string | undefined {
    const encryption = this.all(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    ).find(({ inputs }) => inputs.bucket === bucket);
    const [rule] = mapsIn(encryption?.inputs.rules);
    return textIn(mapIn(rule?.applyServerSideEncryptionByDefault).kmsMasterKeyId);
  }

  /** ARN of the role of a function, by the function's ARN with or without its alias. */
  roleOfFunction(arn: unknown): string | undefined {
    const [name] = String(arn).split(/(?<=:function:[^:]+):/);
    const found = this.find("aws:lambda/function:Function", "arn", name);
    return found && textOf(found, "role");
  }
}

export const textIn = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export const regionOf = (arn: string): string => arn.split(":")[3] ?? "";

/** Use of a key on behalf of its owner by a service in the key's region. */
export function throughService(
  role: string,
  key: string | undefined,
  service: string,
  actions: readonly string[],
  context: Readonly<Record<string, string>> = {},
  bounds: Pick<Need, "boundByEach"> = {},
): Need[] {
  if (key === undefined) return [];
  const via = { "kms:ViaService": `${service}.${regionOf(key)}.amazonaws.com` };
  return [{ role, actions, on: key, context: { ...via, ...context }, ...bounds }];
}

/** Writing into a log group that exists already. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html */
export function writesLog(role: string, region: unknown, group: string, account: string): Need {
  const stream = `arn:aws:logs:${region}:${account}:log-group:${group}:log-stream:one`;
  return { role, actions: ["logs:CreateLogStream", "logs:PutLogEvents"], on: stream };
}

/** Putting what failed into a queue, under the queue's key. */
export function sendsTo(role: string, queueArn: unknown, system: Known): Need[] {
  const queue = textIn(queueArn);
  if (queue === undefined) return [];
  const found = system.find("aws:sqs/queue:Queue", "arn", queue);
  const key = found && textOf(found, "kmsMasterKeyId");
  return [
    { role, actions: ["sqs:SendMessage"], on: queue },
    ...throughService(role, key, "sqs", ["kms:Decrypt", "kms:GenerateDataKey"]),
  ];
}

/** Starting what an ARN names: a function, a state machine or a pipeline. */
export function starts(role: string, arn: string): Need[] {
  const [, , service] = arn.split(":");
  const action = {
    lambda: "lambda:InvokeFunction",
    states: "states:StartExecution",
    codepipeline: "codepipeline:StartPipelineExecution",
  }[service ?? ""];
  return action === undefined ? [] : [{ role, actions: [action], on: arn }];
}
