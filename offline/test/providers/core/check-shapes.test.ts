import assert from "node:assert/strict";
import { checkInputs } from "../../../providers/core/check/check-inputs";
import { nearest } from "../../../providers/core/check/nearest";
import type { Catalog } from "../../../providers/core/shape/catalog";
import type { Properties, TypeShape } from "../../../providers/core/shape/types";
import { Asset, Reference, Secret, UNKNOWN, type Value } from "../../../providers/core/values/value";

/** A package of one nested type. */
const catalog: Catalog = {
  resource: () => undefined,
  function: () => undefined,
  resourcesLike: () => [],
  nested: (direction, name) =>
    direction === "inputs" && name === "pkg.Rule"
      ? { port: { t: "number" }, note: { t: "string", o: 1 } }
      : undefined,
};

function said(shape: Properties, inputs: Record<string, Value>): string[] {
  return checkInputs(catalog, "pkg:Thing", shape, inputs).map(
    ({ property, reason }) => `${property}: ${reason}`,
  );
}

/** What is said of one value of a type. */
const of = (t: TypeShape, value: Value) => said({ a: { t } }, { a: value });
const asset = new Asset({ text: "x" });
const reference = new Reference("urn:x", "id-1", "");

describe("check of one value against its type", () => {
  const taken: [TypeShape, Value[]][] = [
    ["string", ["x", "", 1, true, false, UNKNOWN, reference]],
    ["number", [0, 1.5, "2", " -3 ", "1e3", UNKNOWN]],
    ["boolean", [true, false, "true", "false", UNKNOWN]],
    ["asset", [asset, "a path", UNKNOWN]],
    ["any", ["x", 1, [1], { a: 1 }, asset]],
    [
      ["list", "number"],
      [[], [1, "2"], [UNKNOWN], [null], UNKNOWN],
    ],
    [
      ["map", "number"],
      [{}, { a: 1, "b c": "2" }, { a: UNKNOWN, __defaults: ["x"] }, UNKNOWN],
    ],
    [
      ["ref", "pkg.Rule"],
      [{ port: 1 }, { port: UNKNOWN, note: "x" }, { port: 1, __defaults: [] }, UNKNOWN],
    ],
    [
      ["ref", "pkg.NotDescribed"],
      ["anything", { whatever: 1 }],
    ],
    [
      ["union", "number", ["list", "string"]],
      [1, ["x"], UNKNOWN],
    ],
    [
      ["union", "number", ["ref", "pkg.Rule"]],
      [1, { port: 1 }],
    ],
  ];
  for (const [type, values] of taken) {
    it(`takes for ${JSON.stringify(type)} what a bridged provider converts, and what is not known`, () => {
      for (const value of values) {
        assert.deepEqual(of(type, value), [], JSON.stringify(value));
        assert.deepEqual(of(type, new Secret(value)), [], `a secret ${JSON.stringify(value)}`);
      }
    });
  }

  const long = "x".repeat(61);
  const refused: [TypeShape, Value, string][] = [
    ["string", ["x"], '"a" wants text, got a list of 1'],
    ["string", { b: 1, c: 2 }, '"a" wants text, got an object with b, c'],
    ["string", {}, '"a" wants text, got an object with no properties'],
    ["string", asset, '"a" wants text, got an asset'],
    ["number", "soon", '"a" wants number, got text "soon"'],
    ["number", " ", '"a" wants number, got text " "'],
    ["number", true, '"a" wants number, got boolean true'],
    ["number", long, `"a" wants number, got text "${"x".repeat(57)}..."`],
    ["number", "x".repeat(60), `"a" wants number, got text "${"x".repeat(60)}"`],
    ["boolean", 1, '"a" wants boolean, got number 1'],
    ["boolean", "yes", '"a" wants boolean, got text "yes"'],
    ["asset", 1, '"a" wants an asset or archive, got number 1'],
    [["list", "string"], "x", '"a" wants a list of text, got text "x"'],
    [["map", "number"], [1], '"a" wants a map of number, got a list of 1'],
    [["ref", "pkg.Rule"], "x", '"a" wants an object, got text "x"'],
    [["union", "number", "boolean"], "x", '"a" wants number or boolean, got text "x"'],
    [["union", "number", ["list", "number"]], "x", '"a" wants a list of number, got text "x"'],
  ];
  for (const [type, value, message] of refused) {
    it(`refuses ${JSON.stringify(value).slice(0, 30)} for ${JSON.stringify(type)}`, () => {
      assert.deepEqual(of(type, value), [`a: ${message}`]);
    });
  }

  it("finds what is wrong inside lists and maps, and says where", () => {
    assert.deepEqual(of(["list", "number"], [1, "x", new Secret("y")]), [
      'a[1]: "a[1]" wants number, got text "x"',
      'a[2]: "a[2]" wants number, got a secret of another type',
    ]);
    assert.deepEqual(of(["map", "number"], { b: "x", "c.d": "y" }), [
      'a.b: "a.b" wants number, got text "x"',
      'a["c.d"]: "a["c.d"]" wants number, got text "y"',
    ]);
  });

  it("checks nested types by their own shape, in the words of the place", () => {
    assert.deepEqual(of(["list", ["ref", "pkg.Rule"]], [{ port: 1 }, { note: "x", prot: 1 }]), [
      'a[1].port: a needs "port" (number), which is missing',
      'a[1].prot: a has no "prot"; did you mean "port"?',
    ]);
  });

  it("hides everything that is inside a secret", () => {
    assert.deepEqual(of(["ref", "pkg.Rule"], new Secret({ port: "hunter2" })), [
      'a.port: "a.port" wants number, got a secret of another type',
    ]);
  });

  it("reports a value that fits no alternative against the one of its kind", () => {
    const either: TypeShape = ["union", "number", ["ref", "pkg.Rule"]];
    assert.deepEqual(of(either, { port: "x" }), ['a.port: "a.port" wants number, got text "x"']);
    const lists: TypeShape = ["union", ["ref", "pkg.Rule"], ["list", "number"]];
    assert.deepEqual(of(lists, ["x"]), ['a[0]: "a[0]" wants number, got text "x"']);
    assert.deepEqual(of(lists, { port: "x" }), ['a.port: "a.port" wants number, got text "x"']);
  });
});

