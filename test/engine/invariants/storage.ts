import * as fs from "node:fs";
import * as path from "node:path";
import type { Deployed } from "../../support/state";
import { mapIn, mapsIn, type Values } from "../../support/values";
import { type Check, regionOf, statementsOf, typed } from "./check";

const bucketOf = (resources: readonly Deployed[], name: unknown) =>
  typed(resources, "s3/bucket:Bucket").find(({ id }) => id === name);

/** S3 takes the settings of a bucket in the bucket's region alone. */
function settingsAbroad(resources: readonly Deployed[]): string[] {
  return resources.flatMap((one) => {
    if (!/^aws:s3\/bucket[A-Z]/.test(one.type)) return [];
    const bucket = bucketOf(resources, one.inputs.bucket);
    if (bucket === undefined) return [];
    return regionOf(bucket) === regionOf(one) ? [] : [`${one.type} ${one.name} is in ${regionOf(one)}`];
  });
}

/** One setting of a bucket alone counts: another would take turns with it. */
function settingsTwice(resources: readonly Deployed[]): string[] {
  const seen = new Set<string>();
  return resources.flatMap(({ type, name, inputs }) => {
    if (!/^aws:s3\/bucket(?!Object)[A-Z]/.test(type)) return [];
    const key = `${type} ${inputs.bucket}`;
    if (seen.has(key)) return [`${name}: ${key}`];
    seen.add(key);
    return [];
  });
}

const ENCRYPTION = "s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** Load balancers deliver their logs to no bucket under a customer's key. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
function encryptedOtherwise(resources: readonly Deployed[]): string[] {
  const forBalancers = new Set(
    typed(resources, "s3/bucketPolicy:BucketPolicy")
      .filter(({ inputs }) => String(inputs.policy).includes("elasticloadbalancing"))
      .map(({ inputs }) => inputs.bucket),
  );
  const keys = new Map(resources.map((one) => [one.outputs.arn, one]));
  return typed(resources, ENCRYPTION).flatMap((one) => {
    const [rule = {}] = mapsIn(one.inputs.rules);
    const { sseAlgorithm, kmsMasterKeyId } = mapIn(rule.applyServerSideEncryptionByDefault);
    if (forBalancers.has(one.inputs.bucket)) return sseAlgorithm === "AES256" ? [] : [one.name];
    const key = keys.get(kmsMasterKeyId);
    const isRight =
      sseAlgorithm === "aws:kms" &&
      key !== undefined &&
      rule.bucketKeyEnabled === true &&
      JSON.stringify(rule.blockedEncryptionTypes) === '["SSE-C"]' &&
      regionOf(key) === regionOf(one);
    return isRight ? [] : [one.name];
  });
}

const isOn = (value: unknown): boolean => mapIn(value).status === "Enabled";

/** What S3 leaves out of a copy unless it is told: what is encrypted, what is deleted, what changed in the copy. */
function incompleteCopies(resources: readonly Deployed[]): string[] {
  return typed(resources, "s3/bucketReplicationConfig:BucketReplicationConfig").flatMap(({ name, inputs }) =>
    mapsIn(inputs.rules).flatMap((rule) => {
      const { sseKmsEncryptedObjects, replicaModifications } = mapIn(rule.sourceSelectionCriteria);
      const { encryptionConfiguration, bucket, metrics, replicationTime } = mapIn(rule.destination);
      const promised = [mapIn(metrics).eventThreshold, mapIn(replicationTime).time].map(mapIn);
      const key = mapIn(encryptionConfiguration).replicaKmsKeyId;
      const isWhole = rule.filter !== undefined && Object.keys(mapIn(rule.filter)).length === 0;
      const isRight =
        isWhole &&
        [sseKmsEncryptedObjects, replicaModifications, rule.deleteMarkerReplication].every(isOn) &&
        promised.every(({ minutes }) => minutes === 15) &&
        typeof key === "string" &&
        !String(bucket).endsWith(`:::${inputs.bucket}`);
      return isRight ? [] : [`${name} ${rule.id}`];
    }),
  );
}

/** What is made again in minutes, and kept for days. */
const madeAgain = /^(delivery-artifacts|extract-bucket|flows-results)-/;

/** Of buckets that are told apart by their regions alone each is copied from another, or into it. */
function uncopied(resources: readonly Deployed[]): string[] {
  const replications = typed(resources, "s3/bucketReplicationConfig:BucketReplicationConfig");
  const copied = new Set(
    replications.flatMap(({ inputs }) => [
      String(inputs.bucket),
      ...mapsIn(inputs.rules).map((rule) =>
        String(mapIn(rule.destination).bucket).replace(/^arn:aws:s3:::/, ""),
      ),
    ]),
  );
  const pairs = new Map<string, Deployed[]>();
  for (const bucket of typed(resources, "s3/bucket:Bucket")) {
    const region = String(regionOf(bucket));
    const key = `${bucket.parent?.replace(region, "")} ${bucket.name.replace(region, "")}`;
    if (bucket.name.includes(region) && !madeAgain.test(bucket.name))
      pairs.set(key, [...(pairs.get(key) ?? []), bucket]);
  }
  return [...pairs.values()].flatMap((pair) =>
    pair.length < 2 ? [] : pair.filter(({ id }) => !copied.has(String(id))).map(({ name }) => name),
  );
}

