import assert from "node:assert/strict";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { packageManager, programDependencies } from "../../engine/host/dependencies";
import { isStuck } from "../../engine/host/inspect-guard";
import { runtimeOptions, splitArguments } from "../../engine/host/options";
import { isJavaScript, pairs } from "../../engine/host/run-plugin";
import { programResult } from "../../engine/host/run-program";
import { type Temporary, temporary } from "../support/temporary";

describe("the language host", () => {
  let at: Temporary;
  beforeEach(() => {
    at = temporary();
  });
  afterEach(() => at.remove());

  it("tells the engine to stop quietly when the program has shown its error itself", () => {
    assert.deepEqual(programResult(32), { bail: true, error: "" });
    assert.deepEqual(programResult(0), { bail: false, error: "" });
    assert.deepEqual(programResult(1), { bail: false, error: "Program exited with non-zero exit code: 1" });
  });

  it("loads TypeScript with ts-node unless the project says otherwise", () => {
    const withOptions = (options: Record<string, string | boolean>) =>
      runtimeOptions(new language.ProgramInfo().setOptions(Struct.fromJavaScript(options)));
    assert.equal(runtimeOptions(undefined).typescript, true);
    assert.equal(withOptions({}).typescript, true);
    assert.equal(withOptions({ typescript: false }).typescript, false);
    assert.deepEqual(withOptions({ nodeargs: "--import=tsx --stack-trace-limit=1" }).nodeArguments, [
      "--import=tsx",
      "--stack-trace-limit=1",
    ]);
    assert.equal(withOptions({ tsconfig: "a.json" }).tsconfig, "a.json");
  });

  for (const [text, words] of [
    ["", []],
    ["  --a   b ", ["--a", "b"]],
    [`--title="a b" --x`, ["--title=a b", "--x"]],
    [`'one two' "three"`, ["one two", "three"]],
  ] as [string, string[]][]) {
    it(`splits ${JSON.stringify(text)} as a shell does`, () => assert.deepEqual(splitArguments(text), words));
  }

  it("knows the stack lines on which Node's coloured display does not end", () => {
    const withStack = (line: string) => Object.assign(new Error("x"), { stack: `Error: x\n    at ${line}` });
    assert.ok(isStuck(withStack("new C (/w/node_modules/@pulumi/resource.ts:1598:22)")));
    assert.ok(isStuck(new Error("outer", { cause: withStack("/w/node_modules/@pulumi/resource.ts:1:2") })));
    assert.ok(!isStuck(withStack("new C (/w/node_modules/@pulumi/pulumi/resource.js:1:2)")));
    assert.ok(!isStuck(withStack("main (/w/index.ts:1:2)")));
    assert.ok(!isStuck("/node_modules/@pulumi/resource.ts"));
  });

  it("keeps equals signs in the values of variables", () => {
    assert.deepEqual(pairs(["A=1", "B=x=y", "C="]), { A: "1", B: "x=y", C: "" });
  });

  it("knows a policy pack that needs no TypeScript loader", () => {
    at.write("js/package.json", `{"main": "dist/index.js"}`);
    at.write("js/dist/index.js", "");
    at.write("ts/package.json", `{"main": "index.ts"}`);
    at.write("ts/index.ts", "");
    at.write("unbuilt/package.json", `{"main": "dist/index.js"}`);
    assert.deepEqual(
      ["js", "ts", "unbuilt"].map((pack) => isJavaScript(at.at(pack))),
      [true, false, false],
    );
  });

  it("installs with the package manager of the lock file", () => {
    at.write("a/pnpm-lock.yaml", "");
    assert.equal(packageManager(at.at("a")), "pnpm");
    assert.equal(packageManager(at.at("b")), "npm");
  });

  it("lists a program's dependencies with the versions that are installed", () => {
    at.write("package.json", `{"dependencies": {"a": "^1"}, "devDependencies": {"b": "*"}}`);
    at.write("node_modules/a/package.json", `{"version": "1.4.2"}`);
    const info = new language.ProgramInfo().setProgramDirectory(at.directory);
    const { dependenciesList } = programDependencies(
      new language.GetProgramDependenciesRequest().setInfo(info),
    ).toObject();
    assert.deepEqual(dependenciesList, [
      { name: "a", version: "1.4.2" },
      { name: "b", version: "not installed" },
    ]);
  });
});
