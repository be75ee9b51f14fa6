import assert from "node:assert/strict";
import { compareVersions } from "../rules/data/engine-versions";
import { isBurstable, memoryOf } from "../rules/data/instance-classes";
import { inStandardSupport } from "../rules/kubernetes/versions";
import { processorsOf } from "../rules/parity/instance-sizes";

describe("processors of an instance type", () => {
  const table: Record<string, number | undefined> = {
    "t3.nano": 2,
    "t3.micro": 2,
    "t4g.small": 2,
    "t4g.medium": 2,
    "m7g.medium": 1,
    "m7g.large": 2,
    "m7g.xlarge": 4,
    "u-6tb1.56xlarge": 224,
    "m7g.metal": undefined,
    "m7g.xlarge.x": undefined,
    "x m7g.xlarge": undefined,
    "m7g.xlargest": undefined,
    "m7g.axlarge": undefined,
    "7g.large": undefined,
    m7g: undefined,
    "": undefined,
  };
  for (const [type, processors] of Object.entries(table)) {
    it(`${type || "nothing"}: ${processors}`, () => assert.equal(processorsOf(type), processors));
  }
});

describe("memory of an Aurora instance class", () => {
  const table: Record<string, number | undefined> = {
    "db.r7g.large": 16,
    "db.r7g.xlarge": 32,
    "db.r7g.2xlarge": 64,
    "db.x2g.16xlarge": 1024,
    "db.t4g.medium": 4,
    "db.serverless": 40,
    "db.m7g.large": undefined,
    "db.r7g.metal": undefined,
    "db.r7g.large.x": undefined,
    "xdb.r7g.large": undefined,
    "db.r7g.axlarge": undefined,
    "db.r7g.xlargest": undefined,
    "r7g.large": undefined,
  };
  for (const [name, memory] of Object.entries(table)) {
    it(`${name}: ${memory} GiB`, () =>
      assert.equal(
        memoryOf(name, () => 20),
        memory,
      ));
  }

  it("of Serverless is not known without its capacity", () => {
    assert.equal(
      memoryOf("db.serverless", () => undefined),
      undefined,
    );
  });

  it("knows classes that earn credits", () => {
    const burstable = ["db.t4g.medium", "db.t3.large", "db.r7g.large", "db.tx.large", "x.db.t4g.medium"];
    assert.deepEqual(burstable.map(isBurstable), [true, true, false, false, false]);
  });
});

describe("comparison of engine versions", () => {
  const table: [string, string, string][] = [
    ["16.8", "16.8", "same"],
    ["16.8", "16.8.1", "same"],
    ["16.08", "16.8", "same"],
    ["16.008", "16.8", "same"],
    ["16.80", "16.8", "different"],
    ["16.10", "16.1", "different"],
    ["16.0", "16.0", "same"],
    ["16.8", "16.9", "different"],
    ["15.8", "16.8", "different"],
    ["16", "16.8", "vague"],
    ["16.8", "16", "vague"],
    ["16", "16", "same"],
    ["16", "17", "different"],
    ["8.0.mysql_aurora.3.08.0", "8.0.mysql_aurora.3.8.2", "same"],
    ["8.0.mysql_aurora.3.08.0", "8.0.mysql_aurora.3.10.0", "different"],
    ["8.0.mysql_aurora.3.10.0", "5.7.mysql_aurora.2.10.0", "different"],
  ];
  for (const [one, other, expected] of table) {
    it(`${one} and ${other}: ${expected}`, () => assert.equal(compareVersions(one, other), expected));
  }
});

describe("standard support of a Kubernetes version", () => {
  const table: [version: string, day: string, expected: boolean | undefined][] = [
    ["1.31", "2025-11-26", true],
    ["1.31", "2025-11-27", false],
    ["1.30", "2025-07-23", true],
    ["1.30", "2025-07-24", false],
    ["1.32", "2026-03-24", false],
    ["1.33", "2026-07-30", false],
    ["1.34", "2026-12-03", false],
    ["1.35", "2027-03-27", true],
    ["1.35", "2027-03-28", false],
    ["1.29", "2025-01-01", false],
    ["1.9", "2025-01-01", false],
    ["1.99", "2030-01-01", true],
    ["2.1", "2030-01-01", true],
    ["0.99", "2025-01-01", false],
    ["10.30", "2030-01-01", true],
    ["1", "2025-01-01", undefined],
    ["v1.31", "2025-01-01", undefined],
    ["1.31.2", "2025-01-01", undefined],
    ["", "2025-01-01", undefined],
  ];
  for (const [version, day, expected] of table) {
    it(`${version || "nothing"} on ${day}: ${expected}`, () => {
      assert.equal(inStandardSupport(version, new Date(`${day}T12:00:00Z`)), expected);
    });
  }
});
