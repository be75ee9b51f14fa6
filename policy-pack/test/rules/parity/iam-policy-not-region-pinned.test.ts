import assert from "node:assert/strict";
import { iamPolicyNotRegionPinned as rule } from "../../../rules/parity/iam-policy-not-region-pinned";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const role = resource("aws:iam/role:Role", "orders-role", {});
const worker = (region: string) =>
  resource("aws:lambda/function:Function", `orders-${region}`, { region, role: reference(role) });
const workers = [worker("us-east-2"), worker("us-west-2")];
const statement = (Resource: unknown, more: Record<string, unknown> = {}) => ({
  Effect: "Allow",
  Action: "sqs:SendMessage",
  Resource,
  ...more,
});
const document = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const inline = (policy: unknown) =>
  resource("aws:iam/rolePolicy:RolePolicy", "send", { role: reference(role), policy });
const queue = (region: string) => `arn:aws:sqs:${region}:111122223333:orders`;
const pinned = "send: It names us-east-2, but its role also works in us-west-2.";
const judged = (policy: TestResource, ...more: TestResource[]) =>
  said(rule, [role, ...workers, policy, ...more]);

describe("iam-policy-not-region-pinned", () => {
  it("accepts all regions by name, any region by *, and global resources", async () => {
    const good = [[queue("us-east-2"), queue("us-west-2")], queue("*"), "*", "arn:aws:s3:::bucket/*"];
    for (const resources of good) assert.deepEqual(await judged(inline(document(statement(resources)))), []);
  });

  it("refuses one region of those where the role works, as JSON text or as an object", async () => {
    assert.deepEqual(await judged(inline(document(statement(queue("us-east-2"))))), [pinned]);
    assert.deepEqual(await judged(inline({ Statement: [statement([queue("us-east-2")])] })), [pinned]);
  });

  it("refuses a condition on one region of the request", async () => {
    const condition = { Condition: { StringEquals: { "aws:RequestedRegion": "us-east-2" } } };
    assert.deepEqual(await judged(inline(document(statement("*", condition)))), [pinned]);
  });

  it("refuses a managed policy that is attached to the role", async () => {
    const policy = resource("aws:iam/policy:Policy", "send", {
      policy: document(statement(queue("us-east-2"))),
    });
    const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
      role: reference(role),
      policyArn: reference(policy),
    });
    assert.deepEqual(await judged(policy, attachment), [pinned]);
    assert.deepEqual(await judged(policy), []);
  });

  it("accepts a role of one region that is pinned to it, and refusals", async () => {
    const policy = inline(document(statement(queue("us-east-2"))));
    assert.deepEqual(await said(rule, [role, worker("us-east-2"), policy]), []);
    const refusal = inline(document({ ...statement(queue("us-east-2")), Effect: "Deny" }));
    assert.deepEqual(await judged(refusal), []);
  });

  it("looks only at the regions that the settings name", async () => {
    const policy = inline(document(statement(queue("us-east-2"))));
    const settings = { regions: ["us-east-2", "eu-west-1"] };
    assert.deepEqual(await said(rule, [role, ...workers, policy], { settings }), []);
  });

  it("sees who uses the role in a peer's stack, by its ARN", async () => {
    const arn = "arn:aws:iam::111122223333:role/orders";
    const known = resource("aws:iam/role:Role", "orders-role", {}, { outputs: { arn } });
    const here = resource("aws:lambda/function:Function", "here", {
      region: "us-east-2",
      role: reference(known, arn),
    });
    const there = resource("aws:lambda/function:Function", "there", { region: "us-west-2", role: arn });
    const policy = resource("aws:iam/rolePolicy:RolePolicy", "send", {
      role: reference(known),
      policy: document(statement(queue("us-east-2"))),
    });
    const peers = [{ stack: "peer", region: "us-west-2", resources: [there] }];
    assert.deepEqual(await said(rule, [known, here, policy], { peers }), [pinned]);
  });

  it("does not judge a policy that is not known, and finds the pinned statement beside one", async () => {
    assert.deepEqual(await judged(inline(unknown)), ["send? policy is not known yet"]);
  });
});
