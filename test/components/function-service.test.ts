import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Statement, statementsOf } from "../../components/arguments/policy-statements";
import { FunctionService, type FunctionServiceArgs, LogLevel } from "../../components/function-service";
import { functionStatements, scheduleStatements } from "../../components/function-service/policies";
import { mistakes } from "../../components/function-service/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const FUNCTION = "aws:lambda/function:Function";
const ALIAS = "aws:lambda/alias:Alias";
const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
const SCHEDULE = "aws:scheduler/schedule:Schedule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const key = "arn:aws:kms:us-west-2:111122223333:key/functions";
const args: FunctionServiceArgs = {
  region: "us-west-2",
  functionName: "shop-orders",
  description: "Takes orders",
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.handler = 1") }),
  keyArn: key,
};
const queue = {
  name: "orders",
  queueArn: "arn:queue",
  queueKeyArn: "arn:queue-key",
  visibilityTimeoutSeconds: 60,
};

async function build(change: Partial<FunctionServiceArgs> = {}) {
  const registered = startMocks({ [FUNCTION]: () => ({ version: "7" }) });
  const made = new FunctionService("orders", { ...args, ...change });
  await settled();
  return { made, registered };
}

const statements = (registered: Registered[], name: string): Statement[] =>
  JSON.parse(only(registered, "aws:iam/rolePolicy:RolePolicy", name).inputs.policy as string).Statement;

const knownStatements = (own: Parameters<typeof statementsOf>[0]) =>
  new Promise<Statement[]>((resolve) => statementsOf(own).apply(resolve));

const scope = {
  region: "cn-north-1",
  dnsSuffix: "amazonaws.com.cn",
  keyArn: "key",
  deadLetterArn: "dead-letter",
};

