import assert from "node:assert/strict";
import { defaultNetworkClosed as rule } from "../../../rules/network/default-network-closed";
import { reference, resource, unknown } from "../../../testing";
import { vpc } from "../../support/network";
import { said } from "../../support/outcome";

const group = (props: Record<string, unknown>) =>
  resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", props);
const missing = "vpc: Its default security group keeps AWS's rules: there is no DefaultSecurityGroup for it.";

describe("default-network-closed", () => {
  it("accepts a default group without rules", async () => {
    assert.deepEqual(await said(rule, [vpc, group({ vpcId: reference(vpc), ingress: [], egress: [] })]), []);
    assert.deepEqual(await said(rule, [vpc, group({ vpcId: reference(vpc) })]), []);
  });

  it("refuses a default group with rules", async () => {
    const open = {
      vpcId: reference(vpc),
      ingress: [{ protocol: "-1", self: true }],
      egress: [{ protocol: "-1" }],
    };
    assert.deepEqual(await said(rule, [vpc, group(open)]), [
      "default: This default security group has ingress rules.",
      "default: This default security group has egress rules.",
    ]);
  });

  it("refuses a VPC whose default group nobody took over, in any region", async () => {
    const west = resource("aws:ec2/vpc:Vpc", "west", { region: "us-west-2" });
    assert.deepEqual(await said(rule, [vpc]), [missing]);
    assert.deepEqual(await said(rule, [west, group({ vpcId: reference(west) }), vpc]), [missing]);
  });

  it("refuses the use of the default VPC and its subnets", async () => {
    const used = [
      resource("aws:ec2/defaultVpc:DefaultVpc", "network", {}),
      resource("aws:ec2/defaultSubnet:DefaultSubnet", "subnet", {}),
    ];
    assert.deepEqual(await said(rule, used), [
      "network: The program uses the default VPC.",
      "subnet: The program uses the default subnet.",
    ]);
  });

  it("can't tell whose a default group is when that is not known; unknown rules are rules", async () => {
    assert.deepEqual(await said(rule, [vpc, group({ vpcId: unknown, ingress: unknown })]), [
      "default: This default security group has ingress rules.",
      "vpc? the VPC of a default security group is not known",
    ]);
  });
});
