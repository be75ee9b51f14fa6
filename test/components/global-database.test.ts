import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { promotionTier } from "../../components/database-parts/capacity";
import { GlobalDatabase, type GlobalDatabaseArgs } from "../../components/global-database";
import { managedByFailover, parameterGroupFamily } from "../../components/global-database/engine";
import { mistakes } from "../../components/global-database/validate";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const member = {
  region: "us-east-2",
  globalClusterIdentifier: "payment-hub-prod",
  clusterIdentifier: "payment-hub-prod-us-east-2",
  keyAlias: "payment-hub-prod/database",
  engineVersion: "16.8",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  clients: { cluster: "sg-cluster" },
  instanceClass: "db.r7g.xlarge",
  instanceCount: 3,
};
const home: GlobalDatabaseArgs = {
  ...member,
  creates: {
    databaseName: "payments",
    masterUsername: "hub_administrator",
    secretName: "payment-hub-prod/database/administrator",
    secretReplicaRegions: ["us-west-2"],
  },
};
const further: GlobalDatabaseArgs = {
  ...member,
  region: "us-west-2",
  clusterIdentifier: "payment-hub-prod-us-west-2",
  joins: { sourceRegion: "us-east-2" },
};

async function build(args: GlobalDatabaseArgs): Promise<Registered[]> {
  const registered = startMocks({
    "random:index/randomPassword:RandomPassword": () => ({ result: pulumi.secret("generated") }),
  });
  new GlobalDatabase("database", args);
  await settled();
  return registered;
}

