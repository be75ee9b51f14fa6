import assert from "node:assert/strict";
import { loadFacts } from "../../proof/access/action-facts";
import { checkSystem } from "../../proof/access/checks";
import { collect } from "../../proof/access/documents";
import type { CheckName } from "../../proof/access/finding";
import type { SystemGraph } from "../../proof/access/graph";
import { arnOverlap, overlap } from "../../proof/access/patterns";
import type { Deployed } from "../support/state";

const ACCOUNT = "111122223333";
const BUCKET = "arn:aws:s3:::orders";
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;

type Statement = Record<string, unknown>;

/** Statements of a small system in which nothing is wrong; a test changes one. */
interface Small {
  trust: Statement;
  permissions: Statement;
  queue: Statement;
  key: Statement;
}

const good: Small = {
  trust: {
    Effect: "Allow",
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": ACCOUNT },
      ArnLike: { "aws:SourceArn": `${QUEUE.replace(":sqs:", ":ecs:").replace(":orders", ":cluster/shop")}` },
    },
  },
  permissions: { Effect: "Allow", Action: ["s3:GetObject"], Resource: `${BUCKET}/*` },
  queue: {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: QUEUE,
    Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:sns:eu-west-1:${ACCOUNT}:orders` } },
  },
  key: {
    Effect: "Allow",
    Principal: { Service: "logs.eu-west-1.amazonaws.com" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:orders` },
    },
  },
};

const policy = (...Statement: Statement[]) => JSON.stringify({ Version: "2012-10-17", Statement });

function resource(type: string, name: string, inputs: Statement, outputs: Statement = {}): Deployed {
  const all = { region: "eu-west-1", ...inputs, ...outputs };
  return { urn: "", type, name, custom: true, id: name, inputs, outputs: all, dependencies: [] };
}

function system({ trust, permissions, queue, key }: Small, more: Deployed[] = []): SystemGraph {
  const arn = (service: string, rest: string) => ({ arn: `arn:aws:${service}:eu-west-1:${ACCOUNT}:${rest}` });
  const resources = [
    resource(
      "aws:iam/role:Role",
      "worker",
      { name: "worker", assumeRolePolicy: policy(trust) },
      { arn: ROLE },
    ),
    resource("aws:iam/rolePolicy:RolePolicy", "permissions", { role: "worker", policy: policy(permissions) }),
    resource("aws:s3/bucket:Bucket", "orders", { bucket: "orders" }, { arn: BUCKET }),
    resource("aws:sqs/queue:Queue", "queue", {}, { arn: QUEUE, url: "https://queue" }),
    resource("aws:sqs/queuePolicy:QueuePolicy", "queue-policy", {
      queueUrl: "https://queue",
      policy: policy(queue),
    }),
    resource("aws:sns/topic:Topic", "topic", {}, arn("sns", "orders")),
    resource("aws:ecs/cluster:Cluster", "cluster", {}, arn("ecs", "cluster/shop")),
    resource("aws:cloudwatch/logGroup:LogGroup", "log", {}, arn("logs", "log-group:orders")),
    resource("aws:kms/key:Key", "key", { policy: policy(key) }, { arn: KEY }),
    ...more,
  ];
  return { system: "small", stacks: { small: resources } };
}

async function findings(graph: SystemGraph): Promise<[CheckName, string][]> {
  const collected = collect(graph);
  const { findings } = checkSystem(graph, collected, await loadFacts([collected]));
  return findings.map(({ check, subject }) => [check, subject]);
}

