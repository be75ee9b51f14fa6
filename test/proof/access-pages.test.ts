import assert from "node:assert/strict";
import { loadFacts } from "../../proof/access/action-facts";
import { collect } from "../../proof/access/documents";
import type { AccessRequest } from "../../proof/access/evaluate/request";
import type { SystemGraph } from "../../proof/access/graph";
import { nonsenseOf } from "../../proof/access/rows";
import { accessPage } from "../../proof/access/tables";
import type { Deployed } from "../support/state";

const ACCOUNT = "111122223333";

function resource(type: string, name: string, outputs: Record<string, unknown>): Deployed {
  return { urn: "", type, name, custom: true, inputs: outputs, outputs, dependencies: [] };
}

/** A role that reads a bucket of its region, and its trust. */
function stack(region: string): Deployed[] {
  const policy = (...Statement: object[]) => JSON.stringify({ Statement });
  const trust = {
    Effect: "Allow",
    Principal: { Service: "ecs-tasks.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:sourceaccount": ACCOUNT },
      ArnLike: { "aws:SourceArn": `arn:aws:ecs:${region}:${ACCOUNT}:*` },
    },
  };
  const read = {
    Effect: "Allow",
    Action: ["s3:getobject"],
    Resource: [`arn:aws:s3:::orders-${region}/paid/*`, `arn:aws:s3:::orders-${region}`],
    Condition: { StringEquals: { "aws:RequestTag/Team": "shop" } },
  };
  const never = { Effect: "Deny", NotAction: "s3:*", Resource: "*" };
  return [
    resource("aws:iam/role:Role", "worker-role", {
      ...{ name: `w-${region}`, arn: `arn:aws:iam::${ACCOUNT}:role/w-${region}`, region },
      assumeRolePolicy: policy(trust),
    }),
    resource("aws:iam/rolePolicy:RolePolicy", "p", {
      role: `w-${region}`,
      policy: policy(read, never),
      region,
    }),
    resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", {
      ...{ role: `w-${region}`, policyArn: "arn:aws:iam::aws:policy/SecurityAudit", region },
    }),
    resource("aws:s3/bucket:Bucket", "orders-bucket", { arn: `arn:aws:s3:::orders-${region}`, region }),
  ];
}

describe("page of who may do what", () => {
  it("says once what is the same in every region, by the program's names and AWS's writing", async () => {
    const graph: SystemGraph = {
      system: "shop",
      stacks: { one: stack("eu-west-1"), two: stack("us-east-1") },
    };
    const collected = collect(graph);
    const page = accessPage(graph, collected, await loadFacts([collected]));
    assert.deepEqual(page.split("\n").slice(7), [
      "## worker-role",
      "",
      "In one, two.",
      "",
      "Taken by `ecs-tasks.amazonaws.com`, when `aws:SourceAccount` is `this account` and `aws:SourceArn` is like `ecs <region> *`.",
      "",
      "AWS's own: `SecurityAudit`.",
      "",
      "| may | on | when |",
      "|---|---|---|",
      "| `s3:GetObject` | `Bucket orders-bucket: paid/*`<br>`Bucket orders-bucket` | `aws:RequestTag/team` is `shop` |",
      "| **not** everything but `s3:*` | `*` |  |",
      "",
    ]);
  });
});

describe("a question of a row", () => {
  const asks = (more: Partial<AccessRequest>): AccessRequest => ({
    caller: { kind: "service", name: "s3.amazonaws.com" },
    action: "s3:GetObject",
    resource: "arn:aws:s3:::orders/1",
    ...more,
  });
  const cases: [string, Partial<AccessRequest>, RegExp | undefined][] = [
    ["takes what AWS can be asked", { context: { "aws:SourceAccount": ACCOUNT } }, undefined],
    ["takes * for what knows no resources", { action: "s3:ListAllMyBuckets", resource: "*" }, undefined],
    ["refuses an action that AWS does not have", { action: "s3:ReadObject" }, /no action s3:ReadObject/],
    ["refuses an action in other letters", { action: "s3:getObject" }, /no action s3:getObject/],
    [
      "refuses a resource of another kind",
      { resource: "arn:aws:s3:::orders" },
      /not about arn:aws:s3:::orders/,
    ],
    ["refuses * for what knows resources", { resource: "*" }, /not about \*/],
    [
      "refuses a key that AWS does not have",
      { context: { "aws:Account": "1" } },
      /no condition key aws:Account/,
    ],
  ];
  for (const [what, more, expected] of cases) {
    it(what, async () => {
      const request = asks(more);
      const found = nonsenseOf(request, await loadFacts([], [request]));
      if (expected === undefined) assert.equal(found, undefined);
      else assert.match(found ?? "", expected);
    });
  }
});
