import assert from "node:assert/strict";
import type { SystemGraph } from "../../proof/access/graph";
import { reportOf } from "../../proof/access/report";
import { neededRows } from "../../proof/access/rows/needs";
import type { Deployed } from "../support/state";

const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:dead`;
const LOG = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/worker:*`;

interface Statement {
  Sid: string;
  Effect: string;
  Action: string[];
  Resource: string;
  Condition?: object;
}

/** What a traced function under a key needs that leaves in a queue what it fails at. */
const enough: readonly Statement[] = [
  allow("Log", ["logs:CreateLogStream", "logs:PutLogEvents"], LOG),
  allow("Traces", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"),
  allow("Send", ["sqs:SendMessage"], QUEUE),
  { ...allow("Queue", ["kms:Decrypt", "kms:GenerateDataKey"], KEY), ...through("sqs") },
  { ...allow("Environment", ["kms:Decrypt"], KEY), ...through("lambda") },
];

function allow(Sid: string, Action: string[], Resource: string): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}

function through(service: string) {
  return { Condition: { StringEquals: { "kms:ViaService": `${service}.eu-west-1.amazonaws.com` } } };
}

const policy = (...statements: readonly object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

function resource(type: string, name: string, inputs: object, outputs: object = {}): Deployed {
  const all = { region: "eu-west-1", ...inputs, ...outputs };
  const known = { urn: name, type: `aws:${type}`, name, custom: true, id: name, dependencies: [] };
  return { ...known, inputs: { ...inputs }, outputs: all };
}

function system(permissions: readonly object[]): SystemGraph {
  const account = { Sid: "Account", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
  const delegated = policy({ ...account, Action: "kms:*", Resource: "*" });
  const stack = [
    resource("iam/role:Role", "worker-role", { name: "worker" }, { arn: ROLE }),
    resource("iam/rolePolicy:RolePolicy", "worker-permissions", {
      role: "worker",
      policy: policy(...permissions),
    }),
    resource("kms/key:Key", "worker-key", { policy: delegated }, { arn: KEY }),
    resource("sqs/queue:Queue", "worker-dead-letter", { kmsMasterKeyId: KEY }, { arn: QUEUE }),
    resource("lambda/function:Function", "worker-function", {
      ...{ name: "worker", role: ROLE, kmsKeyArn: KEY, region: "eu-west-1" },
      ...{ tracingConfig: { mode: "Active" }, deadLetterConfig: { targetArn: QUEUE } },
      environment: { variables: { LEVEL: "info" } },
    }),
  ];
  return { system: "small", stacks: { one: stack } };
}

async function unmet(permissions: readonly object[]): Promise<string[]> {
  const { systems } = await reportOf([system(permissions)]);
  return systems.flatMap(({ answers }) =>
    answers.filter(({ met }) => !met).map(({ row }) => `${row.expect}: ${row.says}`),
  );
}

describe("what a resource needs of its role", () => {
  it("is there when the role has all of it", async () => {
    assert.deepEqual(await unmet(enough), []);
  });

  for (const { Sid, Action } of enough) {
    for (const action of Action) {
      it(`is missed without ${action} in ${Sid}`, async () => {
        const less = enough.map((one) =>
          one.Sid === Sid ? { ...one, Action: one.Action.filter((other) => other !== action) } : one,
        );
        const found = await unmet(less.filter((one) => one.Action.length > 0));
        assert.ok(
          found.some((line) => line.startsWith("must:") && line.includes(` does ${action} on `)),
          found.join("\n"),
        );
      });
    }
  }

  it("is not to be had otherwise than through the service that needs it", async () => {
    const open = enough.map(({ Condition: _, ...one }) => one);
    assert.deepEqual(
      (await unmet(open)).map((line) => line.replace(/ on .*, but/, ", but")),
      ["kms:Decrypt", "kms:GenerateDataKey", "kms:Decrypt"].map(
        (action) => `must not: one: worker-function does ${action}, but not without kms:ViaService`,
      ),
    );
  });

  it("is asked one action a row", () => {
    assert.equal(neededRows(system(enough)).filter(({ expect }) => expect === "must").length, 8);
  });
});
