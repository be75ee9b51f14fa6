import assert from "node:assert/strict";
import { Statement } from "../../policy-pack/rules/policy-documents";
import type { AccessDocument, DocumentKind, ManagedPolicy } from "../../proof/access/documents";
import { Access, type AccessRequest } from "../../proof/access/evaluate/evaluate";

const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`;
const OTHER = "arn:aws:iam::444455556666:role/other";
const BUCKET = "arn:aws:s3:::orders";
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const SERVICE_ROLE = `arn:aws:iam::${ACCOUNT}:role/task`;

/** For policy variables, which look like JavaScript's. */
const DOLLAR = "$";

type Written = Record<string, unknown>;

/** A document as `collect` reads it from a state. */
function document(kind: DocumentKind, about: string, ...statements: Written[]): AccessDocument {
  const resource = { urn: "", type: "", name: kind, custom: true, inputs: {}, outputs: {}, dependencies: [] };
  const read = statements.map((written, index) => new Statement({ Effect: "Allow", ...written }, index + 1));
  return { kind, about, resource, stack: "test", statements: read };
}

function decide(
  documents: AccessDocument[],
  request: Partial<AccessRequest> = {},
  managed: ManagedPolicy[] = [],
) {
  const asked = {
    caller: { kind: "role", arn: ROLE },
    action: "s3:GetObject",
    resource: `${BUCKET}/1`,
  } as const;
  return new Access({ documents, managed }).decide({ ...asked, ...request }).outcome;
}

const allow = (more: Written = {}): Written => ({ Action: "s3:GetObject", Resource: `${BUCKET}/*`, ...more });
const own = (more: Written = {}) => document("identity", ROLE, allow(more));
const bucket = (more: Written) => document("resource", BUCKET, allow(more));

describe("may a caller do something: the order of AWS's evaluation", () => {
  it("refuses what nothing allows, and allows what the caller's policy allows", () => {
    assert.equal(decide([]), "denied");
    assert.equal(decide([own()]), "allowed");
    assert.equal(decide([own()], { action: "s3:PutObject" }), "denied");
    assert.equal(decide([own()], { resource: "arn:aws:s3:::others/1" }), "denied");
    assert.equal(decide([own()], { caller: { kind: "role", arn: OTHER } }), "denied");
  });

  it("lets a denial win, whoever says it", () => {
    const deny = { Effect: "Deny" };
    assert.equal(decide([own(), own(deny)]), "denied");
    assert.equal(decide([own(), bucket({ ...deny, Principal: "*" })]), "denied");
    assert.equal(decide([own(), bucket({ ...deny, Principal: { AWS: ROOT } })]), "denied");
    assert.equal(decide([own(), bucket({ ...deny, Principal: { AWS: OTHER } })]), "allowed");
  });

  it("is content with either policy in one account, and asks for both across two", () => {
    const names = (arn: string) => bucket({ Principal: { AWS: arn } });
    assert.equal(decide([names(ROLE)]), "allowed");
    assert.equal(decide([names(ROOT)]), "denied", "the account's own right is passed on by IAM policies");
    const foreign = {
      caller: { kind: "role", arn: OTHER },
      context: { "aws:ResourceAccount": ACCOUNT },
    } as const;
    const theirs = document("identity", OTHER, allow());
    assert.equal(decide([names(OTHER)], foreign), "denied");
    assert.equal(decide([theirs], foreign), "denied");
    assert.equal(decide([names(OTHER), theirs], foreign), "allowed");
    assert.equal(decide([names("arn:aws:iam::444455556666:root"), theirs], foreign), "allowed");
    assert.equal(decide([names("444455556666"), theirs], foreign), "allowed");
  });

  it("asks for a key's policy always: it names the caller, or leaves the decision to the account", () => {
    const use = { action: "kms:Decrypt", resource: KEY };
    const identity = document("identity", ROLE, { Action: "kms:Decrypt", Resource: KEY });
    const policy = (arn: string) =>
      document("resource", KEY, { Action: "kms:*", Resource: "*", Principal: { AWS: arn } });
    assert.equal(decide([identity], use), "denied");
    assert.equal(decide([policy(ROOT)], use), "denied");
    assert.equal(decide([identity, policy(ROOT)], use), "allowed");
    assert.equal(decide([policy(ROLE)], use), "allowed");
    assert.equal(decide([identity, policy(OTHER)], use), "denied");
  });

  it("asks for a role's trust always, and lets services and providers in by it alone", () => {
    const take = { action: "sts:AssumeRole", resource: SERVICE_ROLE };
    const trust = (Principal: Written) =>
      document("trust", SERVICE_ROLE, { Action: "sts:AssumeRole", Principal });
    const may = document("identity", ROLE, { Action: "sts:AssumeRole", Resource: SERVICE_ROLE });
    assert.equal(decide([may], take), "denied");
    assert.equal(decide([trust({ AWS: ROOT })], take), "denied");
    assert.equal(decide([trust({ AWS: ROOT }), may], take), "allowed");
    assert.equal(decide([trust({ AWS: ROLE })], take), "allowed");
    const ecs = { ...take, caller: { kind: "service", name: "ecs-tasks.amazonaws.com" } } as const;
    assert.equal(decide([trust({ Service: "ecs-tasks.amazonaws.com" })], ecs), "allowed");
    assert.equal(decide([trust({ Service: "ec2.amazonaws.com" })], ecs), "denied");
    const provider = "token.actions.githubusercontent.com";
    const web = { ...take, caller: { kind: "federated", provider } } as const;
    assert.equal(decide([trust({ Federated: provider })], web), "allowed");
    const others = { ...trust({ AWS: ROLE }), about: OTHER };
    assert.equal(decide([others], take), "denied", "another role's trust");
    assert.equal(decide([trust({ AWS: "*" })], { ...take, caller: { kind: "role", arn: OTHER } }), "denied");
  });

  it("bounds a role by its permissions boundary, which grants nothing itself", () => {
    const boundary = (Action: string) => document("boundary", ROLE, { Action, Resource: "*" });
    assert.equal(decide([boundary("s3:*")]), "denied");
    assert.equal(decide([boundary("s3:*"), own()]), "allowed");
    assert.equal(decide([boundary("ec2:*"), own()]), "denied");
  });

  it("bounds what passes an endpoint by the endpoint's policy, and nothing else", () => {
    const endpoint = document("endpoint", "vpce-1", {
      ...{ Action: "*", Resource: "*", Principal: "*" },
      Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNT } },
    });
    assert.equal(decide([endpoint, own()], { endpoint: "vpce-1" }), "allowed");
    assert.equal(decide([endpoint], { endpoint: "vpce-1" }), "denied");
    const narrow = document("endpoint", "vpce-1", { Action: "s3:PutObject", Resource: "*", Principal: "*" });
    assert.equal(decide([narrow, own()], { endpoint: "vpce-1" }), "denied");
    assert.equal(decide([narrow, own()]), "allowed");
    assert.equal(decide([own()], { endpoint: "vpce-without-policy" }), "allowed");
  });

  it("takes the policy of a bucket for its objects', of a region's logs for its groups, and of nothing else", () => {
    const open = { Principal: { AWS: ROLE }, Action: "*", Resource: "*" };
    const kept = (about: string, resource: string, more: Partial<AccessRequest> = {}) =>
      decide([document("resource", about, open)], { resource, ...more });
    assert.equal(kept(BUCKET, `${BUCKET}/1`), "allowed");
    assert.equal(kept(BUCKET, `${BUCKET}-2/1`), "denied");
    const log = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:a`;
    const write = { action: "logs:PutLogEvents" };
    assert.equal(kept("logs:eu-west-1", log, write), "allowed");
    assert.equal(kept("logs:us-east-1", log, write), "denied");
    const vault = `arn:aws:backup:eu-west-1:${ACCOUNT}:backup-vault:v`;
    const point = `arn:aws:backup:eu-west-1:${ACCOUNT}:recovery-point:1`;
    const remove = { action: "backup:DeleteRecoveryPoint" };
    assert.equal(kept(vault, point, remove), "denied");
    assert.equal(kept(vault, point, { ...remove, keptBy: vault }), "allowed");
  });

  it("reads NotAction, NotResource and NotPrincipal as everything else", () => {
    const rest = { Action: undefined, Resource: "*" };
    const without = (key: string, value: unknown) =>
      Object.fromEntries(Object.entries({ ...allow(rest), [key]: value }).filter(([, v]) => v !== undefined));
    const identity = (written: Written) => document("identity", ROLE, written);
    assert.equal(decide([identity(without("NotAction", "iam:*"))]), "allowed");
    assert.equal(decide([identity(without("NotAction", "s3:Get*"))]), "denied");
    const elsewhere = { Action: "s3:GetObject", NotResource: `${BUCKET}/secret/*` };
    assert.equal(decide([identity(elsewhere)]), "allowed");
    assert.equal(decide([identity(elsewhere)], { resource: `${BUCKET}/secret/1` }), "denied");
    const others = (arn: string) => bucket({ Effect: "Deny", NotPrincipal: { AWS: [arn, ROOT] } });
    assert.equal(decide([own(), others(ROLE)]), "allowed");
    assert.equal(decide([own(), others(OTHER)]), "denied");
  });

  it("takes the groups of a user for the user's own", () => {
    const group = `arn:aws:iam::${ACCOUNT}:group/operators`;
    const user = { kind: "user", arn: `arn:aws:iam::${ACCOUNT}:user/ada`, groups: [group] } as const;
    const policy = document("identity", group, {
      Action: "iam:ChangePassword",
      Resource: `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`,
    });
    const change = (who: string) =>
      decide([policy], {
        caller: user,
        action: "iam:ChangePassword",
        resource: `arn:aws:iam::${ACCOUNT}:user/${who}`,
      });
    assert.equal(change("ada"), "allowed");
    assert.equal(change("bob"), "denied");
  });

  it("says perhaps where only an AWS managed policy can allow it, and not where it cannot", () => {
    const resource = document("identity", ROLE).resource;
    const attached = (policyArn: string): ManagedPolicy[] => [
      { stack: "test", resource, about: ROLE, policyArn },
    ];
    const looks = attached("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess");
    assert.equal(decide([], { action: "s3:ListAllMyBuckets", resource: "*" }, looks), "perhaps");
    assert.equal(decide([], {}, looks), "denied", "it reads no objects");
    assert.equal(decide([], {}, attached("arn:aws:iam::aws:policy/NeverHeardOf")), "perhaps");
    assert.equal(decide([own({ Effect: "Deny" })], {}, looks), "denied");
  });
});

describe("may a caller do something: conditions", () => {
  const meets = (
    Condition: Record<string, Record<string, string | string[]>>,
    context: AccessRequest["context"] = {},
  ) => decide([own({ Condition })], { context }) === "allowed";

  const cases: [
    string,
    Record<string, Record<string, string | string[]>>,
    AccessRequest["context"],
    boolean,
  ][] = [
    ["a text that is equal", { StringEquals: { "s3:prefix": "a" } }, { "s3:prefix": "a" }, true],
    ["one of several texts", { StringEquals: { "s3:prefix": ["b", "a"] } }, { "s3:prefix": "a" }, true],
    ["a key in other letters", { StringEquals: { "S3:Prefix": "a" } }, { "s3:PREFIX": "a" }, true],
    ["a text in other letters", { StringEquals: { "s3:prefix": "a" } }, { "s3:prefix": "A" }, false],
    [
      "a text without letters' case",
      { StringEqualsIgnoreCase: { "s3:prefix": "a" } },
      { "s3:prefix": "A" },
      true,
    ],
    ["a star that is no wildcard", { StringEquals: { "s3:prefix": "a*" } }, { "s3:prefix": "ab" }, false],
    ["a star that is there", { StringEquals: { "s3:prefix": "a*" } }, { "s3:prefix": "a*" }, true],
    ["a star that is one", { StringLike: { "s3:prefix": "a*" } }, { "s3:prefix": "ab" }, true],
    ["a key that is not there", { StringEquals: { "s3:prefix": "a" } }, {}, false],
    ["a key that is not there, and may be absent", { StringEqualsIfExists: { "s3:prefix": "a" } }, {}, true],
    [
      "a key that is there and wrong",
      { StringEqualsIfExists: { "s3:prefix": "a" } },
      { "s3:prefix": "b" },
      false,
    ],
    ["a negation on a key that is not there", { StringNotEquals: { "s3:prefix": "a" } }, {}, true],
    ["a negation", { StringNotEquals: { "s3:prefix": ["a", "b"] } }, { "s3:prefix": "b" }, false],
    ["a negation of one among several", { StringNotEquals: { k: "a" } }, { k: ["a", "b"] }, false],
    ["a pattern's negation", { StringNotLike: { "s3:prefix": "a*" } }, { "s3:prefix": "b" }, true],
    ["two tests of which one fails", { StringEquals: { a: "1", b: "2" } }, { a: "1", b: "3" }, false],
    [
      "wildcards that stay in their part of an ARN",
      { ArnLike: { k: "arn:aws:s3:*:b" } },
      { k: "arn:aws:s3:::b" },
      false,
    ],
    ["an ARN with wildcards", { ArnEquals: { k: "arn:aws:sns:*:1:t" } }, { k: "arn:aws:sns:eu:1:t" }, true],
    ["an ARN's negation", { ArnNotLike: { k: "arn:aws:sns:*:1:t" } }, { k: "arn:aws:sns:eu:2:t" }, true],
    ["a switch", { Bool: { "aws:SecureTransport": "true" } }, {}, true],
    ["a switch that is off", { Bool: { "aws:SecureTransport": "false" } }, {}, false],
    ["an absent key that has to be", { Null: { k: "true" } }, {}, true],
    ["a present key that has not to be", { Null: { k: "true" } }, { k: "1" }, false],
    ["a present key that has to be", { Null: { k: "false" } }, { k: "1" }, true],
    ["a smaller number", { NumericLessThan: { k: "3600" } }, { k: "600" }, true],
    ["the same number", { NumericLessThan: { k: "3600" } }, { k: "3600" }, false],
    ["the same number, allowed", { NumericLessThanEquals: { k: "3600" } }, { k: "3600" }, true],
    ["a later day", { DateGreaterThan: { k: "2026-01-01T00:00:00Z" } }, { k: "2026-02-01T00:00:00Z" }, true],
    ["an address of a range", { IpAddress: { k: "10.0.0.0/16" } }, { k: "10.0.3.4" }, true],
    ["an address of another range", { IpAddress: { k: "10.0.0.0/16" } }, { k: "10.1.3.4" }, false],
    ["an address that is not of a range", { NotIpAddress: { k: "10.0.0.0/16" } }, { k: "10.1.3.4" }, true],
    ["all of several", { "ForAllValues:StringEquals": { k: ["a", "b"] } }, { k: ["a", "b"] }, true],
    [
      "all of several, and one more",
      { "ForAllValues:StringEquals": { k: ["a", "b"] } },
      { k: ["a", "c"] },
      false,
    ],
    ["all of none", { "ForAllValues:StringEquals": { k: "a" } }, {}, true],
    ["any of several", { "ForAnyValue:StringEquals": { k: "a" } }, { k: ["c", "a"] }, true],
    ["any of none", { "ForAnyValue:StringEquals": { k: "a" } }, {}, false],
    ["any that is not", { "ForAnyValue:StringNotEquals": { k: "a" } }, { k: ["a", "b"] }, true],
    ["none that is", { "ForAllValues:StringNotEquals": { k: "a" } }, { k: ["a", "b"] }, false],
    [
      "a variable",
      { StringEquals: { k: `${DOLLAR}{aws:PrincipalTag/team}` } },
      { k: "x", "aws:PrincipalTag/team": "x" },
      true,
    ],
    [
      "a variable without a value",
      { StringEquals: { k: `${DOLLAR}{aws:PrincipalTag/team}` } },
      { k: "" },
      false,
    ],
    [
      "a variable's default",
      { StringEquals: { k: `${DOLLAR}{aws:PrincipalTag/team, 'none'}` } },
      { k: "none" },
      true,
    ],
    ["a star that a variable brings", { StringLike: { k: `${DOLLAR}{v}` } }, { k: "abc", v: "a*" }, false],
    ["a star that is written as a variable", { StringLike: { k: `a${DOLLAR}{*}` } }, { k: "a*" }, true],
    ["a star written so, and no star", { StringLike: { k: `a${DOLLAR}{*}` } }, { k: "ab" }, false],
  ];
  for (const [what, condition, context, expected] of cases) {
    it(`${expected ? "takes" : "refuses"} ${what}`, () => assert.equal(meets(condition, context), expected));
  }

  it("knows what AWS tells of a request by itself", () => {
    assert.ok(
      meets({ StringEquals: { "aws:PrincipalAccount": ACCOUNT }, ArnEquals: { "aws:PrincipalArn": ROLE } }),
    );
    const region = { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } };
    const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`;
    const policy = document("identity", ROLE, { Action: "sqs:*", Resource: "*", ...region });
    assert.equal(decide([policy], { action: "sqs:SendMessage", resource: queue }), "allowed");
    assert.equal(
      decide([policy], { action: "sqs:SendMessage", resource: queue.replace("west", "east") }),
      "denied",
    );
  });

  it("stops at an operator that IAM does not have", () => {
    assert.throws(() => meets({ StringMatches: { k: "a" } }, { k: "a" }), /StringMatches is not an operator/);
  });
});
