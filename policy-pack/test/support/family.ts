import assert from "node:assert/strict";
import type { Rule } from "../../frame/rule";
import { resource, unknown } from "../../testing";
import { said } from "./outcome";

type Inputs = Readonly<Record<string, unknown>>;

/** What a family of checks says of one type. */
export interface Row {
  /** Inputs of which nothing is said. */
  readonly good: Inputs;
  /** Inputs that change it, and what is said then. */
  readonly bad: readonly (readonly [change: Inputs, ...messages: string[]])[];
  /** Changes of which nothing is said either. */
  readonly fine?: readonly Inputs[];
  /** Inputs without which nothing can be told; all that `bad` changes, unless it is said. */
  readonly open?: readonly string[];
}

/** Makes the tests of a table-driven rule: each type is good, bad in each way, and not evaluated where a value is not known. */
export function judgesFamily(rule: Rule, rows: Readonly<Record<string, Row>>): void {
  it("knows the types of this table and no others", () => {
    assert.deepEqual([...new Set(rule.types)].sort(), Object.keys(rows).sort());
  });

  for (const [type, { good, bad, fine = [], open }] of Object.entries(rows)) {
    const keys = [...(open ?? new Set(bad.flatMap(([change]) => Object.keys(change))))];
    const of = (inputs: Inputs) => said(rule, [resource(type, "it", inputs)]);

    it(`judges ${type}`, async () => {
      assert.deepEqual(await of(good), []);
      for (const change of fine)
        assert.deepEqual(await of({ ...good, ...change }), [], JSON.stringify(change));
      for (const [change, ...messages] of bad) {
        assert.deepEqual(
          await of({ ...good, ...change }),
          messages.map((message) => `it: ${message}`),
          JSON.stringify(change),
        );
      }
    });

    if (keys.length === 0) continue;
    it(`can't tell ${type} from values that are not known`, async () => {
      for (const key of keys) {
        const found = await of({ ...good, [key]: unknown });
        assert.deepEqual(found, [`it? ${key} is not known yet`]);
      }
    });
  }
}
