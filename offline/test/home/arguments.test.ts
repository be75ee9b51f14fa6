import assert from "node:assert/strict";
import { operationAt, option, stackOf, workingDirectory } from "../../home/arguments";

describe("Pulumi's arguments", () => {
  const stacks: [string, string | undefined][] = [
    ["preview --stack dev", "dev"],
    ["preview --stack=dev", "dev"],
    ["preview -s dev", "dev"],
    ["-sdev preview", "dev"],
    ["up -s a --stack b", "b"],
    ["up --stack organization/project/dev", "dev"],
    ["stack select dev", "dev"],
    ["stack init dev", undefined],
    ["stack init --stack dev", undefined],
    ["preview -- --stack dev", undefined],
    ["preview", undefined],
  ];
  for (const [line, stack] of stacks) {
    it(`"${line}" is about ${stack ?? "no stack by name"}`, () =>
      assert.equal(stackOf(line.split(" ")), stack));
  }

  it("takes the stack from PULUMI_STACK last", () => {
    assert.equal(stackOf(["preview"], { PULUMI_STACK: "dev" }), "dev");
    assert.equal(stackOf(["preview", "-s", "other"], { PULUMI_STACK: "dev" }), "other");
  });

  for (const [line, at] of [
    ["up --yes", 0],
    ["-C some/up preview", 2],
    ["--non-interactive destroy", 1],
    ["stack output up", undefined],
    ["config set up 1", undefined],
    ["--color never refresh", 2],
    ["version", undefined],
  ] as [string, number | undefined][]) {
    it(`"${line}" ${at === undefined ? "is no operation" : `has its operation at ${at}`}`, () =>
      assert.equal(operationAt(line.split(" ")), at));
  }

  it("knows where Pulumi works", () => {
    assert.equal(workingDirectory(["preview"], "/a"), "/a");
    assert.equal(workingDirectory(["-C", "b", "preview"], "/a"), "/a/b");
    assert.equal(workingDirectory(["--cwd=../c", "preview"], "/a"), "/c");
    assert.equal(workingDirectory(["-C/d", "preview"], "/a"), "/d");
  });

  it("does not take a long option for a short one with its value", () => {
    assert.equal(option(["--cwd-like", "x"], "cwd", "C"), undefined);
    assert.equal(option(["--stack-trace"], "stack", "s"), undefined);
  });
});
