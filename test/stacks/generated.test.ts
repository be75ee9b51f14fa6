import assert from "node:assert/strict";
import * as fs from "node:fs";
import { generatedFiles } from "../../docs/generate";

describe("generated files", () => {
  for (const [file, content] of generatedFiles()) {
    it(`${file} is what npm run docs writes`, () => {
      assert.equal(fs.readFileSync(file, "utf8"), content, "run npm run docs and commit the result");
    });
  }

  it("every stack file of this repository names the schema on its first line", () => {
    for (const file of fs.readdirSync(".").filter((name) => /^Pulumi\..+\.yaml$/.test(name))) {
      const [first] = fs.readFileSync(file, "utf8").split("\n");
      assert.equal(first, "# yaml-language-server: $schema=stacks/settings/stack-file.schema.json", file);
    }
  });
});
