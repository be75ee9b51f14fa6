import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { directImports, importsOf, programFiles, testsOf } from "../../proof/mutants/source/files";
import { mistakesIn, operators, type SourceMistake } from "../../proof/mutants/source/places";
import { Types } from "../../proof/mutants/source/types";
import { root } from "../../proof/packages";

const code = `import { Thing } from "./thing";
export function make(region: string, isLarge: boolean, more: object) {
  new Thing("one", { region, enabled: true, size: 1_000, zones: ["a", "b"], ...more });
  const kind = isLarge ? "large" : "small";
  return { place: { homeRegion: region }, kind, tags: { Name: "x", protected: true } };
}
throw new Error({ size: 3 });
`;

/** What the file becomes with a mistake in it. */
const planted = ({ start, end, text }: SourceMistake) => code.slice(0, start) + text + code.slice(end);

describe("a mistake in the program's code", () => {
  const mistakes = mistakesIn("components/x/index.ts", code);
  const of = (operator: string) =>
    mistakes.filter((one) => one.operator === operator).map(({ change }) => change);

  it("is each thing that a hand could leave out or turn", () => {
    assert.equal(of("drop-resource").length, 1);
    assert.deepEqual(of("drop-item"), ['without "a"', 'without "b"']);
    assert.deepEqual(of("flip-flag"), ["false instead of true"]);
    assert.deepEqual(of("shift-number"), ["10000 instead of 1_000"]);
    assert.deepEqual(of("swap-region"), [
      'region: "ca-west-1" instead of region',
      '"ca-west-1" instead of region',
    ]);
    assert.deepEqual(of("drop-condition").length, 2);
    assert.ok(of("drop-argument").includes("without ...more"));
  });

  it("is none in what only people read", () => {
    assert.deepEqual(
      mistakes.filter(({ change }) => /protected|size: 3|Name/.test(change) && !/Thing/.test(change)),
      [],
    );
  });

  it("has a name that the help knows, and leaves code that can be read", () => {
    for (const mistake of mistakes) {
      assert.ok(mistake.operator in operators, mistake.operator);
      assert.doesNotMatch(planted(mistake), /,\s*,|\{\s*,|\[\s*,/, mistake.change);
    }
  });

  it("is read by a process in place of the code, and written nowhere", () => {
    const file = "components/arguments/mistakes.ts";
    const mistake = { file, start: 0, end: 0, text: "// planted\n" };
    const args = ["--require", path.join(root, "proof/mutants/source/plant.cjs"), "--print"];
    const print = `fs.readFileSync(${JSON.stringify(path.join(root, file))}, "utf8").slice(0, 10)`;
    const env = { ...process.env, TANDEM_PLANTED: JSON.stringify(mistake) };
    assert.equal(spawnSync(process.execPath, [...args, print], { env }).stdout.toString(), "// planted\n");
  });

  it("is asked of the systems and the tests that read it", () => {
    const cluster = "components/payment-cluster/index.ts";
    assert.ok(programFiles().includes(cluster));
    assert.ok(importsOf("stacks/payment-hub/index.ts").has(cluster));
    assert.ok(!importsOf("stacks/web-app/index.ts").has(cluster));
    assert.ok(directImports("stacks/payment-hub/regional.ts").includes(cluster));
    assert.ok(testsOf(cluster).includes("test/components/payment-cluster.test.ts"));
  });

  it("is told by the compiler where a type asks for what is gone, and not where none does", function () {
    this.timeout(60_000);
    const file = "components/arguments/lambda-trust.ts";
    const types = new Types([file]);
    const [whole, none] = [
      { start: 0, end: 0, text: "const unfit: number = 'text';\n" },
      { start: 0, end: 0, text: "// nothing\n" },
    ].map((change) => ({ ...change, file, operator: "", line: 1, change: "" })) as [
      SourceMistake,
      SourceMistake,
    ];
    assert.match(types.complaint(whole, []) ?? "", /not assignable to type 'number'/);
    assert.equal(types.complaint(none, []), undefined);
  });
});
