import assert from "node:assert/strict";
import { KeyUser, RegionalKey } from "../../components/regional-key";
import { only, settled, startMocks } from "../support/mocks";

interface Statement {
  Sid: string;
  Principal: Record<string, string>;
  Condition?: Record<string, Record<string, string | string[]>>;
}

describe("RegionalKey", () => {
  async function build(users?: KeyUser[]) {
    const registered = startMocks();
    new RegionalKey("data", { region: "us-west-2", alias: "hub/data", description: "Payment data", users });
    await settled();
    const key = only(registered, "aws:kms/key:Key", "data-key");
    const policy = JSON.parse(key.inputs.policy as string) as { Statement: Statement[] };
    return { registered, key, statements: policy.Statement };
  }

  it("rotates every year, can be rescued for thirty days and lives in the region it was given", async () => {
    const { registered, key } = await build();
    assert.equal(key.inputs.enableKeyRotation, true);
    assert.equal(key.inputs.rotationPeriodInDays, 365);
    assert.equal(key.inputs.deletionWindowInDays, 30);
    assert.equal(key.inputs.region, "us-west-2");
    const alias = only(registered, "aws:kms/alias:Alias", "data-alias");
    assert.equal(alias.inputs.name, "alias/hub/data");
    assert.equal(alias.inputs.region, "us-west-2");
  });

  it("is administered by its account alone when no service uses it", async () => {
    const { statements } = await build();
    assert.deepEqual(
      statements.map((s) => s.Principal),
      [{ AWS: "arn:aws:iam::111122223333:root" }],
    );
  });

  it("lets each service in for this account only", async () => {
    const { statements } = await build([KeyUser.CloudWatchLogs, KeyUser.CloudFront, KeyUser.LogDelivery]);
    assert.deepEqual(
      statements.map((s) => s.Sid),
      ["Account", "CloudFront", "CloudWatchLogs", "LogDelivery"],
    );
    for (const statement of statements.slice(1)) {
      assert.match(JSON.stringify(statement.Condition), /111122223333/, statement.Sid);
    }
  });

  it("lets EC2 Auto Scaling encrypt volumes by its own roles alone, also before the account has them", async () => {
    const { statements } = await build([KeyUser.AutoScaling]);
    assert.deepEqual(
      statements.slice(1).map(({ Sid }) => Sid),
      ["AutoScaling", "AutoScalingVolumes"],
    );
    for (const { Principal, Condition } of statements.slice(1)) {
      assert.deepEqual(
        Principal,
        { AWS: "*" },
        "a role that does not exist yet would be refused as a principal",
      );
      assert.deepEqual(Condition?.StringEquals, { "kms:CallerAccount": "111122223333" });
      assert.deepEqual(Condition?.ArnEquals, {
        "aws:PrincipalArn": [
          "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
          "arn:aws:iam::111122223333:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot",
        ],
      });
    }
    assert.deepEqual(statements[2]?.Condition?.Bool, { "kms:GrantIsForAWSResource": "true" });
  });

  it("lets Fargate encrypt storage of the account's clusters, and grant no more than to decrypt it", async () => {
    const { statements } = await build([KeyUser.Fargate]);
    for (const { Principal, Condition } of statements.slice(1)) {
      assert.deepEqual(Principal, { Service: "fargate.amazonaws.com" });
      assert.deepEqual(Condition?.StringEquals, {
        "kms:EncryptionContext:aws:ecs:clusterAccount": "111122223333",
      });
    }
    assert.deepEqual(statements[2]?.Condition?.["ForAllValues:StringEquals"], {
      "kms:GrantOperations": ["Decrypt"],
    });
  });

  it("lets SNS in for topics of this account and region, to hand messages over to encrypted queues", async () => {
    const { statements } = await build([KeyUser.TopicSubscriptions]);
    assert.deepEqual(statements.at(-1)?.Principal, { Service: "sns.amazonaws.com" });
    assert.deepEqual(statements.at(-1)?.Condition, {
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:sns:us-west-2:111122223333:*" },
    });
  });
});
