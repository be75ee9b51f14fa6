import assert from "node:assert/strict";
import type { ValueMap } from "../../../providers/core/values/value";
import { Cloud } from "../support";

const token = "aws:iam/getPolicyDocument:getPolicyDocument";
const cloud = new Cloud();
const call = (args: ValueMap): ValueMap => cloud.invoke(token, args);
const minified = (args: ValueMap): string => String(call(args).minifiedJson);
const document = (...statements: string[]): string =>
  `{"Version":"2012-10-17","Statement":[${statements.join(",")}]}`;

const root = (account: string): string => `arn:aws:iam::${account.repeat(12)}:root`;
const govRoot = (account: string): string => `arn:aws-us-gov:iam::${account.repeat(12)}:root`;
const aws = (...identifiers: string[]): ValueMap => ({ type: "AWS", identifiers });
const trust = (...principals: ValueMap[]): ValueMap => ({
  statements: [{ actions: ["sts:AssumeRole"], principals }],
});
const trusted = (principal: string): string =>
  document(`{"Effect":"Allow","Action":"sts:AssumeRole","Principal":${principal}}`);
const given = (...conditions: ValueMap[]): ValueMap => ({
  statements: [{ actions: ["a:b"], resources: ["*"], conditions }],
});
const when = (condition: string): string =>
  document(`{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":${condition}}`);

