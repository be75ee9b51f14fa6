import assert from "node:assert/strict";
import { auroraReplicaLagAlarm as rule } from "../../../rules/data/aurora-replica-lag-alarm";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const west = resource("aws:rds/cluster:Cluster", "west", {
  region: "us-west-2",
  globalClusterIdentifier: "payments",
  clusterIdentifier: "payments-west",
});
const alarm = (change: Record<string, unknown> = {}) =>
  resource("aws:cloudwatch/metricAlarm:MetricAlarm", "lag", {
    region: "us-west-2",
    metricName: "AuroraGlobalDBRPOLag",
    dimensions: { DBClusterIdentifier: "payments-west" },
    alarmActions: ["arn:aws:sns:us-west-2:111122223333:on-call"],
    ...change,
  });
const none = ["west: No alarm in its region watches how far it lags behind."];

describe("aurora-replica-lag-alarm", () => {
  it("accepts an alarm on either metric, by identifier, edge or metric query", async () => {
    const good = [
      alarm(),
      alarm({ metricName: "AuroraGlobalDBReplicationLag" }),
      alarm({ dimensions: { DBClusterIdentifier: reference(west) } }),
      alarm({ alarmActions: unknown }),
      alarm({
        metricName: undefined,
        dimensions: undefined,
        metricQueries: [
          {
            metric: {
              metricName: "AuroraGlobalDBRPOLag",
              dimensions: { DBClusterIdentifier: "payments-west" },
            },
          },
        ],
      }),
    ];
    for (const each of good) assert.deepEqual(await said(rule, [west, each]), []);
  });

  const query = (expression: unknown) =>
    alarm({ metricName: undefined, dimensions: undefined, metricQueries: [{ id: "q", expression }] });

  it("accepts a query for the member's lag, and one for all members'", async () => {
    const from = 'SELECT MAX(AuroraGlobalDBRPOLag) FROM "AWS/RDS"';
    const ways = [
      query(`${from} WHERE DBClusterIdentifier = 'payments-west'`),
      query(from),
      query("SEARCH('{AWS/RDS,DBClusterIdentifier} AuroraGlobalDBReplicationLag payments-west', 'Maximum')"),
    ];
    for (const each of ways) assert.deepEqual(await said(rule, [west, each]), []);
  });

  it("refuses a query for something else", async () => {
    const from = 'FROM "AWS/RDS"';
    const ways = [
      `SELECT MAX(AuroraGlobalDBRPOLag) ${from} WHERE DBClusterIdentifier = 'payments-west-2'`,
      `SELECT MAX(CPUUtilization) ${from} WHERE DBClusterIdentifier = 'payments-west'`,
    ];
    for (const each of ways) assert.deepEqual(await said(rule, [west, query(each)]), none);
    assert.deepEqual(await said(rule, [west, query(unknown)]), [
      "west? what an alarm watches is not known yet",
    ]);
  });

  it("refuses a member without an alarm of its own in its own region", async () => {
    const other = resource("aws:rds/cluster:Cluster", "other", { region: "us-west-2" });
    const wrong = [
      alarm({ metricName: "CPUUtilization" }),
      alarm({ region: "us-east-2" }),
      alarm({ dimensions: { DBClusterIdentifier: "ledger" } }),
      alarm({ dimensions: { DBClusterIdentifier: reference(other) } }),
    ];
    for (const each of wrong) assert.deepEqual(await said(rule, [west, other, each]), none);
    assert.deepEqual(await said(rule, [west]), none);
  });

  it("refuses an alarm that tells nobody", async () => {
    for (const change of [{ alarmActions: undefined }, { alarmActions: [] }, { actionsEnabled: false }]) {
      assert.deepEqual(await said(rule, [west, alarm(change)]), [
        "west: The alarm on its lag has no action that is on.",
      ]);
    }
  });

  it("does not judge where alarms live in other stacks, nor what an alarm watches while it is not known", async () => {
    assert.deepEqual(await said(rule, [west], { settings: { alarms: "any-stack" } }), [
      "west? no alarm on its lag is in this stack",
    ]);
    for (const change of [{ metricName: unknown }, { dimensions: { DBClusterIdentifier: unknown } }]) {
      assert.deepEqual(await said(rule, [west, alarm(change)]), [
        "west? what an alarm watches is not known yet",
      ]);
    }
  });

  it("wants one in each region of a stack with two members", async () => {
    const east = resource("aws:rds/cluster:Cluster", "east", {
      region: "us-east-2",
      globalClusterIdentifier: "payments",
    });
    assert.deepEqual(await said(rule, [east, west, alarm()]), [none[0]?.replace("west", "east")]);
  });
});
