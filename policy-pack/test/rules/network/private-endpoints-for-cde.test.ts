import assert from "node:assert/strict";
import { privateEndpointsForCde as rule } from "../../../rules/network/private-endpoints-for-cde";
import { reference, resource, unknown } from "../../../testing";
import { cardholder, database, subnet, vpc } from "../../support/network";
import { said } from "../../support/outcome";

const data = subnet("data");
const network = [vpc, data, ...database([data], cardholder)];
const own = {
  Effect: "Allow",
  Principal: "*",
  Action: "*",
  Resource: "*",
  Condition: { StringEquals: { "aws:ResourceOrgID": "o-1234567890" } },
};
const policy = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const endpoint = (service: string, props: Record<string, unknown> = {}) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", service, {
    vpcId: reference(vpc),
    serviceName: `com.amazonaws.us-east-2.${service}`,
    policy: policy(own),
    ...props,
  });
const settings = { services: ["s3", "ecr.api"] };

describe("private-endpoints-for-cde", () => {
  it("accepts endpoints with policies that say whose resources", async () => {
    assert.deepEqual(await said(rule, [...network, endpoint("s3"), endpoint("ecr.api")], { settings }), []);
    const callers = { ...own, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } } };
    const bucket = { ...own, Condition: undefined, Resource: "arn:aws:s3:::mine/*" };
    for (const statement of [callers, bucket, { ...own, Effect: "Deny" }]) {
      const s3 = endpoint("s3", { policy: policy(statement) });
      assert.deepEqual(await said(rule, [...network, s3], { settings: { services: ["s3"] } }), []);
    }
  });

  it("lists the endpoints that are missing", async () => {
    assert.deepEqual(await said(rule, [...network, endpoint("s3")], { settings }), [
      "vpc: It holds cardholders' data and has no endpoint for ecr.api.",
    ]);
    assert.deepEqual(await said(rule, network), [
      "vpc: It holds cardholders' data and has no endpoint for s3, dynamodb, kms, secretsmanager, ecr.api, ecr.dkr, sts, logs.",
    ]);
  });

  it("refuses an endpoint without a policy, and with one that serves everything", async () => {
    const open = { ...own, Condition: undefined };
    const one = { settings: { services: ["s3"] } };
    assert.deepEqual(await said(rule, [...network, endpoint("s3", { policy: undefined })], one), [
      "s3: It has no policy, so it serves every account's resources.",
    ]);
    assert.deepEqual(await said(rule, [...network, endpoint("s3", { policy: policy(own, open) })], one), [
      "s3: Statement 2 of its policy serves everybody's resources to everybody.",
    ]);
  });

  it("takes the policy of a resource of its own", async () => {
    const s3 = endpoint("s3", { policy: undefined });
    const separate = resource("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", "policy", {
      vpcEndpointId: reference(s3),
      policy: policy(own),
    });
    assert.deepEqual(await said(rule, [...network, s3, separate], { settings: { services: ["s3"] } }), []);
  });

  it("asks nothing of networks without cardholder data, nor of other services' policies", async () => {
    assert.deepEqual(await said(rule, [vpc, data, ...database([data])]), []);
    const sqs = endpoint("sqs", { policy: undefined });
    assert.deepEqual(
      await said(rule, [...network, sqs, endpoint("s3")], { settings: { services: ["s3"] } }),
      [],
    );
  });

  it("judges the network of each region", async () => {
    const west = resource("aws:ec2/vpc:Vpc", "west", { region: "us-west-2", ...cardholder });
    const one = { settings: { services: ["s3"] } };
    assert.deepEqual(await said(rule, [...network, west, endpoint("s3")], one), [
      "west: It holds cardholders' data and has no endpoint for s3.",
    ]);
  });

  it("can't tell a policy or a service that is not known", async () => {
    const one = { settings: { services: ["s3"] } };
    assert.deepEqual(await said(rule, [...network, endpoint("s3", { policy: unknown })], one), [
      "s3? policy is not known yet",
    ]);
    assert.deepEqual(await said(rule, [...network, endpoint("s3", { serviceName: unknown })], one), [
      "vpc? the service of one of its endpoints is not known",
      "s3? serviceName is not known yet",
    ]);
  });
});
