import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as yaml from "yaml";
import { defaults, FaultExperiments, type FaultExperimentsArgs } from "../../components/fault-experiments";
import { experimentPolicy, experimentTrust } from "../../components/fault-experiments/documents";
import { names, only, settled, startMocks } from "../support/mocks";

const TEMPLATE = "aws:fis/experimentTemplate:ExperimentTemplate";
const stop = ["arn:aws:cloudwatch:us-east-2:111122223333:alarm:no-healthy-pod"];
const args: FaultExperimentsArgs = {
  region: "us-east-2",
  resourceName: "hub-prod",
  otherRegion: "us-west-2",
  stopAlarmArns: stop,
  subnetIds: ["subnet-1", "subnet-2"],
  databaseClusterArn: "arn:database",
  pods: { clusterName: "hub-prod", clusterArn: "arn:cluster" },
};

async function made(more: Partial<FaultExperimentsArgs> = {}) {
  const registered = startMocks();
  new FaultExperiments("experiments", { ...args, ...more });
  await settled();
  return registered;
}

interface Template {
  actions: { actionId: string; parameters: { key: string; value: string }[]; target: { key: string } }[];
  targets: { resourceType: string; resourceArns?: string[]; parameters?: Record<string, string> }[];
  stopConditions: object[];
}

async function template(role: string, more?: Partial<FaultExperimentsArgs>): Promise<Template> {
  return only(await made(more), TEMPLATE, `experiments-${role}`).inputs as unknown as Template;
}

