import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SwitchFunctions, type SwitchFunctionsArgs } from "../../components/switch-functions";
import { fencePolicy, verifyPolicy } from "../../components/switch-functions/policies";
import { names, only, settled, startMocks } from "../support/mocks";

const FUNCTION = "aws:lambda/function:Function";
const scope = { partition: "aws", accountId: "111122223333", region: "us-west-2" };

function args(): SwitchFunctionsArgs {
  return {
    region: "us-west-2",
    otherRegions: ["us-east-2"],
    fenceFunction: "hub-fence",
    verifyFunction: "hub-verify",
    keyAlias: "hub/region-switch",
    code: new pulumi.asset.FileArchive("workloads/region-switch"),
    loadBalancer: "hub-api",
    targetGroup: "hub-api",
    apiPort: 8443,
    databasePort: 5432,
    globalClusterIdentifier: "hub",
    databaseCluster: "hub-us-west-2",
  };
}

describe("SwitchFunctions", () => {
  it("HUB-8 lives in the region that is entered, with logs under a key and with an end", async () => {
    const registered = startMocks();
    new SwitchFunctions("switch", args());
    await settled();
    assert.deepEqual(names(registered, FUNCTION), ["switch-fence", "switch-verify"]);
    for (const role of ["fence", "verify"]) {
      const { inputs } = only(registered, FUNCTION, `switch-${role}`);
      assert.equal(inputs.region, "us-west-2");
      assert.equal(inputs.handler, `index.${role}`);
      assert.equal(
        inputs.vpcConfig,
        undefined,
        "it calls AWS alone, and stays callable when the network is not",
      );
      const log = only(registered, "aws:cloudwatch/logGroup:LogGroup", `switch-${role}-log`).inputs;
      assert.equal(log.kmsKeyId, "arn:mock:switch-key-key");
      assert.equal(log.retentionInDays, 400);
      assert.equal((inputs.loggingConfig as { logGroup: string }).logGroup, log.name);
    }
  });

  it("knows its companions by name: which regions to fence, which pods and database to see", async () => {
    const registered = startMocks();
    new SwitchFunctions("switch", { ...args(), otherRegions: ["us-east-2", "eu-west-1"], minimumTargets: 3 });
    await settled();
    const variables = (role: string) =>
      (only(registered, FUNCTION, `switch-${role}`).inputs.environment as { variables: object }).variables;
    assert.deepEqual(variables("fence"), {
      OTHER_REGIONS: "us-east-2,eu-west-1",
      LOAD_BALANCER: "hub-api",
      API_PORT: "8443",
      DATABASE_PORT: "5432",
    });
    assert.deepEqual(variables("verify"), {
      GLOBAL_CLUSTER: "hub",
      DATABASE_CLUSTER: "hub-us-west-2",
      TARGET_GROUP: "hub-api",
      MINIMUM_TARGETS: "3",
    });
  });

  it("may change network ACLs of the system's regions, and only read otherwise", () => {
    const { Statement } = JSON.parse(fencePolicy(scope, ["us-west-2", "us-east-2"], "arn:log"));
    const writes = Statement.find(({ Sid }: { Sid: string }) => Sid === "Fence");
    assert.deepEqual(writes.Action, ["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAclEntry"]);
    assert.deepEqual(writes.Resource, [
      "arn:aws:ec2:us-west-2:111122223333:network-acl/*",
      "arn:aws:ec2:us-east-2:111122223333:network-acl/*",
    ]);
    const verify = verifyPolicy(scope, { globalClusterIdentifier: "hub", databaseCluster: "m" }, "arn:log");
    const actions = JSON.parse(verify).Statement.flatMap(({ Action }: { Action: string[] }) => Action);
    for (const action of actions.filter((one: string) => !one.startsWith("logs:"))) {
      assert.match(action, /:Describe/);
    }
  });

  it("refuses its own region among the others, no pod, and a name that Lambda doesn't take", () => {
    startMocks();
    const wrong = { ...args(), otherRegions: ["us-west-2"], minimumTargets: 0, verifyFunction: "hub/verify" };
    assert.throws(
      () => new SwitchFunctions("switch", wrong),
      /verifyFunction: "hub\/verify" is not allowed[\s\S]+otherRegions: \[us-west-2\] is not allowed[\s\S]+minimumTargets: 0 is not allowed/,
    );
  });
});
