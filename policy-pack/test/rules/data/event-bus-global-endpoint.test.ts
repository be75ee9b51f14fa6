import assert from "node:assert/strict";
import { eventBusGlobalEndpoint as rule } from "../../../rules/data/event-bus-global-endpoint";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const routing = (healthCheck: unknown) => ({
  failoverConfig: { primary: { healthCheck }, secondary: { route: "us-west-2" } },
});
const endpoint = (change: Record<string, unknown> = {}) =>
  resource("aws:cloudwatch/eventEndpoint:EventEndpoint", "orders", {
    replicationConfig: { state: "ENABLED" },
    routingConfig: routing("arn:aws:route53:::healthcheck/1"),
    ...change,
  });

describe("event-bus-global-endpoint", () => {
  it("accepts one that replicates, as it does by default, and fails over by a health check", async () => {
    assert.deepEqual(await said(rule, [endpoint(), endpoint({ replicationConfig: undefined })]), []);
    assert.deepEqual(await said(rule, [endpoint({ routingConfig: routing(unknown) })]), []);
  });

  it("refuses one that does not replicate", async () => {
    assert.deepEqual(await said(rule, [endpoint({ replicationConfig: { state: "DISABLED" } })]), [
      "orders: Its replication of events is disabled.",
    ]);
  });

  it("refuses one without a health check", async () => {
    for (const routingConfig of [routing(undefined), routing(""), undefined]) {
      assert.deepEqual(await said(rule, [endpoint({ routingConfig })]), [
        "orders: Its primary has no health check, so it never fails over.",
      ]);
    }
  });

  it("finds the missing health check behind a replication that is not known", async () => {
    const open = endpoint({ replicationConfig: { state: unknown }, routingConfig: routing(undefined) });
    assert.deepEqual(await said(rule, [open]), [
      "orders: Its primary has no health check, so it never fails over.",
      "orders? replicationConfig.state is not known yet",
    ]);
  });
});
