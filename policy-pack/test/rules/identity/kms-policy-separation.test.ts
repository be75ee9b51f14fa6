import assert from "node:assert/strict";
import { kmsPolicySeparation as rule } from "../../../rules/identity/kms-policy-separation";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const root = "arn:aws:iam::111122223333:root";
const allow = (principal: unknown, action: unknown, more: Record<string, unknown> = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  Resource: "*",
  ...more,
});
const document = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const key = (policy: unknown, type = "aws:kms/key:Key") => resource(type, "key", { policy });
const open = (position: number) => `key: Statement ${position} of its policy lets every AWS account in.`;
const both = "key: Its policy lets one principal both administer and decrypt.";
const account = allow({ AWS: root }, "kms:*");

describe("kms-policy-separation", () => {
  it("accepts the account, two roles with two jobs, and services", async () => {
    const policy = document(
      account,
      allow({ AWS: role("admin") }, ["kms:Put*", "kms:ScheduleKeyDeletion"]),
      allow({ AWS: [role("app"), role("job")] }, ["kms:Decrypt", "kms:GenerateDataKey*"]),
      allow({ Service: "logs.us-east-2.amazonaws.com" }, ["kms:Encrypt*", "kms:Decrypt*"]),
    );
    assert.deepEqual(await said(rule, [key(policy), key(undefined)]), []);
  });

  it("accepts everybody where a condition names the account, and a refusal of everybody", async () => {
    const condition = { Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } } };
    const deny = allow("*", "kms:*", { Effect: "Deny" });
    assert.deepEqual(
      await said(rule, [key(document(account, allow("*", "kms:Decrypt", condition), deny))]),
      [],
    );
  });

  it("refuses everybody, in all spellings", async () => {
    for (const principal of ["*", { AWS: "*" }, { AWS: [root, "*"] }]) {
      assert.deepEqual(await said(rule, [key(document(account, allow(principal, "kms:Decrypt")))]), [
        open(2),
      ]);
    }
    const via = { Condition: { StringEquals: { "kms:ViaService": "s3.us-east-2.amazonaws.com" } } };
    assert.deepEqual(await said(rule, [key(document(allow("*", "kms:Decrypt", via)))]), [open(1)]);
  });

  it("refuses one role with both jobs, in one statement or two", async () => {
    assert.deepEqual(await said(rule, [key(document(account, allow({ AWS: role("one") }, "kms:*")))]), [
      both,
    ]);
    const two = document(
      allow({ AWS: role("one") }, "kms:PutKeyPolicy"),
      allow({ AWS: [role("two"), role("one")] }, ["kms:Dec*"]),
    );
    assert.deepEqual(await said(rule, [key(two)]), [both]);
    const pair = document(allow({ AWS: [role("one"), role("two")] }, "kms:*"));
    assert.deepEqual(await said(rule, [key(pair)]), [
      "key: Its policy lets 2 principals both administer and decrypt.",
    ]);
  });

  for (const type of ["replicaKey:ReplicaKey", "externalKey:ExternalKey", "keyPolicy:KeyPolicy"]) {
    it(`judges the policy of a ${type}`, async () => {
      assert.deepEqual(await said(rule, [key(document(allow("*", "kms:Decrypt")), `aws:kms/${type}`)]), [
        open(1),
      ]);
    });
  }

  it("can't tell a policy that is not known or none, but the known statements of an object", async () => {
    assert.deepEqual(await said(rule, [key(unknown)]), ["key? policy is not known yet"]);
    assert.deepEqual(await said(rule, [key("{")]), ["key? policy is no policy document"]);
    const partly = {
      Statement: [allow({ AWS: unknown }, "kms:Decrypt"), allow({ AWS: role("one") }, "kms:*")],
    };
    assert.deepEqual(await said(rule, [key(partly)]), [
      both,
      "key? policy.Statement.0.Principal.AWS is not known yet",
    ]);
  });
});
