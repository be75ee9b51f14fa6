import assert from "node:assert/strict";
import { code } from "../../docs-pages/example";
import { UNKNOWN } from "../../frame/values";

const example = (props: Record<string, unknown>, type = "aws:rds/globalCluster:GlobalCluster") =>
  code({ rule: "r", type, name: 'a "b"', props, message: "" });

describe("an example on a rule's page", () => {
  it("is a line of a program, with outputs of other resources where a value is not known", () => {
    assert.equal(
      example({ a: 1, "b-c": [true, null, "x"], kmsKeyId: UNKNOWN, d: {} }),
      'new aws.rds.GlobalCluster("a \\"b\\"", { a: 1, "b-c": [true, null, "x"], kmsKeyId: other.id, d: {} });',
    );
    assert.equal(example({}), 'new aws.rds.GlobalCluster("a \\"b\\"", {});');
  });

  it("breaks long blocks into lines", () => {
    const long = example({ first: "a".repeat(60), second: [{ third: "b".repeat(40) }] }, "my:own:Type");
    assert.deepEqual(long.split("\n"), [
      'new my:own:Type("a \\"b\\"", {',
      `  first: "${"a".repeat(60)}",`,
      `  second: [{ third: "${"b".repeat(40)}" }],`,
      "});",
    ]);
  });
});
