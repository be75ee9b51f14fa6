import assert from "node:assert/strict";
import { dynamodbReplicaInFailoverRegion as rule } from "../../../rules/data/dynamodb-replica-in-failover-region";
import { provider, reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const table = (change: Record<string, unknown> = {}, options = {}) =>
  resource("aws:dynamodb/table:Table", "orders", { region: "us-east-2", ...change }, options);
const both = { regions: ["us-east-2", "us-west-2"] };
const missing = ["orders: It has no replica in us-west-2."];

describe("dynamodb-replica-in-failover-region", () => {
  it("accepts a replica in the list and one that is a resource of its own", async () => {
    const listed = table({ replicas: [{ regionName: "us-west-2" }] });
    assert.deepEqual(await said(rule, [listed], { settings: both }), []);
    const own = table();
    const replica = resource("aws:dynamodb/tableReplica:TableReplica", "west", {
      region: "us-west-2",
      globalTableArn: reference(own),
    });
    assert.deepEqual(await said(rule, [own, replica], { settings: both }), []);
  });

  it("refuses a table that lacks a region, by its own region or its provider's", async () => {
    assert.deepEqual(await said(rule, [table()], { settings: both }), missing);
    const east = { provider: provider("aws", "aws", { region: "us-east-2" }) };
    assert.deepEqual(await said(rule, [table({ region: undefined }, east)], { settings: both }), missing);
    const elsewhere = table({ replicas: [{ regionName: "eu-west-1" }] });
    assert.deepEqual(await said(rule, [elsewhere], { settings: both }), missing);
  });

  it("does not count a replica of another table", async () => {
    const other = resource("aws:dynamodb/table:Table", "other", { region: "us-west-2" });
    const replica = resource("aws:dynamodb/tableReplica:TableReplica", "west", {
      region: "us-west-2",
      globalTableArn: reference(other),
    });
    const settings = { ...both, exempt: ["oth*"] };
    assert.deepEqual(await said(rule, [table(), other, replica], { settings }), missing);
  });

  it("asks nothing of an exempt table", async () => {
    assert.deepEqual(await said(rule, [table()], { settings: { ...both, exempt: ["ord*"] } }), []);
  });

  it("does not judge without regions, without the table's region, or while a replica is not known", async () => {
    assert.deepEqual(await said(rule, [table()]), ["orders? the setting regions names no region"]);
    assert.deepEqual(await said(rule, [table({ region: undefined })], { settings: both }), [
      "orders? neither the table nor its provider says its region",
    ]);
    for (const replicas of [unknown, [{ regionName: unknown }]]) {
      assert.deepEqual(await said(rule, [table({ replicas })], { settings: both }), [
        "orders? the region or the table of a replica is not known yet",
      ]);
    }
  });
});