describe("GlobalDatabase", () => {
  it("creates the global cluster, its first member with credentials, and three instances", async () => {
    const registered = await build(home);
    const globalCluster = only(registered, "aws:rds/globalCluster:GlobalCluster");
    assert.equal(globalCluster.inputs.deletionProtection, true);
    assert.equal(globalCluster.inputs.storageEncrypted, true);
    const cluster = only(registered, "aws:rds/cluster:Cluster");
    assert.equal(cluster.inputs.databaseName, "payments");
    assert.equal(cluster.inputs.masterUsername, "hub_administrator");
    assert.equal(cluster.inputs.globalClusterIdentifier, "database-global-cluster-id");
    assert.equal(cluster.inputs.sourceRegion, undefined);
    assert.deepEqual(names(registered, "aws:rds/clusterInstance:ClusterInstance"), [
      "database-instance-1",
      "database-instance-2",
      "database-instance-3",
    ]);
  });

  it("HUB-6 scales readers by their load where the database is created, and nowhere else", async () => {
    assert.ok(home.creates);
    const readerScaling = { maximum: 6, targetCpu: 60 };
    const registered = await build({ ...home, creates: { ...home.creates, readerScaling } });
    const target = only(registered, "aws:appautoscaling/target:Target").inputs;
    assert.deepEqual(
      [target.region, target.scalableDimension, target.resourceId, target.minCapacity, target.maxCapacity],
      ["us-east-2", "rds:cluster:ReadReplicaCount", "cluster:payment-hub-prod-us-east-2", 2, 6],
    );
    assert.equal(
      only(registered, "aws:appautoscaling/policy:Policy").inputs.policyType,
      "TargetTrackingScaling",
    );
    assert.deepEqual(names(await build(further), "aws:appautoscaling/target:Target"), []);
  });

  it("runs serverless instances between the units that are asked for", async () => {
    const registered = await build({
      ...further,
      instanceClass: "db.serverless",
      serverless: { minimum: 8, maximum: 64 },
    });
    const cluster = only(registered, "aws:rds/cluster:Cluster").inputs;
    assert.deepEqual(cluster.serverlessv2ScalingConfiguration, { minCapacity: 8, maxCapacity: 64 });
    for (const [change, reason] of [
      [{ instanceClass: "db.serverless" }, /null is not allowed, it is given with the class db\.serverless/],
      [{ serverless: { minimum: 8, maximum: 64 } }, /it is given with the class db\.serverless/],
      [
        { instanceClass: "db.serverless", serverless: { minimum: 8, maximum: 4 } },
        /0\.5 to 256 units in halves/,
      ],
    ] as const) {
      const found = mistakes({ ...further, ...change });
      assert.equal(found.length, 1);
      assert.match(found[0]?.reason ?? "", reason);
    }
  });

  it("keeps what the advanced mode of Database Insights asks for, equal in cluster and instances", async () => {
    const registered = await build(further);
    const cluster = only(registered, "aws:rds/cluster:Cluster").inputs;
    assert.equal(cluster.databaseInsightsMode, "advanced");
    const instance = only(
      registered,
      "aws:rds/clusterInstance:ClusterInstance",
      "database-instance-1",
    ).inputs;
    for (const inputs of [cluster, instance]) {
      assert.equal(inputs.performanceInsightsEnabled, true);
      assert.equal(inputs.performanceInsightsRetentionPeriod, 465);
      assert.equal(inputs.performanceInsightsKmsKeyId, "arn:mock:database-storage-key");
    }
  });

  it("has its log made with a key and an end, under the name that RDS writes to", async () => {
    const log = only(await build(further), "aws:cloudwatch/logGroup:LogGroup").inputs;
    assert.equal(log.name, "/aws/rds/cluster/payment-hub-prod-us-west-2/postgresql");
    assert.deepEqual([log.retentionInDays, log.kmsKeyId], [400, "arn:mock:database-storage-key"]);
  });

  it("joins a global cluster without credentials, under a key of its own region", async () => {
    const registered = await build(further);
    assert.deepEqual(names(registered, "aws:rds/globalCluster:GlobalCluster"), []);
    assert.deepEqual(names(registered, "aws:secretsmanager/secret:Secret"), []);
    const cluster = only(registered, "aws:rds/cluster:Cluster");
    for (const credential of [
      "databaseName",
      "masterUsername",
      "masterPassword",
      "masterPasswordWo",
      "manageMasterUserPassword",
    ]) {
      assert.equal(cluster.inputs[credential], undefined, credential);
    }
    assert.equal(cluster.inputs.sourceRegion, "us-east-2");
    assert.equal(cluster.inputs.kmsKeyId, "arn:mock:database-storage-key");
    assert.equal(only(registered, "aws:kms/key:Key").inputs.region, "us-west-2");
  });

  it("tells the members apart in nothing but what is ignored after their creation, so either may write", async () => {
    const [one, other] = [await build(home), await build(further)].map(
      (registered) => only(registered, "aws:rds/cluster:Cluster").inputs,
    );
    assert.ok(one && other);
    const own = ["region", "clusterIdentifier", "dbSubnetGroupName", "dbClusterParameterGroupName"];
    const names = [...own, "finalSnapshotIdentifier"];
    const differ = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
      (key) => !names.includes(key) && JSON.stringify(one[key]) !== JSON.stringify(other[key]),
    );
    // The version of the password goes with the password, which is ignored.
    const ignored = [...managedByFailover, "masterPasswordWoVersion"];
    assert.deepEqual(
      differ.filter((key) => !ignored.includes(key)),
      [],
    );
    assert.ok(differ.includes("databaseName") && differ.includes("sourceRegion"));
  });

  it("never asks RDS to manage the password: global databases don't support it", async () => {
    const cluster = only(await build(home), "aws:rds/cluster:Cluster");
    assert.equal(cluster.inputs.manageMasterUserPassword, undefined);
    assert.equal(cluster.inputs.backtrackWindow, undefined);
  });

  it("keeps the secret in every failover region under a key of that region", async () => {
    const registered = await build(home);
    const secret = only(registered, "aws:secretsmanager/secret:Secret");
    assert.deepEqual(secret.inputs.replicas, [
      { region: "us-west-2", kmsKeyId: "arn:mock:database-credentials-us-west-2-key" },
    ]);
    const replicaKey = only(registered, "aws:kms/key:Key", "database-credentials-us-west-2-key");
    assert.equal(replicaKey.inputs.region, "us-west-2");
  });

  it("demands TLS and SCRAM and logs slow statements, with equal parameters in every region", async () => {
    const [first, second] = [await build(home), await build(further)].map(
      (registered) => only(registered, "aws:rds/clusterParameterGroup:ClusterParameterGroup").inputs,
    );
    assert.deepEqual(first?.parameters, second?.parameters);
    assert.equal(first?.family, second?.family);
    assert.equal(first?.family, "aurora-postgresql16");
    const values = Object.fromEntries(
      ((first?.parameters ?? []) as { name: string; value: string }[]).map(({ name, value }) => [
        name,
        value,
      ]),
    );
    assert.deepEqual(values, {
      log_min_duration_statement: "1000",
      log_statement: "ddl",
      password_encryption: "scram-sha-256",
      "rds.accepted_password_auth_method": "scram",
      "rds.force_ssl": "1",
    });
  });

  it("lets commits wait for a copy in the home region's group alone: a promoted member has none beside it", async () => {
    assert.ok(home.creates);
    const guarded = await build({ ...home, creates: { ...home.creates, rpoSeconds: 60 } });
    const parameters = only(guarded, "aws:rds/clusterParameterGroup:ClusterParameterGroup").inputs.parameters;
    assert.deepEqual(
      (parameters as { name: string }[]).find(({ name }) => name === "rds.global_db_rpo"),
      { name: "rds.global_db_rpo", value: "60", applyMethod: "immediate" },
    );
    for (const args of [home, further]) {
      const group = only(await build(args), "aws:rds/clusterParameterGroup:ClusterParameterGroup");
      assert.doesNotMatch(JSON.stringify(group.inputs.parameters), /global_db_rpo/);
    }
    // @ts-expect-error a member that joins can't be told to wait
    const joins: GlobalDatabaseArgs["joins"] = { sourceRegion: "us-east-2", rpoSeconds: 60 };
    assert.ok(joins);
    for (const rpoSeconds of [19, 20.5, 2 ** 31]) {
      const found = mistakes({ ...home, creates: { ...home.creates, rpoSeconds } });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        ["creates.rpoSeconds"],
      );
    }
  });

  it("registers every regional resource in its own region, secret replicas' keys apart", async () => {
    for (const resource of await build(further)) {
      const global = /^(tandem:|aws:iam\/|random:)/.test(resource.type);
      assert.equal(
        resource.inputs.region,
        resource.type.startsWith("tandem:") || !global ? "us-west-2" : undefined,
      );
    }
  });

  it("turns every protection off together", async () => {
    const registered = await build({ ...home, protect: false });
    const cluster = only(registered, "aws:rds/cluster:Cluster").inputs;
    assert.equal(cluster.deletionProtection, false);
    assert.equal(cluster.skipFinalSnapshot, true);
    assert.equal(only(registered, "aws:rds/globalCluster:GlobalCluster").inputs.deletionProtection, false);
    assert.equal(only(registered, "aws:secretsmanager/secret:Secret").inputs.recoveryWindowInDays, 0);
  });

  const wrong: [keyof GlobalDatabaseArgs, unknown, RegExp][] = [
    ["instanceCount", 0, /^0 is not allowed, 1 to 15 is$/],
    ["instanceCount", 100, /^100 is not allowed/],
    ["engineVersion", "16", /^"16" is not allowed, a full version/],
    ["instanceClass", "db.t4g.medium", /memory-optimised/],
    ["backupRetentionDays", 36, /1 to 35/],
    ["clusterIdentifier", "Hub_1", /lower-case/],
  ];
  for (const [path, value, sentence] of wrong) {
    it(`refuses ${path} ${value}`, () => {
      const found = mistakes({ ...home, [path]: value } as GlobalDatabaseArgs);
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason as string, sentence);
    });
  }

  it("refuses a replica in the secret's own region and a join from its own region", () => {
    const replica = {
      ...home,
      creates: { ...home.creates, secretReplicaRegions: ["us-east-2"] },
    } as GlobalDatabaseArgs;
    assert.deepEqual(
      mistakes(replica).map(({ propertyPath }) => propertyPath),
      ["creates.secretReplicaRegions"],
    );
    assert.deepEqual(
      mistakes({ ...further, joins: { sourceRegion: "us-west-2" } }).map(({ propertyPath }) => propertyPath),
      ["joins.sourceRegion"],
    );
  });

  it("registers nothing when an argument is wrong", async () => {
    const registered = startMocks();
    assert.throws(
      () => new GlobalDatabase("database", { ...home, instanceCount: 0 }),
      /GlobalDatabase "database": instanceCount: 0/,
    );
    await settled();
    assert.deepEqual(registered, []);
  });
});

describe("the engine's facts", () => {
  it("tell the parameter group family from a full version only", () => {
    assert.equal(parameterGroupFamily("17.4"), "aurora-postgresql17");
    assert.throws(() => parameterGroupFamily("17"), /full version/);
  });

  it("prefer two instances for promotion", () => {
    assert.deepEqual([0, 1, 2, 3].map(promotionTier), [0, 0, 1, 1]);
  });

  it("leave to a failover all that a failover changes", () => {
    assert.deepEqual([...managedByFailover].sort(), [
      "availabilityZones",
      "databaseName",
      "engineVersion",
      "globalClusterIdentifier",
      "masterPasswordWo",
      "masterUsername",
      "replicationSourceIdentifier",
      "sourceRegion",
    ]);
  });
});
