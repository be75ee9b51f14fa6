import assert from "node:assert/strict";
import { AliasRecord } from "../../components/alias-record";
import { names, only, settled, startMocks } from "../support/mocks";

const RECORD = "aws:route53/record:Record";
const target = { dnsName: "a1b2.awsglobalaccelerator.com", zoneId: "Z2BJ6XQ5FK7U4H" };

describe("AliasRecord", () => {
  it("answers with another name, and is as healthy as that is", async () => {
    const registered = startMocks();
    new AliasRecord("checkout", { zoneId: "Z1", recordName: "checkout.example.com", target });
    await settled();
    assert.deepEqual(only(registered, RECORD).inputs, {
      zoneId: "Z1",
      name: "checkout.example.com",
      type: "A",
      aliases: [{ name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: true }],
    });
  });

  it("keeps its logical name whatever it answers with, so that another target is an update in place", async () => {
    const registered = startMocks();
    const zoneId = "Z1";
    const nearest = { dnsName: "nearest.example.com", zoneId };
    new AliasRecord("checkout", { zoneId, recordName: "checkout.example.com", target: nearest });
    await settled();
    assert.deepEqual(names(registered, RECORD), ["checkout-record"]);
  });

  it("asks no health of what has none", async () => {
    const registered = startMocks();
    new AliasRecord("checkout", {
      zoneId: "Z1",
      recordName: "checkout.example.com",
      target,
      evaluateTargetHealth: false,
    });
    await settled();
    const [alias] = only(registered, RECORD).inputs.aliases as { evaluateTargetHealth: boolean }[];
    assert.equal(alias?.evaluateTargetHealth, false);
  });

  it("refuses what is no whole name", () => {
    for (const recordName of ["checkout", "Checkout.example.com", "checkout.example.com."]) {
      assert.throws(
        () => new AliasRecord("checkout", { zoneId: "Z1", recordName, target }),
        /recordName|is not allowed, a whole name in lower case/,
      );
    }
  });
});
