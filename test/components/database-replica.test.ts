import assert from "node:assert/strict";
import {
  DatabaseEngine,
  DatabaseReplica,
  type DatabaseReplicaArgs,
} from "../../components/relational-database";
import { replicaMistakes } from "../../components/relational-database/validate";
import { only, settled, startMocks } from "../support/mocks";

const INSTANCE = "aws:rds/instance:Instance";
const source = "arn:aws:rds:us-east-1:111122223333:db:shop-us-east-1";
const minimal: DatabaseReplicaArgs = {
  region: "eu-west-1",
  identifier: "shop-eu-west-1",
  keyAlias: "shop/database",
  engine: DatabaseEngine.PostgreSql,
  engineVersion: "16.8",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  instanceClass: "db.m7g.large",
  maxAllocatedStorage: 500,
  sourceArn: source,
};

async function build(more: Partial<DatabaseReplicaArgs> = {}) {
  const registered = startMocks({ [INSTANCE]: () => ({ address: "replica.host" }) });
  const replica = new DatabaseReplica("database", { ...minimal, ...more });
  await settled();
  return { registered, replica };
}

describe("DatabaseReplica", () => {
  it("REQ-8 copies an instance of another region, under a key of its own region, without credentials", async () => {
    const { registered } = await build();
    const { inputs } = only(registered, INSTANCE);
    assert.equal(inputs.replicateSourceDb, source);
    assert.equal(inputs.kmsKeyId, "arn:mock:database-storage-key");
    assert.equal(inputs.storageEncrypted, true);
    for (const key of ["username", "passwordWo", "manageMasterUserPassword", "dbName", "engine"]) {
      assert.equal(inputs[key], undefined, `RDS refuses ${key} of a replica`);
    }
  });

  it("is fit to be promoted: a standby, backups, TLS for every client, protection", async () => {
    const { registered } = await build();
    const { inputs } = only(registered, INSTANCE);
    assert.deepEqual(
      [inputs.multiAz, inputs.backupRetentionPeriod, inputs.deletionProtection, inputs.publiclyAccessible],
      [true, 35, true, false],
    );
    const { parameters } = only(registered, "aws:rds/parameterGroup:ParameterGroup").inputs;
    assert.match(
      JSON.stringify(parameters),
      /"name":"rds\.force_ssl","value":"1"|"value":"1".*rds\.force_ssl/,
    );
  });

  it("has everything in its own region, and its log groups before it writes there", async () => {
    const { registered, replica } = await build();
    for (const { type, name, inputs } of registered) {
      if (type.startsWith("aws:iam/") || !type.startsWith("aws:")) continue;
      assert.equal(inputs.region, "eu-west-1", `${type} ${name}`);
    }
    const groups = registered.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(
      groups.map(({ inputs }) => inputs.name),
      replica.logGroupNames,
    );
    assert.ok(groups.every(({ inputs }) => inputs.kmsKeyId === "arn:mock:database-storage-key"));
  });

  const wrong: [string, Partial<DatabaseReplicaArgs>][] = [
    ["identifier", { identifier: "Shop" }],
    ["engineVersion", { engineVersion: "16" }],
    ["instanceClass", { instanceClass: "m7g.large" }],
    ["maxAllocatedStorage", { maxAllocatedStorage: 10 }],
    ["backupRetentionDays", { backupRetentionDays: 36 }],
    ["sourceArn", { sourceArn: "arn:aws:rds:eu-west-1:111122223333:db:shop" }],
    ["sourceArn", { sourceArn: "shop-us-east-1" }],
    ["logRetentionInDays", { logRetentionInDays: 31 }],
  ];
  for (const [path, change] of wrong) {
    it(`refuses ${path} ${JSON.stringify(Object.values(change)[0])}`, () => {
      const found = replicaMistakes({ ...minimal, ...change });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
    });
  }

  it("finds nothing wrong with sound arguments", () => {
    assert.deepEqual(replicaMistakes(minimal), []);
  });
});
