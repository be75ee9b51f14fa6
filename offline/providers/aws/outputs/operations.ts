import { text } from "../../core/values/read";
import { Asset, type Value, type ValueMap } from "../../core/values/value";
import { encode } from "../account/encode";
import type { Birth } from "../birth";
import { idFrom, nameAsId, type OutputTable } from "./table";

const deliveryId = (birth: Birth): string =>
  birth.text(16, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "delivery");

/** CloudWatch, EventBridge, SNS, SQS, Lambda, Backup, Application Auto Scaling, Systems Manager, region switch. */
export const operations: OutputTable = {
  "aws:cloudwatch/logGroup:LogGroup": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.arn("logs", `log-group:${id}`),
      name: id,
      logGroupClass: text(birth.inputs, "logGroupClass") ?? "STANDARD",
    }),
  },
  "aws:cloudwatch/logStream:LogStream": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.arn("logs", `log-group:${text(birth.inputs, "logGroupName") ?? ""}:log-stream:${id}`),
    }),
  },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    id: (birth) => text(birth.inputs, "policyName") ?? text(birth.inputs, "resourceArn") ?? birth.facts.name,
    outputs: (birth) => ({ policyScope: "ACCOUNT", revisionId: birth.hex(32, "revision") }),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.arn("cloudwatch", `alarm:${id}`),
      name: id,
      evaluateLowSampleCountPercentiles: "",
    }),
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    id: idFrom("", "alarmName"),
    outputs: (birth, id) => ({ arn: birth.arn("cloudwatch", `alarm:${id}`) }),
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    id: idFrom("", "dashboardName"),
    outputs: (birth, id) => ({ dashboardArn: birth.globalArn("cloudwatch", `dashboard/${id}`) }),
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.arn("logs", `delivery-source:${id}`),
      name: id,
      service: (text(birth.inputs, "resourceArn") ?? "").split(":")[2] ?? "",
    }),
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.arn("logs", `delivery-destination:${id}`),
      name: id,
      deliveryDestinationType: text(birth.inputs, "deliveryDestinationType") ?? destinationKind(birth),
    }),
  },
  "aws:cloudwatch/logDelivery:LogDelivery": {
    id: deliveryId,
    outputs: (birth, id) => ({
      arn: birth.arn("logs", `delivery:${id}`),
      fieldDelimiter: text(birth.inputs, "fieldDelimiter") ?? "",
    }),
  },
  "aws:cloudwatch/eventRule:EventRule": {
    id: nameAsId(),
    outputs: (birth, id) => ({ arn: birth.arn("events", `rule/${id}`), name: id }),
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    id: (birth) =>
      `${text(birth.inputs, "rule") ?? ""}-${text(birth.inputs, "targetId") ?? birth.hex(16, "target")}`,
    outputs: (birth) => ({ targetId: text(birth.inputs, "targetId") ?? birth.hex(16, "target") }),
  },
  "aws:sns/topic:Topic": {
    id: (birth) => birth.arn("sns", birth.named("name")),
    outputs: (birth, id) => ({
      arn: id,
      name: birth.named("name"),
      owner: birth.accountId,
      beginningArchiveTime: "",
      policy: text(birth.inputs, "policy") ?? JSON.stringify({ Version: "2008-10-17", Statement: [] }),
      tracingConfig: text(birth.inputs, "tracingConfig") ?? "PassThrough",
      fifoThroughputScope: text(birth.inputs, "fifoThroughputScope") ?? "",
    }),
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    id: idFrom("", "arn"),
    outputs: (birth) => ({ owner: birth.accountId }),
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    id: (birth) => `${text(birth.inputs, "topic") ?? ""}:${birth.uuid("subscription")}`,
    outputs: (birth, id) => ({
      arn: id,
      ownerId: birth.accountId,
      pendingConfirmation: ["email", "email-json", "http", "https"].includes(
        text(birth.inputs, "protocol") ?? "",
      ),
    }),
  },
  "aws:sqs/queue:Queue": {
    id: queueUrl,
    outputs: (birth, id) => ({
      arn: birth.arn("sqs", birth.named("name")),
      name: birth.named("name"),
      url: id,
    }),
  },
  "aws:sqs/queuePolicy:QueuePolicy": { id: idFrom("", "queueUrl") },
  "aws:lambda/function:Function": {
    id: nameAsId(),
    outputs: (birth, id) => {
      const arn = birth.arn("lambda", `function:${id}`);
      const version = publishedVersion(birth, id);
      const invoke = (target: string): string =>
        `arn:${birth.partition}:apigateway:${birth.region}:lambda:path/2015-03-31/functions/${target}/invocations`;
      return {
        arn,
        name: id,
        version,
        qualifiedArn: `${arn}:${version}`,
        invokeArn: invoke(arn),
        qualifiedInvokeArn: invoke(`${arn}:${version}`),
        responseStreamingInvokeArn: invoke(arn)
          .replace("2015-03-31", "2021-11-15")
          .replace(/invocations$/, "response-streaming-invocations"),
        ephemeralStorage: { size: 512 },
        loggingConfig: { logFormat: "Text", logGroup: `/aws/lambda/${id}` },
        tracingConfig: { mode: "PassThrough" },
        ...{ signingJobArn: "", signingProfileVersionArn: "" },
      };
    },
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    id: (birth) => birth.uuid("mapping"),
    outputs: (birth, id) => {
      const name = text(birth.inputs, "functionName") ?? "";
      return {
        arn: birth.arn("lambda", `event-source-mapping:${id}`),
        uuid: id,
        functionArn: name.startsWith("arn:") ? name : birth.arn("lambda", `function:${name}`),
        state: birth.inputs.enabled === false ? "Disabled" : "Enabled",
      };
    },
  },
  "aws:lambda/permission:Permission": {
    id: (birth) => birth.named("statementId"),
    outputs: (birth) => ({ statementId: birth.named("statementId") }),
  },
  "aws:backup/vault:Vault": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.arn("backup", `backup-vault:${id}`),
      name: id,
      kmsKeyArn: text(birth.inputs, "kmsKeyArn") ?? birth.arn("kms", `key/${birth.uuid("aws/backup")}`),
      recoveryPoints: 0,
    }),
  },
  "aws:backup/vaultPolicy:VaultPolicy": { id: idFrom("", "backupVaultName"), outputs: vaultArn },
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": {
    id: idFrom("", "backupVaultName"),
    outputs: vaultArn,
  },
  "aws:backup/plan:Plan": {
    id: (birth) => birth.uuid("plan"),
    outputs: (birth, id) => ({
      arn: birth.arn("backup", `backup-plan:${id}`),
      name: birth.named("name"),
      version: birth.uuid(`plan version ${JSON.stringify(birth.inputs.rules ?? null)}`),
    }),
  },
  "aws:backup/selection:Selection": { id: (birth) => birth.uuid("selection") },
  // A table is scaled twice, for reads and for writes: neither its name nor that of a policy tells them apart.
  "aws:appautoscaling/target:Target": {
    id: idFrom("/", "serviceNamespace", "resourceId", "scalableDimension"),
    outputs: (birth) => ({
      arn: birth.arn("application-autoscaling", `scalable-target/${birth.hex(34, "target")}`),
      roleArn: text(birth.inputs, "roleArn") ?? birth.globalArn("iam", autoscalingRole(birth)),
    }),
  },
  "aws:appautoscaling/policy:Policy": {
    id: (birth) =>
      `${idFrom("/", "serviceNamespace", "resourceId", "scalableDimension")(birth)}/${birth.named("name")}`,
    outputs: (birth) => ({
      arn: birth.arn(
        "autoscaling",
        `scalingPolicy:${birth.uuid("policy")}:resource/${text(birth.inputs, "serviceNamespace") ?? ""}/${text(birth.inputs, "resourceId") ?? ""}:policyName/${birth.named("name")}`,
      ),
      name: birth.named("name"),
      alarmArns: [],
    }),
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    id: (birth) =>
      [birth.named("name"), text(birth.inputs, "serviceNamespace"), text(birth.inputs, "resourceId")].join(
        "-",
      ),
    outputs: (birth) => ({
      arn: birth.arn("autoscaling", `scheduledAction:${birth.uuid("action")}`),
      name: birth.named("name"),
    }),
  },
  "aws:ssm/parameter:Parameter": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.arn("ssm", `parameter${id.startsWith("/") ? "" : "/"}${id}`),
      name: id,
      version: 1,
      dataType: text(birth.inputs, "dataType") ?? "text",
      tier: text(birth.inputs, "tier") ?? "Standard",
      keyId: text(birth.inputs, "keyId") ?? "",
      ...(birth.inputs.value === undefined ? {} : { value: birth.inputs.value }),
      insecureValue: text(birth.inputs, "insecureValue") ?? "",
    }),
  },
  "aws:synthetics/canary:Canary": {
    id: nameAsId(),
    outputs: (birth, id) => ({
      arn: birth.arn("synthetics", `canary:${id}`),
      name: id,
      status: "READY",
      engineArn: birth.arn("lambda", `function:cwsyn-${id}-${birth.uuid("canary")}`),
      sourceLocationArn: birth.arn("lambda", `layer:cwsyn-${id}-${birth.uuid("canary")}`),
    }),
  },
  "aws:arcregionswitch/plan:Plan": {
    id: (birth) =>
      birth.globalArn("arc-region-switch", `plan/${birth.named("name")}:${birth.hex(6, "plan")}`),
    outputs: (birth, id) => ({ arn: id, name: birth.named("name") }),
  },
  "aws:fis/experimentTemplate:ExperimentTemplate": {
    id: (birth) =>
      `EXT${birth.text(14, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789", "template")}`,
  },
};

