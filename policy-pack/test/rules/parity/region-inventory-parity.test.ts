import assert from "node:assert/strict";
import { regionInventoryParity as rule } from "../../../rules/parity/region-inventory-parity";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const queue = (name: string, region: unknown) => resource("aws:sqs/queue:Queue", name, { region });
const network = (region: string) => resource("aws:ec2/vpc:Vpc", `network-${region}`, { region });
const both = { settings: { regions: ["us-east-2", "us-west-2"] } };
const networks = [network("us-east-2"), network("us-west-2")];

describe("region-inventory-parity", () => {
  it("accepts twins, whatever says the region in their names", async () => {
    const pairs = [
      ["orders-us-east-2", "orders-us-west-2"],
      ["orders-primary", "orders-standby"],
      ["orders", "orders"],
    ];
    for (const [one = "", other = ""] of pairs) {
      assert.deepEqual(
        await said(rule, [...networks, queue(one, "us-east-2")], {
          ...both,
          peers: [{ stack: "peer", resources: [queue(other, "us-west-2")] }],
        }),
        [],
      );
    }
  });

  it("refuses what one region of this stack has alone, in either region", async () => {
    assert.deepEqual(await said(rule, [...networks, queue("orders", "us-east-2")], both), [
      "orders: It has no twin in us-west-2.",
    ]);
    assert.deepEqual(await said(rule, [...networks, queue("orders", "us-west-2")], both), [
      "orders: It has no twin in us-east-2.",
    ]);
  });

  it("refuses what a peer's region lacks, without settings", async () => {
    const peers = [{ stack: "peer", region: "us-west-2", resources: [network("us-west-2")] }];
    assert.deepEqual(await said(rule, [network("us-east-2"), queue("orders", "us-east-2")], { peers }), [
      "orders: It has no twin in us-west-2.",
    ]);
  });

  it("does not take a resource of another role or kind for the twin", async () => {
    const others = [
      queue("refunds", "us-west-2"),
      resource("aws:sns/topic:Topic", "orders", { region: "us-west-2" }),
    ];
    const found = await said(rule, [...networks, queue("orders", "us-east-2"), ...others], both);
    assert.ok(found.includes("orders: It has no twin in us-west-2."));
  });

  it("accepts what the settings name, and what is outside of the system's regions", async () => {
    const settings = { ...both.settings, exempt: ["ord*"] };
    const atTheEdge = resource("aws:lambda/function:Function", "at-the-edge", { region: "us-east-1" });
    assert.deepEqual(
      await said(rule, [...networks, queue("orders", "us-east-2"), atTheEdge], { settings }),
      [],
    );
  });

  it("asks nothing of what one region holds for all", async () => {
    const secret = resource("aws:secretsmanager/secret:Secret", "secret", { region: "us-east-2" });
    assert.deepEqual(await said(rule, [...networks, secret], both), []);
  });

  it("does not take copies and alarms in a region for its work, which is in another stack", async () => {
    const copies = [
      resource("aws:s3/bucket:Bucket", "copy", { region: "us-west-2" }),
      resource("aws:sns/topic:Topic", "alarms-of-copies", { region: "us-west-2" }),
    ];
    const found = await said(rule, [network("us-east-2"), queue("orders", "us-east-2"), ...copies], both);
    assert.deepEqual(
      found.filter((message) => message.startsWith("orders")),
      ["orders? what works in us-west-2 is neither in this stack nor in the snapshot of a peer"],
    );
  });

  it("does not judge what it can't see", async () => {
    const unseen = "orders? what works in us-west-2 is neither in this stack nor in the snapshot of a peer";
    assert.deepEqual(await said(rule, [queue("orders", "us-east-2")], both), [unseen]);
    assert.deepEqual(await said(rule, [queue("orders", "us-east-2")]), [
      "orders? the setting regions names no other region",
    ]);
    assert.deepEqual(await said(rule, [queue("orders", undefined)], both), [
      "orders? neither it nor its provider says its region",
    ]);
    assert.deepEqual(await said(rule, [queue("orders", unknown)], both), ["orders? region is not known yet"]);
  });
});
