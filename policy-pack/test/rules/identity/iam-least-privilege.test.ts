import assert from "node:assert/strict";
import { iamLeastPrivilege as rule } from "../../../rules/identity/iam-least-privilege";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const document = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (more: Record<string, unknown>) => ({ Effect: "Allow", Resource: "*", ...more });
const policy = (statement: unknown, type = "policy:Policy") =>
  resource(`aws:iam/${type}`, "it", { policy: document(statement) });
const role = (trust: unknown, more: Record<string, unknown> = {}) =>
  resource("aws:iam/role:Role", "it", { assumeRolePolicy: document(trust), ...more });
const service = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
const github = (Condition?: unknown) => ({
  Effect: "Allow",
  Action: "sts:AssumeRoleWithWebIdentity",
  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
  Condition,
});
const person = (AWS: string, Condition?: unknown) => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { AWS },
  Condition,
});
const user = "arn:aws:iam::111122223333:user/someone";
const everything = "it: Statement 1 of its policy allows every action on every resource.";
const hand = "it: Statement 1 of its policy allows to hand over every role.";
const subject = "it: Statement 1 of its trust policy tests no subject of the identity provider's tokens.";
const factor = "it: Statement 1 of its trust policy lets people in without a second factor.";

describe("iam-least-privilege", () => {
  it("accepts policies that name what they allow", async () => {
    for (const statement of [
      allow({ Action: ["s3:GetObject", "ec2:Describe*"] }),
      allow({ Action: "*", Resource: "arn:aws:s3:::bucket/*" }),
      allow({ Action: "*", Effect: "Deny" }),
      allow({ NotAction: "iam:*", Effect: "Deny" }),
      allow({ NotAction: "s3:DeleteObject", Resource: "arn:aws:s3:::bucket/*" }),
      allow({ Action: "iam:PassRole", Resource: "arn:aws:iam::111122223333:role/task" }),
      allow({
        Action: "iam:PassRole",
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
    ]) {
      assert.deepEqual(await said(rule, [policy(statement)]), [], JSON.stringify(statement));
    }
  });

  for (const type of [
    "policy:Policy",
    "rolePolicy:RolePolicy",
    "userPolicy:UserPolicy",
    "groupPolicy:GroupPolicy",
  ]) {
    it(`refuses everything in a ${type}`, async () => {
      for (const Action of ["*", "*:*", ["s3:*", "*"]]) {
        assert.deepEqual(await said(rule, [policy(allow({ Action }), type)]), [everything]);
      }
    });
  }

  it("refuses everything but a few", async () => {
    assert.deepEqual(await said(rule, [policy(allow({ NotAction: ["iam:*"] }))]), [
      "it: Statement 1 of its policy allows every action but a few on every resource.",
    ]);
    const rest = { Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::audit/*" };
    assert.deepEqual(await said(rule, [policy(rest)]), [everything]);
  });

  it("refuses to hand over every role, by name, by wildcard and by ARN", async () => {
    for (const statement of [
      allow({ Action: "iam:PassRole" }),
      allow({ Action: ["iam:*"] }),
      allow({ Action: "iam:Pass*", Resource: "arn:aws:iam::111122223333:role/*" }),
      allow({
        Action: "iam:PassRole",
        Resource: ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::*:role/*"],
      }),
    ]) {
      assert.deepEqual(await said(rule, [policy(statement)]), [hand]);
    }
  });

  it("refuses AdministratorAccess, attached and listed", async () => {
    const policyArn = "arn:aws:iam::aws:policy/AdministratorAccess";
    for (const type of ["policyAttachment:PolicyAttachment", "rolePolicyAttachment:RolePolicyAttachment"]) {
      const attached = resource(`aws:iam/${type}`, "it", { policyArn });
      assert.deepEqual(await said(rule, [attached]), ["it: It attaches AdministratorAccess."]);
    }
    assert.deepEqual(await said(rule, [role(service, { managedPolicyArns: [policyArn] })]), [
      "it: It has AdministratorAccess.",
    ]);
    const other = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "it", {
      policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    });
    assert.deepEqual(await said(rule, [other]), []);
  });

  it("sees inline policies of a role, and leaves its trust to services alone", async () => {
    assert.deepEqual(await said(rule, [role(service)]), []);
    const inlinePolicies = [{ name: "all", policy: document(allow({ Action: "*" })) }];
    assert.deepEqual(await said(rule, [role(service, { inlinePolicies })]), [everything]);
  });

  it("refuses a trust in everybody", async () => {
    const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } };
    assert.deepEqual(await said(rule, [role(statement)]), [
      "it: Statement 1 of its trust policy lets everybody take the role.",
    ]);
  });

  it("asks for the subject of OpenID Connect tokens", async () => {
    const key = "token.actions.githubusercontent.com";
    const good = {
      StringEquals: { [`${key}:aud`]: "sts.amazonaws.com", [`${key}:sub`]: "repo:acme/app:ref:main" },
    };
    assert.deepEqual(await said(rule, [role(github(good))]), []);
    assert.deepEqual(await said(rule, [role(github({ StringLike: { [`${key}:sub`]: "repo:acme/*" } }))]), []);
    for (const bad of [
      undefined,
      { StringEquals: { [`${key}:aud`]: "sts.amazonaws.com" } },
      { StringLike: { [`${key}:sub`]: "repo:*" } },
      { StringLike: { [`${key}:sub`]: ["repo:acme/app:*", "*"] } },
      { StringNotEquals: { [`${key}:sub`]: "repo:acme/other" } },
      { StringEquals: { [`${key}:sub`]: [] } },
    ]) {
      assert.deepEqual(await said(rule, [role(github(bad))]), [subject]);
    }
  });

  it("asks no subject of SAML, but of one provider among other principals", async () => {
    const saml = { ...github(), Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/office" } };
    assert.deepEqual(await said(rule, [role(saml)]), []);
    const mixed = { ...github(), Principal: { ...github().Principal, Service: "lambda.amazonaws.com" } };
    assert.deepEqual(await said(rule, [role(mixed)]), [subject]);
    const both = person(user);
    const Principal = { AWS: [user, "arn:aws:iam::111122223333:role/ci"] };
    assert.deepEqual(await said(rule, [role({ ...both, Principal })]), [factor]);
  });

  it("asks people for a second factor: users, and whoever takes a role that is for people", async () => {
    const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    assert.deepEqual(await said(rule, [role(person(user, mfa))]), []);
    assert.deepEqual(await said(rule, [role(person(user))]), [factor]);
    const lax = { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } };
    assert.deepEqual(await said(rule, [role(person(user, lax))]), [factor]);
    const root = person("arn:aws:iam::111122223333:root");
    assert.deepEqual(await said(rule, [role(root)]), []);
    assert.deepEqual(await said(rule, [role(root)], { settings: { humanRoles: ["i*"] } }), [factor]);
  });

  it("can't tell a policy that is not known, but the statements and properties beside it", async () => {
    const attached = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "it", {
      policyArn: unknown,
    });
    assert.deepEqual(await said(rule, [attached]), ["it? policyArn is not known yet"]);
    const partly = resource("aws:iam/policy:Policy", "it", {
      policy: { Statement: [allow({ Action: unknown }), allow({ Action: "*" })] },
    });
    assert.deepEqual(await said(rule, [partly]), [
      "it: Statement 2 of its policy allows every action on every resource.",
      "it? policy.Statement.0.Action is not known yet",
    ]);
    const managedPolicyArns = ["arn:aws:iam::aws:policy/AdministratorAccess"];
    const blind = resource("aws:iam/role:Role", "it", { assumeRolePolicy: unknown, managedPolicyArns });
    assert.deepEqual(await said(rule, [blind]), [
      "it: It has AdministratorAccess.",
      "it? assumeRolePolicy is not known yet",
    ]);
  });

  it("reads only what allows, in permissions and in trust", async () => {
    const deny = { Effect: "Deny" };
    assert.deepEqual(await said(rule, [role({ ...person("*"), ...deny })]), []);
    assert.deepEqual(await said(rule, [role({ ...github(), ...deny })]), []);
    assert.deepEqual(await said(rule, [role({ ...person(user), ...deny })]), []);
    assert.deepEqual(await said(rule, [resource("aws:iam/policy:Policy", "it", {})]), []);
  });

  it("reads the ARNs of roles and the wildcards of actions to their ends", async () => {
    for (const Resource of [
      "arn:aws:iam::111122223333:*",
      "arn:aws:iam::111122223333:role/*",
      "arn:aws-cn:iam::*:role/*",
    ]) {
      assert.deepEqual(
        await said(rule, [policy(allow({ Action: "iam:PassRole", Resource }))]),
        [hand],
        Resource,
      );
    }
    for (const Resource of [
      "arn:aws:iam::111122223333:role/app-*",
      "arn:aws:iam::111122223333:role/*/task",
      "arn:aws:iam::111122223333:user/*",
      "xarn:aws:iam::111122223333:role/*",
    ]) {
      assert.deepEqual(await said(rule, [policy(allow({ Action: "iam:PassRole", Resource }))]), [], Resource);
    }
    assert.deepEqual(await said(rule, [policy(allow({ Action: "*:Describe" }))]), []);
  });

  it("attaches whatever is no administrator's policy", async () => {
    const ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    assert.deepEqual(await said(rule, [role(service, { managedPolicyArns: [ReadOnly] })]), []);
    assert.deepEqual(
      await said(rule, [resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "it", {})]),
      [],
    );
  });

  it("asks those alone who are people for a second factor, and takes its age for one", async () => {
    const principal = (Principal: unknown) => ({ ...person(user), Principal });
    assert.deepEqual(await said(rule, [role(principal({ Service: user }))]), []);
    assert.deepEqual(
      await said(rule, [role(principal({ Federated: "arn:aws:iam::111122223333:user/x" }))]),
      [],
    );
    for (const good of [
      { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
      { NumericLessThanEquals: { "aws:MultiFactorAuthAge": 3600 } },
    ]) {
      assert.deepEqual(await said(rule, [role(person(user, good))]), [], JSON.stringify(good));
    }
    for (const bad of [
      { NumericGreaterThan: { "aws:MultiFactorAuthAge": "3600" } },
      { NotNumericLess: { "aws:MultiFactorAuthAge": "3600" } },
      { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      { Bool: { "aws:MultiFactorAuthPresent": ["true", "false"] } },
      { Bool: { "aws:SecureTransport": "true" } },
    ]) {
      assert.deepEqual(await said(rule, [role(person(user, bad))]), [factor], JSON.stringify(bad));
    }
  });

  it("takes no operator for a test of the subject that passes without one", async () => {
    const key = "token.actions.githubusercontent.com:sub";
    const tested = (operator: string) =>
      said(rule, [role(github({ [operator]: { [key]: "repo:acme/app" } }))]);
    for (const operator of ["StringEqualsIfExists", "ForAllValues:StringEquals", "Null"]) {
      assert.deepEqual(await tested(operator), [subject], operator);
    }
    for (const operator of ["StringEquals", "ForAnyValue:StringLike"])
      assert.deepEqual(await tested(operator), [], operator);
  });
});