const cases: [what: string, args: ValueMap, expected: string][] = [
  ["no arguments give a document with a version only", {}, `{"Version":"2012-10-17"}`],
  [
    "one action stands alone, the effect is Allow",
    { statements: [{ actions: ["ec2:*"], resources: ["*"] }] },
    document(`{"Effect":"Allow","Action":"ec2:*","Resource":"*"}`),
  ],
  [
    "several actions are sorted backwards",
    { statements: [{ sid: "1", actions: ["s3:GetBucketLocation", "s3:ListAllMyBuckets"] }] },
    document(`{"Sid":"1","Effect":"Allow","Action":["s3:ListAllMyBuckets","s3:GetBucketLocation"]}`),
  ],
  [
    "an action given twice is there once",
    { statements: [{ actions: ["a:b", "a:b"] }] },
    document(`{"Effect":"Allow","Action":"a:b"}`),
  ],
  [
    "an empty list is left out",
    { statements: [{ actions: ["a:b"], resources: [], notResources: [] }] },
    document(`{"Effect":"Allow","Action":"a:b"}`),
  ],
  [
    "notActions and notResources",
    { statements: [{ effect: "Deny", notActions: ["s3:*"], notResources: ["arn:aws:s3:::*"] }] },
    document(`{"Effect":"Deny","NotAction":"s3:*","NotResource":"arn:aws:s3:::*"}`),
  ],
  [
    "variables of IAM in resources, sorted before they are written out",
    { statements: [{ actions: ["s3:*"], resources: ["arn:b/&{aws:username}", "arn:b/&{aws:username}/*"] }] },
    document(
      `{"Effect":"Allow","Action":"s3:*","Resource":["arn:b/\${aws:username}/*","arn:b/\${aws:username}"]}`,
    ),
  ],
  ["the older version", { version: "2008-10-17" }, `{"Version":"2008-10-17"}`],
  ["the policy's id", { policyId: "mine" }, `{"Version":"2012-10-17","Id":"mine"}`],
  [
    "a service",
    trust({ type: "Service", identifiers: ["lambda.amazonaws.com"] }),
    trusted(`{"Service":"lambda.amazonaws.com"}`),
  ],
  [
    "several identifiers of one block are sorted backwards",
    trust(aws("arn:blahblah:example", "arn:blahblahblah:example")),
    trusted(`{"AWS":["arn:blahblahblah:example","arn:blahblah:example"]}`),
  ],
  [
    "types of principals are sorted",
    trust({ type: "Service", identifiers: ["s"] }, { type: "Federated", identifiers: ["f"] }, aws("1")),
    trusted(`{"AWS":"1","Federated":"f","Service":"s"}`),
  ],
  ["everyone of every type is a star", trust({ type: "*", identifiers: ["*"] }), trusted(`"*"`)],
  ["everyone of AWS stays an object, for trust policies take it", trust(aws("*")), trusted(`{"AWS":"*"}`)],
  [
    "a star beside others stays an object",
    trust({ type: "*", identifiers: ["*"] }, aws("1")),
    trusted(`{"*":"*","AWS":"1"}`),
  ],
  [
    "blocks of one type are joined: one identifier and two",
    trust(aws(root("1")), aws(root("2"), root("3"))),
    trusted(`{"AWS":["${root("1")}","${root("3")}","${root("2")}"]}`),
  ],
  [
    "blocks of one type are joined in the order of their checksums",
    trust(aws(root("1"), root("2")), aws(root("3")), aws(root("4"))),
    trusted(`{"AWS":["${root("3")}","${root("4")}","${root("2")}","${root("1")}"]}`),
  ],
  [
    "blocks of one type in another partition have another order",
    trust(aws(govRoot("1"), govRoot("2")), aws(govRoot("3")), aws(govRoot("4"))),
    trusted(`{"AWS":["${govRoot("3")}","${govRoot("2")}","${govRoot("1")}","${govRoot("4")}"]}`),
  ],
  [
    "notPrincipals",
    { statements: [{ effect: "Deny", actions: ["a:b"], notPrincipals: [aws("1")] }] },
    document(`{"Effect":"Deny","Action":"a:b","NotPrincipal":{"AWS":"1"}}`),
  ],
  [
    "the order of a statement's members",
    {
      statements: [
        {
          conditions: [{ test: "Bool", variable: "v", values: ["true"] }],
          principals: [aws("1")],
          resources: ["r"],
          actions: ["a:b"],
          effect: "Deny",
          sid: "S",
        },
      ],
    },
    document(
      `{"Sid":"S","Effect":"Deny","Action":"a:b","Resource":"r","Principal":{"AWS":"1"},"Condition":{"Bool":{"v":"true"}}}`,
    ),
  ],
  [
    "values of a condition keep their order, empty ones too",
    given({ test: "StringLike", variable: "s3:prefix", values: ["home/", "", "home/&{aws:username}/"] }),
    when(`{"StringLike":{"s3:prefix":["home/","","home/\${aws:username}/"]}}`),
  ],
  [
    "tests and variables are sorted",
    given(
      { test: "StringEquals", variable: "b", values: ["1"] },
      { test: "StringEquals", variable: "a", values: ["2"] },
      { test: "ArnLike", variable: "c", values: ["3"] },
    ),
    when(`{"ArnLike":{"c":"3"},"StringEquals":{"a":"2","b":"1"}}`),
  ],
  [
    "one test and variable given twice have all values, in the order of their checksums",
    given(
      { test: "ForAnyValue:StringEquals", variable: "kms:EncryptionContext:service", values: ["kms"] },
      { test: "ForAnyValue:StringEquals", variable: "kms:EncryptionContext:service", values: ["rds"] },
    ),
    when(`{"ForAnyValue:StringEquals":{"kms:EncryptionContext:service":["kms","rds"]}}`),
  ],
  ["a condition without values", given({ test: "T", variable: "v", values: [] }), when(`{"T":{"v":[]}}`)],
  [
    "characters that could end a script are escaped",
    { statements: [{ actions: ["a:b"], resources: ["<a&b>"] }] },
    document(`{"Effect":"Allow","Action":"a:b","Resource":"\\u003ca\\u0026b\\u003e"}`),
  ],
  [
    "empty documents are none",
    { sourcePolicyDocuments: [""], overridePolicyDocuments: ["", `{"Id":"b"}`] },
    `{"Version":"2012-10-17","Id":"b"}`,
  ],
  [
    "source documents come first, as they are",
    {
      sourcePolicyDocuments: [document(`{"Action":["b","a"],"Resource":["x"],"Effect":"Allow","Extra":1}`)],
      statements: [{ actions: ["c:d"] }],
    },
    document(`{"Effect":"Allow","Action":["b","a"],"Resource":["x"]}`, `{"Effect":"Allow","Action":"c:d"}`),
  ],
  [
    "own statements replace those of source documents with the same Sid",
    {
      sourcePolicyDocuments: [document(`{"Sid":"S","Effect":"Allow","Action":"iam:*"}`)],
      statements: [{ sid: "S", actions: ["*"], resources: ["*"] }],
    },
    document(`{"Sid":"S","Effect":"Allow","Action":"*","Resource":"*"}`),
  ],
  [
    "override documents replace statements where they stand, later ones win, new ones are added",
    {
      statements: [{ sid: "A", actions: ["a:1"] }, { actions: ["b:1"] }],
      overridePolicyDocuments: [
        document(`{"Sid":"A","Effect":"Deny","Action":"a:2"}`),
        document(`{"Sid":"A","Effect":"Deny","Action":"a:3"}`, `{"Sid":"C","Effect":"Deny","Action":"c:1"}`),
      ],
    },
    document(
      `{"Sid":"A","Effect":"Deny","Action":"a:3"}`,
      `{"Effect":"Allow","Action":"b:1"}`,
      `{"Sid":"C","Effect":"Deny","Action":"c:1"}`,
    ),
  ],
  [
    "the newest version and the last id count",
    {
      version: "2008-10-17",
      policyId: "own",
      sourcePolicyDocuments: [`{"Version":"2012-10-17","Id":"source"}`],
      overridePolicyDocuments: [`{"Id":"override"}`],
    },
    `{"Version":"2012-10-17","Id":"override"}`,
  ],
  [
    "principals of documents: any text is everyone, lists are sorted backwards and stay lists",
    {
      sourcePolicyDocuments: [
        document(
          `{"Effect":"Allow","Principal":"*"}`,
          `{"Effect":"Allow","Principal":{"Service":["a"],"AWS":["1","2"]}}`,
        ),
      ],
    },
    document(
      `{"Effect":"Allow","Principal":"*"}`,
      `{"Effect":"Allow","Principal":{"AWS":["2","1"],"Service":["a"]}}`,
    ),
  ],
  [
    "conditions of documents: truth values become texts, single values stand alone, numbers are lost",
    {
      sourcePolicyDocuments: [
        document(`{"Effect":"Allow","Condition":{"Bool":{"b":true,"a":["x"]},"NumericLessThan":{"n":3}}}`),
      ],
    },
    document(`{"Effect":"Allow","Condition":{"Bool":{"a":"x","b":"true"}}}`),
  ],
];

