import assert from "node:assert/strict";
import { unknownCheckingProxy } from "@pulumi/policy";
import { isUnknown } from "../frame/values";
import { eachStatement, matches, type Statement } from "../rules/policy-documents";
import { unknown } from "../testing";
import { send } from "../testing/values";

function read<T>(policy: unknown, look: (statement: Statement) => T): { seen: T[]; told: string[] } {
  const props = unknownCheckingProxy(send({ policy }).value) as Record<string, unknown>;
  const seen: T[] = [];
  const told: string[] = [];
  const judgement = { notEvaluated: (reason: string) => told.push(reason) };
  try {
    eachStatement(props, "policy", judgement, (statement) => seen.push(look(statement)));
  } catch (error) {
    if (!isUnknown(error)) throw error;
    told.push(error.message);
  }
  return { seen, told };
}

const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const everybody = (statement: Record<string, unknown>) =>
  read({ Statement: [{ ...allow, ...statement }] }, (read) => read.everybody).seen[0];

describe("policy documents", () => {
  it("reads JSON text and objects, one statement and lists", () => {
    for (const Statement of [allow, [allow]]) {
      for (const policy of [{ Statement }, JSON.stringify({ Statement })]) {
        const { seen, told } = read(policy, ({ allows, actions, resources, position }) => {
          return { allows, actions, resources, position };
        });
        assert.deepEqual(seen, [{ allows: true, actions: ["s3:getobject"], resources: ["*"], position: 1 }]);
        assert.deepEqual(told, []);
      }
    }
  });

  it("says what is no policy, and nothing of one that is not there", () => {
    assert.deepEqual(read("{", () => 0).told, ["policy is no policy document"]);
    assert.deepEqual(read("[]", () => 0).told, ["policy is no policy document"]);
    assert.deepEqual(
      read({ Statement: [allow, "Allow"] }, () => 0),
      {
        seen: [0],
        told: ["statement 2 of policy is no statement"],
      },
    );
    assert.deepEqual(
      read(undefined, () => 0),
      { seen: [], told: [] },
    );
  });

  it("reads the statements behind an unknown one, and the known parts of one", () => {
    const partly = { Effect: "Allow", Action: ["kms:*"], Resource: unknown };
    assert.deepEqual(
      read({ Statement: [unknown, partly] }, ({ actions }) => actions),
      {
        seen: [["kms:*"]],
        told: ["string value at .policy.Statement.0 can't be known during preview"],
      },
    );
    assert.deepEqual(read({ Statement: [partly] }, ({ resources }) => resources).told, [
      "string value at .policy.Statement.0.Resource can't be known during preview",
    ]);
    assert.deepEqual(read(unknown, () => 0).told, ["string value at .policy can't be known during preview"]);
  });

  it("knows which actions a statement speaks of, whatever their case", () => {
    const speaks = (statement: Record<string, unknown>) =>
      read({ Statement: statement }, (read) => read.speaksOf("iam:PassRole")).seen[0];
    for (const Action of ["*", "iam:*", "IAM:passrole", ["s3:*", "iam:Pass*"], "iam:PassRol?"]) {
      assert.equal(speaks({ Action }), true, String(Action));
    }
    for (const Action of ["iam:Get*", "s3:*", "aiam:PassRole", []]) assert.equal(speaks({ Action }), false);
    assert.equal(speaks({ NotAction: "s3:*" }), true);
    assert.equal(speaks({ NotAction: ["s3:*", "iam:*"] }), false);
  });

  it("reads names of statements, and what they leave out", () => {
    const written = {
      ...{
        Sid: "Others",
        Effect: "Deny",
        NotAction: ["S3:Get*", "iam:*"],
        NotResource: "arn:aws:s3:::orders/*",
      },
      NotPrincipal: { AWS: "111122223333", Service: ["sns.amazonaws.com"] },
    };
    const look = (statement: Statement) => {
      const { sid, excludedActions, excludedResources, excludedPrincipals } = statement;
      return { sid, excludedActions, excludedResources, excludedPrincipals };
    };
    assert.deepEqual(read({ Statement: [written, allow] }, look).seen, [
      {
        sid: "Others",
        excludedActions: ["s3:get*", "iam:*"],
        excludedResources: ["arn:aws:s3:::orders/*"],
        excludedPrincipals: [
          { kind: "AWS", id: "111122223333" },
          { kind: "Service", id: "sns.amazonaws.com" },
        ],
      },
      { sid: "", excludedActions: [], excludedResources: [], excludedPrincipals: [] },
    ]);
  });

  it("takes * and NotResource for every resource", () => {
    const every = (statement: Record<string, unknown>) =>
      read({ Statement: statement }, ({ everyResource }) => everyResource).seen[0];
    assert.equal(every({ Resource: ["arn:aws:s3:::a", "*"] }), true);
    assert.equal(every({ NotResource: "arn:aws:s3:::a" }), true);
    assert.equal(every({ Resource: "arn:aws:s3:::*" }), false);
  });

  it("lists principals by kind", () => {
    const Principal = { AWS: ["111122223333", "*"], Service: "logs.amazonaws.com" };
    assert.deepEqual(read({ Statement: { Principal } }, ({ principals }) => principals).seen[0], [
      { kind: "AWS", id: "111122223333" },
      { kind: "AWS", id: "*" },
      { kind: "Service", id: "logs.amazonaws.com" },
    ]);
  });

  it("takes * for everybody, until a condition names an account, a network or a source", () => {
    assert.equal(everybody({ Principal: "*" }), true);
    assert.equal(everybody({ Principal: { AWS: ["*"] } }), true);
    assert.equal(everybody({ NotPrincipal: { AWS: "111122223333" } }), true);
    assert.equal(everybody({ Principal: { AWS: "111122223333" } }), false);
    assert.equal(everybody({ Principal: { Service: "logs.amazonaws.com" } }), false);
    for (const Condition of [
      { StringEquals: { "aws:PrincipalOrgID": "o-1234" } },
      { StringEquals: { "AWS:SourceAccount": ["111122223333"] } },
      { ArnLike: { "aws:SourceArn": "arn:aws:s3:::invoices*" } },
      { ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::111122223333:distribution/*" } },
      { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
      { Bool: { "aws:SecureTransport": "true" }, StringEquals: { "kms:CallerAccount": "111122223333" } },
    ]) {
      assert.equal(everybody({ Principal: "*", Condition }), false, JSON.stringify(Condition));
    }
  });

  it("is not content with a condition that lets the world in", () => {
    for (const Condition of [
      { Bool: { "aws:SecureTransport": "true" } },
      { StringNotEquals: { "aws:SourceAccount": "111122223333" } },
      { StringEqualsIfExists: { "aws:SourceAccount": "111122223333" } },
      { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-1234" } },
      { StringLike: { "aws:PrincipalOrgID": "*" } },
      { StringEquals: { "aws:PrincipalOrgID": [] } },
      { ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" } },
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
      { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] } },
    ]) {
      assert.equal(everybody({ Principal: "*", Condition }), true, JSON.stringify(Condition));
    }
  });

  it("matches wildcards, and takes the rest of a pattern as it is", () => {
    assert.equal(matches("a*c.?", "abbc.d"), true);
    assert.equal(matches("a.c", "abc"), false);
    assert.equal(matches("(a|b)[c]$", "(a|b)[c]$"), true);
  });

  it("reads names, what is left out, and conditions with numbers and switches", () => {
    const statement = {
      ...{ Sid: "One", NotAction: ["S3:*"], NotResource: "arn:a", NotPrincipal: { AWS: ["1"] } },
      Condition: {
        NumericLessThan: { "s3:max-keys": 10 },
        Bool: { "aws:SecureTransport": false, Other: ["x"] },
      },
    };
    const [seen] = read({ Statement: statement }, (one) => ({
      ...{ sid: one.sid, actions: one.excludedActions, resources: one.excludedResources },
      ...{ principals: one.excludedPrincipals, conditions: one.conditions },
    })).seen;
    assert.deepEqual(seen, {
      ...{ sid: "One", actions: ["s3:*"], resources: ["arn:a"], principals: [{ kind: "AWS", id: "1" }] },
      conditions: [
        { operator: "NumericLessThan", key: "s3:max-keys", values: ["10"] },
        { operator: "Bool", key: "aws:securetransport", values: ["false"] },
        { operator: "Bool", key: "other", values: ["x"] },
      ],
    });
    assert.equal(read({ Statement: allow }, ({ sid }) => sid).seen[0], "");
  });

  it("takes an empty property for none, and everybody else for what AWS means by *", () => {
    for (const nothing of ["", null]) {
      assert.deepEqual(
        read(nothing, () => 0),
        { seen: [], told: [] },
      );
    }
    assert.equal(everybody({ Principal: { Service: "*" } }), false);
  });

  it("reads each operator of a condition to its end", () => {
    const narrow = (operator: string, value: unknown = "111122223333") =>
      !everybody({ Principal: "*", Condition: { [operator]: { "aws:SourceAccount": value } } });
    for (const operator of ["StringEquals", "ForAnyValue:StringEquals", "stringlike"])
      assert.ok(narrow(operator), operator);
    for (const operator of [
      "Null",
      "null",
      "StringNotLike",
      "forallvalues:StringEquals",
      "StringLikeIfExists",
    ]) {
      assert.ok(!narrow(operator), operator);
    }
    assert.ok(narrow("AForAllValues:x"));
    assert.ok(narrow("NullLike"));
    assert.ok(narrow("IsNull"));
  });

  it("knows what is too wide to narrow anything", () => {
    const narrow = (value: string) =>
      !everybody({ Principal: "*", Condition: { ArnLike: { "aws:SourceArn": value } } });
    const wide = [
      "*",
      "**",
      "?*",
      "::",
      "10.0.0.0/0",
      "arn:aws:*:::x",
      "arn:aws:s3:::**",
      "arn:aws:sns:us-east-1:*?:topic",
    ];
    for (const value of wide) assert.ok(!narrow(value), value);
    const fine = [
      "a*",
      "*a",
      "10.0.0.0/01",
      "arn:aws:s3:::a:*",
      "arn:aws:s3:::*:*",
      "arn:aws:sns:us-east-1:1*:topic",
      "arn:aws:sns:us-east-1:*1:topic",
    ];
    for (const value of fine) assert.ok(narrow(value), value);
  });

  it("matches over lines, and throws what is no mistake of JSON", () => {
    assert.equal(matches("a*b", "a\nb"), true);
    const broken = Object.defineProperty({}, "policy", {
      get: () => {
        throw new TypeError("broken");
      },
    }) as Record<string, unknown>;
    assert.throws(() => eachStatement(broken, "policy", { notEvaluated: () => 0 }, () => 0), /broken/);
  });
});
