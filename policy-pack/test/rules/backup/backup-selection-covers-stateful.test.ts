import assert from "node:assert/strict";
import { backupSelectionCoversStateful as rule } from "../../../rules/backup/backup-selection-covers-stateful";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const arn = "arn:aws:rds:us-east-2:111122223333:cluster:payments";
const region = "us-east-2";
const store = (tags: unknown = undefined, outputs: Record<string, unknown> = { arn }) =>
  resource("aws:rds/cluster:Cluster", "payments", { region, tags }, { outputs });
const selection = (props: Record<string, unknown>) =>
  resource("aws:backup/selection:Selection", "selection", { region, ...props });
const daily = { selectionTags: [{ type: "STRINGEQUALS", key: "plan", value: "daily" }] };
const condition = (kind: string, value: string) => ({
  conditions: [{ [kind]: [{ key: "aws:ResourceTag/plan", value }] }],
});
const uncovered = ["payments: No backup selection covers it."];

async function sayOf(target: TestResource, props: Record<string, unknown>): Promise<string[]> {
  return said(rule, [target, selection(props)]);
}

describe("backup-selection-covers-stateful", () => {
  it("accepts a resource by ARN, wildcard, edge or tag", async () => {
    for (const resources of [[arn], ["arn:aws:rds:*:*:cluster:*"], ["*"]]) {
      assert.deepEqual(await sayOf(store(), { resources }), []);
    }
    const own = store(undefined, {});
    assert.deepEqual(await said(rule, [own, selection({ resources: [reference(own)] })]), []);
    assert.deepEqual(await sayOf(store({ plan: "daily" }), daily), []);
  });

  it("counts the tags of the provider, which are in tagsAll", async () => {
    const tagged = store(undefined, { arn, tagsAll: { plan: "daily" } });
    assert.deepEqual(await sayOf(tagged, daily), []);
  });

  it("accepts one that no ARN is known of yet by a pattern for all of its kind", async () => {
    const kinds: Record<string, string> = {
      "aws:dynamodb/table:Table": "arn:aws:dynamodb:*:*:table/*",
      "aws:rds/instance:Instance": "arn:aws:rds:*:*:db:*",
      "aws:efs/fileSystem:FileSystem": "arn:aws:elasticfilesystem:*:*:file-system/*",
      "aws:ebs/volume:Volume": "arn:aws:ec2:*:*:volume/*",
    };
    for (const [type, pattern] of Object.entries(kinds)) {
      assert.deepEqual(await sayOf(resource(type, "data", { region }), { resources: [pattern] }), []);
    }
  });

  it("refuses one that no selection of its region matches", async () => {
    assert.deepEqual(await sayOf(store(), { resources: ["arn:aws:dynamodb:*:*:table/*"] }), uncovered);
    assert.deepEqual(await sayOf(store({ plan: "never" }), daily), uncovered);
    assert.deepEqual(await sayOf(store(), daily), uncovered);
  });

  it("refuses one that is excluded, by pattern or by edge", async () => {
    const notResources = ["arn:aws:rds:*:*:cluster:payments"];
    assert.deepEqual(await sayOf(store(), { resources: ["*"], notResources }), uncovered);
    const own = store(undefined, {});
    const excluding = selection({ resources: ["*"], notResources: [reference(own)] });
    assert.deepEqual(await said(rule, [own, excluding]), uncovered);
  });

  it("keeps to the conditions of a selection", async () => {
    const table: [string, string, unknown, boolean][] = [
      ["stringEquals", "daily", { plan: "daily" }, true],
      ["stringEquals", "daily", { plan: "weekly" }, false],
      ["stringLikes", "d*", { plan: "daily" }, true],
      ["stringLikes", "d*", undefined, false],
      ["stringLikes", "d*", { plan: "weekly" }, false],
      ["stringNotEquals", "never", undefined, true],
      ["stringNotEquals", "never", { plan: "never" }, false],
      ["stringNotLikes", "n*", { plan: "daily" }, true],
      ["stringNotLikes", "n*", { plan: "never" }, false],
    ];
    for (const [kind, value, tags, covered] of table) {
      const result = await sayOf(store(tags), { resources: ["*"], ...condition(kind, value) });
      assert.deepEqual(result, covered ? [] : uncovered, `${kind} ${value}`);
    }
  });

  it("asks nothing of a read replica, nor of an exempt resource", async () => {
    const replica = resource("aws:rds/instance:Instance", "replica", { region, replicateSourceDb: "source" });
    assert.deepEqual(await sayOf(replica, daily), []);
    const exempt = { settings: { exempt: ["pay*"] } };
    assert.deepEqual(await said(rule, [store(), selection(daily)], exempt), []);
  });

  it("does not judge without a selection of the region in this stack", async () => {
    const west = resource("aws:backup/selection:Selection", "west", {
      region: "us-west-2",
      resources: ["*"],
    });
    for (const others of [[], [west]]) {
      assert.deepEqual(await said(rule, [store(), ...others]), [
        "payments? no backup selection of its region is in this stack",
      ]);
    }
  });

  it("does not judge what is not known", async () => {
    const open = ["payments? what a backup selection covers is not known yet"];
    assert.deepEqual(await sayOf(store(), { resources: [unknown] }), open);
    assert.deepEqual(await sayOf(store({ plan: unknown }), daily), open);
    assert.deepEqual(await sayOf(store(undefined, {}), { resources: [`${arn}-1`] }), open);
    assert.deepEqual(await sayOf(store(), { resources: ["*"], notResources: [unknown] }), open);
  });
});
