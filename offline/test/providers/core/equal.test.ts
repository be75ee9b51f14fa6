import assert from "node:assert/strict";
import { equal } from "../../../providers/core/diff/equal";
import { Asset, Reference, Secret, UNKNOWN, type Value } from "../../../providers/core/values/value";

const asset = (hash: string | undefined, path: string) =>
  new Asset({ path, ...(hash === undefined ? {} : { hash }) });

/** What a bridged provider takes for one value. */
const same: Record<string, [Value | undefined, Value | undefined]> = {
  "a text and itself": ["a", "a"],
  "null and nothing": [null, undefined],
  "what is not known and itself, secret or not": [[UNKNOWN], [new Secret(UNKNOWN)]],
  "a secret and what is in it": [new Secret("a"), "a"],
  "a reference and its id": [new Reference("urn:x", "id-1", ""), "id-1"],
  "a number and its text": [1, "1"],
  "a boolean and its text": ["true", true],
  "lists with the same items": [
    [1, "2"],
    ["1", 2],
  ],
  "maps with their keys in another order": [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  "a key that is null and one that is missing": [{ a: 1, b: null }, { a: 1 }],
  "maps of other defaults": [{ a: 1, __defaults: ["a"] }, { a: 1 }],
  "assets of one content, wherever they were read": [asset("h", "/one"), asset("h", "/two")],
  "assets without a hash and of one place": [asset(undefined, "/one"), asset(undefined, "/one")],
  "objects as JSON with other spacing": ['{"a":1,"b":[2]}', ' { "b": [ 2 ], "a": 1 } '],
  "lists as JSON with other spacing": ["[1,2]", "\n[ 1, 2 ]"],
};

const different: Record<string, [Value | undefined, Value | undefined]> = {
  "two texts": ["a", "b"],
  "a text and nothing": ["a", undefined],
  "nothing and a text": [undefined, "a"],
  "an empty text and nothing": ["", null],
  "two numbers": [1, 2],
  "a number and another's text": [1, "2"],
  "what is not known and a value": [UNKNOWN, "a"],
  "a value and what is not known": ["a", UNKNOWN],
  "lists of different lengths": [[1], [1, 2]],
  "a longer list and its beginning": [[1, 2], [1]],
  "lists with another item": [
    [1, 2],
    [1, 3],
  ],
  "a list with nothing at its end and a shorter one": [[1, null], [1]],
  "maps with another value": [{ a: 1 }, { a: 2 }],
  "maps with one key more on the left": [{ a: 1, b: 2 }, { a: 1 }],
  "maps with one key more on the right": [{ a: 1 }, { a: 1, b: 2 }],
  "a list and a map": [["a"], { 0: "a" }],
  "a map and a list": [{ 0: "a" }, ["a"]],
  "a map and a text": [{ a: 1 }, "a"],
  "assets of other content": [asset("h", "/one"), asset("i", "/one")],
  "assets without a hash and of other places": [asset(undefined, "/one"), asset(undefined, "/two")],
  "an asset and a map of its fields": [asset("h", "/one"), { path: "/one", hash: "h" }],
  "a map and an asset": [{ path: "/one", hash: "h" }, asset("h", "/one")],
  "objects as JSON with other values": ['{"a":1}', '{"a":2}'],
  "an object as JSON and a text that begins like one": ['{"a":1}', '{"a":1} and more'],
  "texts that begin like JSON and are none": ["{a}", "{b}"],
  "an object and its JSON": [{ a: 1 }, '{"a":1}'],
  "JSON texts that are no object or list": ['"a"', ' "a"'],
  "numbers written differently": ["1.0", "1"],
};

describe("equality as a provider sees it", () => {
  for (const [what, [left, right]] of Object.entries(same)) {
    it(`takes for one: ${what}`, () => assert.equal(equal(left, right), true));
  }
  for (const [what, [left, right]] of Object.entries(different)) {
    it(`tells apart: ${what}`, () => assert.equal(equal(left, right), false));
  }
});