/** Old versions, what was deleted and what canaries saw are there for a month at least; logs for a year; nothing forever. */
function keptTooShort(resources: readonly Deployed[]): string[] {
  return typed(resources, "s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").flatMap(
    ({ name, inputs }) => {
      const rules = mapsIn(inputs.rules);
      const days = (rule: Values, block: string, key: string) =>
        Number(mapIn(rule[block])[key] ?? Number.NaN);
      const whole = rules.filter((rule) => mapIn(rule.filter).prefix === undefined);
      const forgets = whole.some((rule) => days(rule, "noncurrentVersionExpiration", "noncurrentDays") >= 30);
      const logs = rules.map((rule) => days(rule, "expiration", "days")).filter((one) => !Number.isNaN(one));
      const cleans = whole.some(
        ({ expiration }) =>
          mapIn(expiration).expiredObjectDeleteMarker === true || mapIn(expiration).days !== undefined,
      );
      const least = /^canaries-/.test(name) ? 30 : 365;
      const isLog = /logs|flows|archive|^canaries-/.test(name) && !madeAgain.test(name);
      return [
        ...(rules.every(({ status }) => status === "Enabled") ? [] : [`${name} has a rule that is off`]),
        ...(cleans ? [] : [`${name} keeps marks of what was deleted`]),
        ...(rules.every(({ filter }) => filter !== undefined) ? [] : [`${name} has a rule for nothing`]),
        ...(forgets || (isLog && !/^canaries-/.test(name)) || madeAgain.test(name)
          ? []
          : [`${name} forgets old versions too early, or never`]),
        ...(!isLog || (logs.length > 0 && Math.min(...logs) >= least)
          ? []
          : [`${name} keeps logs for ${logs} days`]),
      ];
    },
  );
}

/** What a policy refuses without TLS, on all of what it is for. */
function openWithoutTls(resources: readonly Deployed[]): string[] {
  const actions: Record<string, RegExp> = {
    "aws:s3/bucketPolicy:BucketPolicy": /^s3:\*$/,
    "aws:sqs/queuePolicy:QueuePolicy": /^sqs:(\*|SendMessage)$/,
    "aws:sns/topicPolicy:TopicPolicy": /^sns:Publish$/i,
  };
  return resources.flatMap(({ type, name, inputs }) => {
    const action = actions[type];
    if (action === undefined) return [];
    const refused = statementsOf(inputs.policy).filter(
      ({ Effect, Principal, Condition, Action }) =>
        Effect === "Deny" &&
        ["*", '{"AWS":"*"}'].includes(
          typeof Principal === "string" ? Principal : JSON.stringify(Principal),
        ) &&
        String(Condition?.Bool?.["aws:SecureTransport"]) === "false" &&
        [Action].flat().some((one) => action.test(String(one))),
    );
    return refused.length > 0 ? [] : [`${type} ${name}`];
  });
}

/** The policy of a topic or a queue names it. */
function policyOfAnother(resources: readonly Deployed[]): string[] {
  const queues = new Map(
    typed(resources, "sqs/queue:Queue").map((one) => [one.outputs.url, one.outputs.arn]),
  );
  return resources.flatMap(({ type, name, inputs }) => {
    const own = /topicPolicy:/.test(type)
      ? inputs.arn
      : /queuePolicy:/.test(type)
        ? queues.get(inputs.queueUrl)
        : undefined;
    if (own === undefined) return [];
    const others = statementsOf(inputs.policy).filter(({ Resource }) =>
      [Resource].flat().some((arn) => arn !== own),
    );
    return others.map(({ Sid }) => `${name} ${Sid}`);
  });
}

/** A policy of a region's log groups counts for all that it names. */
function policyOfAllLogs(resources: readonly Deployed[]): string[] {
  return typed(resources, "cloudwatch/logResourcePolicy:LogResourcePolicy").flatMap((policy) =>
    statementsOf(policy.inputs.policyDocument).flatMap(({ Sid, Resource }) => {
      const regions = [Resource]
        .flat()
        .map((arn) => /^arn:aws:logs:([^:*]+):\d+:log-group:\/[^*]+/.exec(String(arn))?.[1]);
      return regions.every((region) => region === regionOf(policy)) ? [] : [`${policy.name} ${Sid}`];
    }),
  );
}

