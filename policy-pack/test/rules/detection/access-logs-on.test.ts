import assert from "node:assert/strict";
import { accessLogsOn as rule } from "../../../rules/detection/access-logs-on";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const edge = (props: Record<string, unknown> = {}) =>
  resource("aws:cloudfront/distribution:Distribution", "edge", props, { outputs: { arn: "arn:edge" } });
const source = (resourceArn: unknown) =>
  resource("aws:cloudwatch/logDeliverySource:LogDeliverySource", "source", { resourceArn });
const acl = resource("aws:wafv2/webAcl:WebAcl", "acl", {}, { outputs: { arn: "arn:acl" } });
const logging = (resourceArn: unknown) =>
  resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "logging", { resourceArn });
const balancer = (props: Record<string, unknown>, type = "aws:lb/loadBalancer:LoadBalancer") =>
  resource(type, "api", props);
const on = { accessLogs: { bucket: "logs", enabled: true } };

describe("access-logs-on", () => {
  it("accepts a distribution with a log delivery, by edge or ARN, or a loggingConfig", async () => {
    const own = edge();
    for (const arn of [reference(own), "arn:edge"]) {
      assert.deepEqual(await said(rule, [own, source(arn)]), []);
    }
    assert.deepEqual(await said(rule, [edge({ loggingConfig: { bucket: unknown } })]), []);
  });

  it("refuses a distribution without either", async () => {
    const other = resource("aws:s3/bucket:Bucket", "other");
    const silent: TestResource[][] = [[], [source("arn:other")], [other, source(reference(other, "arn:o"))]];
    for (const others of silent) {
      assert.deepEqual(await said(rule, [edge(), ...others]), ["edge: Nothing logs its requests."]);
    }
  });

  it("judges the logging of a firewall", async () => {
    for (const arn of [reference(acl), "arn:acl"]) {
      assert.deepEqual(await said(rule, [acl, logging(arn)]), []);
    }
    assert.deepEqual(await said(rule, [acl, logging("arn:other")]), [
      "acl: It has no WebAclLoggingConfiguration.",
    ]);
  });

  it("judges the logging of a network firewall, by ARN", async () => {
    const firewall = resource(
      "aws:networkfirewall/firewall:Firewall",
      "wall",
      {},
      { outputs: { arn: "arn:w" } },
    );
    const logs = (firewallArn: unknown) =>
      resource("aws:networkfirewall/loggingConfiguration:LoggingConfiguration", "logs", { firewallArn });
    for (const arn of [reference(firewall), "arn:w"]) {
      assert.deepEqual(await said(rule, [firewall, logs(arn)]), []);
    }
    for (const others of [[], [logs("arn:other")]]) {
      assert.deepEqual(await said(rule, [firewall, ...others]), ["wall: It has no LoggingConfiguration."]);
    }
  });

  it("judges the query log of a public zone; Route 53 has none for private ones", async () => {
    const zone = (props: Record<string, unknown> = {}) =>
      resource("aws:route53/zone:Zone", "zone", props, { outputs: { zoneId: "Z1", id: "Z1" } });
    const log = (zoneId: unknown) => resource("aws:route53/queryLog:QueryLog", "log", { zoneId });
    const own = zone();
    for (const id of [reference(own), "Z1"]) assert.deepEqual(await said(rule, [own, log(id)]), []);
    assert.deepEqual(await said(rule, [own, log("Z2")]), ["zone: It has no QueryLog."]);
    assert.deepEqual(await said(rule, [zone({ vpcs: [{ vpcId: "vpc-1" }] })]), []);
  });

  for (const type of rule.types.filter((token) => token.endsWith(":LoadBalancer"))) {
    it(`judges ${type}`, async () => {
      assert.deepEqual(await said(rule, [balancer(on, type)]), []);
      for (const props of [{}, { accessLogs: { bucket: "logs" } }, { loadBalancerType: "application" }]) {
        assert.deepEqual(await said(rule, [balancer(props, type)]), ["api: accessLogs is not on."]);
      }
      assert.deepEqual(await said(rule, [balancer({ loadBalancerType: "network" }, type)]), []);
    });
  }

  it("does not judge what is not known", async () => {
    assert.deepEqual(await said(rule, [acl, logging(unknown)]), ["acl? resourceArn is not known yet"]);
    assert.deepEqual(await said(rule, [balancer({ accessLogs: { enabled: unknown } })]), [
      "api? accessLogs.enabled is not known yet",
    ]);
  });
});
