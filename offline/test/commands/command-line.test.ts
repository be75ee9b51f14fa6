import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { packageDirectory } from "../../home/dist";
import { type Temporary, temporary } from "../support/temporary";

describe("the command line", () => {
  let at: Temporary;
  before(() => {
    at = temporary();
    at.write("program/Pulumi.yaml", "name: a\nruntime: nodejs\n");
  });
  after(() => at.remove());

  function run(line: string, cwd = at.directory) {
    const file = path.join(packageDirectory(), "bin", "tandem-offline.mjs");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [file, ...line.split(" ").filter(Boolean)],
      {
        cwd,
        encoding: "utf8",
      },
    );
    return { status, stdout, stderr };
  }

  it("lists the commands on --help, exit code 0", () => {
    const { status, stdout } = run("--help");
    assert.equal(status, 0);
    for (const command of ["pulumi", "start", "run"])
      assert.match(stdout, new RegExp(`tandem-offline ${command} `));
  });

  for (const [line, message] of [
    ["", /^$/],
    ["strat", /there is no command strat; there are pulumi, start, run/],
    ["start", /start takes the stacks to preview/],
    ["start --policy-pak x dev", /Unknown option '--policy-pak'\. See tandem-offline --help/],
    ["start dev", /there is no Pulumi\.yaml in .+ or above/],
    ["start -C program dev", /there is no Pulumi\.dev\.yaml in .+program/],
    ["run", /run takes the TypeScript file to run/],
  ] as const) {
    it(`"${line}" is a mistake that is explained in one line, exit code 2`, () => {
      const { status, stderr } = run(line);
      assert.equal(status, 2, stderr);
      assert.match(stderr.trim(), message);
      assert.ok(stderr.trim().split("\n").length <= 1, stderr);
    });
  }
});
