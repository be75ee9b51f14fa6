import assert from "node:assert/strict";
import { unknownCheckingProxy } from "@pulumi/policy";
import {
  type Aspect,
  compareAspects,
  compareValues,
  type Difference,
  holdsUnread,
  numberAt,
  plainValue,
  tellDifference,
  together,
} from "../rules/comparison";
import { unknown } from "../testing";
import { send } from "../testing/values";

const sent = (props: Record<string, unknown>) =>
  unknownCheckingProxy(send(props).value) as Record<string, unknown>;
/** A value as rules compare it. */
const plain = (value: unknown) => plainValue(sent({ value }), "value");
const compare = (one: unknown, other: unknown) => compareValues(plain(one), plain(other));

describe("comparison of values", () => {
  const same: [unknown, unknown][] = [
    ["a", "a"],
    [1, "1"],
    [true, "true"],
    [undefined, null],
    ["", undefined],
    [[], undefined],
    [
      ["b", "a"],
      ["a", "b"],
    ],
    [
      [2, 1],
      [1, 2],
    ],
    [{ a: 1, b: "" }, { a: 1 }],
    [{ a: 1, __defaults: ["a"] }, { a: 1 }],
    ["arn:aws:kms:us-east-2:1:key/a", "arn:aws:kms:us-west-2:1:key/b"],
    [
      [{ a: 1 }, { a: 2 }],
      [{ a: 1 }, { a: 2 }],
    ],
    [[["b", "a"]], [["a", "b"]]],
  ];
  const different: [unknown, unknown][] = [
    ["a", "b"],
    ["", "undefined"],
    [1, 2],
    ["a", undefined],
    ["arn:aws:kms:us-east-2:1:key/a", "alias/a"],
    ["alias/a", "arn:aws:kms:us-east-2:1:key/a"],
    [["a"], ["a", "b"]],
    [
      ["a", "a"],
      ["a", "b"],
    ],
    [
      ["b", "a"],
      ["c", "a"],
    ],
    [
      [{ a: 1 }, { a: 2 }],
      [{ a: 2 }, { a: 1 }],
    ],
    [
      [{ b: 2 }, "a"],
      ["a", { b: 2 }],
    ],
    [
      ["a", { b: 2 }],
      [{ b: 2 }, "a"],
    ],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{}, undefined],
    [{ block: {} }, { count: {} }],
    [
      { a: 1, b: unknown },
      { a: 2, b: 1 },
    ],
    [{ a: 1 }, ["a"]],
    [["a"], { 0: "a" }],
    [null, { a: 1 }],
  ];
  const open: [unknown, unknown][] = [
    [unknown, "a"],
    ["a", unknown],
    [unknown, unknown],
    [
      ["a", unknown],
      ["a", "b"],
    ],
    [
      ["a", "b"],
      ["a", unknown],
    ],
    [["a", unknown], ["b"]],
    [
      { a: 1, b: unknown },
      { a: 1, b: 2 },
    ],
    [{ a: [{ b: unknown }] }, { a: [{ b: 1 }] }],
  ];
  for (const [result, pairs] of Object.entries({ same, different, open })) {
    for (const [one, other] of pairs) {
      it(`${result}: ${JSON.stringify(send(one).value)} and ${JSON.stringify(send(other).value)}`, () => {
        assert.equal(compare(one, other), result);
      });
    }
  }

  it("throws what is no unknown value", () => {
    const broken = Object.defineProperty({}, "value", {
      get: () => {
        throw new TypeError("broken");
      },
    }) as Record<string, unknown>;
    assert.throws(() => plainValue(broken, "value"), /broken/);
  });

  it("knows whether something inside is not known", () => {
    for (const value of [unknown, [1, unknown], { a: { b: [unknown] }, c: 1 }])
      assert.equal(holdsUnread(plain(value)), true);
    for (const value of [null, "a", [1], { a: { b: 1 } }, undefined])
      assert.equal(holdsUnread(plain(value)), false);
    assert.equal(holdsUnread(null), false);
  });
});

describe("comparison of resources", () => {
  const aspects: Aspect[] = [
    { path: "port", fallback: 443 },
    { path: "check.path", fallback: "/" },
    { path: "check.deep.er" },
  ];
  const differ = (one: Record<string, unknown>, other: Record<string, unknown>) =>
    compareAspects(sent(one), sent(other), aspects);

  it("takes what is absent for what AWS takes, at any depth", () => {
    const none = { different: [], open: [] };
    assert.deepEqual(differ({}, { port: 443, check: { path: "/" } }), none);
    assert.deepEqual(differ({ check: "no block" }, { check: { path: "/" } }), none);
    assert.deepEqual(differ({ check: { deep: { er: 1 } } }, { check: { deep: { er: 1 } } }), none);
  });

  it("names what differs and what is not known", () => {
    assert.deepEqual(differ({ port: 80, check: { path: unknown } }, { check: { deep: { er: 1 } } }), {
      different: ["port", "check.deep.er"],
      open: ["check.path"],
    });
    assert.deepEqual(differ({ check: unknown }, {}), {
      different: [],
      open: ["check.path", "check.deep.er"],
    });
  });

  it("tells both in one sentence each", () => {
    const told: string[] = [];
    const judgement = {
      violation: (message: string) => told.push(message),
      notEvaluated: (reason: string) => told.push(`? ${reason}`),
    };
    const tell = (difference: Difference) => tellDifference(difference, "It differs", judgement);
    tell({ different: [], open: [] });
    tell(together({ different: ["a"], open: ["c"] }, { different: ["b"], open: ["d"] }));
    assert.deepEqual(told, ["It differs: a, b.", "? c, d is not known on both sides"]);
  });

  it("reads numbers at paths", () => {
    const props = sent({ a: 1, b: { c: "2", d: { e: 3 } }, f: "x" });
    assert.deepEqual(
      ["a", "b.c", "b.d.e", "b.x", "x.y", "f", "f.g", ""].map((path) => numberAt(props, path)),
      [1, 2, 3, undefined, undefined, undefined, undefined, undefined],
    );
  });
});
