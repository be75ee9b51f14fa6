import assert from "node:assert/strict";
import { type DiffRule, diffInputs } from "../../../providers/core/diff/diff-inputs";
import type { DiffRequest } from "../../../providers/core/protocol/provider";
import { Secret, UNKNOWN, type ValueMap } from "../../../providers/core/values/value";

const plainRule: DiffRule = { isCreateOnly: () => false, isSet: () => false };

function changes(
  oldInputs: ValueMap,
  news: ValueMap,
  rule: Partial<DiffRule> = {},
  ignoreChanges: string[] = [],
): string[] {
  const request: DiffRequest = {
    ...{ urn: "u", type: "t", name: "n", id: "i" },
    ...{ oldInputs, oldOutputs: {}, news, ignoreChanges },
  };
  return diffInputs(request, { ...plainRule, ...rule }).map(
    ({ path, kind, replace }) => `${kind} ${path}${replace ? " (replace)" : ""}`,
  );
}

describe("difference of inputs", () => {
  it("is none between equal inputs, secret or not, with other defaults", () => {
    assert.deepEqual(changes({}, {}), []);
    assert.deepEqual(
      changes({ a: new Secret("x"), b: null, __defaults: ["a"] }, { a: "x", __defaults: [] }),
      [],
    );
  });

  it("says what was added, deleted and updated; null is nothing", () => {
    assert.deepEqual(changes({ gone: 1, other: 1, none: null }, { new: 1, other: 2, none: 0 }), [
      "delete gone",
      "update other",
      "add none",
      "add new",
    ]);
    assert.deepEqual(changes({ a: 1 }, { a: null }), ["delete a"]);
  });

  it("goes into maps and lists, and names the place as Pulumi writes it", () => {
    const before = { tags: { a: "1", "b.c": "1", same: "1" }, rules: [{ port: 1 }, { port: 2 }] };
    const after = { tags: { a: "2", "b.c": "2", same: "1" }, rules: [{ port: 1 }, { port: 3 }, { port: 4 }] };
    assert.deepEqual(changes(before, after), [
      "update tags.a",
      'update tags["b.c"]',
      "update rules[1].port",
      "add rules[2]",
    ]);
    assert.deepEqual(changes({ rules: [1, 2] }, { rules: [1] }), ["delete rules[1]"]);
    assert.deepEqual(changes({ "a b": 1 }, { "a b": 2 }), ['update ["a b"]']);
    assert.deepEqual(changes({ nested: { __defaults: ["x"] } }, { nested: { __defaults: [], y: 1 } }), [
      "add nested.y",
    ]);
  });

  it("is one change where the kind of value differs", () => {
    assert.deepEqual(changes({ a: { b: 1 } }, { a: [1] }), ["update a"]);
    assert.deepEqual(changes({ a: [1] }, { a: "x" }), ["update a"]);
    assert.deepEqual(changes({ a: "x" }, { a: UNKNOWN }), ["update a"]);
    assert.deepEqual(changes({ a: new Secret({ b: 1 }) }, { a: new Secret({ b: 2 }) }), ["update a.b"]);
  });

  it("asks the rule for replacement by the place without list indexes, with both inputs", () => {
    const asked: unknown[] = [];
    const rule = {
      isCreateOnly: (path: string, oldInputs: ValueMap, news: ValueMap) => {
        asked.push([path, oldInputs, news]);
        return path === "origins.name";
      },
    };
    const before = { origins: [{ name: "a" }], b: 1 };
    const after = { origins: [{ name: "b" }], b: 2 };
    assert.deepEqual(changes(before, after, rule), ["update origins[0].name (replace)", "update b"]);
    assert.deepEqual(asked, [
      ["origins.name", before, after],
      ["b", before, after],
    ]);
  });

  const sets = { isSet: (path: string) => path === "groups" || path === "rules.ports" };

  it("takes no notice of the order of a set", () => {
    assert.deepEqual(changes({ groups: ["a", "b"] }, { groups: ["b", new Secret("a")] }, sets), []);
    assert.deepEqual(changes({ rules: [{ ports: [1, 2] }] }, { rules: [{ ports: [2, 1] }] }, sets), []);
    assert.deepEqual(changes({ list: ["a", "b"] }, { list: ["b", "a"] }, sets), [
      "update list[0]",
      "update list[1]",
    ]);
  });

  it("tells sets apart by members, by number of members, and when one is not known", () => {
    assert.deepEqual(changes({ groups: ["a", "b"] }, { groups: ["b", "c"] }, sets), [
      "update groups[0]",
      "update groups[1]",
    ]);
    assert.deepEqual(changes({ groups: ["a"] }, { groups: ["a", "a"] }, sets), ["add groups[1]"]);
    assert.deepEqual(changes({ groups: ["a", "b"] }, { groups: ["a"] }, sets), ["delete groups[1]"]);
    for (const open of [UNKNOWN, new Secret(UNKNOWN)])
      assert.deepEqual(changes({ groups: ["a", open] }, { groups: [open, "a"] }, sets), [
        "update groups[0]",
        "update groups[1]",
      ]);
    assert.deepEqual(changes({ groups: ["a"] }, { groups: [new Secret(UNKNOWN)] }, sets), [
      "update groups[0]",
    ]);
  });

  const ignored: [path: string, left: string[]][] = [
    ["tags", ["update rules[0].port", 'update odd["a.b"]']],
    ["tags.a", ["add tags.b", "update rules[0].port", 'update odd["a.b"]']],
    ["rules[0]", ["update tags.a", "add tags.b", 'update odd["a.b"]']],
    ["rules[*].port", ["update tags.a", "add tags.b", 'update odd["a.b"]']],
    ["rules[1]", ["update tags.a", "add tags.b", "update rules[0].port", 'update odd["a.b"]']],
    ["rules[0].port.deeper", ["update tags.a", "add tags.b", "update rules[0].port", 'update odd["a.b"]']],
    ["*", []],
    ['odd["a.b"]', ["update tags.a", "add tags.b", "update rules[0].port"]],
    ["odd.a", ["update tags.a", "add tags.b", "update rules[0].port", 'update odd["a.b"]']],
  ];
  for (const [path, left] of ignored) {
    it(`leaves out what ignoreChanges covers: ${path}`, () => {
      const before = { tags: { a: "1" }, rules: [{ port: 1 }], odd: { "a.b": 1 } };
      const after = { tags: { a: "2", b: "2" }, rules: [{ port: 2 }], odd: { "a.b": 2 } };
      assert.deepEqual(changes(before, after, {}, [path]), left);
    });
  }

  it("counts list indexes of any length out of the place, and into ignored paths", () => {
    const ports = (last: number) => ({ rules: [...Array(11).fill({ port: 1 }), { port: last }] });
    const rule = { isCreateOnly: (path: string) => path === "rules.port" };
    assert.deepEqual(changes(ports(2), ports(3), rule), ["update rules[11].port (replace)"]);
    assert.deepEqual(changes(ports(2), ports(3), {}, ["rules[11].port"]), []);
    assert.deepEqual(changes(ports(2), ports(3), {}, ["rules[1].port"]), ["update rules[11].port"]);
    assert.deepEqual(changes({ rules: [1, 2] }, { rules: [1, 2, 3] }), ["add rules[2]"]);
  });

  it("reads quoted keys with quotes in them, and ignores nothing shorter than the path", () => {
    const key = 'a"b';
    assert.deepEqual(changes({ [key]: 1 }, { [key]: 2 }, {}, ['["c"]']), ['update ["a\\"b"]']);
    assert.deepEqual(changes({ x: { "a.b": 1 } }, { x: { "a.b": 2 } }, {}, ['x["a.b"]']), []);
    assert.deepEqual(changes({ a: 1 }, { a: 2 }, {}, ["a.*"]), ["update a"]);
    assert.deepEqual(changes({ ab: 1 }, { ab: 2 }, {}, ["a"]), ["update ab"]);
  });

  it("tells a set apart by one member among equal ones", () => {
    assert.deepEqual(changes({ groups: ["a", "b", "c"] }, { groups: ["a", "c", "d"] }, sets), [
      "update groups[1]",
      "update groups[2]",
    ]);
  });
});
