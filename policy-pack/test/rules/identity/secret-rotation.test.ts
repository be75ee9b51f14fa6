import assert from "node:assert/strict";
import { secretRotation as rule } from "../../../rules/identity/secret-rotation";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const secret = resource("aws:secretsmanager/secret:Secret", "secret", { name: "database" });
const rotation = (rotationRules: unknown, secretId: unknown = reference(secret)) =>
  resource("aws:secretsmanager/secretRotation:SecretRotation", "rotation", { secretId, rotationRules });
const late = "rotation: It rotates later than every 90 days.";

describe("secret-rotation", () => {
  it("accepts ninety days, in days, by rate and by a cron of every month", async () => {
    for (const rules of [
      { automaticallyAfterDays: 90 },
      { scheduleExpression: "rate(4 hours)" },
      { scheduleExpression: "rate(90 days)" },
      { scheduleExpression: "cron(0 16 1,15 * ? *)" },
    ]) {
      assert.deepEqual(await said(rule, [secret, rotation(rules)]), []);
    }
  });

  it("refuses a secret that nothing rotates, be it in two regions", async () => {
    const replicated = resource("aws:secretsmanager/secret:Secret", "secret", {
      replicas: [{ region: "us-west-2" }],
    });
    assert.deepEqual(await said(rule, [replicated]), [
      "secret: Nothing rotates it: it has no SecretRotation.",
    ]);
    const other = resource("aws:secretsmanager/secret:Secret", "other", {});
    assert.deepEqual(await said(rule, [secret, other, rotation({ automaticallyAfterDays: 30 })]), [
      "other: Nothing rotates it: it has no SecretRotation.",
    ]);
  });

  it("refuses a rotation that comes too late", async () => {
    assert.deepEqual(await said(rule, [secret, rotation({ automaticallyAfterDays: 91 })]), [late]);
    assert.deepEqual(await said(rule, [secret, rotation({ scheduleExpression: "rate(100 days)" })]), [late]);
    const monthly = rotation({ scheduleExpression: "cron(0 16 1 * ? *)" });
    assert.deepEqual(await said(rule, [secret, monthly], { settings: { maximumDays: 7 } }), [
      "rotation: It rotates later than every 7 days.",
    ]);
  });

  it("finds the rotation by a known ARN, and asks nothing of exempt secrets", async () => {
    const made = resource(
      "aws:secretsmanager/secret:Secret",
      "secret",
      {},
      { outputs: { arn: "arn:aws:s" } },
    );
    assert.deepEqual(await said(rule, [made, rotation({ automaticallyAfterDays: 30 }, "arn:aws:s")]), []);
    assert.deepEqual(await said(rule, [secret], { settings: { exempt: ["sec*"] } }), []);
  });

  it("can't tell whose or how often when that is not known or too hard to read", async () => {
    assert.deepEqual(await said(rule, [secret, rotation({ automaticallyAfterDays: 30 }, unknown)]), [
      "secret? the secret of a rotation is not known",
    ]);
    assert.deepEqual(await said(rule, [secret, rotation({ scheduleExpression: "cron(0 16 1 1,6 ? *)" })]), [
      "rotation? how often it rotates can't be read from its schedule",
    ]);
    assert.deepEqual(await said(rule, [secret, rotation({ automaticallyAfterDays: unknown })]), [
      "rotation? rotationRules.automaticallyAfterDays is not known yet",
    ]);
  });

  const schedules: [schedule: string, answer: string[]][] = [
    ["rate(1 day)", []],
    ["rate(1 hour)", []],
    ["rate(2161 hours)", [late]],
    ["rate(2160 hours)", []],
    ["cron(0 16 1 * ? *)", []],
    ["cron(  0 16  1 * ?  * )", []],
    ["cron(0 16 1 * ?)", []],
    ["cron(0 16 1 * ? 2026)", ["?"]],
    ["cron(0 16 1 JAN ? *)", ["?"]],
    ["cron()", ["?"]],
    ["my rate(1 day)", ["?"]],
    ["rate(1 day) or so", ["?"]],
    ["my cron(0 16 1 * ? *)", ["?"]],
    ["cron(0 16 1 * ? *) or so", ["?"]],
  ];
  for (const [scheduleExpression, answer] of schedules) {
    it(`reads ${scheduleExpression}`, async () => {
      const unread = "rotation? how often it rotates can't be read from its schedule";
      const wanted = answer.map((message) => (message === "?" ? unread : message));
      assert.deepEqual(await said(rule, [secret, rotation({ scheduleExpression })]), wanted);
    });
  }

  it("can't tell how often without a word about it", async () => {
    assert.deepEqual(await said(rule, [secret, rotation({})]), [
      "rotation? how often it rotates can't be read from its schedule",
    ]);
  });
});
