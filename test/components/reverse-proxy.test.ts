import assert from "node:assert/strict";
import { ReverseProxy, type ReverseProxyArgs } from "../../components/reverse-proxy";
import { addressScript } from "../../components/reverse-proxy/documents";
import { mistakes } from "../../components/reverse-proxy/validate";
import { only, settled, startMocks } from "../support/mocks";

const EIP = "aws:ec2/eip:Eip";
const GROUP = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CHECK = "aws:route53/healthCheck:HealthCheck";
const LOG = "aws:cloudwatch/logGroup:LogGroup";

const minimal: ReverseProxyArgs = {
  region: "eu-west-1",
  resourceName: "shop-prod-proxy-first",
  vpcId: "vpc-1",
  subnetId: "subnet-a",
  instanceTypes: ["c7g.large", "m7g.large"],
  hostName: "shop.example.com",
  script: "echo ready\n",
  logGroupName: "/shop-prod/proxy-first",
  keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
};

async function build(more: Partial<ReverseProxyArgs> = {}) {
  const registered = startMocks({
    [TEMPLATE]: () => ({ latestVersion: 7 }),
    [EIP]: () => ({ publicIp: "203.0.113.7", allocationId: "eipalloc-1" }),
  });
  new ReverseProxy("proxy", { ...minimal, ...more });
  await settled();
  return registered;
}

describe("ReverseProxy", () => {
  it("makes an address, a log, a check and a group of one instance in one subnet", async () => {
    const registered = await build();
    const made = registered.map(({ type, name }) => `${type} ${name}`);
    for (const expected of [`${EIP} proxy-address`, `${LOG} proxy-log`, `${CHECK} proxy-health-check`]) {
      assert.ok(made.includes(expected), expected);
    }
    const { inputs } = only(registered, GROUP);
    assert.deepEqual([inputs.minSize, inputs.maxSize, inputs.vpcZoneIdentifiers], [1, 1, ["subnet-a"]]);
    const log = only(registered, LOG).inputs;
    assert.deepEqual(
      [log.name, log.kmsKeyId, log.retentionInDays],
      [minimal.logGroupName, minimal.keyArn, 400],
    );
  });

  it("is asked at its address by the name of the shop, in the TLS handshake, too", async () => {
    const { inputs } = only(await build({ healthCheck: { path: "/healthz/shop" } }), CHECK);
    assert.deepEqual(
      [inputs.type, inputs.ipAddress, inputs.fqdn, inputs.enableSni, inputs.port, inputs.resourcePath],
      ["HTTPS", "203.0.113.7", "shop.example.com", true, 443, "/healthz/shop"],
    );
  });

  it("takes its address before the caller's script runs", async () => {
    const { inputs } = only(await build(), TEMPLATE);
    const script = Buffer.from(inputs.userData as string, "base64").toString();
    assert.ok(script.startsWith("#!/bin/bash\n"));
    assert.ok(script.endsWith("\necho ready\n"));
    assert.match(
      script,
      /associate-address --region eu-west-1 --allocation-id eipalloc-1 .+--allow-reassociation/,
    );
    assert.ok(script.startsWith(addressScript({ region: "eu-west-1", allocationId: "eipalloc-1" })));
  });

  it("lets everybody in on 443 alone, and out by HTTPS", async () => {
    const registered = await build();
    const rules = (kind: string) =>
      registered
        .filter(({ type }) => type.endsWith(`:SecurityGroup${kind}Rule`))
        .map(({ inputs }) => [inputs.cidrIpv4, inputs.fromPort, inputs.toPort]);
    assert.deepEqual(rules("Ingress"), [["0.0.0.0/0", 443, 443]]);
    assert.deepEqual(rules("Egress"), [["0.0.0.0/0", 443, 443]]);
  });

  it("may take its own address and no other, for instances of its own name, and write its own log", async () => {
    const { inputs } = only(await build(), "aws:iam/rolePolicy:RolePolicy");
    const { Statement } = JSON.parse(inputs.policy as string) as { Statement: Record<string, unknown>[] };
    const bySid = new Map(Statement.map((one) => [one.Sid, one]));
    assert.deepEqual(bySid.get("TakeAddress")?.Resource, [
      "arn:aws:ec2:eu-west-1:111122223333:elastic-ip/eipalloc-1",
    ]);
    assert.deepEqual(bySid.get("TakeAddressItself")?.Condition, {
      StringEquals: { "aws:ResourceTag/Name": "shop-prod-proxy-first" },
    });
    for (const { Sid, Action, Resource } of Statement) {
      if (Sid === "SessionManager") continue;
      assert.ok(!JSON.stringify(Action).includes("*"), String(Sid));
      assert.ok(!(Resource as string[]).includes("*"), String(Sid));
    }
  });

  const refused: [string, Partial<ReverseProxyArgs>, RegExp][] = [
    ["a host that is none", { hostName: "Shop" }, /^hostName: "Shop" is not allowed/],
    ["a log group's name with blanks", { logGroupName: "a b" }, /^logGroupName: "a b" is not allowed/],
    [
      "a script that EC2 does not take",
      { script: "x".repeat(16_000) },
      /^script: 16000 bytes are not allowed/,
    ],
    [
      "a path that is none",
      { healthCheck: { path: "health" } },
      /^healthCheck\.path: "health" is not allowed/,
    ],
    ["a log kept for 17 days", { logRetentionInDays: 17 }, /^logRetentionInDays: 17 is not allowed/],
    [
      "a statement of its own name",
      { statements: [{ sid: "WriteLog", actions: ["logs:PutLogEvents"], resources: ["arn:x"] }] },
      /^statements: "WriteLog" is not allowed/,
    ],
  ];
  for (const [what, args, expected] of refused) {
    it(`refuses ${what}`, () => {
      const found = mistakes({ ...minimal, ...args }).map(
        ({ propertyPath, reason }) => `${propertyPath}: ${reason}`,
      );
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] as string, expected);
    });
  }
  it("takes minimal args", () => assert.deepEqual(mistakes(minimal), []));
});
