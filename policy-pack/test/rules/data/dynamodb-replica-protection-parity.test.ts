import assert from "node:assert/strict";
import { dynamodbReplicaProtectionParity as rule } from "../../../rules/data/dynamodb-replica-protection-parity";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";
import { mended } from "../mended";

const replica = {
  regionName: "us-west-2",
  pointInTimeRecovery: true,
  deletionProtectionEnabled: true,
  propagateTags: true,
  kmsKeyArn: "arn:aws:kms:us-west-2:111122223333:key/1",
};
const table = (change: Record<string, unknown> = {}, own: Record<string, unknown> = {}) =>
  resource("aws:dynamodb/table:Table", "orders", {
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: true,
    tags: { owner: "payments" },
    serverSideEncryption: { enabled: true, kmsKeyArn: "arn:aws:kms:us-east-2:111122223333:key/1" },
    replicas: [{ ...replica, ...change }],
    ...own,
  });
const separate = (change: Record<string, unknown> = {}) =>
  resource("aws:dynamodb/tableReplica:TableReplica", "west", {
    pointInTimeRecovery: true,
    deletionProtectionEnabled: true,
    ...change,
  });

describe("dynamodb-replica-protection-parity", () => {
  it("accepts replicas that are protected as the table is", async () => {
    assert.deepEqual(await said(rule, [table(), separate()]), []);
  });

  it("asks of a replica only what the table has", async () => {
    const bare = table(
      { pointInTimeRecovery: false, deletionProtectionEnabled: false, propagateTags: false, kmsKeyArn: "" },
      {
        pointInTimeRecovery: undefined,
        deletionProtectionEnabled: false,
        tags: undefined,
        serverSideEncryption: undefined,
      },
    );
    assert.deepEqual(await said(rule, [bare]), []);
  });

  for (const name of ["pointInTimeRecovery", "deletionProtectionEnabled", "propagateTags"]) {
    it(`refuses a replica without ${name}, and mends it`, async () => {
      for (const value of [false, undefined]) {
        const broken = table({ [name]: value });
        assert.deepEqual(await said(rule, [broken]), [
          `orders: Replica 1: ${name} is not on, unlike the table's.`,
        ]);
        assert.deepEqual(await said(rule, [mended(rule, broken)]), []);
      }
    });
  }

  it("refuses a replica under AWS's own key when the table has its own", async () => {
    assert.deepEqual(await said(rule, [table({ kmsKeyArn: undefined })]), [
      "orders: Replica 1 has no kmsKeyArn: it gets AWS's own key, unlike the table.",
    ]);
  });

  for (const name of ["pointInTimeRecovery", "deletionProtectionEnabled"]) {
    it(`refuses a replica of its own without ${name}, and mends it`, async () => {
      const broken = separate({ [name]: undefined });
      assert.deepEqual(await said(rule, [broken]), [`west: ${name} is not on.`]);
      assert.deepEqual(await said(rule, [mended(rule, broken)]), []);
    });
  }

  it("mends nothing of a table without replicas", () => {
    const single = table({}, { replicas: undefined });
    assert.equal(mended(rule, single), single);
  });

  it("finds what is known beside what is not", async () => {
    assert.deepEqual(await said(rule, [table({ pointInTimeRecovery: unknown, propagateTags: false })]), [
      "orders: Replica 1: propagateTags is not on, unlike the table's.",
      "orders? replicas.0.pointInTimeRecovery is not known yet",
    ]);
  });
});
