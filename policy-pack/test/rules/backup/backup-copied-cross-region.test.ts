import assert from "node:assert/strict";
import { backupCopiedCrossRegion as rule } from "../../../rules/backup/backup-copied-cross-region";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const arn = (region: string) => `arn:aws:backup:${region}:111122223333:backup-vault:copies`;
const vault = (name: string, region: string) => resource("aws:backup/vault:Vault", name, { region, name });
const [own, away] = [vault("own", "us-east-2"), vault("away", "us-west-2")];
const rules = (...destinations: unknown[]) => [
  {
    targetVaultName: reference(own),
    copyActions: destinations.map((destinationVaultArn) => ({ destinationVaultArn })),
  },
];
const plan = (props: Record<string, unknown>) =>
  resource("aws:backup/plan:Plan", "plan", { region: "us-east-2", ...props });

describe("backup-copied-cross-region", () => {
  it("accepts a copy in another region, by ARN or by edge", async () => {
    for (const destination of [arn("us-west-2"), reference(away)]) {
      assert.deepEqual(await said(rule, [own, away, plan({ rules: rules(destination) })]), []);
    }
    assert.deepEqual(await said(rule, [own, plan({ rules: rules(arn("us-east-2"), arn("eu-west-1")) })]), []);
  });

  it("accepts an air-gapped vault in another region", async () => {
    const gap = resource("aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault", "gap", {
      region: "us-west-2",
    });
    assert.deepEqual(await said(rule, [own, gap, plan({ rules: rules(reference(gap)) })]), []);
  });

  it("accepts a copy to the vault of a peer, by its ARN", async () => {
    const peers = [{ stack: "west", resources: [away] }];
    assert.deepEqual(await said(rule, [own, plan({ rules: rules(arn("us-west-2")) })], { peers }), []);
  });

  it("refuses a rule without copies and one that copies within its region", async () => {
    for (const destinations of [[], [arn("us-east-2")]]) {
      assert.deepEqual(await said(rule, [own, plan({ rules: rules(...destinations) })]), [
        "plan: Rule 1 has no copy in another region.",
      ]);
    }
  });

  it("wants every rule to copy, or at least one by setting", async () => {
    const mixed = plan({ rules: [...rules(), ...rules(arn("us-west-2"))] });
    assert.deepEqual(await said(rule, [own, mixed]), ["plan: Rule 1 has no copy in another region."]);
    const one = { settings: { rules: "at-least-one" } };
    assert.deepEqual(await said(rule, [own, mixed], one), []);
    assert.deepEqual(await said(rule, [own, plan({ rules: [...rules(unknown), ...rules()] })], one), [
      "plan? rules.0.copyActions.0.destinationVaultArn is not known yet",
    ]);
    assert.deepEqual(await said(rule, [own, plan({ rules: [] })], one), []);
    assert.deepEqual(await said(rule, [own, plan({ rules: rules() })], one), [
      "plan: None of its rules has a copy in another region.",
    ]);
  });

  it("does not judge a vault that is not known, nor a region that nobody states", async () => {
    assert.deepEqual(await said(rule, [own, plan({ rules: rules(unknown) })]), [
      "plan? rules.0.copyActions.0.destinationVaultArn is not known yet",
    ]);
    assert.deepEqual(await said(rule, [plan({ region: undefined, rules: rules(arn("us-west-2")) })]), [
      "plan? the region of the plan or of a vault is not stated",
    ]);
  });

  it("finds a rule without copies behind one that is not known", async () => {
    assert.deepEqual(await said(rule, [own, plan({ rules: [...rules(unknown), ...rules()] })]), [
      "plan: Rule 2 has no copy in another region.",
      "plan? rules.0.copyActions.0.destinationVaultArn is not known yet",
    ]);
  });
});
