import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  DatabaseEngine,
  DatabaseForm,
  defaults,
  Insights,
  RelationalDatabase,
  type RelationalDatabaseArgs,
} from "../../components/relational-database";
import type { AuroraArgs, InstanceArgs } from "../../components/relational-database/args";
import {
  clusterMembers,
  databaseParameters,
  parameterGroupFamily,
} from "../../components/relational-database/engine";
import { connectPolicy } from "../../components/relational-database/policies";
import { mistakes } from "../../components/relational-database/validate";
import { versionMistake } from "../../components/relational-database/versions";
import { names, only, type Registered, settled, startMocks } from "../support/mocks";

const CLUSTER = "aws:rds/cluster:Cluster";
const MEMBER = "aws:rds/clusterInstance:ClusterInstance";
const INSTANCE = "aws:rds/instance:Instance";
const ENDPOINT = "aws:rds/clusterEndpoint:ClusterEndpoint";
const LOG = "aws:cloudwatch/logGroup:LogGroup";

const common = {
  region: "eu-west-1",
  identifier: "shop-prod",
  keyAlias: "shop-prod/database",
  databaseName: "shop",
  masterUsername: "keeper",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  clients: { service: "sg-service" },
};
const aurora: AuroraArgs = {
  ...common,
  engine: DatabaseEngine.MySql,
  engineVersion: "8.0.mysql_aurora.3.10.0",
  form: DatabaseForm.Aurora,
  instanceClass: "db.r7g.large",
  instanceCount: 2,
};
const serverless: AuroraArgs = {
  ...common,
  engine: DatabaseEngine.MySql,
  engineVersion: "8.0.mysql_aurora.3.10.0",
  form: DatabaseForm.AuroraServerless,
  capacity: { minimum: 0.5, maximum: 8 },
  instanceCount: 2,
};
const instance: InstanceArgs = {
  ...common,
  engine: DatabaseEngine.PostgreSql,
  engineVersion: "17.6",
  form: DatabaseForm.Instance,
  instanceClass: "db.m7g.large",
  allocatedStorage: 100,
  maxAllocatedStorage: 500,
};

async function build(args: RelationalDatabaseArgs) {
  const masterUserSecrets = [{ secretArn: "arn:mock:rds-secret", kmsKeyId: "k", secretStatus: "active" }];
  const registered = startMocks({
    [CLUSTER]: () => ({ masterUserSecrets, clusterResourceId: "cluster-A", endpoint: "writer" }),
    [INSTANCE]: ({ identifier }) => ({
      masterUserSecrets,
      resourceId: "db-A",
      address: `${String(identifier)}.host`,
    }),
    [ENDPOINT]: ({ clusterEndpointIdentifier }) => ({
      endpoint: `${String(clusterEndpointIdentifier)}.host`,
    }),
    "random:index/randomPassword:RandomPassword": () => ({ result: pulumi.secret("generated") }),
  });
  const database = new RelationalDatabase("database", args);
  await settled();
  return { registered, database };
}

const known = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => {
    output.apply(resolve);
  });
const inputs = (registered: Registered[], type: string, name?: string) => only(registered, type, name).inputs;
const paths = (args: RelationalDatabaseArgs): string[] => mistakes(args).map((each) => each.propertyPath);

