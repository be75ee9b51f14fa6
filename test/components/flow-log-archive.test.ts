import assert from "node:assert/strict";
import {
  anomalyAlarmNames,
  FlowLogArchive,
  type FlowLogArchiveArgs,
} from "../../components/flow-log-archive";
import { namedQueries } from "../../components/flow-log-archive/queries";
import { COLUMNS, LOG_FORMAT } from "../../components/flow-log-archive/table";
import { mistakes } from "../../components/flow-log-archive/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const minimal: FlowLogArchiveArgs = {
  region: "us-east-2",
  resourceName: "cart-prod",
  bucketName: "cart-prod-flows",
  networks: { workload: "vpc-1", inspection: "vpc-2" },
};

async function build(more: Partial<FlowLogArchiveArgs> = {}) {
  const registered = startMocks();
  const archive = new FlowLogArchive("flows", { ...minimal, ...more });
  await settled();
  return { registered, archive };
}

const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const anomalies = { logGroupName: "/aws/vpc/cart", topicArn: "arn:topic" };

describe("FlowLogArchive", () => {
  it("NET-12 writes all flows of each network into its bucket, in Parquet and by the hour", async () => {
    const { registered } = await build();
    assert.deepEqual(names(registered, FLOW_LOG), ["flows-inspection", "flows-workload"]);
    assert.deepEqual(only(registered, FLOW_LOG, "flows-workload").inputs, {
      region: "us-east-2",
      vpcId: "vpc-1",
      trafficType: "ALL",
      logDestinationType: "s3",
      logDestination: "arn:mock:flows-archive-bucket-bucket",
      logFormat: LOG_FORMAT,
      maxAggregationInterval: 60,
      destinationOptions: { fileFormat: "parquet", perHourPartition: true, hiveCompatiblePartitions: false },
    });
  });

  it("has a table whose columns are the log's fields, in their order, and which knows the folder of each hour", async () => {
    const { registered } = await build();
    const table = only(registered, "aws:glue/catalogTable:CatalogTable").inputs;
    const { columns, location } = table.storageDescriptor as { columns: typeof COLUMNS; location: string };
    assert.equal(location, "s3://cart-prod-flows/AWSLogs/111122223333/vpcflowlogs/us-east-2/");
    const fields = [...LOG_FORMAT.matchAll(/\$\{([a-z-]+)\}/g)].map(([, field]) =>
      field?.replaceAll("-", "_"),
    );
    assert.deepEqual(
      columns.map(({ name }) => name),
      fields,
    );
    assert.equal(columns.length, 25);
    assert.deepEqual(table.partitionKeys, [{ name: "hour", type: "string" }]);
    const parameters = table.parameters as Record<string, string>;
    assert.equal(parameters["storage.location.template"], `${location}\${hour}`);
    assert.equal(parameters["projection.hour.range"], "NOW-400DAYS,NOW");
    assert.equal(parameters["projection.hour.format"], "yyyy/MM/dd/HH");
  });

  it("keeps the table in step with the days that logs are kept", async () => {
    const { registered } = await build({ retentionInDays: 30 });
    const { parameters } = only(registered, "aws:glue/catalogTable:CatalogTable").inputs;
    assert.equal((parameters as Record<string, string>)["projection.hour.range"], "NOW-30DAYS,NOW");
    const rules = registered
      .filter(({ type }) => type === "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
      .map(({ name, inputs }) => [
        name,
        (inputs.rules as { expiration?: { days: number } }[])[0]?.expiration?.days,
      ]);
    assert.deepEqual(Object.fromEntries(rules), {
      "flows-archive-bucket-lifecycle": 30,
      "flows-results-lifecycle": 30,
    });
  });

  it("writes results of queries under a key, forgets them, and stops a query that reads too much", async () => {
    const { registered } = await build({ queryLimitGigabytes: 2 });
    const { configuration } = only(registered, "aws:athena/workgroup:Workgroup").inputs;
    assert.deepEqual(configuration, {
      enforceWorkgroupConfiguration: true,
      publishCloudwatchMetricsEnabled: true,
      bytesScannedCutoffPerQuery: 2_000_000_000,
      resultConfiguration: {
        outputLocation: "s3://cart-prod-flows-results/",
        encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: "arn:mock:flows-results-key-key" },
      },
    });
  });

  it("saves its questions, each over the table's own columns and over one day", async () => {
    const { registered } = await build();
    const type = "aws:athena/namedQuery:NamedQuery";
    assert.deepEqual(names(registered, type), ["flows-outward", "flows-refused", "flows-scans"]);
    const known = new Set([...COLUMNS.map(({ name }) => name), "hour"]);
    for (const { query } of namedQueries("cart_prod_network")) {
      assert.match(query, /FROM cart_prod_network\.flows\nWHERE hour >= /);
      const used = query.match(
        /\b(?:pkt_)?(?:src|dst)[a-z_]+\b|\bflow_direction\b|\blog_status\b|\binterface_id\b/g,
      );
      for (const column of used ?? []) assert.ok(known.has(column), `${column} is no column`);
    }
    assert.equal(only(registered, type, "flows-refused").inputs.name, "cart-prod-refused");
  });

  it("NET-12 tells people when more is refused or carried than usual, against a band that CloudWatch learns", async () => {
    const { registered } = await build({ anomalies });
    assert.deepEqual(names(registered, ALARM), ["flows-carried-bytes", "flows-refused-flows"]);
    const { inputs } = only(registered, ALARM, "flows-refused-flows");
    assert.equal(inputs.comparisonOperator, "GreaterThanUpperThreshold");
    assert.equal(inputs.thresholdMetricId, "usual");
    assert.deepEqual(inputs.alarmActions, ["arn:topic"]);
    const queries = inputs.metricQueries as {
      id: string;
      expression?: string;
      metric?: Record<string, unknown>;
    }[];
    assert.equal(queries[1]?.expression, "ANOMALY_DETECTION_BAND(flows, 4)");
    const filter = only(
      registered,
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "flows-refused-flows",
    ).inputs;
    const { namespace, name, value } = filter.metricTransformation as Record<string, string>;
    assert.deepEqual(
      [namespace, name, value],
      [queries[0]?.metric?.namespace, queries[0]?.metric?.metricName, "1"],
    );
    assert.equal(filter.logGroupName, "/aws/vpc/cart");
    assert.deepEqual(
      registered.filter(({ type }) => type === ALARM).map((alarm) => alarm.inputs.name),
      anomalyAlarmNames("cart-prod"),
    );
  });

  it("reads the default format field by field: fourteen, of which the thirteenth is the answer", async () => {
    const { registered } = await build({ anomalies });
    const type = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
    for (const [name, answer] of [
      ["flows-refused-flows", "REJECT"],
      ["flows-carried-bytes", "ACCEPT"],
    ] as const) {
      const fields = String(only(registered, type, name).inputs.pattern)
        .slice(1, -1)
        .split(", ");
      assert.equal(fields.length, 14);
      assert.equal(fields[12], `action="${answer}"`);
      assert.equal(fields[9], "bytes");
    }
  });

  it("has neither metrics nor alarms unless asked", async () => {
    const { registered, archive } = await build();
    assert.deepEqual(names(registered, ALARM), []);
    assert.deepEqual(archive.alarmArns, []);
  });

  it("hands its one region to every regional child", async () => {
    for (const { type, name, inputs } of (await build({ anomalies })).registered as Registered[]) {
      if (type.startsWith("aws:")) assert.equal(inputs.region, "us-east-2", `${type} ${name}`);
    }
  });

  const wrong: [string, Partial<FlowLogArchiveArgs>, string, RegExp][] = [
    ["capitals", { resourceName: "Cart" }, "resourceName", /lower-case/],
    [
      "a bucket's name whose results would be too long",
      { bucketName: "a".repeat(60) },
      "bucketName",
      /3 to 63 characters, this has 68/,
    ],
    ["no network", { networks: {} }, "networks", /one network or more/],
    ["no day", { retentionInDays: 0 }, "retentionInDays", /^0 is not allowed/],
    ["a limit of nothing", { queryLimitGigabytes: 0 }, "queryLimitGigabytes", /^0 is not allowed/],
    [
      "a band without width",
      { anomalies: { ...anomalies, deviations: 0 } },
      "anomalies.deviations",
      /1 to 10/,
    ],
  ];
  for (const [what, change, path, sentence] of wrong) {
    it(`refuses ${what}`, () => {
      const found = mistakes({ ...minimal, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason as string, sentence);
    });
  }
});