/** Inputs of a function that a published version does not hold. */
const unpublished = new Set(["tags", "tagsAll", "reservedConcurrentExecutions", "publish"]);

/** A change of code or configuration publishes the next version; the same published again is the same version. */
function publishedVersion(birth: Birth, id: string): string {
  if (birth.inputs.publish !== true) return "$LATEST";
  const stored = birth.byId("aws:lambda/function:Function", id);
  const last = Number(text(stored?.outputs ?? {}, "version"));
  if (stored === undefined || !Number.isInteger(last)) return "1";
  return published(birth.inputs) === published(stored.inputs) ? String(last) : String(last + 1);
}

function published(inputs: ValueMap): string {
  const held = Object.entries(inputs).filter(([key]) => !unpublished.has(key));
  return JSON.stringify(
    held.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, content(value)]),
  );
}

/** The engine keeps of an archive what it was made of, or its hash alone. */
function content(value: Value): unknown {
  return value instanceof Asset ? (value.fields.hash ?? encode(value)) : encode(value);
}

function queueUrl(birth: Birth): string {
  return `https://sqs.${birth.region}.${birth.dnsSuffix}/${birth.accountId}/${birth.named("name")}`;
}

function vaultArn(birth: Birth) {
  return {
    backupVaultArn: birth.arn("backup", `backup-vault:${text(birth.inputs, "backupVaultName") ?? ""}`),
  };
}

function destinationKind(birth: Birth): string {
  const [configuration] = birth.objects("deliveryDestinationConfiguration");
  const given = birth.inputs.deliveryDestinationConfiguration;
  const source =
    configuration ?? (typeof given === "object" && given !== null && !Array.isArray(given) ? given : {});
  const arn = text(source as Record<string, never>, "destinationResourceArn") ?? "";
  const service = arn.split(":")[2];
  return service === "s3" ? "S3" : service === "firehose" ? "FH" : service === "logs" ? "CWL" : "XRAY";
}

function autoscalingRole(birth: Birth): string {
  const namespace = text(birth.inputs, "serviceNamespace") ?? "";
  return `role/aws-service-role/${namespace}.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_${namespace}`;
}
