import assert from "node:assert/strict";
import { standbyNotScaledToZero as rule } from "../../../rules/parity/standby-not-scaled-to-zero";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

type Size = (count: unknown) => Record<string, unknown>;
const sized: Record<string, [string, Size]> = {
  "scalingConfig.desiredSize": [
    "aws:eks/nodeGroup:NodeGroup",
    (desiredSize) => ({ scalingConfig: { desiredSize, minSize: 0, maxSize: 9 } }),
  ],
  desiredCapacity: ["aws:autoscaling/group:Group", (desiredCapacity) => ({ desiredCapacity, minSize: 1 })],
  minSize: ["aws:autoscaling/group:Group", (minSize) => ({ minSize })],
  desiredCount: ["aws:ecs/service:Service", (desiredCount) => ({ desiredCount })],
  "serverlessv2ScalingConfiguration.minCapacity": [
    "aws:rds/cluster:Cluster",
    (minCapacity) => ({ serverlessv2ScalingConfiguration: { minCapacity } }),
  ],
};
const service = (region: string, desiredCount: unknown) =>
  resource("aws:ecs/service:Service", `orders-${region}`, { region, desiredCount });
const both = { regions: ["us-east-2", "us-west-2"] };

describe("standby-not-scaled-to-zero", () => {
  for (const [path, [type, size]] of Object.entries(sized)) {
    it(`refuses ${path} 0 where the twin's is not, and accepts 1`, async () => {
      const east = resource(type, "app-east", { region: "us-east-2", ...size(3) });
      const west = (count: number) => resource(type, "app-west", { region: "us-west-2", ...size(count) });
      assert.deepEqual(await said(rule, [east, west(0)], { settings: both }), [
        `app-west: Its ${path} is 0, and that of its twin app-east is not.`,
      ]);
      assert.deepEqual(await said(rule, [east, west(1)], { settings: both }), []);
    });
  }

  it("accepts what is at zero in all regions", async () => {
    assert.deepEqual(
      await said(rule, [service("us-east-2", 0), service("us-west-2", 0)], { settings: both }),
      [],
    );
  });

  it("compares with a peer's", async () => {
    const peers = [{ stack: "peer", region: "us-east-2", resources: [service("us-east-2", 2)] }];
    assert.equal((await said(rule, [service("us-west-2", 0)], { peers })).length, 1);
  });

  for (const strategy of ["pilot-light", "backup-restore"]) {
    it(`asks nothing of a ${strategy} system`, async () => {
      const settings = { ...both, strategy };
      assert.deepEqual(
        await said(rule, [service("us-east-2", 2), service("us-west-2", 0)], { settings }),
        [],
      );
    });
  }

  it("asks the same of an active-active system", async () => {
    const settings = { ...both, strategy: "active-active" };
    assert.equal(
      (await said(rule, [service("us-east-2", 2), service("us-west-2", 0)], { settings })).length,
      1,
    );
  });

  it("does not judge a twin out of sight, nor a size that is not known", async () => {
    assert.deepEqual(await said(rule, [service("us-west-2", 0)], { settings: both }), [
      "orders-us-west-2? what works in us-east-2 is neither in this stack nor in the snapshot of a peer",
    ]);
    assert.deepEqual(
      await said(rule, [service("us-east-2", 2), service("us-west-2", unknown)], { settings: both }),
      ["orders-us-west-2? desiredCount is not known yet"],
    );
  });
});