describe("policies of a system", () => {
  it("are found wherever a resource has one, attached ones and boundaries too", () => {
    const own = `arn:aws:iam::${ACCOUNT}:policy/own`;
    const more = [
      resource("aws:iam/policy:Policy", "own", { policy: policy(good.permissions) }, { arn: own }),
      resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", { role: "worker", policyArn: own }),
      resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "b", {
        ...{ role: "worker", policyArn: "arn:aws:iam::aws:policy/SecurityAudit" },
      }),
      resource(
        "aws:iam/role:Role",
        "bounded",
        { name: "bounded", assumeRolePolicy: policy(good.trust), permissionsBoundary: own },
        { arn: `${ROLE}-2` },
      ),
      resource(
        "aws:lambda/function:Function",
        "f",
        { name: "f" },
        { name: "f", arn: "arn:aws:lambda:eu-west-1:1:function:f" },
      ),
      resource("aws:lambda/permission:Permission", "p", {
        ...{
          function: "f",
          action: "lambda:InvokeFunction",
          principal: "sns.amazonaws.com",
          sourceAccount: ACCOUNT,
        },
      }),
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", "e", {
        policy: policy({ ...good.permissions, Principal: "*" }),
      }),
    ];
    const { documents, managed, unread } = collect(system(good, more));
    assert.deepEqual(documents.map(({ kind, about, resource: { name } }) => [kind, about, name]).slice(4), [
      ["trust", `${ROLE}-2`, "bounded"],
      ["resource", "arn:aws:lambda:eu-west-1:1:function:f", "p"],
      ["endpoint", "e", "e"],
      ["identity", ROLE, "own"],
      ["boundary", `${ROLE}-2`, "own"],
    ]);
    assert.deepEqual(
      managed.map(({ about, policyArn }) => [about, policyArn]),
      [[ROLE, "arn:aws:iam::aws:policy/SecurityAudit"]],
    );
    assert.deepEqual(unread, []);
  });

  it("are missed by nobody: a policy in a property that is not known is told", async () => {
    const strange = resource("aws:new/thing:Thing", "thing", { accessPolicy: policy(good.permissions) });
    const found = await findings(system(good, [strange]));
    assert.deepEqual(
      found.map(([check]) => check),
      ["unread"],
    );
  });

  it("are missed where AWS would put a default one", () => {
    const endpoint = (name: string, serviceName: string) =>
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", name, { serviceName });
    const more = [
      endpoint("open", "com.amazonaws.eu-west-1.s3"),
      endpoint("appliance", "com.amazonaws.vpce.eu-west-1.vpce-svc-1"),
      resource("aws:kms/key:Key", "plain", {}, { arn: `${KEY}2` }),
    ];
    assert.deepEqual(collect(system(good, more)).unread, [
      "small open: has no policy of its own",
      "small plain: has no policy of its own",
    ]);
  });

  it("are all right as they stand", async () => assert.deepEqual(await findings(system(good)), []));

  const without = (statement: Statement, key: string) =>
    Object.fromEntries(Object.entries(statement).filter(([name]) => name !== key));
  const everywhere = { Effect: "Allow", Resource: "*" };
  const oidc = {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
    Action: "sts:AssumeRoleWithWebIdentity",
  };
  const subject = "token.actions.githubusercontent.com:sub";
  const audience = { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" };
  const provider = resource(
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    "provider",
    {},
    {
      arn: oidc.Principal.Federated,
    },
  );

  const cases: [string, Partial<Small>, [CheckName, string][]][] = [
    [
      "an action that AWS does not have",
      { permissions: { ...good.permissions, Action: ["s3:GetObject", "s3:ReadObject"] } },
      [["unknown-action", "s3:readobject"]],
    ],
    [
      "a wildcard that no action matches",
      { permissions: { ...good.permissions, Action: ["s3:GetObject", "s3:Read*"] } },
      [
        ["unknown-action", "s3:read*"],
        ["wildcard-action", "s3:read*"],
      ],
    ],
    [
      "a wildcard in an action",
      { permissions: { ...good.permissions, Action: "s3:GetObject*" } },
      [["wildcard-action", "s3:getobject*"]],
    ],
    [
      "everything but some actions",
      { permissions: { ...without(good.permissions, "Action"), NotAction: "s3:GetObject" } },
      [
        ["misfit", `${BUCKET}/*`],
        ["wildcard-action", "NotAction"],
      ],
    ],
    [
      "a condition key that AWS does not have",
      { permissions: { ...good.permissions, Condition: { StringEquals: { "aws:Account": "1" } } } },
      [["unknown-condition-key", "aws:account"]],
    ],
    [
      "a key that an action never comes with",
      { permissions: { ...good.permissions, Condition: { StringEquals: { "s3:prefix": "a" } } } },
      [["unknown-condition-key", "s3:prefix"]],
    ],
    [
      "a resource that the system does not have",
      { permissions: { ...good.permissions, Resource: "arn:aws:s3:::others/*" } },
      [["unknown-resource", "arn:aws:s3:::others/*"]],
    ],
    [
      "an object's action on a bucket",
      { permissions: { ...good.permissions, Action: ["s3:GetObject", "s3:ListBucket"] } },
      [["misfit", "s3:listbucket"]],
    ],
    [
      "a resource of another service",
      { permissions: { ...good.permissions, Resource: [`${BUCKET}/*`, QUEUE] } },
      [["misfit", QUEUE]],
    ],
    [
      "an action that takes no resource",
      { permissions: { ...good.permissions, Action: ["s3:GetObject", "s3:ListAllMyBuckets"] } },
      [["misfit", "s3:listallmybuckets"]],
    ],
    [
      "all resources for an action that takes some",
      { permissions: { ...everywhere, Action: "s3:GetObject" } },
      [["wildcard-resource", "s3:GetObject"]],
    ],
    [
      "all keys of a region",
      { permissions: { Effect: "Allow", Action: "kms:Decrypt", Resource: KEY.replace("/1", "/*") } },
      [["wildcard-resource", "kms:Decrypt"]],
    ],
    [
      "a resource in every region",
      {
        permissions: {
          Effect: "Allow",
          Action: "sqs:SendMessage",
          Resource: QUEUE.replace("eu-west-1", "*"),
        },
      },
      [["wildcard-resource", "sqs:SendMessage"]],
    ],
    [
      "all resources but some",
      { permissions: { ...without(good.permissions, "Resource"), NotResource: BUCKET } },
      [["wildcard-resource", "s3:GetObject"]],
    ],
    [
      "a trust without a source",
      { trust: without(good.trust, "Condition") },
      [["open-trust", "ecs-tasks.amazonaws.com"]],
    ],
    [
      "a trust for another account's resources",
      { trust: { ...good.trust, Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } } },
      [["open-trust", "ecs-tasks.amazonaws.com"]],
    ],
    [
      "a source that the system does not have",
      {
        trust: {
          ...good.trust,
          Condition: { ArnLike: { "aws:SourceArn": `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/other` } },
        },
      },
      [["unknown-source", `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/other`]],
    ],
    [
      "a source in any account",
      {
        trust: {
          ...good.trust,
          Condition: { ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:*:cluster/shop" } },
        },
      },
      [["open-trust", "ecs-tasks.amazonaws.com"]],
    ],
    [
      "a source in another account",
      {
        trust: {
          ...good.trust,
          Condition: { ArnLike: { "aws:SourceArn": "arn:aws:ecs:eu-west-1:999999999999:*" } },
        },
      },
      [
        ["unknown-source", "arn:aws:ecs:eu-west-1:999999999999:*"],
        ["open-trust", "ecs-tasks.amazonaws.com"],
      ],
    ],
    [
      "everybody in the account",
      { trust: { ...without(good.trust, "Condition"), Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } } },
      [["open-trust", `arn:aws:iam::${ACCOUNT}:root`]],
    ],
    [
      "another account without an external id",
      {
        trust: { ...without(good.trust, "Condition"), Principal: { AWS: "arn:aws:iam::999999999999:root" } },
      },
      [["open-trust", "arn:aws:iam::999999999999:root"]],
    ],
    ["everybody", { trust: { ...good.trust, Principal: "*" } }, [["wildcard-principal", "*"]]],
    [
      "everybody but somebody",
      { queue: { ...without(good.queue, "Principal"), NotPrincipal: { AWS: ROLE } } },
      [["wildcard-principal", "NotPrincipal"]],
    ],
    [
      "a service that nobody has looked at",
      { queue: { ...good.queue, Principal: { Service: "pipes.amazonaws.com" } } },
      [
        ["open-trust", "pipes.amazonaws.com"],
        ["principal-form", "pipes.amazonaws.com"],
      ].slice(1) as [CheckName, string][],
    ],
    [
      "a service without its region",
      { key: { ...good.key, Principal: { Service: "logs.amazonaws.com" } } },
      [["principal-form", "logs.amazonaws.com"]],
    ],
    [
      "a service of another region",
      { key: { ...good.key, Principal: { Service: "logs.us-east-1.amazonaws.com" } } },
      [["principal-form", "logs.us-east-1.amazonaws.com"]],
    ],
    [
      "a region for a service that has none",
      { queue: { ...good.queue, Principal: { Service: "sns.eu-west-1.amazonaws.com" } } },
      [["principal-form", "sns.eu-west-1.amazonaws.com"]],
    ],
    [
      "a key that every account's logs may use",
      { key: without(good.key, "Condition") },
      [["open-trust", "logs.eu-west-1.amazonaws.com"]],
    ],
    [
      "a key that another account's logs may use",
      {
        key: {
          ...good.key,
          Condition: {
            ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:999999999999:*" },
          },
        },
      },
      [
        ["unknown-source", "arn:aws:logs:eu-west-1:999999999999:*"],
        ["open-trust", "logs.eu-west-1.amazonaws.com"],
      ],
    ],
    [
      "every identity of a provider",
      { trust: { ...oidc, Condition: { StringEquals: audience } } },
      [["open-trust", oidc.Principal.Federated]],
    ],
    [
      "every repository of a provider",
      { trust: { ...oidc, Condition: { StringEquals: audience, StringLike: { [subject]: "repo:*" } } } },
      [["open-trust", oidc.Principal.Federated]],
    ],
    [
      "a provider's identity without an audience",
      { trust: { ...oidc, Condition: { StringEquals: { [subject]: "repo:o/r:ref:refs/heads/main" } } } },
      [["open-trust", oidc.Principal.Federated]],
    ],
    [
      "nothing in one branch of one repository",
      {
        trust: {
          ...oidc,
          Condition: { StringEquals: { ...audience, [subject]: "repo:o/r:ref:refs/heads/main" } },
        },
      },
      [],
    ],
    [
      "nothing in a denial, however wide",
      { permissions: { Effect: "Deny", Action: "s3:*", Resource: "*" } },
      [],
    ],
    [
      "nothing in a service that says no source in its trusts",
      { trust: { ...without(good.trust, "Condition"), Principal: { Service: "ec2.amazonaws.com" } } },
      [],
    ],
    [
      "the same service in a resource's policy",
      { queue: { ...without(good.queue, "Condition"), Principal: { Service: "s3.amazonaws.com" } } },
      [["open-trust", "s3.amazonaws.com"]],
    ],
  ];
  for (const [what, change, expected] of cases) {
    it(`are searched for ${what}`, async () => {
      assert.deepEqual(await findings(system({ ...good, ...change }, [provider])), expected);
    });
  }
});

describe("patterns", () => {
  const pairs: [string, string, boolean][] = [
    ["abc", "abc", true],
    ["abc", "abd", false],
    ["a*", "abc", true],
    ["a*c", "a*b", false],
    ["a*", "*c", true],
    ["a?c", "abc", true],
    ["a?", "a", false],
    ["", "*", true],
    ["*", "", true],
    ["x*y*z", "x1*2z", true],
    ["secret-??????", "secret-*", true],
  ];
  for (const [one, other, expected] of pairs) {
    it(`${one || "nothing"} and ${other || "nothing"} ${expected ? "have" : "have not"} a text in common`, () => {
      assert.equal(overlap(one, other), expected);
      assert.equal(overlap(other, one), expected);
    });
  }

  it("of ARNs keep their wildcards inside a part", () => {
    assert.ok(arnOverlap("arn:aws:sns:*:1:t", "arn:aws:sns:eu-west-1:1:t"));
    assert.ok(!arnOverlap("arn:aws:sns:*:t", "arn:aws:sns:eu-west-1:1:t"));
    assert.ok(arnOverlap("*", "arn:aws:sns:eu-west-1:1:t"));
  });
});