describe("check of a resource's inputs", () => {
  const shape: Properties = {
    name: { t: "string" },
    size: { t: "number", o: 1 },
    zone: { t: "string", o: 1 },
  };

  it("takes null for nothing, and what is not known or false for something", () => {
    assert.deepEqual(said(shape, { name: UNKNOWN, size: null }), []);
    assert.deepEqual(said(shape, { name: "" }), []);
    assert.deepEqual(said(shape, { name: null }), ['name: pkg:Thing needs "name" (text), which is missing']);
    assert.deepEqual(said(shape, { name: "x", nothing: null }), []);
    assert.deepEqual(said(shape, { name: "x", __defaults: ["name"] }), []);
  });

  it("lists what there is when nothing is near", () => {
    assert.deepEqual(said(shape, { name: "x", colour: 1 }), [
      'colour: pkg:Thing has no "colour"; it has name, size, zone',
    ]);
  });

  it("quotes keys that are no plain words", () => {
    assert.deepEqual(said(shape, { name: "x", "si-ze": 1 }), [
      '["si-ze"]: pkg:Thing has no "si-ze"; did you mean "size"?',
    ]);
  });
});

describe("the nearest word", () => {
  const table: [word: string, candidates: string[], expected: string | undefined][] = [
    ["cidr", ["ipv6", "cidrBlock"], "cidrBlock"],
    ["ab", ["abcdefgh"], "abcdefgh"],
    ["Port", ["port"], "port"],
    ["prot", ["port", "part"], "port"],
    ["colour", ["name", "size"], undefined],
    ["abcdefghi", ["abcdefxyz"], "abcdefxyz"],
    ["abcdefghi", ["abcdewxyz"], undefined],
    ["abc", ["abd", "abcd"], "abd"],
    ["abc", ["xyc"], "xyc"],
    ["abc", ["xyz"], undefined],
    ["a", [], undefined],
  ];
  for (const [word, candidates, expected] of table) {
    it(`${word} among ${candidates.join(", ") || "none"}: ${expected}`, () => {
      assert.equal(nearest(word, candidates), expected);
    });
  }
});
