import assert from "node:assert/strict";
import { eksCapacityParity as rule } from "../../../rules/parity/eks-capacity-parity";
import { processorsOf } from "../../../rules/parity/instance-sizes";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const group = (region: string, maxSize: unknown, instanceTypes?: unknown) =>
  resource("aws:eks/nodeGroup:NodeGroup", `nodes-${region}`, {
    region,
    scalingConfig: { minSize: 1, desiredSize: 1, maxSize },
    instanceTypes,
  });
const east = group("us-east-2", 10, ["m7g.xlarge"]);
const smaller =
  "nodes-us-west-2: It can grow to less than 85 % of the processors of its twin nodes-us-east-2 in us-east-2.";

describe("eks-capacity-parity", () => {
  it("accepts as many processors, however they are cut", async () => {
    const same = [
      group("us-west-2", 10, ["m7g.xlarge"]),
      group("us-west-2", 5, ["m7i.2xlarge"]),
      group("us-west-2", 9, ["m6i.xlarge"]),
    ];
    for (const west of same) assert.deepEqual(await said(rule, [east, west]), []);
  });

  it("refuses fewer nodes and smaller ones", async () => {
    for (const west of [group("us-west-2", 8, ["m7g.xlarge"]), group("us-west-2", 10, ["m7g.large"])]) {
      assert.deepEqual(await said(rule, [east, west]), [smaller]);
    }
  });

  it("counts the smallest of several types, and EKS's own choice where none is named", async () => {
    assert.deepEqual(await said(rule, [east, group("us-west-2", 10, ["m7g.4xlarge", "m7g.large"])]), [
      smaller,
    ]);
    assert.deepEqual(await said(rule, [east, group("us-west-2", 10)]), [smaller]);
  });

  it("takes the share from the settings", async () => {
    const west = group("us-west-2", 5, ["m7g.xlarge"]);
    assert.deepEqual(await said(rule, [east, west], { settings: { minimumPercent: 50 } }), []);
  });

  it("compares with a peer's", async () => {
    const peers = [{ stack: "peer", region: "us-east-2", resources: [east] }];
    assert.deepEqual(await said(rule, [group("us-west-2", 2, ["m7g.xlarge"])], { peers }), [smaller]);
  });

  it("does not judge a type or a size that is not known", async () => {
    const reason = "how far it or its twin can grow is not known";
    const found = await said(rule, [east, group("us-west-2", 10, ["m7g.metal"])]);
    assert.deepEqual(found, [`nodes-us-east-2? ${reason}`, `nodes-us-west-2? ${reason}`]);
    assert.deepEqual(await said(rule, [east, group("us-west-2", unknown, ["m7g.large"])]), [
      `nodes-us-east-2? ${reason}`,
      "nodes-us-west-2? scalingConfig.maxSize is not known yet",
    ]);
  });

  it("does not judge a group without a twin in sight", async () => {
    assert.deepEqual(await said(rule, [east]), [
      "nodes-us-east-2? it has no twin in sight, and the setting regions names no other region",
    ]);
  });
});

describe("processorsOf", () => {
  const table: Record<string, number | undefined> = {
    "t3.medium": 2,
    "m7g.medium": 1,
    "m7g.large": 2,
    "c7i-flex.xlarge": 4,
    "r6i.24xlarge": 96,
    "m7i.metal-48xl": undefined,
    large: undefined,
  };
  for (const [type, expected] of Object.entries(table)) {
    it(`${type}: ${expected}`, () => assert.equal(processorsOf(type), expected));
  }
});
