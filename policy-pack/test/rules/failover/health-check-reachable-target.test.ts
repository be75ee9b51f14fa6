import assert from "node:assert/strict";
import { healthCheckReachableTarget as rule } from "../../../rules/failover/health-check-reachable-target";
import { isPrivateAddress } from "../../../rules/failover/private-addresses";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const check = (props: Record<string, unknown> = {}) =>
  resource("aws:route53/healthCheck:HealthCheck", "check", { type: "HTTPS", ...props });
const balancer = (type: string, internal: unknown) =>
  resource(type, "lb", { internal }, { outputs: { dnsName: "lb.x" } });
const spellings = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:elb/loadBalancer:LoadBalancer",
];
const internal = "check: Its fqdn is an internal load balancer, which the internet can't reach.";

describe("health-check-reachable-target", () => {
  it("accepts a public address, a public load balancer and a public name", async () => {
    const open = balancer("aws:lb/loadBalancer:LoadBalancer", false);
    const checks = [{ ipAddress: "198.51.100.7" }, { fqdn: reference(open) }, { fqdn: "api.example.com" }];
    for (const props of checks) assert.deepEqual(await said(rule, [open, check(props)]), []);
  });

  for (const type of spellings) {
    it(`refuses an internal ${type}, by edge or by name`, async () => {
      const closed = balancer(type, true);
      for (const fqdn of [reference(closed), "LB.x"]) {
        assert.deepEqual(await said(rule, [closed, check({ fqdn })]), [internal]);
      }
    });
  }

  it("refuses the name that AWS gives internal load balancers", async () => {
    const fqdn = "internal-shop-1.us-east-2.elb.amazonaws.com";
    assert.deepEqual(await said(rule, [check({ fqdn })]), [internal]);
  });

  it("refuses a name of a private zone, and a name of an internal load balancer", async () => {
    const closed = balancer("aws:lb/loadBalancer:LoadBalancer", true);
    const secret = resource("aws:route53/zone:Zone", "private", { name: "x", vpcs: [{ vpcId: unknown }] });
    const open = resource("aws:route53/zone:Zone", "public", { name: "y" });
    const record = (zone: TestResource, props = {}) =>
      resource("aws:route53/record:Record", "record", { zoneId: reference(zone), name: "api", ...props });
    const wanted: Record<string, TestResource> = {
      "a name of a private hosted zone": record(secret),
      "a name of an internal load balancer": record(open, { aliases: [{ name: reference(closed) }] }),
    };
    for (const [what, target] of Object.entries(wanted)) {
      assert.deepEqual(await said(rule, [closed, secret, open, target, check({ fqdn: reference(target) })]), [
        `check: Its fqdn is ${what}, which the internet can't reach.`,
      ]);
    }
    const plain = record(open);
    assert.deepEqual(await said(rule, [open, plain, check({ fqdn: reference(plain) })]), []);
  });

  it("refuses a private address, and finds it beside a name that is not known", async () => {
    assert.deepEqual(await said(rule, [check({ ipAddress: "10.10.4.7", fqdn: unknown })]), [
      "check: Its ipAddress is not reachable from the internet.",
      "check? fqdn is not known yet",
    ]);
  });

  it("asks nothing of a check of an alarm", async () => {
    assert.deepEqual(await said(rule, [check({ type: "CLOUDWATCH_METRIC", ipAddress: "10.0.0.1" })]), []);
  });

  it("does not judge an address that is not known", async () => {
    assert.deepEqual(await said(rule, [check({ ipAddress: unknown })]), [
      "check? ipAddress is not known yet",
    ]);
  });

  it("reads a load balancer's name to its end, with AWS's suffix in China and a last dot", async () => {
    for (const end of ["amazonaws.com", "amazonaws.com.", "amazonaws.com.cn"]) {
      assert.deepEqual(await said(rule, [check({ fqdn: `internal-shop-1.cn-north-1.elb.${end}` })]), [
        internal,
      ]);
    }
    for (const fqdn of [
      "not-internal-shop-1.us-east-2.elb.amazonaws.com",
      "internal-shop-1.us-east-2.elb.amazonaws.com.example",
    ]) {
      assert.deepEqual(await said(rule, [check({ fqdn })]), []);
    }
  });

  it("lets an internal load balancer be that the check does not name", async () => {
    const closed = balancer("aws:lb/loadBalancer:LoadBalancer", true);
    assert.deepEqual(await said(rule, [closed, check({ fqdn: "api.example.com" })]), []);
    const nameless = resource("aws:lb/loadBalancer:LoadBalancer", "lb", { internal: true });
    assert.deepEqual(await said(rule, [nameless, check({ fqdn: "api.example.com" })]), []);
  });

  it("refuses a name whose record holds an internal load balancer's name", async () => {
    const closed = balancer("aws:lb/loadBalancer:LoadBalancer", true);
    const record = resource("aws:route53/record:Record", "record", {
      name: "api",
      records: [reference(closed)],
    });
    assert.deepEqual(await said(rule, [closed, record, check({ fqdn: reference(record) })]), [
      "check: Its fqdn is a name of an internal load balancer, which the internet can't reach.",
    ]);
  });
});

describe("isPrivateAddress", () => {
  const table: Record<string, boolean> = {
    "10.255.0.1": true,
    "172.15.0.1": false,
    "172.31.0.1": true,
    "192.168.0.1": true,
    "100.64.0.1": true,
    "127.0.0.1": true,
    "8.8.8.8": false,
    "fd00::1": true,
    "::1": true,
    "2600:1f18::1": false,
    "no address": false,
  };
  for (const [address, expected] of Object.entries(table)) {
    it(`${address}: ${expected}`, () => assert.equal(isPrivateAddress(address), expected));
  }
});
