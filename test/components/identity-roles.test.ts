import assert from "node:assert/strict";
import { IdentityRoles, type IdentityRolesArgs } from "../../components/identity-roles";
import { dutyTrust, groupPolicy } from "../../components/identity-roles/documents";
import { names, only, settled, startMocks } from "../support/mocks";

const VIEW = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess";
const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const minimal: IdentityRolesArgs = {
  resourceName: "web-prod",
  duties: [
    { name: "developers", description: "Look", managedPolicyArns: [VIEW] },
    { name: "operators", description: "Mend", managedPolicyArns: [VIEW], policy, sessionHours: 4 },
  ],
};
const scope = { partition: "aws", accountId: "111122223333" };

async function build(more: Partial<IdentityRolesArgs> = {}) {
  const registered = startMocks();
  const roles = new IdentityRoles("people", { ...minimal, ...more });
  await settled();
  return { registered, roles };
}

describe("IdentityRoles", () => {
  it("WEB-8 has a role with the permissions and a group without any for each duty", async () => {
    const { registered } = await build();
    assert.deepEqual(names(registered, "aws:iam/role:Role"), [
      "people-developers-role",
      "people-operators-role",
    ]);
    assert.deepEqual(names(registered, "aws:iam/rolePolicyAttachment:RolePolicyAttachment"), [
      "people-developers-managed-1",
      "people-operators-managed-1",
    ]);
    assert.deepEqual(names(registered, "aws:iam/rolePolicy:RolePolicy"), ["people-operators-permissions"]);
    assert.deepEqual(names(registered, "aws:iam/groupPolicyAttachment:GroupPolicyAttachment"), []);
    const operators = only(registered, "aws:iam/role:Role", "people-operators-role").inputs;
    assert.deepEqual([operators.name, operators.maxSessionDuration], ["web-prod-operators", 14_400]);
    assert.equal(operators.assumeRolePolicy, dutyTrust(scope, 4));
    const group = only(registered, "aws:iam/groupPolicy:GroupPolicy", "people-operators-group-permissions");
    assert.equal(group.inputs.policy, groupPolicy(scope, "arn:mock:people-operators-role"));
    assert.deepEqual(names(registered, "aws:iam/user:User"), [], "people come and go without a deployment");
    assert.deepEqual(names(registered, "aws:iam/accessKey:AccessKey"), []);
  });

  it("WEB-8 lets a role be taken with a second factor alone, and one that is not old", () => {
    const { Statement } = JSON.parse(dutyTrust(scope, 2));
    assert.equal(Statement.length, 1);
    assert.deepEqual(Statement[0].Condition, {
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      NumericLessThan: { "aws:MultiFactorAuthAge": "7200" },
    });
    assert.deepEqual(Statement[0].Principal, { AWS: "arn:aws:iam::111122223333:root" });
  });

  it("WEB-8 lets members do nothing without a second factor but get one, and never make a key that lasts", () => {
    const { Statement } = JSON.parse(groupPolicy(scope, "arn:role"));
    const [take, enrol, without, keys] = Statement;
    assert.deepEqual([take.Action, take.Resource], ["sts:AssumeRole", "arn:role"]);
    assert.deepEqual(enrol.Resource, [
      `arn:aws:iam::111122223333:user/\${aws:username}`,
      `arn:aws:iam::111122223333:mfa/\${aws:username}`,
    ]);
    assert.equal(without.Effect, "Deny");
    assert.deepEqual(without.Condition, { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } });
    for (const action of enrol.Action) assert.ok(without.NotAction.includes(action), action);
    assert.equal(keys.Effect, "Deny");
    assert.ok(keys.Action.includes("iam:CreateAccessKey"));
  });

  it("WEB-8 is permission sets and their assignments where there is IAM Identity Center, and nothing of IAM's own", async () => {
    const { registered, roles } = await build({
      identityCenter: {
        region: "eu-west-1",
        instanceArn: "arn:aws:sso:::instance/ssoins-1",
        accountId: "111122223333",
        assignments: [{ duty: "operators", groupId: "g-1" }],
      },
    });
    assert.equal(registered.filter(({ type }) => type.startsWith("aws:iam/")).length, 0);
    assert.deepEqual(names(registered, "aws:ssoadmin/permissionSet:PermissionSet"), [
      "people-developers-set",
      "people-operators-set",
    ]);
    const set = only(registered, "aws:ssoadmin/permissionSet:PermissionSet", "people-operators-set").inputs;
    assert.deepEqual(
      [set.name, set.sessionDuration, set.region],
      ["web-prod-operators", "PT4H", "eu-west-1"],
    );
    const given = only(registered, "aws:ssoadmin/accountAssignment:AccountAssignment").inputs;
    assert.deepEqual(
      [given.permissionSetArn, given.principalId, given.principalType, given.targetId],
      ["arn:mock:people-operators-set", "g-1", "GROUP", "111122223333"],
    );
    const inline = only(registered, "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy");
    assert.equal(inline.inputs.inlinePolicy, policy);
    assert.deepEqual(Object.keys(roles.permissionSetArns), ["developers", "operators"]);
    assert.deepEqual(roles.roleArns, {});
  });

  it("refuses what IAM would, and duties that let people do nothing or everything, all at once", () => {
    startMocks();
    const bad: IdentityRolesArgs = {
      resourceName: "x".repeat(60),
      duties: [
        { name: "a b", description: "", policy },
        { name: "idle", description: "" },
        { name: "all", description: "", managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
        { name: "all", description: "", policy, sessionHours: 13 },
      ],
      identityCenter: {
        region: "eu-west-1",
        instanceArn: "i",
        accountId: "1",
        assignments: [{ duty: "none", groupId: "g" }],
      },
    };
    assert.throws(
      () => new IdentityRoles("people", bad),
      (error: Error) => {
        for (const part of [
          "may have 32",
          'duties[0].name: "a b" is not allowed',
          "duties[1]: a duty without managedPolicyArns and policy",
          'AdministratorAccess" is not allowed, name what the duty needs',
          'duties[3].name: "all" is there twice',
          "duties[3].sessionHours: 13 is not allowed, 1 to 12 hours are",
          'no duty is "none", the duties are a b, idle, all, all',
        ]) {
          assert.ok(error.message.includes(part), `${part} is not in:\n${error.message}`);
        }
        return true;
      },
    );
    assert.throws(() => new IdentityRoles("people", { ...minimal, duties: [] }), /at least one duty is/);
  });
});