describe("FunctionService", () => {
  it("REQ-5 runs on ARM with traces, JSON logs, a published version and an environment under the key", async () => {
    const { registered } = await build({ environment: { TABLE: "orders" }, reservedConcurrency: 20 });
    const { inputs } = only(registered, FUNCTION);
    assert.deepEqual(
      [inputs.runtime, inputs.architectures, inputs.tracingConfig, inputs.publish, inputs.kmsKeyArn],
      ["nodejs22.x", ["arm64"], { mode: "Active" }, true, key],
    );
    assert.deepEqual(
      [inputs.handler, inputs.memorySize, inputs.timeout, inputs.reservedConcurrentExecutions],
      ["index.handler", 512, 10, 20],
    );
    assert.deepEqual(inputs.environment, { variables: { TABLE: "orders" } });
    assert.deepEqual(inputs.loggingConfig, {
      logFormat: "JSON",
      logGroup: "/aws/lambda/shop-orders",
      applicationLogLevel: "INFO",
      systemLogLevel: "INFO",
    });
    assert.equal(inputs.deadLetterConfig, undefined, "the destination of the alias would get the event, too");
  });

  it("asks of Lambda's own lines no level that they don't have", async () => {
    const { registered } = await build({ logLevel: LogLevel.Error });
    const { loggingConfig } = only(registered, FUNCTION).inputs;
    const { applicationLogLevel, systemLogLevel } = loggingConfig as Record<string, string>;
    assert.deepEqual([applicationLogLevel, systemLogLevel], ["ERROR", "WARN"]);
  });

  it("has a log with a key and an end", async () => {
    const { made, registered } = await build();
    const { inputs } = only(registered, "aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(
      [inputs.name, inputs.retentionInDays, inputs.kmsKeyId],
      ["/aws/lambda/shop-orders", 365, key],
    );
    assert.equal(made.logGroupName, inputs.name);
  });

  it("is called through its alias, which moves with each version", async () => {
    const { registered } = await build();
    const { inputs } = only(registered, ALIAS);
    assert.deepEqual(
      [inputs.name, inputs.functionName, inputs.functionVersion],
      ["live", "shop-orders", "7"],
    );
  });

  it("leaves an event that failed three times in a dead-letter queue for 14 days, under the key and over TLS", async () => {
    const { registered } = await build();
    const async = only(registered, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig").inputs;
    assert.deepEqual(
      [async.qualifier, async.maximumRetryAttempts, async.maximumEventAgeInSeconds, async.destinationConfig],
      ["live", 2, 3600, { onFailure: { destination: "arn:mock:orders-dead-letter" } }],
    );
    const deadLetter = only(registered, "aws:sqs/queue:Queue").inputs;
    assert.deepEqual(
      [deadLetter.name, deadLetter.kmsMasterKeyId, deadLetter.messageRetentionSeconds],
      ["shop-orders-dead-letter", key, 1_209_600],
    );
    const policy = only(registered, "aws:sqs/queuePolicy:QueuePolicy").inputs.policy as string;
    assert.match(policy, /"aws:SecureTransport":"false"/);
  });

  it("makes nothing that was not asked for", async () => {
    const { registered } = await build();
    assert.deepEqual(
      registered.map(({ type }) => type.split(":").at(-1)).sort(),
      [
        "Alias",
        "Function",
        "FunctionEventInvokeConfig",
        "FunctionService",
        "LogGroup",
        "Queue",
        "QueuePolicy",
        "Role",
        "RolePolicy",
      ].sort(),
    );
  });

  it("REQ-13 works on a queue through the alias, batch by batch, and gives back single messages", async () => {
    const { registered } = await build({ queues: [{ ...queue, maximumConcurrency: 5 }] });
    const { inputs } = only(registered, MAPPING, "orders-orders");
    assert.deepEqual(
      [inputs.functionName, inputs.eventSourceArn, inputs.batchSize, inputs.functionResponseTypes],
      ["arn:mock:orders-alias", "arn:queue", 10, ["ReportBatchItemFailures"]],
    );
    assert.deepEqual(inputs.scalingConfig, { maximumConcurrency: 5 });
    const own = statements(registered, "orders-permissions").filter(({ Sid }) => Sid.startsWith("Receive"));
    assert.deepEqual(
      own.map(({ Resource }) => Resource),
      [["arn:queue"], ["arn:queue-key"]],
    );
  });

  it("SHOP-12 is called by the clock, encrypted, and what never arrives is in the dead-letter queue", async () => {
    const { registered } = await build({
      schedules: [
        { name: "nightly", expression: "cron(0 2 * * ? *)", timezone: "Europe/Berlin", input: { keep: 3 } },
      ],
    });
    const { inputs } = only(registered, SCHEDULE, "orders-nightly");
    assert.deepEqual(
      [
        inputs.name,
        inputs.scheduleExpression,
        inputs.scheduleExpressionTimezone,
        inputs.state,
        inputs.kmsKeyArn,
      ],
      ["shop-orders-nightly", "cron(0 2 * * ? *)", "Europe/Berlin", "ENABLED", key],
    );
    assert.deepEqual(inputs.target, {
      arn: "arn:mock:orders-alias",
      roleArn: "arn:mock:orders-schedule-role",
      input: '{"keep":3}',
      deadLetterConfig: { arn: "arn:mock:orders-dead-letter" },
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 2 },
    });
    const trust = only(registered, "aws:iam/role:Role", "orders-schedule-role").inputs
      .assumeRolePolicy as string;
    assert.deepEqual(JSON.parse(trust).Statement[0].Condition, {
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:scheduler:us-west-2:111122223333:*" },
    });
    const off = await build({ schedules: [{ name: "nightly", expression: "rate(1 day)", enabled: false }] });
    assert.equal(only(off.registered, SCHEDULE).inputs.state, "DISABLED");
  });

  it("lets a service call the alias for one resource, and a bucket only of this account", async () => {
    const { registered } = await build({
      callers: [
        { name: "topic", service: "sns.amazonaws.com", sourceArn: "arn:topic" },
        { name: "bucket", service: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::uploads" },
      ],
    });
    const permission = (name: string) => {
      const { inputs } = only(registered, "aws:lambda/permission:Permission", name);
      return [inputs.function, inputs.qualifier, inputs.principal, inputs.sourceArn, inputs.sourceAccount];
    };
    assert.deepEqual(permission("orders-caller-topic"), [
      "shop-orders",
      "live",
      "sns.amazonaws.com",
      "arn:topic",
      undefined,
    ]);
    assert.equal(permission("orders-caller-bucket").at(-1), "111122223333");
  });

  it("reaches from a VPC what its destinations name, and nothing reaches it", async () => {
    const { made, registered } = await build({
      network: {
        vpcId: "vpc-1",
        subnetIds: ["subnet-1", "subnet-2"],
        destinations: [
          { name: "endpoints", port: 443, cidr: "10.0.0.0/16" },
          { name: "database", port: 5432, securityGroupId: "sg-database" },
          { name: "s3", port: 443, prefixListId: "pl-s3" },
          { name: "six", port: 443, cidr: "fd00::/48" },
        ],
      },
    });
    const out = registered
      .filter(({ type }) => type === EGRESS)
      .map(({ inputs }) => [
        inputs.fromPort,
        inputs.toPort,
        inputs.cidrIpv4 ?? inputs.cidrIpv6 ?? inputs.referencedSecurityGroupId ?? inputs.prefixListId,
      ]);
    assert.deepEqual(out, [
      [443, 443, "10.0.0.0/16"],
      [5432, 5432, "sg-database"],
      [443, 443, "pl-s3"],
      [443, 443, "fd00::/48"],
    ]);
    assert.deepEqual(names(registered, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"), []);
    assert.deepEqual(only(registered, FUNCTION).inputs.vpcConfig, {
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["orders-security-group-id"],
    });
    assert.match(
      only(registered, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs.policyArn as string,
      /AWSLambdaENIManagementAccess$/,
    );
    assert.notEqual(made.securityGroupId, undefined);
  });

  it("keeps environments warm, a fixed number or one that follows the load", async () => {
    const provisioned = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig";
    const fixed = await build({ provisionedConcurrency: { minimum: 2 } });
    const { inputs } = only(fixed.registered, provisioned);
    assert.deepEqual([inputs.qualifier, inputs.provisionedConcurrentExecutions], ["live", 2]);
    assert.deepEqual(names(fixed.registered, "aws:appautoscaling/target:Target"), []);
    const scaled = await build({ provisionedConcurrency: { minimum: 2, maximum: 9 } });
    const target = only(scaled.registered, "aws:appautoscaling/target:Target").inputs;
    assert.deepEqual(
      [target.resourceId, target.minCapacity, target.maxCapacity],
      ["function:shop-orders:live", 2, 9],
    );
    const policy = only(scaled.registered, "aws:appautoscaling/policy:Policy").inputs;
    assert.deepEqual(policy.targetTrackingScalingPolicyConfiguration, {
      predefinedMetricSpecification: { predefinedMetricType: "LambdaProvisionedConcurrencyUtilization" },
      targetValue: 0.7,
    });
  });

  it("may write its log and traces, read its environment, leave what failed, and receive from its queues", async () => {
    startMocks();
    const own = (name: string) => ({ name, queueArn: name, queueKeyArn: `key-${name}` });
    const known = await knownStatements(functionStatements(scope, "log", [own("one"), own("two")]));
    assert.deepEqual(
      known.map(({ Sid, Resource }) => [Sid, ...Resource]),
      [
        ["WriteLog", "log:*"],
        ["WriteTraces", "*"],
        ["ReadEnvironment", "key"],
        ["SendDeadLetter", "dead-letter"],
        ["SendDeadLetterKey", "key"],
        ["ReceiveOne", "one"],
        ["ReceiveOneKey", "key-one"],
        ["ReceiveTwo", "two"],
        ["ReceiveTwoKey", "key-two"],
      ],
    );
    const all = known.filter(({ Resource }) => Resource[0] === "*").flatMap(({ Action }) => Action);
    assert.deepEqual(all, ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "these know no resources");
    assert.ok(known.every(({ Action }) => [Action].flat().every((action) => !action.includes("*"))));
    assert.deepEqual(known[2]?.Condition, {
      StringEquals: { "kms:ViaService": "lambda.cn-north-1.amazonaws.com.cn" },
    });
  });

  it("may do what its code needs besides", async () => {
    const permissions = [{ sid: "Orders", actions: ["dynamodb:PutItem"], resources: ["arn:table"] }];
    const { registered } = await build({ permissions });
    assert.deepEqual(statements(registered, "orders-permissions").at(-1), {
      Sid: "Orders",
      Effect: "Allow",
      Action: ["dynamodb:PutItem"],
      Resource: ["arn:table"],
    });
  });

  it("lets schedules call the alias, and read with the key only what is a schedule of the function", async () => {
    startMocks();
    const known = await knownStatements(scheduleStatements(scope, "alias", "schedules-*"));
    assert.deepEqual(
      known.map(({ Sid, Resource }) => [Sid, ...Resource]),
      [
        ["Call", "alias"],
        ["ReadSchedule", "key"],
        ["SendDeadLetter", "dead-letter"],
        ["SendDeadLetterKey", "key"],
      ],
    );
    assert.deepEqual(known[1]?.Condition, {
      ArnLike: { "kms:EncryptionContext:aws:scheduler:schedule:arn": "schedules-*" },
    });
  });

  it("registers every regional resource in its own region", async () => {
    const { registered } = await build({
      queues: [queue],
      schedules: [{ name: "nightly", expression: "rate(2 days)" }],
      callers: [{ name: "topic", service: "sns.amazonaws.com", sourceArn: "arn:topic" }],
      provisionedConcurrency: { minimum: 1, maximum: 2 },
      network: {
        vpcId: "vpc-1",
        subnetIds: [],
        destinations: [{ name: "all", port: 443, cidr: "10.0.0.0/8" }],
      },
    });
    for (const { type, name, inputs } of registered) {
      assert.equal(inputs.region, type.startsWith("aws:iam/") ? undefined : "us-west-2", name);
    }
  });

  const destination = { name: "all", port: 443, cidr: "10.0.0.0/8" };
  const network = { vpcId: "vpc-1", subnetIds: [], destinations: [destination] };
  const inVpc = (change: object) => ({
    network: { ...network, destinations: [{ ...destination, ...change }] },
  });
  const wrong: [string, Partial<FunctionServiceArgs>, RegExp][] = [
    ["functionName", { functionName: "shop orders" }, /letters, digits/],
    ["functionName", { functionName: "f".repeat(65) }, /64 are allowed: the Lambda function/],
    [
      "functionName",
      { functionName: "f".repeat(60), schedules: [{ name: "nightly", expression: "rate(1 day)" }] },
      /56 are allowed: the schedule/,
    ],
    ["memorySize", { memorySize: 64 }, /128 to 10240 megabytes/],
    ["timeout", { timeout: 901 }, /1 to 900 seconds/],
    ["asyncRetries", { asyncRetries: 3 }, /0 to 2 tries/],
    ["asyncMaxAgeSeconds", { asyncMaxAgeSeconds: 59 }, /60 to 21600/],
    ["reservedConcurrency", { reservedConcurrency: 0 }, /with 0 the function is never called/],
    ["logRetentionInDays", { logRetentionInDays: 31 }, /30 or 60 days/],
    ["environment.AWS_REGION", { environment: { AWS_REGION: "x" } }, /Lambda's own/],
    ["environment.a-b", { environment: { "a-b": "x" } }, /letters, digits/],
    [
      "permissions[0].actions",
      { permissions: [{ sid: "All", actions: ["*"], resources: ["a"] }] },
      /"\*" is not/,
    ],
    ["provisionedConcurrency.minimum", { provisionedConcurrency: { minimum: 0, maximum: 1 } }, /^0 is not/],
    [
      "provisionedConcurrency.maximum",
      { provisionedConcurrency: { minimum: 3, maximum: 2 } },
      /3 or more is/,
    ],
    [
      "provisionedConcurrency.maximum",
      { provisionedConcurrency: { minimum: 3 }, reservedConcurrency: 2 },
      /up to 2 is: that is reservedConcurrency/,
    ],
    [
      "provisionedConcurrency.targetUtilization",
      { provisionedConcurrency: { minimum: 1, targetUtilization: 95 } },
      /10 to 90 percent/,
    ],
    ["network.destinations[0]", inVpc({ securityGroupId: "sg-1" }), /2 targets are not allowed/],
    ["network.destinations[0].cidr", inVpc({ cidr: "0.0.0.0/0" }), /reaches no one else/],
    ["network.destinations[0].port", inVpc({ port: 0 }), /1 to 65535/],
    ["queues[1].name", { queues: [queue, queue] }, /that of queues\[0\] too/],
    ["queues[0].name", { queues: [{ ...queue, name: "a b" }] }, /letters, digits/],
    ["queues[0].batchSize", { queues: [{ ...queue, batchSize: 0 }] }, /1 to 10000/],
    ["queues[0].batchWindowSeconds", { queues: [{ ...queue, batchSize: 100 }] }, /1 or more is/],
    ["queues[0].batchWindowSeconds", { queues: [{ ...queue, batchWindowSeconds: 301 }] }, /0 to 300/],
    ["queues[0].maximumConcurrency", { queues: [{ ...queue, maximumConcurrency: 1 }] }, /2 to 1000/],
    [
      "queues[0].maximumConcurrency",
      { reservedConcurrency: 4, queues: [{ ...queue, maximumConcurrency: 5 }] },
      /up to 4 is: that is reservedConcurrency/,
    ],
    [
      "queues[0].visibilityTimeoutSeconds",
      { timeout: 11, queues: [queue] },
      /66 to 43200 seconds are: 6 times/,
    ],
    ["schedules[0].expression", { schedules: [{ name: "a", expression: "rate(1 days)" }] }, /is not allowed/],
    [
      "schedules[0].expression",
      { schedules: [{ name: "a", expression: "cron(0 2 * * ?)" }] },
      /is not allowed/,
    ],
    [
      "schedules[0].timezone",
      { schedules: [{ name: "a", expression: "rate(1 day)", timezone: "Berlin" }] },
      /"Europe\/Berlin" is/,
    ],
    [
      "callers[0].service",
      { callers: [{ name: "a", service: "s3", sourceArn: "x" }] },
      /"s3.amazonaws.com" is/,
    ],
  ];
  for (const [path, change, sentence] of wrong) {
    it(`refuses ${path} ${JSON.stringify(change).slice(0, 80)}`, () => {
      const found = mistakes({ ...args, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason ?? "", sentence);
    });
  }

  it("refuses before anything is made", () => {
    const registered = startMocks();
    assert.throws(
      () => new FunctionService("orders", { ...args, timeout: 0, memorySize: 1 }),
      /memorySize: 1 is not allowed[\s\S]+timeout: 0 is not allowed/,
    );
    assert.equal(registered.length, 0);
  });
});
