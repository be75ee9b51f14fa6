import assert from "node:assert/strict";
import { parse } from "yaml";
import { FailoverDocuments, type FailoverDocumentsArgs } from "../../components/failover-documents";
import {
  type AutomationDocument,
  type DocumentName,
  documents,
  documentText,
  type Step,
} from "../../components/failover-documents/documents";
import { automationTrust, rolePolicy } from "../../components/failover-documents/role-policy";
import { only, settled, startMocks } from "../support/mocks";

const args: FailoverDocumentsArgs = {
  region: "us-west-2",
  resourceName: "hub-prod",
  regions: ["us-west-2", "us-east-2"],
  fenceFunctionArn: "arn:aws:lambda:us-west-2:111122223333:function:hub-prod-fence",
  approverRoleArn: "arn:aws:iam::111122223333:role/on-call",
  databaseKeyAlias: "hub-prod/database",
  subnetGroup: "hub-prod-us-west-2",
  parameterGroup: "hub-prod-us-west-2",
  securityGroupId: "sg-1",
};
const scope = {
  ...args,
  roleArn: "arn:aws:iam::111122223333:role/failover",
  fenceFunctionArn: args.fenceFunctionArn as string,
  securityGroupId: "sg-1",
};
const names = Object.keys(documents) as DocumentName[];
const read = (name: DocumentName) => parse(documentText(name, scope)) as AutomationDocument;

/** Inputs that an action needs. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html */
const NEEDED: Record<string, string[]> = {
  "aws:approve": ["Approvers"],
  "aws:executeAwsApi": ["Service", "Api"],
  "aws:invokeLambdaFunction": ["FunctionName"],
  "aws:waitForAwsResourceProperty": ["Service", "Api", "PropertySelector", "DesiredValues"],
};

/** Names in double braces that a text refers to. */
function references(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/\{\{ ?([^}]+?) ?\}\}/g)].map(([, name]) => name as string);
}

/** What a step can be asked for. */
function outputsOf({ name, action, outputs = [] }: Step): string[] {
  const own = action === "aws:invokeLambdaFunction" ? ["OutputPayload"] : [];
  return [...own, ...outputs.map(({ Name }) => Name)].map((output) => `${name}.${output}`);
}

describe("the failover documents", () => {
  for (const name of names) {
    it(`${name} is an Automation document whose steps have what their actions need`, () => {
      const document = read(name);
      assert.equal(document.schemaVersion, "0.3");
      assert.equal(document.assumeRole, scope.roleArn);
      const steps = document.mainSteps;
      assert.equal(new Set(steps.map((step) => step.name)).size, steps.length, "each step has its own name");
      for (const step of steps) {
        assert.match(step.name, /^[a-zA-Z0-9_]{3,128}$/);
        const needed = NEEDED[step.action];
        assert.ok(needed, `${step.action} is an action of Automation`);
        for (const input of needed)
          assert.ok(step.inputs[input] !== undefined, `${step.name} lacks ${input}`);
        assert.equal(step.onFailure, "Abort");
      }
    });

    it(`${name} refers to parameters and to what earlier steps tell, and to nothing else`, () => {
      const { parameters, mainSteps, outputs = [] } = read(name);
      const known = [...Object.keys(parameters), "global:DATE"];
      for (const step of mainSteps) {
        for (const reference of references(step.inputs)) assert.ok(known.includes(reference), reference);
        known.push(...outputsOf(step));
      }
      for (const output of outputs) assert.ok(known.includes(output), output);
    });
  }

  it("a human approves what can't be taken back, and nobody has to for a fence", () => {
    const approved = names.filter((name) => read(name).mainSteps[0]?.action === "aws:approve");
    assert.deepEqual(approved, ["unfence", "rescue-remove"]);
  });

  it("ask the function for the region that is meant, one of the system's", () => {
    for (const wish of ["fence", "unfence"] as const) {
      const { parameters, mainSteps } = read(wish);
      assert.deepEqual(parameters.Region?.allowedValues, ["us-west-2", "us-east-2"]);
      assert.deepEqual(mainSteps.at(-1)?.inputs.InputPayload, { [wish]: ["{{ Region }}"] });
    }
  });

  it("restore outside the global database, in the region that lives, to a cluster that they alone delete", () => {
    const restore = read("rescue-restore").mainSteps.find(({ name }) => name === "restore")?.inputs ?? {};
    assert.equal(restore.GlobalClusterIdentifier, undefined);
    assert.equal(restore.DBClusterIdentifier, "hub-prod-rescue");
    const removed = read("rescue-remove").mainSteps.map(({ inputs }) => inputs.DBClusterIdentifier);
    assert.ok(removed.includes("hub-prod-rescue"));
    const { SourceRegion } = read("rescue-copy").parameters;
    assert.deepEqual(SourceRegion?.allowedValues, ["us-east-2"], "a copy comes from another region");
  });

  it("take the snapshot that Aurora made of the old writer, and a copy that they made of it", () => {
    const pattern = (name: DocumentName, parameter: string) =>
      new RegExp(read(name).parameters[parameter]?.allowedPattern as string);
    const arn = "arn:aws:rds:us-east-2:111122223333:cluster-snapshot:";
    const source = pattern("rescue-copy", "SourceSnapshotArn");
    assert.match(`${arn}rds:unplanned-global-failover-hub-prod-us-east-2-2026-01-31-10-11`, source);
    assert.doesNotMatch(`${arn}rds:hub-prod-us-east-2-2026-01-31-10-11`, source);
    const copy = pattern("rescue-restore", "SnapshotIdentifier");
    assert.match("hub-prod-rescue-2026-01-31", copy);
    assert.doesNotMatch("hub-prod-final", copy);
  });

  it("can't touch the database: what they write is rescue copies and the fence", () => {
    const policy = JSON.parse(
      rolePolicy({ ...scope, partition: "aws", accountId: "111122223333", dnsSuffix: "amazonaws.com" }),
    ) as { Statement: { Sid: string; Action: string[]; Resource: string | string[] }[] };
    for (const { Action, Resource } of policy.Statement) {
      const writes = Action.some((action) => /^rds:(Delete|Create|Modify|Failover)/.test(action));
      if (!writes) continue;
      for (const resource of [Resource].flat()) {
        assert.match(resource, /:(cluster|db|cluster-snapshot):hub-prod-rescue|:(subgrp|cluster-pg|pg):/);
      }
    }
    assert.deepEqual(
      policy.Statement.filter(({ Resource }) => [Resource].flat().includes("*")),
      [],
    );
    assert.match(automationTrust("111122223333"), /"aws:SourceAccount":"111122223333"/);
  });

  it("stand in their region under the system's name", async () => {
    const registered = startMocks();
    new FailoverDocuments("failover", args);
    await settled();
    for (const name of names) {
      const { inputs } = only(registered, "aws:ssm/document:Document", `failover-${name}`);
      assert.equal(inputs.region, "us-west-2");
      assert.equal(inputs.name, `hub-prod-${name}`);
      assert.equal(inputs.documentType, "Automation");
      assert.equal((parse(inputs.content as string) as AutomationDocument).schemaVersion, "0.3");
    }
  });

  it("are refused under a name that Systems Manager doesn't take", () => {
    startMocks();
    assert.throws(
      () => new FailoverDocuments("failover", { ...args, resourceName: "hub/prod" }),
      /resourceName: "hub\/prod" is not allowed, up to 113 letters/,
    );
  });
});
