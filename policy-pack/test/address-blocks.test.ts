import assert from "node:assert/strict";
import { isAnywhere } from "../rules/network/address-ranges";
import { overlap, parseBlock } from "../rules/parity/address-blocks";

describe("address blocks", () => {
  const table: Record<string, [first: number, size: number] | undefined> = {
    "0.0.0.0/0": [0, 2 ** 32],
    "0.0.1.0/24": [256, 256],
    "0.0.1.7/24": [256, 256],
    "1.2.3.4/32": [0x01020304, 1],
    "255.255.255.255/32": [0xffffffff, 1],
    "10.10.0.0/16": [0x0a0a0000, 65_536],
    "10.256.0.0/16": undefined,
    "10.10.0.0/33": undefined,
    "10.10.0/16": undefined,
    "10.10.0.0.0/16": undefined,
    "10.10.0.0": undefined,
    "x10.10.0.0/16": undefined,
    "10.10.0.0/16x": undefined,
    "10.10.0.0/160": undefined,
    "2001:db8::/32": undefined,
    "": undefined,
  };
  for (const [cidr, block] of Object.entries(table)) {
    it(`reads ${cidr || "nothing"}`, () => {
      const expected = block && { first: block[0], size: block[1] };
      assert.deepEqual(parseBlock(cidr), expected);
    });
  }

  it("reads nothing of no text", () => assert.equal(parseBlock(undefined), undefined));

  it("overlap when they share an address, not when they meet", () => {
    const at = (first: number, size: number) => ({ first, size });
    for (const [one, other] of [
      [at(0, 8), at(7, 1)],
      [at(0, 8), at(0, 8)],
      [at(4, 1), at(0, 8)],
    ] as const) {
      assert.equal(overlap(one, other), true);
      assert.equal(overlap(other, one), true);
    }
    assert.equal(overlap(at(0, 8), at(8, 8)), false);
    assert.equal(overlap(at(8, 8), at(0, 8)), false);
  });
});

describe("a range that is anywhere", () => {
  const table: Record<string, boolean> = {
    "0.0.0.0/0": true,
    " 128.0.0.0/1 ": true,
    "8.0.0.0/7": true,
    "10.0.0.0/8": false,
    "10.0.0.0/16": false,
    "::/0": true,
    "2000::/3": true,
    "2001::/15": true,
    "2001::/16": false,
    "2001:db8::/64": false,
    "2001:db8::/128": false,
    "/0": false,
    "0.0.0.0/": false,
    "0.0.0.0": false,
    "0.0.0.0/x": false,
    "0.0.0.0/0x": false,
    "0.0.0.0/-1": false,
    "0.0.0.0/0000": false,
    "": false,
  };
  for (const [cidr, expected] of Object.entries(table)) {
    it(`${cidr || "nothing"}: ${expected}`, () => assert.equal(isAnywhere(cidr), expected));
  }
  it("is none that is not known", () => assert.equal(isAnywhere(undefined), false));
});
