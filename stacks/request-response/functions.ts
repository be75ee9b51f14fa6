import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../../components/arguments/policy-statements";
import { FunctionService, type FunctionServiceArgs } from "../../components/function-service";
import { TableAccess, tableStatements } from "../../components/global-table/policies";
import type { Messaging } from "../../components/messaging";
import type { UploadBucket } from "../../components/upload-bucket";
import { accountOf } from "../shared/account";
import { workloadCode } from "../workload-code";
import type { OrderTable } from "./data";
import type { Flow } from "./flow";
import type { Foundation } from "./foundation";
import { CONSUMER_SECONDS } from "./messages";
import { SCOPES_BY_ROUTE } from "./routes";

/** An issuer whose tokens the authorizer takes. */
export interface Issuer {
  issuer: pulumi.Input<string>;
  audiences: pulumi.Input<string>[];
}

/** What functions work with. */
export interface FunctionSurroundings {
  base: Foundation;
  table: OrderTable;
  messages: Messaging;
  uploads: UploadBucket;
  issuers: Issuer[];
}

/** The lightweight work: orders, grants of uploads, the verdict on tokens, and the consumer of accepted orders. */
export function lambdaFunctions(flow: Flow, around: FunctionSurroundings) {
  const { names } = flow;
  const { table, messages, uploads } = around;
  const { settings } = flow;
  const orders = create(flow, around, "order-api", {
    functionName: names.orderFunction,
    description: "Takes and shows orders",
    environment: { ORDER_TABLE: names.table, ORDER_TOPIC_ARN: messages.topicArn as pulumi.Output<string> },
    permissions: [...useTable(flow, table), ...messages.publish],
    provisionedConcurrency:
      settings.functions.provisionedConcurrency > 0
        ? {
            minimum: settings.functions.provisionedConcurrency,
            maximum: settings.functions.reservedConcurrency,
          }
        : undefined,
    deployedByCodeDeploy: true,
  });
  const grants = create(flow, around, "upload-grant", {
    functionName: names.uploadFunction,
    description: "Grants uploads by presigned addresses",
    environment: {
      UPLOAD_BUCKET: uploads.bucketName,
      UPLOAD_KEY_ARN: uploads.keyArn,
      UPLOAD_CONTENT_TYPES: settings.uploads.contentTypes.join(","),
      UPLOAD_MOST_BYTES: String(settings.uploads.maximumMegabytes * 1024 ** 2),
      UPLOAD_VALID_FOR: String(settings.uploads.grantMinutes * 60),
      UPLOAD_ACCELERATED: String(settings.uploads.transferAcceleration),
    },
    permissions: grantUploads(flow, uploads),
  });
  const authorizer = create(flow, around, "api-authorizer", {
    functionName: names.authorizerFunction,
    description: "Decides on requests by their tokens",
    environment: { ISSUERS: pulumi.jsonStringify(around.issuers), ROUTES: JSON.stringify(SCOPES_BY_ROUTE) },
    timeout: 5,
  });
  const queue = messages.queue("confirmation");
  const worker = create(flow, around, "order-worker", {
    functionName: names.workerFunction,
    description: "Confirms accepted orders",
    environment: { ORDER_TABLE: names.table },
    permissions: useTable(flow, table),
    timeout: CONSUMER_SECONDS,
    queues: [
      {
        name: "orders",
        queueArn: queue.arn,
        queueKeyArn: around.base.messageKeyArn,
        visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
        maximumConcurrency: Math.min(CONFIRMATIONS_AT_ONCE, settings.functions.reservedConcurrency),
      },
    ],
  });
  return { orders, grants, authorizer, worker };
}

/** Orders that are confirmed at a time, where the functions may run as often. */
const CONFIRMATIONS_AT_ONCE = 10;

/** The functions of a region. */
export type Functions = ReturnType<typeof lambdaFunctions>;

function create(
  { settings, opts }: Flow,
  { base }: FunctionSurroundings,
  workload: string,
  args: Omit<FunctionServiceArgs, "region" | "code" | "keyArn">,
): FunctionService {
  const { region, functions, api, recovery } = settings;
  return new FunctionService(
    workload,
    {
      region,
      code: workloadCode(workload),
      keyArn: base.keyArn,
      memorySize: functions.memoryMb,
      reservedConcurrency: functions.reservedConcurrency,
      logRetentionInDays: api.logRetentionDays,
      protect: recovery.protect,
      ...args,
    },
    opts,
  );
}

function useTable({ settings, opts }: Flow, { arn, keyArn }: OrderTable): PolicyStatement[] {
  const dnsSuffix = accountOf(opts).apply((account) => account.dnsSuffix);
  return tableStatements(
    { region: settings.region, tableArn: arn, keyArn, dnsSuffix },
    TableAccess.ReadWrite,
  );
}

/** What an address may do its maker has to be allowed: put one file, whole, below `uploads/`, under the bucket's key. */
function grantUploads({ settings, opts }: Flow, { arn, keyArn }: UploadBucket): PolicyStatement[] {
  const viaService = accountOf(opts).apply(({ dnsSuffix }) => `s3.${settings.region}.${dnsSuffix}`);
  return [
    { sid: "Upload", actions: ["s3:PutObject"], resources: [pulumi.interpolate`${arn}/uploads/*`] },
    {
      sid: "Encrypt",
      actions: ["kms:GenerateDataKey"],
      resources: [keyArn],
      conditions: { StringEquals: { "kms:ViaService": viaService } },
    },
  ];
}