/** A query log writes by the region's policy, which names its log group. */
function queryLogsShut(resources: readonly Deployed[]): string[] {
  const policies = typed(resources, "cloudwatch/logResourcePolicy:LogResourcePolicy");
  return typed(resources, "route53/queryLog:QueryLog").flatMap(({ name, inputs, dependencies }) => {
    const group = String(inputs.cloudwatchLogGroupArn);
    const isLet = policies.some(
      (policy) =>
        dependencies.includes(policy.urn) &&
        statementsOf(policy.inputs.policyDocument).some(({ Effect, Action, Resource, Principal }) => {
          const arns = [Resource].flat().map((arn) => String(arn).replace(/:?\*$/, ""));
          const isRoute53 = JSON.stringify(Principal).includes("route53.amazonaws.com");
          const writes = ["logs:CreateLogStream", "logs:PutLogEvents"].every((one) =>
            [Action].flat().includes(one),
          );
          return Effect === "Allow" && isRoute53 && writes && arns.some((arn) => group.startsWith(arn));
        }),
    );
    return isLet ? [] : [name];
  });
}

/** Kept for a month after they are deleted: the time in which a mistake is found. */
function forgottenSecrets(resources: readonly Deployed[]): string[] {
  return typed(resources, "secretsmanager/secret:Secret")
    .filter(({ inputs }) => Number(inputs.recoveryWindowInDays ?? 30) < 30)
    .map(({ name }) => name);
}

/** A table without a key of its own is under AWS's. */
function openTables(resources: readonly Deployed[]): string[] {
  const keys = new Map(resources.map((one) => [one.outputs.arn, one]));
  return resources.flatMap((one) => {
    const isTable = one.type === "aws:dynamodb/table:Table";
    if (!isTable && one.type !== "aws:dynamodb/tableReplica:TableReplica") return [];
    const key = keys.get(isTable ? mapIn(one.inputs.serverSideEncryption).kmsKeyArn : one.inputs.kmsKeyArn);
    return key !== undefined && regionOf(key) === regionOf(one) ? [] : [one.name];
  });
}

/** Athena reads nothing of a table that does not say how. */
function unreadable(resources: readonly Deployed[]): string[] {
  return typed(resources, "glue/catalogTable:CatalogTable").flatMap(({ name, inputs }) => {
    const { inputFormat, outputFormat, location, columns, serDeInfo } = mapIn(inputs.storageDescriptor);
    const { serializationLibrary } = mapIn(serDeInfo);
    const said = [inputFormat, outputFormat, location, serializationLibrary, inputs.tableType];
    const isRight = said.every((one) => typeof one === "string") && mapsIn(columns).length > 0;
    return isRight ? [] : [name];
  });
}

const migrations = path.resolve(__dirname, "../../../workloads/storefront/migrate/migrations.ts");

/** An extract of a database's table has the columns that the migration made. */
function otherColumns(resources: readonly Deployed[]): string[] {
  const written = fs.readFileSync(migrations, "utf8");
  return typed(resources, "glue/catalogTable:CatalogTable").flatMap(({ name, inputs }) => {
    const [, made] = new RegExp(`CREATE TABLE ${inputs.name} \\(\\n(.*?)\\n\\);`, "s").exec(written) ?? [];
    if (made === undefined) return [];
    const wanted = [...made.matchAll(/^ {2}([a-z_]+) /gm)].map(([, column]) => column);
    const columns = mapsIn(mapIn(inputs.storageDescriptor).columns).map((column) => column.name);
    return columns.join() === wanted.join() ? [] : [`${name} has ${columns} and not ${wanted}`];
  });
}

/** An image is found by its registry's key, wherever it was copied to. */
function openRepositories(resources: readonly Deployed[]): string[] {
  return typed(resources, "ecr/repository:Repository").flatMap(({ name, inputs }) => {
    const [{ encryptionType, kmsKey } = {}] = mapsIn(inputs.encryptionConfigurations);
    return encryptionType === "KMS" && typeof kmsKey === "string" ? [] : [name];
  });
}

export const checks: readonly Check[] = [
  ["a bucket's settings are in the bucket's region", settingsAbroad],
  ["a bucket has each of its settings once", settingsTwice],
  ["a bucket is encrypted under a key of its region, but where load balancers write", encryptedOtherwise],
  ["a bucket's copies are whole: all objects, deletions too, under a key", incompleteCopies],
  ["buckets of several regions are copied", uncopied],
  ["old versions and what canaries saw are kept for a month, logs for a year", keptTooShort],
  ["buckets, queues and topics are reached by TLS alone", openWithoutTls],
  ["the policy of a topic or a queue speaks of it", policyOfAnother],
  ["a policy of a region's logs names groups of the region", policyOfAllLogs],
  ["Route 53 may write each query log before it is to", queryLogsShut],
  ["a secret that was deleted can be had back for a month", forgottenSecrets],
  ["a table is encrypted under a key of its region", openTables],
  ["a table says where its files are and how they are read", unreadable],
  ["an extract of a table has the table's columns", otherColumns],
  ["images are encrypted under a key", openRepositories],
];
