import assert from "node:assert/strict";
import {
  DatabaseMigration,
  type DatabaseMigrationArgs,
  MigrationType,
  ReplicationKind,
} from "../../components/database-migration";
import {
  endpointTrust,
  sourcePolicy,
  tableMappings,
  targetPolicy,
  taskSettings,
} from "../../components/database-migration/documents";
import { mistakes } from "../../components/database-migration/validate";
import { names, only, settled, startMocks } from "../support/mocks";

const SECRET = "arn:aws:secretsmanager:us-west-2:111122223333:secret:old-AbCdEf";
const minimal: DatabaseMigrationArgs = {
  region: "us-west-2",
  resourceName: "shop-migration",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  source: { host: "mysql.example.com", port: 3307, secretArn: SECRET, certificateArn: "arn:cert:old" },
  target: {
    host: "shop.cluster-1.us-west-2.rds.amazonaws.com",
    port: 3306,
    resourceId: "cluster-ABC",
    securityGroupId: "sg-database",
    username: "migration",
    certificateArn: "arn:cert:rds",
  },
  schemas: ["shop", "stock"],
};
const scope = {
  partition: "aws",
  region: "us-west-2",
  accountId: "111122223333",
  dnsSuffix: "amazonaws.com",
};
const CONFIG = "aws:dms/replicationConfig:ReplicationConfig";

async function build(more: Partial<DatabaseMigrationArgs> = {}) {
  const registered = startMocks({
    "aws:dms/endpoint:Endpoint": (_, name) => ({ endpointArn: `arn:endpoint:${name}` }),
  });
  const migration = new DatabaseMigration("move", { ...minimal, ...more });
  await settled();
  return { registered, migration };
}

