import assert from "node:assert/strict";
import { isAtLeast, parseVersion } from "../../engine/version";

describe("versions of the CLI", () => {
  const printed: [string, [number, number, number] | undefined][] = [
    ["v3.230.0\n", [3, 230, 0]],
    ["3.248.1", [3, 248, 1]],
    ["v3.231.0-alpha.1+abc", [3, 231, 0]],
    ["pulumi: command not found", undefined],
    ["", undefined],
  ];
  for (const [text, expected] of printed) {
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(parseVersion(text), expected));
  }

  const pairs: [string, string, boolean][] = [
    ["3.200.0", "3.200.0", true],
    ["3.199.9", "3.200.0", false],
    ["3.1000.0", "3.200.0", true],
    ["4.0.0", "3.200.0", true],
    ["2.300.0", "3.200.0", false],
    ["nonsense", "3.200.0", false],
  ];
  for (const [version, minimum, expected] of pairs) {
    it(`${version} ${expected ? "is" : "is not"} at least ${minimum}`, () =>
      assert.equal(isAtLeast(version, minimum), expected));
  }
});
