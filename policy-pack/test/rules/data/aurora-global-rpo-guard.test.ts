import assert from "node:assert/strict";
import { auroraGlobalRpoGuard as rule } from "../../../rules/data/aurora-global-rpo-guard";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const group = (value: unknown, name = "rds.global_db_rpo") =>
  resource("aws:rds/clusterParameterGroup:ClusterParameterGroup", "group", {
    name: "payments",
    parameters: [{ name, value }],
  });
const member = (dbClusterParameterGroupName: unknown, change: Record<string, unknown> = {}) =>
  resource("aws:rds/cluster:Cluster", "west", {
    region: "us-west-2",
    engine: "aurora-postgresql",
    globalClusterIdentifier: "payments",
    clusterIdentifier: "payments-west",
    dbClusterParameterGroupName,
    ...change,
  });
const alarm = (change: Record<string, unknown> = {}) =>
  resource("aws:cloudwatch/metricAlarm:MetricAlarm", "lag", {
    region: "us-west-2",
    metricName: "AuroraGlobalDBRPOLag",
    dimensions: { DBClusterIdentifier: "payments-west" },
    ...change,
  });
const objective = (rpoSeconds: number) => ({ settings: { rpoSeconds } });
const unguarded = ["west: Neither an RPO parameter in its group nor an alarm guards its lag."];

describe("aurora-global-rpo-guard", () => {
  it("accepts a value from 20 seconds to the objective, in a group by edge or by name", async () => {
    const own = group("60");
    for (const name of [reference(own), "payments"]) {
      assert.deepEqual(await said(rule, [own, member(name)], objective(60)), []);
    }
  });

  it("accepts the smallest value where the objective is below it, since RDS knows no smaller one", async () => {
    const own = group("20");
    assert.deepEqual(await said(rule, [own, member(reference(own))], objective(5)), []);
  });

  it("accepts an alarm in place of the parameter", async () => {
    assert.deepEqual(await said(rule, [member(undefined), alarm()]), []);
    const own = group("60", "rds.force_ssl");
    assert.deepEqual(await said(rule, [own, member(reference(own)), alarm()]), []);
  });

  it("refuses a value out of its limits", async () => {
    const below = group("10");
    assert.deepEqual(await said(rule, [below, member(reference(below))]), [
      "west: The RPO parameter of its group is below 20 seconds, the least it can be.",
    ]);
    const above = group("600");
    assert.deepEqual(await said(rule, [above, member(reference(above))], objective(60)), [
      "west: The RPO parameter of its group allows more than the recovery point objective.",
    ]);
  });

  it("refuses neither the parameter, which -1 turns off, nor an alarm", async () => {
    const off = group("-1");
    assert.deepEqual(await said(rule, [off, member(reference(off))]), unguarded);
    assert.deepEqual(await said(rule, [member(undefined)]), unguarded);
    assert.deepEqual(await said(rule, [member("default.aurora-postgresql16")]), unguarded);
  });

  it("takes the engine of the global cluster where the member names none", async () => {
    const global = (engine: string) =>
      resource("aws:rds/globalCluster:GlobalCluster", "global", {
        globalClusterIdentifier: "payments",
        engine,
      });
    const silent = member(undefined, { engine: undefined });
    assert.deepEqual(await said(rule, [global("aurora-postgresql"), silent]), unguarded);
    assert.deepEqual(await said(rule, [global("aurora-mysql"), silent]), []);
  });

  it("does not take the engine of another global database", async () => {
    const global = (globalClusterIdentifier: string, engine: string) =>
      resource("aws:rds/globalCluster:GlobalCluster", globalClusterIdentifier, {
        globalClusterIdentifier,
        engine,
      });
    const silent = member(undefined, { engine: undefined });
    const others = [global("payments", "aurora-mysql"), global("ledger", "aurora-postgresql")];
    assert.deepEqual(await said(rule, [...others, silent]), []);
    const bound = global("payments", "aurora-postgresql");
    const joined = member(undefined, { engine: undefined, globalClusterIdentifier: reference(bound) });
    const ledger = global("ledger", "aurora-mysql");
    assert.deepEqual(await said(rule, [bound, ledger, joined]), unguarded);
  });

  it("asks nothing of Aurora MySQL, which has no such parameter", async () => {
    assert.deepEqual(await said(rule, [member(undefined, { engine: "aurora-mysql" })]), []);
  });

  it("does not judge what it does not know", async () => {
    assert.deepEqual(await said(rule, [member("elsewhere")]), [
      "west? its parameter group is not in this stack",
    ]);
    assert.deepEqual(await said(rule, [member(undefined), alarm({ metricName: unknown })]), [
      "west? what an alarm watches is not known yet",
    ]);
    const open = group(unknown);
    assert.deepEqual(await said(rule, [open, member(reference(open))]), [
      "west? parameters.0.value is not known yet",
    ]);
  });
});
