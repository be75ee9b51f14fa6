import assert from "node:assert/strict";
import { flowLogsEveryVpc as rule } from "../../../rules/network/flow-logs-every-vpc";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const vpc = (name: string, region: string) => resource("aws:ec2/vpc:Vpc", name, { region });
const east = vpc("east", "us-east-2");
const west = vpc("west", "us-west-2");
const log = (props: Record<string, unknown>) => resource("aws:ec2/flowLog:FlowLog", "log", props);

describe("flow-logs-every-vpc", () => {
  it("accepts one log of all traffic, or one of each kind", async () => {
    assert.deepEqual(await said(rule, [east, log({ vpcId: reference(east), trafficType: "ALL" })]), []);
    const both = ["ACCEPT", "REJECT"].map((trafficType) =>
      resource("aws:ec2/flowLog:FlowLog", trafficType, { vpcId: reference(east), trafficType }),
    );
    assert.deepEqual(await said(rule, [east, ...both]), []);
  });

  it("finds a log by a known id", async () => {
    const made = resource("aws:ec2/vpc:Vpc", "made", {}, { outputs: { id: "vpc-1" } });
    assert.deepEqual(await said(rule, [made, log({ vpcId: "vpc-1", trafficType: "ALL" })]), []);
  });

  it("refuses the region that has none", async () => {
    const resources = [east, west, log({ vpcId: reference(east), trafficType: "ALL" })];
    assert.deepEqual(await said(rule, resources), ["west: It has no flow log."]);
  });

  it("refuses a default VPC without one, and half a record", async () => {
    const used = resource("aws:ec2/defaultVpc:DefaultVpc", "used", {});
    assert.deepEqual(await said(rule, [used]), ["used: It has no flow log."]);
    assert.deepEqual(await said(rule, [east, log({ vpcId: reference(east), trafficType: "REJECT" })]), [
      "east: Its flow log records refused traffic only.",
    ]);
    assert.deepEqual(await said(rule, [east, log({ vpcId: reference(east), trafficType: "ACCEPT" })]), [
      "east: Its flow log records admitted traffic only.",
    ]);
  });

  it("does not take the log of a subnet for the VPC's", async () => {
    assert.deepEqual(await said(rule, [east, log({ subnetId: unknown, trafficType: "ALL" })]), [
      "east: It has no flow log.",
    ]);
  });

  it("can't tell what a log records or which VPC, when that is not known", async () => {
    const reason = "what a flow log records is not known";
    assert.deepEqual(await said(rule, [east, log({ vpcId: reference(east), trafficType: unknown })]), [
      `east? ${reason}`,
    ]);
    assert.deepEqual(await said(rule, [east, log({ vpcId: unknown, trafficType: "ALL" })]), [
      `east? ${reason}`,
    ]);
  });
});
