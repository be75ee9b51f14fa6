import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { evidencePage } from "../../proof/evidence/page";
import { parts } from "../../proof/evidence/parts";
import { type Kept, readResults } from "../../proof/result";

const root = path.resolve(__dirname, "../..");
const kept: Kept = {
  ...{ name: "faults", command: "npm run faults", seed: "7", seconds: 61, commit: "abc1234" },
  date: "2026-11-21T12:34:56.000Z",
  rows: [
    { figure: "kills survived", value: "9 of 10", target: "all", met: false },
    { figure: "runs", value: "10", target: "" },
  ],
};

describe("docs/evidence.md", () => {
  it("is what npm run evidence writes from the results that are kept", () => {
    assert.equal(fs.readFileSync(path.join(root, "docs/evidence.md"), "utf8"), evidencePage(readResults()));
  });

  it("says of each figure whether it meets its target, with seed, commit and time", () => {
    const page = evidencePage([kept]);
    assert.match(page, /\| kills survived \| 9 of 10 \| all \| \*\*no\*\* \|/);
    assert.match(page, /\| runs \| 10 \| {2}\| {2}\|/);
    assert.match(page, /with seed 7, commit abc1234, 2026-11-21 12:34 UTC, in 1 min 1 s/);
  });

  it("says of what was never measured that it was not", () => {
    assert.match(evidencePage([]), /## Secrets\n.*\n\nNot measured yet: `npm run canaries`/);
  });

  it("knows every result that is kept, and runs it by a script of package.json", () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const { name } of readResults())
      assert.ok(
        parts.some((part) => part.name === name),
        name,
      );
    for (const { command } of parts) assert.ok((command[0] as string) in scripts, command[0]);
  });
});
