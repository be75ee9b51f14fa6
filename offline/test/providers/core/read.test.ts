import assert from "node:assert/strict";
import { child, flag, isSet, list, maps, number, text, texts } from "../../../providers/core/values/read";
import { Asset, Secret, UNKNOWN, type Value } from "../../../providers/core/values/value";

type Reader = (map: Record<string, Value>, key: string) => unknown;

/** What each reader makes of a value. */
const table: [string, Reader, [value: Value, expected: unknown][]][] = [
  [
    "text",
    text,
    [
      ["a", "a"],
      ["", undefined],
      [1, undefined],
      [UNKNOWN, undefined],
      [new Secret("a"), "a"],
    ],
  ],
  [
    "number",
    number,
    [
      [1, 1],
      [0, 0],
      ["2", 2],
      [" 3 ", 3],
      ["", undefined],
      [" ", undefined],
      ["x", undefined],
      [true, undefined],
      [new Secret(new Secret(1)), 1],
    ],
  ],
  [
    "flag",
    flag,
    [
      [true, true],
      [false, false],
      ["true", true],
      ["false", false],
      ["yes", undefined],
      [1, undefined],
      [new Secret(true), true],
    ],
  ],
  [
    "list",
    list,
    [
      [[1], [1]],
      [new Secret([1]), [1]],
      ["a", []],
      [{ a: 1 }, []],
      [UNKNOWN, []],
    ],
  ],
  [
    "texts",
    texts,
    [
      [
        ["a", 1, new Secret("b"), UNKNOWN, ""],
        ["a", "b", ""],
      ],
      ["a", []],
    ],
  ],
  [
    "maps",
    maps,
    [
      [
        [{ a: 1 }, "x", new Secret({ b: 1 }), UNKNOWN, [1]],
        [{ a: 1 }, { b: 1 }],
      ],
    ],
  ],
  [
    "child",
    child,
    [
      [{ a: 1 }, { a: 1 }],
      [new Secret({ a: 1 }), { a: 1 }],
      [[1], undefined],
      ["a", undefined],
      [UNKNOWN, undefined],
    ],
  ],
  [
    "isSet",
    isSet,
    [
      ["a", true],
      ["", false],
      [null, false],
      [0, true],
      [false, true],
      [UNKNOWN, true],
      [new Secret(""), false],
      [new Asset({}), true],
    ],
  ],
];

describe("readers of properties", () => {
  for (const [name, read, cases] of table) {
    it(`${name} looks through secrets, and takes nothing else for its kind`, () => {
      for (const [value, expected] of cases) {
        assert.deepEqual(read({ key: value }, "key"), expected, JSON.stringify(value));
      }
      const empty = { text: undefined, number: undefined, flag: undefined, child: undefined, isSet: false };
      assert.deepEqual(read({}, "key"), name in empty ? empty[name as keyof typeof empty] : []);
    });
  }
});
