import assert from "node:assert/strict";
import { ecrReplicated as rule } from "../../../rules/data/ecr-replicated";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const repository = (change: Record<string, unknown> = {}) =>
  resource("aws:ecr/repository:Repository", "api", {
    region: "us-east-2",
    name: "payments/api",
    ...change,
  });
const configuration = (rule: Record<string, unknown> = {}, region = "us-east-2") =>
  resource("aws:ecr/replicationConfiguration:ReplicationConfiguration", "images", {
    region,
    replicationConfiguration: { rules: [{ destinations: [{ region: "us-west-2" }], ...rule }] },
  });
const filter = (prefix: unknown) => ({
  repositoryFilters: [{ filter: prefix, filterType: "PREFIX_MATCH" }],
});
const both = { settings: { regions: ["us-east-2", "us-west-2"] } };
const missing = ["api: Its images are not replicated to us-west-2."];

describe("ecr-replicated", () => {
  it("accepts a rule for all repositories, and one with a fitting filter", async () => {
    for (const rules of [{}, filter("payments/")]) {
      assert.deepEqual(await said(rule, [repository(), configuration(rules)], both), []);
    }
  });

  it("accepts a rule of which one filter fits", async () => {
    const repositoryFilters = ["ledger/", "payments/"].map((prefix) => ({ filter: prefix }));
    assert.deepEqual(await said(rule, [repository(), configuration({ repositoryFilters })], both), []);
  });

  it("accepts a repository whose images come from the other region", async () => {
    const standby = repository({ region: "us-west-2" });
    assert.deepEqual(await said(rule, [standby, configuration()], both), []);
  });

  it("refuses a filter that leaves the repository out, and a region that is not reached", async () => {
    assert.deepEqual(await said(rule, [repository(), configuration(filter("ledger/"))], both), missing);
    const elsewhere = configuration({ destinations: [{ region: "eu-west-1" }] });
    assert.deepEqual(await said(rule, [repository(), elsewhere], both), missing);
  });

  it("does not judge without regions, nor where the registry's configuration is not in sight", async () => {
    assert.deepEqual(await said(rule, [repository(), configuration()]), [
      "api? the setting regions names no region",
    ]);
    const unseen = ["api? the registry's replication in us-east-2 is not in this stack"];
    assert.deepEqual(await said(rule, [repository()], both), unseen);
    const reverse = configuration({ destinations: [{ region: "us-east-2" }], ...filter("x") }, "us-west-2");
    assert.deepEqual(await said(rule, [repository(), reverse], both), unseen);
    assert.deepEqual(await said(rule, [repository({ region: undefined })], both), [
      "api? neither the repository nor its provider says its region",
    ]);
  });

  it("does not judge a name that a filter needs and that is not known", async () => {
    const open = repository({ name: unknown });
    assert.deepEqual(await said(rule, [open, configuration(filter("payments/"))], both), [
      "api? name is not known yet",
    ]);
    assert.deepEqual(await said(rule, [open, configuration()], both), []);
  });
});