describe("FaultExperiments", () => {
  it("HUB-12 has an experiment for the way to the other region, the database and the pods, each ended by the alarms", async () => {
    const registered = await made();
    assert.deepEqual(names(registered, TEMPLATE), [
      "experiments-database-failover",
      "experiments-half-the-pods",
      "experiments-region-cut-off",
    ]);
    for (const { inputs } of registered.filter(({ type }) => type === TEMPLATE)) {
      assert.deepEqual(inputs.stopConditions, [{ source: "aws:cloudwatch:alarm", value: stop[0] }]);
      assert.equal(inputs.region, "us-east-2");
      assert.equal(inputs.roleArn, "arn:mock:experiments-role");
      assert.deepEqual(
        (inputs.logConfiguration as { cloudwatchLogsConfiguration: object }).cloudwatchLogsConfiguration,
        {
          logGroupArn: "arn:mock:experiments-log:*",
        },
      );
    }
  });

  it("cuts its subnets off from the other region for ten minutes", async () => {
    const { actions, targets } = await template("region-cut-off");
    assert.equal(actions[0]?.actionId, "aws:network:route-table-disrupt-cross-region-connectivity");
    assert.deepEqual(actions[0]?.parameters, [
      { key: "duration", value: "PT10M" },
      { key: "region", value: "us-west-2" },
    ]);
    assert.equal(actions[0]?.target.key, "Subnets");
    assert.deepEqual(targets[0]?.resourceArns, [
      "arn:aws:ec2:us-east-2:111122223333:subnet/subnet-1",
      "arn:aws:ec2:us-east-2:111122223333:subnet/subnet-2",
    ]);
  });

  it("pauses the copies of a bucket where there is one", async () => {
    const { actions, targets } = await template("site-copy-paused", { replicatedBucketArn: "arn:bucket" });
    assert.equal(actions[0]?.actionId, "aws:s3:bucket-pause-replication");
    assert.deepEqual(targets[0]?.resourceArns, ["arn:bucket"]);
  });

  it("deletes pods as the Kubernetes user whom the manifest gives rights in their namespace alone", async () => {
    const { actions, targets } = await template("half-the-pods");
    const { parameters } = targets[0] as Template["targets"][number];
    assert.equal(parameters?.clusterIdentifier, "hub-prod");
    const documents = yaml
      .parseAllDocuments(fs.readFileSync("workloads/fault-experiments/cluster.yaml", "utf8"))
      .map(
        (document) =>
          document.toJS() as {
            kind: string;
            metadata: { name: string; namespace: string };
            subjects?: object[];
          },
      );
    assert.deepEqual(
      documents.map(({ kind, metadata }) => [kind, metadata.namespace]),
      [
        ["ServiceAccount", parameters?.namespace],
        ["Role", parameters?.namespace],
        ["RoleBinding", parameters?.namespace],
        ["NetworkPolicy", parameters?.namespace],
      ],
    );
    const account = documents.find(({ kind }) => kind === "ServiceAccount")?.metadata.name;
    assert.deepEqual(actions[0]?.parameters, [
      { key: "kubernetesServiceAccount", value: account },
      { key: "fisPodSecurityPolicy", value: "restricted" },
    ]);
    const entry = only(await made(), "aws:eks/accessEntry:AccessEntry").inputs;
    const subjects = documents.find(({ kind }) => kind === "RoleBinding")?.subjects ?? [];
    assert.deepEqual(
      subjects.map((subject) => (subject as { kind: string; name: string }).name),
      [account, entry.userName],
    );
    assert.equal(entry.userName, defaults.kubernetesUser);
  });

  it("finds the pods of the payment API by the label and in the namespace of its manifests", async () => {
    const { targets } = await template("half-the-pods");
    const read = (file: string) => yaml.parse(fs.readFileSync(`workloads/payment-api/base/${file}`, "utf8"));
    const { labels } = read("deployment.yaml").spec.template.metadata as { labels: Record<string, string> };
    const [key = "", value] = (targets[0]?.parameters?.selectorValue ?? "").split("=");
    assert.equal(labels[key], value);
    assert.equal(targets[0]?.parameters?.namespace, read("namespace.yaml").metadata.name);
  });

  const scope = {
    partition: "aws",
    accountId: "111122223333",
    region: "us-east-2",
    databaseClusterArn: "arn:database",
    clusterArn: "arn:cluster",
  };

  it("lets only experiments of its own account and region take the role", () => {
    assert.deepEqual(JSON.parse(experimentTrust(scope)).Statement[0].Condition, {
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:fis:us-east-2:111122223333:experiment/*" },
    });
  });

  it("may fail over its own database, and pause copying from its own bucket to the other region alone", () => {
    type Statements = { Sid: string; Action: string[]; Resource: string; Condition?: object }[];
    const without = JSON.parse(experimentPolicy(scope)).Statement as Statements;
    assert.ok(without.every(({ Action }) => Action.every((action) => !action.startsWith("s3:"))));
    assert.equal(without.find(({ Sid }) => Sid === "FailOverDatabase")?.Resource, "arn:database");
    const replication = { bucketArn: "arn:bucket", region: "us-west-2" };
    const statements = JSON.parse(experimentPolicy({ ...scope, replication })).Statement as Statements;
    assert.deepEqual(
      statements.filter(({ Sid }) => Sid.endsWith("Pause") || Sid.startsWith("Pause")),
      [
        {
          ...{ Sid: "PauseReplication", Effect: "Allow", Action: ["s3:PauseReplication"] },
          ...{ Resource: "arn:bucket", Condition: { StringEquals: { "s3:DestinationRegion": "us-west-2" } } },
        },
        {
          ...{ Sid: "WritePause", Effect: "Allow", Action: ["s3:PutReplicationConfiguration"] },
          ...{ Resource: "arn:bucket", Condition: { Bool: { "s3:IsReplicationPauseRequest": "true" } } },
        },
      ],
    );
  });

  const wrong: [string, Partial<FaultExperimentsArgs>, RegExp][] = [
    ["what nothing ends", { stopAlarmArns: [] }, /stopAlarmArns: 0 are not allowed, 1 to 5 are/],
    ["two hours", { minutes: 120 }, /minutes: 120 is not allowed, 1 to 60 is/],
    [
      "to cut a region off from itself",
      { otherRegion: "us-east-2" },
      /otherRegion: "us-east-2" is not allowed/,
    ],
    ["a name with a slash", { resourceName: "hub/prod" }, /resourceName: "hub\/prod" is not allowed/],
  ];
  for (const [title, more, sentence] of wrong) {
    it(`refuses ${title}`, () => {
      startMocks();
      assert.throws(() => new FaultExperiments("experiments", { ...args, ...more }), sentence);
    });
  }
});
