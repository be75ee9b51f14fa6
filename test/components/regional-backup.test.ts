import assert from "node:assert/strict";
import {
  LockMode,
  RegionalBackup,
  type RegionalBackupArgs,
  RestoredDatabase,
} from "../../components/regional-backup";
import { backupTrust, vaultPolicy } from "../../components/regional-backup/documents";
import { names, only, settled, startMocks } from "../support/mocks";

const args: RegionalBackupArgs = {
  region: "us-east-2",
  copyRegion: "us-west-2",
  resourceName: "payment-hub-prod",
  resources: [{ arn: "arn:cluster" }, { arn: "arn:bucket" }],
  topicArn: "arn:topic",
  restoreTest: { databaseArn: "arn:cluster", subnetGroupName: "isolated", vpcId: "vpc-1" },
};

async function build(change: Partial<RegionalBackupArgs> = {}) {
  const registered = startMocks();
  new RegionalBackup("backup", { ...args, ...change });
  await settled();
  return registered;
}

interface Rule {
  ruleName: string;
  targetVaultName: string;
  lifecycle: { deleteAfter: number };
  copyActions: { destinationVaultArn: string; lifecycle: { deleteAfter: number } }[];
}

describe("RegionalBackup", () => {
  it("HUB-13 backs up into a vault of the region and copies every backup into another region's", async () => {
    const registered = await build();
    const vaults = registered.filter(({ type }) => type === "aws:backup/vault:Vault");
    assert.deepEqual(
      vaults.map(({ name, inputs }) => [name, inputs.region, inputs.name, inputs.kmsKeyArn]),
      [
        ["backup-vault", "us-east-2", "payment-hub-prod", "arn:mock:backup-vault-key-key"],
        ["backup-copies", "us-west-2", "payment-hub-prod-copies-us-east-2", "arn:mock:backup-copies-key-key"],
      ],
    );
    const { inputs } = only(registered, "aws:backup/plan:Plan");
    const rules = inputs.rules as Rule[];
    assert.deepEqual(
      rules.map(({ ruleName, lifecycle }) => [ruleName, lifecycle.deleteAfter]),
      [
        ["daily", 35],
        ["monthly", 400],
      ],
    );
    for (const { targetVaultName, lifecycle, copyActions } of rules) {
      assert.equal(targetVaultName, "payment-hub-prod");
      assert.deepEqual(copyActions, [{ destinationVaultArn: "arn:mock:backup-copies", lifecycle }]);
    }
    const selection = only(registered, "aws:backup/selection:Selection").inputs;
    assert.deepEqual(selection.resources, ["arn:cluster", "arn:bucket"]);
  });

  it("locks the copies for as long as its rules keep them, and finally only where days of grace are named", async () => {
    const type = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
    const governance = only(await build(), type).inputs;
    assert.deepEqual(
      [
        governance.region,
        governance.minRetentionDays,
        governance.maxRetentionDays,
        governance.changeableForDays,
      ],
      ["us-west-2", 35, 400, undefined],
    );
    const lock = { mode: LockMode.Compliance, graceDays: 14 };
    assert.equal(only(await build({ lock }), type).inputs.changeableForDays, 14);
  });

  it("restores an instance of RDS where the database is one", async () => {
    const restoreTest = { ...args.restoreTest, kind: RestoredDatabase.Instance };
    const registered = await build({ restoreTest });
    const selection = only(registered, "aws:backup/restoreTestingSelection:RestoreTestingSelection").inputs;
    assert.equal(selection.protectedResourceType, "RDS");
  });

  it("restores the newest backup of the database every week, reached by nobody", async () => {
    const registered = await build();
    const plan = only(registered, "aws:backup/restoreTestingPlan:RestoreTestingPlan").inputs;
    assert.equal(plan.name, "payment_hub_prod");
    const selection = only(registered, "aws:backup/restoreTestingSelection:RestoreTestingSelection").inputs;
    assert.deepEqual(selection.protectedResourceArns, ["arn:cluster"]);
    assert.deepEqual(selection.restoreMetadataOverrides, {
      dbSubnetGroupName: "isolated",
      vpcSecurityGroupIds: '["backup-restore-group-id"]',
    });
    const { ingress, egress } = only(registered, "aws:ec2/securityGroup:SecurityGroup").inputs;
    assert.deepEqual([ingress, egress], [undefined, undefined]);
  });

  it("lets nobody delete a backup by hand, unless protection is off", async () => {
    const type = "aws:backup/vaultPolicy:VaultPolicy";
    assert.deepEqual(names(await build(), type), ["backup-copies-policy", "backup-vault-policy"]);
    const [statement] = JSON.parse(vaultPolicy()).Statement;
    assert.equal(statement.Effect, "Deny");
    assert.ok(statement.Action.includes("backup:DeleteRecoveryPoint"));
    const open = await build({ protect: false });
    assert.deepEqual(names(open, type), []);
    for (const { inputs } of open.filter((one) => one.type === "aws:backup/vault:Vault")) {
      assert.equal(inputs.forceDestroy, true);
    }
  });

  it("gives its role to AWS Backup of this account alone", () => {
    const [statement] = JSON.parse(backupTrust("111122223333")).Statement;
    assert.deepEqual(statement.Condition, { StringEquals: { "aws:SourceAccount": "111122223333" } });
  });

  it("refuses one region twice, months shorter than days, a final lock without grace and a name that is cut", () => {
    startMocks();
    const wrong: RegionalBackupArgs = {
      ...args,
      copyRegion: "us-east-2",
      monthlyRetentionDays: 20,
      lock: { mode: LockMode.Compliance },
      resourceName: "p".repeat(37),
    };
    assert.throws(
      () => new RegionalBackup("backup", wrong),
      /copyRegion: "us-east-2"[\s\S]+monthlyRetentionDays: 20[\s\S]+lock\.graceDays: nothing[\s\S]+resourceName: "p+"/,
    );
    const grace = { mode: LockMode.Governance, graceDays: 3 };
    assert.throws(() => new RegionalBackup("backup", { ...args, lock: grace }), /can always be taken off/);
  });
});