describe("AWS stand-in: iam.getPolicyDocument writes what the real provider writes", () => {
  for (const [what, args, expected] of cases)
    it(what, () => {
      const { json, minifiedJson } = call(args);
      assert.equal(minifiedJson, expected);
      assert.deepEqual(JSON.parse(String(json)), JSON.parse(expected));
    });

  it("indents by two blanks, and its id is the checksum of that text", () => {
    const { json, id } = call({ statements: [{ actions: ["a:b"] }] });
    assert.equal(
      json,
      `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "a:b"
    }
  ]
}`,
    );
    assert.equal(id, "1251585680");
  });

  const sameSid = [
    { sid: "1", actions: ["a:b"] },
    { sid: "1", actions: ["c:d"] },
  ];
  const old = { version: "2008-10-17" };
  const refused: [what: string, args: ValueMap, message: RegExp][] = [
    ["a Sid twice", { statements: sameSid }, /duplicate Sid \(1\)\. Remove the Sid/],
    [
      "a Sid in two source documents",
      {
        sourcePolicyDocuments: [document(`{"Sid":"S"}`), document(`{"Sid":"T"}`, `{"Sid":"S"}`)],
      },
      /merging source document 1: duplicate Sid \(S\) in source_policy_documents \(statement 1\)/,
    ],
    ["a Sid with other signs", { statements: [{ sid: "a-b" }] }, /sid is "a-b"; it must only include alpha/],
    [
      "another effect",
      { statements: [{ effect: "allow" }] },
      /effect is "allow"; it takes "Allow" or "Deny"/,
    ],
    [
      "another version",
      { version: "2020-01-01" },
      /version is "2020-01-01"; it takes 2008-10-17, 2012-10-17/,
    ],
    [
      "variables in the older version",
      { ...old, statements: [{ resources: ["&{aws:username}"] }] },
      /reading resources: found &\{ sequence in \(&\{aws:username\}\)/,
    ],
    [
      "variables of a principal in the older version",
      { ...old, statements: [{ principals: [aws("&{aws:username}")] }] },
      /reading principals: found &\{ sequence/,
    ],
    ["what is no JSON", { sourcePolicyDocuments: ["{"] }, /source document 0: contains an invalid JSON/],
    [
      "a document whose Statement is no list",
      { overridePolicyDocuments: [`{"Statement":{}}`] },
      /override document 0: Statement is a single object; the provider takes a list/,
    ],
    ["sourceJson", { sourceJson: "{}" }, /sourceJson is not used any more; give sourcePolicyDocuments/],
  ];
  for (const [what, args, message] of refused)
    it(`refuses ${what}`, () => assert.throws(() => minified(args), message));
});
