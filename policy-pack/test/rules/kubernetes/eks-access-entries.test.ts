import assert from "node:assert/strict";
import { eksAccessEntries as rule } from "../../../rules/kubernetes/eks-access-entries";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const good = { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false };
const cluster = (accessConfig: unknown) => resource("aws:eks/cluster:Cluster", "payments", { accessConfig });
const entry = (principalArn: unknown) =>
  resource("aws:eks/accessEntry:AccessEntry", "entry", { principalArn });
const policy = (principalArn: unknown, name: string) =>
  resource("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", "policy", {
    principalArn,
    policyArn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
  });
const role = "arn:aws:iam::111122223333:role/platform";
const user = "arn:aws:iam::111122223333:user/someone";
const root = "arn:aws:iam::111122223333:root";

describe("eks-access-entries", () => {
  it("accepts access by API for roles, and the mode on the way there", async () => {
    const resources = [cluster(good), entry(role), policy(role, "AmazonEKSClusterAdminPolicy")];
    assert.deepEqual(await said(rule, resources), []);
    assert.deepEqual(await said(rule, [cluster({ ...good, authenticationMode: "API_AND_CONFIG_MAP" })]), []);
  });

  it("refuses the aws-auth map, also when nobody asked for it", async () => {
    for (const authenticationMode of ["CONFIG_MAP", undefined]) {
      assert.deepEqual(await said(rule, [cluster({ ...good, authenticationMode })]), [
        "payments: authenticationMode leaves access to the aws-auth map alone.",
      ]);
    }
  });

  it("refuses the creator as administrator, also when nobody asked for it", async () => {
    for (const bootstrapClusterCreatorAdminPermissions of [true, undefined]) {
      assert.deepEqual(await said(rule, [cluster({ ...good, bootstrapClusterCreatorAdminPermissions })]), [
        "payments: bootstrapClusterCreatorAdminPermissions is not off: who creates it stays administrator.",
      ]);
    }
  });

  it("refuses users and whole accounts", async () => {
    for (const principal of [user, root]) {
      assert.deepEqual(await said(rule, [entry(principal), policy(principal, "AmazonEKSAdminPolicy")]), [
        "entry: It gives access to a user or an account instead of a role.",
        "policy: It makes a user or an account administrator of the cluster.",
      ]);
    }
    assert.deepEqual(await said(rule, [policy(user, "AmazonEKSViewPolicy")]), []);
  });

  it("can't tell what is not known, but the rest", async () => {
    const partly = { authenticationMode: unknown, bootstrapClusterCreatorAdminPermissions: true };
    assert.deepEqual(await said(rule, [cluster(partly), entry(unknown)]), [
      "payments: bootstrapClusterCreatorAdminPermissions is not off: who creates it stays administrator.",
      "payments? accessConfig.authenticationMode is not known yet",
      "entry? principalArn is not known yet",
    ]);
  });
});
