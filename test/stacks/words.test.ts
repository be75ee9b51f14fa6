import assert from "node:assert/strict";
import { allowed, list, nodeAt, type SchemaNode } from "../../stacks/settings/describe";
import { report } from "../../stacks/settings/mistake";
import { commonNames, tooLong } from "../../stacks/settings/names";

describe("words of a message", () => {
  it("list what there is", () => {
    assert.deepEqual(
      [[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => list(words)),
      ["", "a", "a or b", "a, b or c"],
    );
    assert.equal(list(["a", "b", "c"], "and"), "a, b and c");
  });

  const table: [node: SchemaNode | undefined, words: string][] = [
    [undefined, "no such key"],
    [{ allowed: "its own words", type: "string", enum: ["a"] }, "its own words"],
    [{ enum: ["a", 1, "b"], type: "string" }, "a, 1 or b"],
    [{ const: 0, type: "number" }, "0"],
    [{ type: "integer", minimum: 0, maximum: 9 }, "0 to 9"],
    [{ type: "number", minimum: 0.5, maximum: 9 }, "0.5 to 9"],
    [{ type: "integer", minimum: 0 }, "a number"],
    [{ type: "integer", maximum: 9 }, "a number"],
    [{ type: "array" }, "a list"],
    [{ type: "array", minItems: 1 }, "a list of 1 to any number of items"],
    [{ type: "array", minItems: 0, maxItems: 3 }, "a list of 0 to 3 items"],
    [{ type: "string" }, "a text"],
    [{ type: "string", maxLength: 9 }, "a text of 0 to 9 characters"],
    [{ type: "string", minLength: 2, maxLength: 9 }, "a text of 2 to 9 characters"],
    [{ type: "boolean" }, "true or false"],
    [{ type: "object", properties: { a: {}, b: {} } }, "a map with the keys a and b"],
    [{ type: "object" }, "another value"],
  ];
  for (const [node, words] of table) {
    it(`for ${JSON.stringify(node)}: ${words}`, () => assert.equal(allowed(node), words));
  }

  it("are those of the place that a path leads to", () => {
    const leaf: SchemaNode = { type: "string" };
    const root: SchemaNode = { properties: { a: { items: { properties: { b: leaf } } } } };
    assert.equal(nodeAt(root, []), root);
    assert.equal(nodeAt(root, ["a", 3, "b"]), leaf);
    for (const path of [["b"], ["a", "b"], ["a", 0, "c"], ["a", 0, "b", "c"]])
      assert.equal(nodeAt(root, path), undefined);
  });

  it("come once each, with the file and the key in front", () => {
    const mistakes = [
      { path: "a.b", sentence: "is wrong" },
      { path: "", sentence: "is empty" },
      { path: "a.b", sentence: "is wrong" },
    ];
    assert.equal(report("Pulumi.x.yaml", mistakes), "Pulumi.x.yaml: a.b: is wrong\nPulumi.x.yaml: is empty");
    assert.equal(report("Pulumi.x.yaml", []), "");
  });
});

describe("names that every system has", () => {
  const names = commonNames({
    system: "web-app",
    environment: "prod",
    region: "eu-west-1",
    zone: "app.example.com",
  });

  it("are made of system, environment and purpose, and a bucket's also of the domain", () => {
    assert.equal(names.prefix, "web-app-prod");
    assert.equal(names.key("data"), "web-app-prod/data");
    assert.equal(names.topic, "web-app-prod-alarms");
    assert.match(names.bucket("logs"), /^web-app-prod-logs-[0-9a-f]{8}$/);
    assert.match(names.bucket("logs", "eu-west-1"), /^web-app-prod-logs-eu-west-1-[0-9a-f]{8}$/);
    const other = commonNames({
      system: "web-app",
      environment: "prod",
      region: "eu-west-1",
      zone: "b.example.com",
    });
    assert.notEqual(other.bucket("logs"), names.bucket("logs"));
  });

  it("are too long beyond the limit, not at it", () => {
    const of = (name: string) => ({ what: "the name", name, limit: 3 });
    assert.deepEqual(tooLong([of("abc"), of("abcd")]), [of("abcd")]);
  });
});
