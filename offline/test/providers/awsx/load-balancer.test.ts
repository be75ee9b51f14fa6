import assert from "node:assert/strict";
import { awsx } from "../../../providers/awsx/package";
import { construct, graph, type Json } from "../components/fake-engine";

const subnetFunction = { "aws:ec2/getSubnet:getSubnet": { vpcId: "vpc-1" } };
const application = (inputs: Json) =>
  construct(
    awsx,
    "awsx:lb:ApplicationLoadBalancer",
    "web",
    { subnetIds: ["subnet-a", "subnet-b"], ...inputs },
    {
      functions: subnetFunction,
      outputs: {
        "aws:lb/loadBalancer:LoadBalancer": { arn: "lb" },
        "aws:lb/targetGroup:TargetGroup": { arn: "tg" },
      },
    },
  );

describe("awsx:lb:ApplicationLoadBalancer", () => {
  it("registers a security group, a target group of addresses and one listener", async () => {
    const built = await application({});
    assert.deepEqual(graph(built), [
      "aws:ec2/securityGroup:SecurityGroup web < web",
      "aws:lb/listener:Listener web-0 < web",
      "aws:lb/loadBalancer:LoadBalancer web < web",
      "aws:lb/targetGroup:TargetGroup web < web",
      "awsx:lb:ApplicationLoadBalancer web < ",
    ]);
    assert.deepEqual(built.get("aws:lb/loadBalancer:LoadBalancer", "web").inputs, {
      subnets: ["subnet-a", "subnet-b"],
      securityGroups: ["web-id"],
      loadBalancerType: "application",
    });
    assert.deepEqual(built.get("aws:lb/targetGroup:TargetGroup", "web").inputs, {
      vpcId: "vpc-1",
      targetType: "ip",
      port: 80,
      protocol: "HTTP",
    });
    assert.deepEqual(built.get("aws:lb/listener:Listener", "web-0").inputs, {
      defaultActions: [{ type: "forward", targetGroupArn: "tg" }],
      port: 80,
      protocol: "HTTP",
      loadBalancerArn: "lb",
    });
  });

  it("tells the protocol by the port, and the target group's by the first of several listeners", async () => {
    const built = await application({
      listeners: [{ port: 443, certificateArn: "c" }, { protocol: "HTTP" }],
    });
    const listener = (index: number) => built.get("aws:lb/listener:Listener", `web-${index}`).inputs;
    assert.deepEqual([listener(0).port, listener(0).protocol], [443, "HTTPS"]);
    assert.deepEqual([listener(1).port, listener(1).protocol], [80, "HTTP"]);
    const { port, protocol } = built.get("aws:lb/targetGroup:TargetGroup", "web").inputs;
    assert.deepEqual([port, protocol], [443, "HTTPS"]);
  });

  it("leaves the security group out when the program brings one", async () => {
    const built = await application({ defaultSecurityGroup: { securityGroupId: "sg-1" } });
    assert.deepEqual(built.get("aws:lb/loadBalancer:LoadBalancer", "web").inputs.securityGroups, ["sg-1"]);
    assert.ok(!graph(built).some((line) => line.startsWith("aws:ec2/securityGroup")));
  });

  for (const [what, inputs, message] of [
    ["subnets said twice", { subnetMappings: [] }, /subnetMappings: can't be given together with subnetIds/],
    ["one listener and several", { listener: {}, listeners: [] }, /listeners: can't be given together/],
    ["a region of its own", { region: "eu-west-1" }, /region: is not available offline/],
  ] as const)
    it(`refuses ${what}`, () => assert.rejects(application(inputs as Json), refusal(message)));
});

describe("awsx:lb:NetworkLoadBalancer", () => {
  it("registers a target group and a TCP listener, and no security group", async () => {
    const built = await construct(
      awsx,
      "awsx:lb:NetworkLoadBalancer",
      "net",
      { subnetIds: ["subnet-a"], defaultTargetGroupPort: 9000 },
      { functions: subnetFunction },
    );
    assert.deepEqual(graph(built), [
      "aws:lb/listener:Listener net-0 < net",
      "aws:lb/loadBalancer:LoadBalancer net < net",
      "aws:lb/targetGroup:TargetGroup net < net",
      "awsx:lb:NetworkLoadBalancer net < ",
    ]);
    const { port, protocol } = built.get("aws:lb/targetGroup:TargetGroup", "net").inputs;
    assert.deepEqual([port, protocol], [9000, "TCP"]);
  });
});

/** Argument errors travel in the status details, so that only their text can be looked for. */
function refusal(message: RegExp): (error: { metadata?: { get(key: string): unknown[] } }) => boolean {
  return (error) => {
    const [details] = error.metadata?.get("grpc-status-details-bin") ?? [];
    const text = Buffer.isBuffer(details) ? details.toString("latin1") : "";
    const [path = "", reason = ""] = message.source.split(": ");
    assert.ok(text.includes(path) && new RegExp(reason).test(text), text);
    return true;
  };
}
