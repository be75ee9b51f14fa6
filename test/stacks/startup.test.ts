import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

/** Runs a line of JavaScript in a Node that starts as the program does; gives what it prints. */
function run(script: string): string {
  const args = ["--require=./stacks/startup.cjs", "--require=tsx/cjs", "-e", script];
  return execFileSync(process.execPath, args, { encoding: "utf8" }).trim();
}

describe("the program's start", () => {
  it("loads neither TypeScript nor npm's resolver with the SDK", () => {
    const loaded = run(`require("@pulumi/pulumi");
      console.log(Object.keys(require.cache).filter((f) => /node_modules.(typescript|@npmcli.arborist)./.test(f)).length)`);
    assert.equal(loaded, "0");
  });

  it("still turns a function into source when a program asks for it", () => {
    const text = run(`const pulumi = require("@pulumi/pulumi");
      pulumi.runtime.serializeFunction(() => 42).then(({ text }) => console.log(/42/.test(text)))`);
    assert.equal(text, "true");
  });

  it("leaves the trace of an error whole, mapped to its TypeScript line", () => {
    const trace = run(`require("@pulumi/pulumi/cmd/run/error.js");
      const { parameterGroupFamily } = require("./components/global-database/engine.ts");
      try { parameterGroupFamily("17"); } catch (error) { console.log(error.stack) }`);
    assert.match(trace, /engine\.ts:\d+/);
    assert.ok(trace.split("\n").length > 3, trace);
  });
});