describe("RelationalDatabase on Aurora", () => {
  it("WEB-5 is one encrypted cluster of two instances, with IAM names and a password that RDS keeps", async () => {
    const { registered, database } = await build(aurora);
    const cluster = inputs(registered, CLUSTER);
    const key = "arn:mock:database-storage-key";
    const expected = {
      engine: "aurora-mysql",
      engineVersion: "8.0.mysql_aurora.3.10.0",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: key,
      storageEncrypted: true,
      kmsKeyId: key,
      iamDatabaseAuthenticationEnabled: true,
      backupRetentionPeriod: 35,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "shop-prod-final",
      databaseInsightsMode: "advanced",
      performanceInsightsRetentionPeriod: 465,
      enabledCloudwatchLogsExports: ["audit", "error", "slowquery"],
      port: 3306,
    };
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(cluster[name], value, name);
    for (const none of ["masterPassword", "masterPasswordWo", "snapshotIdentifier", "storageType"]) {
      assert.equal(cluster[none], undefined, none);
    }
    assert.deepEqual(names(registered, MEMBER), ["database-instance-1", "database-instance-2"]);
    const member = inputs(registered, MEMBER, "database-instance-1");
    assert.deepEqual(
      [member.identifier, member.instanceClass, member.promotionTier, member.publiclyAccessible],
      ["shop-prod-1", "db.r7g.large", 0, false],
    );
    assert.deepEqual([member.monitoringInterval, member.performanceInsightsRetentionPeriod], [60, 465]);
    assert.equal(await known(database.secretArn), "arn:mock:rds-secret");
    assert.deepEqual(database.instanceIdentifiers, ["shop-prod-1", "shop-prod-2"]);
    assert.equal(database.port, 3306);
  });

  it("admits the given security groups on its port, and lets nothing out", async () => {
    const { registered } = await build(aurora);
    const rule = inputs(registered, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.deepEqual(
      [rule.referencedSecurityGroupId, rule.fromPort, rule.toPort, rule.ipProtocol],
      ["sg-service", 3306, 3306, "tcp"],
    );
    const group = inputs(registered, "aws:ec2/securityGroup:SecurityGroup");
    assert.deepEqual([group.ingress, group.egress, group.vpcId], [undefined, undefined, "vpc-1"]);
    const alone = (await build({ ...aurora, clients: undefined })).registered;
    assert.deepEqual(names(alone, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"), []);
  });

  it("has each of its logs made with a key and an end, under the name that RDS writes to", async () => {
    const { registered, database } = await build(aurora);
    const groups = registered.filter(({ type }) => type === LOG).map(({ inputs: log }) => log);
    assert.deepEqual(
      groups.map((log) => [log.name, log.retentionInDays, log.kmsKeyId]),
      ["audit", "error", "slowquery"].map((log) => [
        `/aws/rds/cluster/shop-prod/${log}`,
        400,
        "arn:mock:database-storage-key",
      ]),
    );
    assert.deepEqual(
      database.logGroupNames,
      groups.map((log) => log.name),
    );
  });

  it("WEB-11 goes from provisioned to serverless on the same cluster, with new instances beside the old", async () => {
    const before = (await build(aurora)).registered;
    const after = (await build(serverless)).registered;
    const { serverlessv2ScalingConfiguration: none, ...provisioned } = inputs(before, CLUSTER);
    const { serverlessv2ScalingConfiguration: scaling, ...same } = inputs(after, CLUSTER);
    assert.equal(none, undefined);
    assert.deepEqual(scaling, { minCapacity: 0.5, maxCapacity: 8 });
    assert.deepEqual(same, provisioned);
    const identifiers = (registered: Registered[]) =>
      registered.filter(({ type }) => type === MEMBER).map(({ inputs: member }) => member.identifier);
    assert.deepEqual(identifiers(after), ["shop-prod-serverless-1", "shop-prod-serverless-2"]);
    // Neither name of Pulumi nor of RDS is used twice, so that the new ones can be there before the old go.
    const both = [...names(before, MEMBER), ...names(after, MEMBER)];
    assert.equal(new Set(both).size, both.length);
    assert.equal(new Set([...identifiers(before), ...identifiers(after)]).size, both.length);
    assert.equal(inputs(after, MEMBER, "database-instance-serverless-1").instanceClass, "db.serverless");
  });

  it("SHOP-5 has a reader for reports alone, which the readers' endpoint leaves out", async () => {
    const { registered, database } = await build({ ...aurora, reportingReader: true });
    const reporting = inputs(registered, MEMBER, "database-instance-reporting");
    assert.deepEqual([reporting.identifier, reporting.promotionTier], ["shop-prod-reporting", 15]);
    const own = inputs(registered, ENDPOINT, "database-reporting-endpoint");
    assert.deepEqual(
      [own.customEndpointType, own.staticMembers, own.excludedMembers],
      ["READER", ["shop-prod-reporting"], undefined],
    );
    const readers = inputs(registered, ENDPOINT, "database-readers-endpoint");
    assert.deepEqual(
      [readers.customEndpointType, readers.excludedMembers, readers.staticMembers],
      ["READER", ["shop-prod-reporting"], undefined],
    );
    assert.ok(database.reportingEndpoint);
    assert.equal(await known(database.reportingEndpoint), "shop-prod-reporting.host");
    assert.deepEqual(await Promise.all(database.readerEndpoints.map(known)), ["shop-prod-readers.host"]);
    assert.deepEqual(names((await build(aurora)).registered, ENDPOINT), []);
  });

  it("scales its readers, and counts the one for reports among those that are there", async () => {
    const readerScaling = { maximum: 6, targetCpu: 60 };
    const { registered } = await build({ ...aurora, readerScaling, reportingReader: true });
    const target = inputs(registered, "aws:appautoscaling/target:Target");
    assert.deepEqual([target.minCapacity, target.maxCapacity], [2, 6]);
    assert.equal(target.resourceId, "cluster:shop-prod");
  });

  it("WEB-4 is made from a snapshot where one is named", async () => {
    const restoreFrom = "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:awsbackup:job-1";
    const { registered } = await build({ ...aurora, restoreFrom });
    assert.equal(inputs(registered, CLUSTER).snapshotIdentifier, restoreFrom);
  });

  it("takes storage without a charge for I/O, and shorter insights, where it is told to", async () => {
    const { registered } = await build({ ...aurora, ioOptimized: true, insights: Insights.Standard });
    const cluster = inputs(registered, CLUSTER);
    assert.deepEqual(
      [cluster.storageType, cluster.databaseInsightsMode, cluster.performanceInsightsRetentionPeriod],
      ["aurora-iopt1", "standard", 7],
    );
    const member = inputs(registered, MEMBER, "database-instance-1");
    assert.equal(member.performanceInsightsRetentionPeriod, 7);
    const blind = (await build({ ...aurora, insights: Insights.Off })).registered;
    for (const made of [inputs(blind, CLUSTER), inputs(blind, MEMBER, "database-instance-1")]) {
      assert.deepEqual(
        [made.performanceInsightsEnabled, made.performanceInsightsKmsKeyId],
        [false, undefined],
      );
    }
    assert.equal(inputs(blind, CLUSTER).databaseInsightsMode, "standard");
  });
});

describe("RelationalDatabase on an RDS instance", () => {
  it("NET-6 has a standby in another zone, storage that grows, and a password that RDS keeps", async () => {
    const { registered, database } = await build(instance);
    const expected = {
      engine: "postgres",
      engineVersion: "17.6",
      multiAz: true,
      storageType: "gp3",
      allocatedStorage: 100,
      maxAllocatedStorage: 500,
      storageEncrypted: true,
      kmsKeyId: "arn:mock:database-storage-key",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: "arn:mock:database-storage-key",
      iamDatabaseAuthenticationEnabled: true,
      backupRetentionPeriod: 35,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      deleteAutomatedBackups: false,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "shop-prod-final",
      publiclyAccessible: false,
      autoMinorVersionUpgrade: false,
      monitoringInterval: 60,
      databaseInsightsMode: "advanced",
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    };
    const made = inputs(registered, INSTANCE);
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(made[name], value, name);
    assert.deepEqual([made.password, made.passwordWo], [undefined, undefined]);
    assert.deepEqual(names(registered, "aws:secretsmanager/secret:Secret"), []);
    assert.equal(await known(database.secretArn), "arn:mock:rds-secret");
    assert.equal(await known(database.endpoint), "shop-prod.host");
    assert.deepEqual(database.readerEndpoints, []);
  });

  const replicated: InstanceArgs = {
    ...instance,
    readReplicaCount: 2,
    secretName: "shop/administrator",
    secretReplicaRegions: ["us-east-1"],
  };

  it("REQ-8 has read replicas with the posture of their source, each with logs of its own", async () => {
    const { registered, database } = await build(replicated);
    const source = inputs(registered, INSTANCE, "database-instance");
    const replica = inputs(registered, INSTANCE, "database-replica-2");
    assert.equal(replica.replicateSourceDb, "shop-prod");
    assert.equal(replica.identifier, "shop-prod-replica-2");
    for (const none of [
      "engine",
      "username",
      "kmsKeyId",
      "dbSubnetGroupName",
      "allocatedStorage",
      "multiAz",
    ]) {
      assert.equal(replica[none], undefined, none);
    }
    // RDS takes no last snapshot of a replica.
    assert.equal(replica.skipFinalSnapshot, true);
    for (const same of [
      ...[
        "instanceClass",
        "parameterGroupName",
        "vpcSecurityGroupIds",
        "deletionProtection",
        "storageEncrypted",
      ],
      ...["iamDatabaseAuthenticationEnabled", "enabledCloudwatchLogsExports", "monitoringInterval"],
    ]) {
      assert.deepEqual(replica[same], source[same], same);
    }
    assert.equal(database.logGroupNames.length, 6);
    assert.ok(database.logGroupNames.includes("/aws/rds/instance/shop-prod-replica-2/upgrade"));
    assert.deepEqual(await Promise.all(database.readerEndpoints.map(known)), [
      "shop-prod-replica-1.host",
      "shop-prod-replica-2.host",
    ]);
    assert.deepEqual(database.instanceIdentifiers, [
      "shop-prod",
      "shop-prod-replica-1",
      "shop-prod-replica-2",
    ]);
  });

  it("keeps the password itself where replicas keep RDS from it, in a secret and nowhere in clear", async () => {
    const { registered, database } = await build(replicated);
    const source = inputs(registered, INSTANCE, "database-instance");
    assert.equal(source.manageMasterUserPassword, undefined);
    assert.equal(source.passwordWoVersion, 1);
    assert.notEqual(source.passwordWo, undefined);
    const secret = inputs(registered, "aws:secretsmanager/secret:Secret");
    assert.equal(secret.name, "shop/administrator");
    assert.equal(secret.kmsKeyId, "arn:mock:database-credentials-eu-west-1-key");
    assert.deepEqual(secret.replicas, [
      { region: "us-east-1", kmsKeyId: "arn:mock:database-credentials-us-east-1-key" },
    ]);
    assert.equal(await known(database.secretArn), "arn:mock:database-credentials-secret");
    const args = registered.find(({ name }) => name === "database")?.inputs;
    assert.doesNotMatch(JSON.stringify(args), /generated/);
  });

  it("copies backups to another region, under a key of that region", async () => {
    const { registered } = await build({ ...instance, backupRegion: "eu-central-1" });
    const copy = inputs(
      registered,
      "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
    );
    assert.deepEqual(
      [copy.region, copy.sourceDbInstanceArn, copy.kmsKeyId, copy.retentionPeriod],
      ["eu-central-1", "arn:mock:database-instance", "arn:mock:database-backups-key", 35],
    );
    assert.equal(inputs(registered, "aws:kms/key:Key", "database-backups-key").region, "eu-central-1");
  });
});

describe("RelationalDatabase in all forms", () => {
  for (const args of [aurora, serverless, instance]) {
    it(`turns every protection of ${args.form} off together, and stays in its region`, async () => {
      const { registered } = await build({ ...args, protect: false });
      const made = registered.find(({ type }) => type === CLUSTER || type === INSTANCE)?.inputs;
      assert.deepEqual(
        [made?.deletionProtection, made?.skipFinalSnapshot, made?.deleteAutomatedBackups],
        [false, true, true],
      );
      for (const { type, name, inputs: all } of registered) {
        if (/^aws:(?!iam)/.test(type)) assert.equal(all.region, "eu-west-1", name);
      }
    });
  }

  it("lets a role connect as one user of this database, and no other", async () => {
    const { database } = await build(aurora);
    const policy = JSON.parse(await known(database.connectPolicy("api"))) as { Statement: unknown[] };
    assert.deepEqual(policy.Statement, [
      {
        Sid: "ConnectToDatabase",
        Effect: "Allow",
        Action: "rds-db:connect",
        Resource: "arn:aws:rds-db:eu-west-1:111122223333:dbuser:cluster-A/api",
      },
    ]);
    const china = {
      partition: "aws-cn",
      region: "cn-north-1",
      accountId: "1",
      resourceId: "db-B",
      user: "u",
    };
    assert.match(connectPolicy(china), /"arn:aws-cn:rds-db:cn-north-1:1:dbuser:db-B\/u"/);
  });

  it("has its posture in one place", () => {
    assert.deepEqual(defaults, {
      backupRetentionDays: 35,
      logRetentionInDays: 400,
      insights: "advanced",
      protect: true,
      multiAz: true,
      readReplicaCount: 0,
      monitoringInterval: 60,
    });
  });

  it("registers nothing when an argument is wrong, and tells all that are", async () => {
    const registered = startMocks();
    assert.throws(
      () => new RelationalDatabase("database", { ...aurora, instanceCount: 0, databaseName: "1st" }),
      (error: Error) =>
        pulumi.InputPropertiesError.isInstance(error) &&
        error.errors.map((each) => each.propertyPath).join() === "databaseName,instanceCount",
    );
    await settled();
    assert.deepEqual(registered, []);
  });

  const refused: [string, RelationalDatabaseArgs, RegExp][] = [
    ["identifier", { ...aurora, identifier: "a".repeat(43) }, /up to 42/],
    ["identifier", { ...aurora, identifier: "shop--prod" }, /single hyphens/],
    [
      "engineVersion",
      { ...aurora, engineVersion: "5.6" },
      /Aurora MySQL has "8\.0\.mysql_aurora\.3\.13\.0" and/,
    ],
    ["engineVersion", { ...instance, engineVersion: "17" }, /full version such as "17\.6"/],
    ["databaseName", { ...aurora, databaseName: "" }, /a letter first/],
    ["masterUsername", { ...instance, masterUsername: "admin" }, /reserves/],
    ["masterUsername", { ...aurora, masterUsername: "a".repeat(17) }, /up to 16/],
    ["backupRetentionDays", { ...aurora, backupRetentionDays: 0 }, /1 to 35/],
    ["logRetentionInDays", { ...aurora, logRetentionInDays: 2 }, /1 or 3 days/],
    ["instanceCount", { ...aurora, instanceCount: 16 }, /1 to 15/],
    ["instanceClass", { ...aurora, instanceClass: "db.serverless" }, /aurora-serverless/],
    ["instanceClass", { ...instance, instanceClass: "m7g.large" }, /db\.m7g\.large/],
    ["capacity", { ...serverless, capacity: { minimum: 0.7, maximum: 2 } }, /in halves/],
    ["capacity", { ...serverless, capacity: { minimum: 8, maximum: 4 } }, /not below the minimum/],
    ["readerScaling.maximum", { ...aurora, readerScaling: { maximum: 0, targetCpu: 50 } }, /1 to 15/],
    ["readerScaling.targetCpu", { ...aurora, readerScaling: { maximum: 2, targetCpu: 95 } }, /20 to 90/],
    ["allocatedStorage", { ...instance, allocatedStorage: 10 }, /20 to 65536/],
    ["maxAllocatedStorage", { ...instance, maxAllocatedStorage: 105 }, /110 to 65536 GiB/],
    ["readReplicaCount", { ...instance, readReplicaCount: 16, secretName: "s" }, /0 to 15/],
    [
      "secretName",
      { ...instance, readReplicaCount: 1 },
      /null is not allowed, it is given with read replicas/,
    ],
    ["secretName", { ...instance, secretName: "s" }, /"s" is not allowed/],
    ["secretReplicaRegions", { ...instance, secretReplicaRegions: ["us-east-1"] }, /go with secretName/],
    [
      "secretReplicaRegions",
      { ...instance, readReplicaCount: 1, secretName: "s", secretReplicaRegions: ["eu-west-1"] },
      /the secret's own/,
    ],
    ["backupRegion", { ...instance, backupRegion: "eu-west-1" }, /another region/],
    [
      "restoreFrom",
      { ...aurora, restoreFrom: "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s" },
      /a snapshot in eu-west-1 is: copy it to eu-west-1/,
    ],
    ["restoreFrom", { ...aurora, restoreFrom: "arn:aws:rds:eu-west-1:1:cluster:c" }, /ARN of a snapshot/],
    ["restoreFrom", { ...aurora, restoreFrom: "two words" }, /name or ARN/],
  ];
  for (const [path, args, sentence] of refused) {
    it(`refuses ${path} ${JSON.stringify(args[path as keyof typeof args])}`, () => {
      assert.deepEqual(paths(args), [path]);
      assert.match(mistakes(args)[0]?.reason ?? "", sentence);
    });
  }

  it("finds nothing wrong with sound arguments, at their limits too", () => {
    const limits: RelationalDatabaseArgs[] = [
      ...[aurora, serverless, instance],
      { ...aurora, identifier: "a".repeat(42), instanceCount: 15, restoreFrom: "rds:shop-2026-01-01-00-00" },
      { ...instance, maxAllocatedStorage: 110, readReplicaCount: 15, secretName: "s" },
      { ...serverless, capacity: { minimum: 0.5, maximum: 1 }, backupRetentionDays: 1 },
    ];
    for (const args of limits) assert.deepEqual(mistakes(args), []);
  });
});

describe("facts of database engines", () => {
  it("name the parameter group family of each engine and form", () => {
    const { Aurora, Instance } = DatabaseForm;
    const { MySql, PostgreSql } = DatabaseEngine;
    assert.equal(parameterGroupFamily(Aurora, MySql, "8.0.mysql_aurora.3.10.0"), "aurora-mysql8.0");
    assert.equal(parameterGroupFamily(Aurora, PostgreSql, "16.8"), "aurora-postgresql16");
    assert.equal(parameterGroupFamily(Instance, MySql, "8.4.6"), "mysql8.4");
    assert.equal(parameterGroupFamily(Instance, PostgreSql, "17.6"), "postgres17");
  });

  it("demand TLS of every client, whatever the engine", () => {
    for (const form of Object.values(DatabaseForm)) {
      for (const engine of Object.values(DatabaseEngine)) {
        const parameters = databaseParameters(form, engine);
        const tls = parameters.find(({ name }) => /force_ssl|require_secure_transport/.test(name));
        assert.match(tls?.value ?? "", /^(1|ON)$/, `${form} ${engine}`);
        const sorted = parameters.map(({ name }) => name).sort();
        assert.deepEqual(
          parameters.map(({ name }) => name),
          sorted,
        );
      }
    }
  });

  it("know the releases of Aurora MySQL, and take those that come after them", () => {
    const judge = (version: string) => versionMistake(DatabaseForm.Aurora, DatabaseEngine.MySql, version);
    for (const good of ["3.04.0", "3.13.0", "3.13.1", "3.14.0", "4.0.0"]) {
      assert.equal(judge(`8.0.mysql_aurora.${good}`), undefined, good);
    }
    assert.equal(judge("8.4.mysql_aurora.8.4.8"), undefined);
    for (const bad of [
      "8.0.35",
      "5.7",
      "8.0.mysql_aurora.3.04.5",
      "8.0.mysql_aurora.3.10",
      "5.7.mysql_aurora.2.12.5",
    ])
      assert.match(judge(bad) ?? "", /Aurora MySQL/, bad);
    assert.match(judge("8.0.mysql_aurora.3.04.5") ?? "", /3\.04\.4, 8\.0\.mysql_aurora\.3\.04\.6/);
  });

  it("let the writer's two candidates come before all others, and the reports' reader last", () => {
    assert.deepEqual(
      clusterMembers(DatabaseForm.Aurora, 3, true).map(({ role, promotionTier }) => [role, promotionTier]),
      [
        ["1", 0],
        ["2", 0],
        ["3", 1],
        ["reporting", 15],
      ],
    );
  });
});
