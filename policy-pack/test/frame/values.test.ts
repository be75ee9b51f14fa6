import assert from "node:assert/strict";
import { UnknownValueError, unknownCheckingProxy } from "@pulumi/policy";
import {
  block,
  eachBlock,
  eachText,
  everyPart,
  flag,
  given,
  known,
  number,
  type Props,
  text,
  textsOf,
} from "../../frame/values";
import { send, unknown } from "../../testing/values";

/** Properties as the engine sends them. */
function sent(props: Record<string, unknown>): Props {
  return unknownCheckingProxy(send(props).value) as Props;
}

describe("values", () => {
  it("reads texts, switches and numbers in every spelling that providers return", () => {
    const props = sent({ a: "x", empty: "", yes: "true", no: "false", on: true, n: 22, t: "22", bad: "2x" });
    assert.deepEqual([text(props, "a"), text(props, "empty"), text(props, "n")], ["x", undefined, undefined]);
    assert.deepEqual(
      ["yes", "no", "on", "a"].map((key) => flag(props, key)),
      [true, false, true, undefined],
    );
    assert.deepEqual(
      ["n", "t", "bad", "none"].map((key) => number(props, key)),
      [22, 22, undefined, undefined],
    );
    assert.equal(block(props, "a"), undefined);
  });

  it("tells a value that is not known from one that is not set", () => {
    const props = sent({ open: unknown, empty: "", none: null, list: [], filled: [unknown], no: false });
    const keys = ["open", "filled", "no", "empty", "none", "list", "missing"];
    assert.deepEqual(
      keys.filter((key) => given(props, key)),
      ["open", "filled", "no"],
    );
  });

  it("visits what is known of a list, and then throws", () => {
    const props = sent({ texts: ["a", unknown, "b"], blocks: [{ n: 1 }, unknown, { n: 3 }] });
    const seen: unknown[] = [];
    assert.throws(() => eachText(props, "texts", (item) => seen.push(item)), UnknownValueError);
    assert.throws(
      () => eachBlock(props, "blocks", (item, index) => seen.push(item.n, index)),
      UnknownValueError,
    );
    assert.deepEqual(seen, ["a", "b", 1, 0, 3, 2]);
    assert.throws(() => textsOf(props, "texts"), UnknownValueError);
  });

  it("runs every part, and passes other errors on at once", () => {
    const props = sent({ open: unknown });
    const seen: string[] = [];
    const run = (...parts: (() => void)[]) => everyPart(...parts, () => seen.push("last"));
    assert.throws(() => run(() => text(props, "open")), /\.open can't be known/);
    assert.deepEqual(seen, ["last"]);
    assert.throws(() => run(() => assert.fail("defect")), /defect/);
    assert.deepEqual(seen, ["last"]);
  });

  it("can do without an unknown value, not without other errors", () => {
    assert.equal(
      known(() => text(sent({ open: unknown }), "open")),
      undefined,
    );
    assert.throws(() => known(() => assert.fail("defect")), /defect/);
  });
});
