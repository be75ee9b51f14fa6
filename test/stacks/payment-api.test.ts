import assert from "node:assert/strict";
import { type PaymentApiScope, paymentApiPolicy } from "../../stacks/payment-hub/payment-api-policy";

interface Statement {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Resource: string;
  Condition?: unknown;
}

const scope: PaymentApiScope = {
  partition: "aws",
  dnsSuffix: "amazonaws.com",
  accountId: "111122223333",
  region: "us-west-2",
  globalClusterIdentifier: "payment-hub-prod",
  databaseUser: "payment_api",
  originSecret: "payment-hub-prod/edge/origin-header",
  originSecretKey: "payment-hub-prod/edge-origin-header",
};

const statements = (changes: Partial<PaymentApiScope> = {}): Record<string, Statement> => {
  const { Statement: all } = JSON.parse(paymentApiPolicy({ ...scope, ...changes })) as {
    Statement: Statement[];
  };
  return Object.fromEntries(all.map((statement) => [statement.Sid, statement]));
};

describe("the payment API's policy", () => {
  it("HUB-9 allows five actions, each on resources that are named", () => {
    const all = Object.values(statements());
    assert.deepEqual(all.flatMap(({ Action }) => Action).sort(), [
      "kms:Decrypt",
      "rds-db:connect",
      "rds:DescribeGlobalClusters",
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
    ]);
    for (const { Effect, Resource } of all) {
      assert.equal(Effect, "Allow");
      assert.match(Resource, /^arn:aws:[a-z-]+:[a-z0-9-]*\*?:111122223333:.+/);
    }
  });

  it("HUB-8 logs in as one PostgreSQL role, wherever the writer is", () => {
    assert.equal(statements().LogIn?.Resource, "arn:aws:rds-db:*:111122223333:dbuser:cluster-*/payment_api");
    assert.equal(
      statements().FindWriter?.Resource,
      "arn:aws:rds::111122223333:global-cluster:payment-hub-prod",
    );
  });

  it("HUB-9 reads the copy of one secret in its own region, and no secret of another whose name begins alike", () => {
    const { Resource } = statements().ReadOriginHeader as Statement;
    assert.equal(
      Resource,
      "arn:aws:secretsmanager:us-west-2:111122223333:secret:payment-hub-prod/edge/origin-header-??????",
    );
  });

  it("HUB-9 uses the key of that secret alone, through Secrets Manager alone", () => {
    assert.deepEqual(statements().DecryptOriginHeader?.Condition, {
      StringEquals: { "kms:ViaService": "secretsmanager.us-west-2.amazonaws.com" },
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/payment-hub-prod/edge-origin-header" },
    });
  });

  it("ALL-8 follows the partition", () => {
    const china = statements({ partition: "aws-cn", dnsSuffix: "amazonaws.com.cn", region: "cn-north-1" });
    for (const { Resource } of Object.values(china)) assert.match(Resource, /^arn:aws-cn:/);
    assert.match(
      JSON.stringify(china.DecryptOriginHeader?.Condition),
      /secretsmanager\.cn-north-1\.amazonaws\.com\.cn/,
    );
  });
});