describe("DatabaseMigration", () => {
  it("WEB-5 moves by DMS Serverless over two zones, from one endpoint to the other, and does not start by itself", async () => {
    const { registered } = await build();
    const { inputs } = only(registered, CONFIG);
    const { computeConfig, sourceEndpointArn, targetEndpointArn, replicationType, startReplication } = inputs;
    assert.deepEqual(computeConfig, {
      minCapacityUnits: 1,
      maxCapacityUnits: 8,
      multiAz: true,
      kmsKeyId: "arn:mock:move-key-key",
      replicationSubnetGroupId: "shop-migration",
      vpcSecurityGroupIds: ["move-security-group-id"],
    });
    assert.deepEqual([replicationType, startReplication], [MigrationType.FullLoadAndChanges, false]);
    assert.deepEqual(
      [sourceEndpointArn, targetEndpointArn],
      ["arn:endpoint:move-source", "arn:endpoint:move-target"],
    );
    assert.deepEqual(names(registered, "aws:dms/replicationInstance:ReplicationInstance"), []);
  });

  it("WEB-5 checks both servers' certificates, and holds no password", async () => {
    const { registered } = await build();
    const source = only(registered, "aws:dms/endpoint:Endpoint", "move-source").inputs;
    assert.deepEqual(
      [source.engineName, source.sslMode, source.certificateArn, source.secretsManagerArn],
      ["mysql", "verify-ca", "arn:cert:old", SECRET],
    );
    assert.equal(source.secretsManagerAccessRoleArn, "arn:mock:move-source-role");
    const target = only(registered, "aws:dms/endpoint:Endpoint", "move-target").inputs;
    assert.deepEqual(
      [target.engineName, target.sslMode, target.certificateArn, target.username, target.serverName],
      ["aurora", "verify-full", "arn:cert:rds", "migration", minimal.target.host],
    );
    assert.deepEqual(target.mysqlSettings, {
      authenticationMethod: "iam",
      serviceAccessRoleArn: "arn:mock:move-target-role",
    });
    for (const endpoint of [source, target]) {
      assert.equal(endpoint.password, undefined);
      assert.equal(endpoint.kmsKeyArn, "arn:mock:move-key-key");
    }
  });

  it("reaches the source, the database and AWS, and opens the database's group", async () => {
    const { registered } = await build();
    const out = registered
      .filter(({ type }) => type.includes("securityGroupEgressRule"))
      .map(({ inputs }) => [inputs.fromPort, inputs.cidrIpv4 ?? inputs.referencedSecurityGroupId]);
    assert.deepEqual(out, [
      [443, "0.0.0.0/0"],
      [3307, "0.0.0.0/0"],
      [3306, "sg-database"],
    ]);
    const { inputs } = only(registered, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.deepEqual([inputs.securityGroupId, inputs.fromPort], ["sg-database", 3306]);
  });

  it("reaches one address where the source is an address", async () => {
    const { registered } = await build({ source: { ...minimal.source, host: "10.9.8.7" } });
    const { inputs } = only(
      registered,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "move-to-source",
    );
    assert.equal(inputs.cidrIpv4, "10.9.8.7/32");
  });

  it("moves by an instance where asked to: private, over two zones, encrypted", async () => {
    const { registered } = await build({ kind: ReplicationKind.Instance, storageGb: 50 });
    assert.deepEqual(names(registered, CONFIG), []);
    const { inputs } = only(registered, "aws:dms/replicationInstance:ReplicationInstance");
    assert.deepEqual(
      [inputs.publiclyAccessible, inputs.multiAz, inputs.allocatedStorage, inputs.kmsKeyArn],
      [false, true, 50, "arn:mock:move-key-key"],
    );
    const task = only(registered, "aws:dms/replicationTask:ReplicationTask").inputs;
    assert.equal(task.startReplicationTask, false);
    assert.equal(task.tableMappings, tableMappings(minimal.schemas));
  });

  it("makes the account's roles for DMS under the names that DMS wants, unless they are there", async () => {
    const rolesOf = ({ registered }: Awaited<ReturnType<typeof build>>) =>
      registered
        .filter(({ type }) => type === "aws:iam/role:Role")
        .flatMap(({ inputs }) => (inputs.name === undefined ? [] : [inputs.name]));
    assert.deepEqual(rolesOf(await build()), ["dms-vpc-role", "dms-cloudwatch-logs-role"]);
    assert.deepEqual(rolesOf(await build({ ownsAccountRoles: false })), []);
  });

  it("is refused with every mistake at once", () => {
    const wrong = mistakes({
      ...minimal,
      resourceName: "shop--move",
      source: { ...minimal.source, host: "my sql", port: 0 },
      target: { ...minimal.target, username: "a b" },
      schemas: ["mysql", "shop", "shop", "%"],
      maximumCapacity: 3,
      instanceClass: "db.r6i.large",
      storageGb: 4,
    }).map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
    const expected = [
      /^resourceName: "shop--move" is not allowed/,
      /^source\.host: "my sql" is not allowed/,
      /^source\.port: 0 is not allowed, 1 to 65535/,
      /^target\.username: "a b" is not allowed/,
      /^schemas\[0\]: "mysql" is not allowed, it is MySQL's own/,
      /^schemas\[2\]: "shop" is there twice/,
      /^schemas\[3\]: "%" is not allowed/,
      /^maximumCapacity: 3 is not allowed, 1, 2, 4/,
      /^instanceClass: "db\.r6i\.large" is not allowed/,
      /^storageGb: 4 is not allowed, 5 to 6144/,
    ];
    assert.equal(wrong.length, expected.length, wrong.join("\n"));
    expected.forEach((pattern, index) => {
      assert.match(wrong[index] as string, pattern);
    });
    assert.equal(mistakes({ ...minimal, schemas: [] })[0]?.propertyPath, "schemas");
    assert.deepEqual(mistakes(minimal), []);
  });
});

describe("documents of DatabaseMigration", () => {
  const statements = (policy: string) => JSON.parse(policy).Statement;

  it("trust DMS alone, working for this account", () => {
    const [{ Principal, Condition }] = statements(endpointTrust(scope));
    assert.deepEqual(Principal, { Service: ["dms.us-west-2.amazonaws.com", "dms.amazonaws.com"] });
    assert.deepEqual(Condition, { StringEquals: { "aws:SourceAccount": "111122223333" } });
  });

  it("let the source's endpoint read one secret, and decrypt it through Secrets Manager alone", () => {
    const [read, decrypt] = statements(sourcePolicy(scope, SECRET, "arn:key"));
    assert.equal(read.Resource, SECRET);
    assert.deepEqual([decrypt.Action, decrypt.Resource], ["kms:Decrypt", "arn:key"]);
    assert.deepEqual(decrypt.Condition, {
      StringEquals: { "kms:ViaService": "secretsmanager.us-west-2.amazonaws.com" },
    });
    assert.equal(statements(sourcePolicy(scope, SECRET, undefined)).length, 1);
  });

  it("let the target's endpoint log in to one cluster as one user", () => {
    assert.deepEqual(statements(targetPolicy(scope, { resourceId: "cluster-ABC", username: "migration" })), [
      {
        Sid: "LogIn",
        Effect: "Allow",
        Action: "rds-db:connect",
        Resource: "arn:aws:rds-db:us-west-2:111122223333:dbuser:cluster-ABC/migration",
      },
    ]);
  });

  it("move all tables of the named databases, compare each row, and log no data", () => {
    const { rules } = JSON.parse(tableMappings(["shop", "stock"]));
    assert.deepEqual(
      rules.map((rule: Record<string, unknown>) => [rule["rule-id"], rule["object-locator"]]),
      [
        ["1", { "schema-name": "shop", "table-name": "%" }],
        ["2", { "schema-name": "stock", "table-name": "%" }],
      ],
    );
    const settings = JSON.parse(taskSettings());
    assert.equal(settings.ValidationSettings.EnableValidation, true);
    assert.equal(settings.FullLoadSettings.TargetTablePrepMode, "DO_NOTHING");
    for (const { Severity } of settings.Logging.LogComponents)
      assert.equal(Severity, "LOGGER_SEVERITY_DEFAULT");
  });
});
