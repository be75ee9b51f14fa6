import assert from "node:assert/strict";
import { quotaParity as rule } from "../../../rules/parity/quota-parity";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const quota = (name: string, region: string | undefined, props: Record<string, unknown> = {}) =>
  resource("aws:servicequotas/serviceQuota:ServiceQuota", name, {
    region,
    serviceCode: "ec2",
    quotaCode: "L-1216C47A",
    value: 512,
    ...props,
  });
const both = { settings: { regions: ["us-east-2", "us-west-2"] } };
/** What shows that both regions' work is in this stack. */
const networks = ["us-east-2", "us-west-2"].map((region) =>
  resource("aws:ec2/vpc:Vpc", `network-${region}`, { region }),
);

describe("quota-parity", () => {
  it("accepts one value in all regions, whatever the names", async () => {
    assert.deepEqual(await said(rule, [quota("a", "us-east-2"), quota("b", "us-west-2")], both), []);
  });

  it("refuses a quota of one region", async () => {
    assert.deepEqual(await said(rule, [quota("a", "us-east-2"), ...networks], both), [
      "a: It is not raised in us-west-2.",
    ]);
    const other = quota("b", "us-west-2", { quotaCode: "L-34B43A08" });
    assert.equal(
      (await said(rule, [quota("a", "us-east-2"), other, ...networks], both))[0],
      "a: It is not raised in us-west-2.",
    );
  });

  it("refuses a lower value", async () => {
    assert.deepEqual(
      await said(rule, [quota("a", "us-east-2"), quota("b", "us-west-2", { value: 256 })], both),
      ["b: It is raised less than its twin in us-east-2."],
    );
  });

  it("compares with a peer's", async () => {
    const peer = (value: number) => ({
      peers: [{ stack: "peer", region: "us-west-2", resources: [quota("a", "us-west-2", { value })] }],
    });
    assert.deepEqual(await said(rule, [quota("a", "us-east-2")], peer(512)), []);
    assert.equal((await said(rule, [quota("a", "us-east-2")], peer(1024))).length, 1);
  });

  it("asks nothing of services of all regions, nor outside of the system's regions", async () => {
    const others = [quota("a", "us-east-2", { serviceCode: "iam" }), quota("b", "us-east-1")];
    assert.deepEqual(await said(rule, [...others, ...networks], both), []);
  });

  it("does not judge without regions, nor what it can't see", async () => {
    assert.deepEqual(await said(rule, [quota("a", "us-east-2")]), ["a? the setting regions names no region"]);
    assert.deepEqual(await said(rule, [quota("a", "us-east-2")], both), [
      "a? what works in us-west-2 is neither in this stack nor in the snapshot of a peer",
    ]);
  });

  it("does not take a copy of data for the work of a region", async () => {
    const copy = resource("aws:s3/bucket:Bucket", "copy", { region: "us-west-2" });
    assert.deepEqual(await said(rule, [quota("a", "us-east-2"), copy], both), [
      "a? what works in us-west-2 is neither in this stack nor in the snapshot of a peer",
    ]);
  });

  it("does not judge codes and values that are not known, and tells the missing region beside", async () => {
    const open = quota("b", "us-west-2", { quotaCode: unknown });
    assert.deepEqual(await said(rule, [quota("a", "us-east-2"), open], both), [
      "a? the code or the region of a quota is not known",
      "b? quotaCode is not known yet",
    ]);
    assert.deepEqual(await said(rule, [quota("a", "us-east-2", { value: unknown }), ...networks], both), [
      "a: It is not raised in us-west-2.",
      "a? value is not known yet",
    ]);
  });
});
