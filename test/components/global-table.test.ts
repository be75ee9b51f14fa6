import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  AttributeType,
  defaults,
  GlobalTable,
  type GlobalTableArgs,
  TableAccess,
} from "../../components/global-table";
import {
  acceleratorDefaults,
  REGIONS_WITHOUT_DAX,
  TableAccelerator,
  type TableAcceleratorArgs,
} from "../../components/global-table/accelerator";
import { acceleratorMistakes } from "../../components/global-table/accelerator-validate";
import { indexDefinition, keyAttributes, managedElsewhere } from "../../components/global-table/definition";
import { acceleratorPolicy, DAX_TRUST, tablePolicy } from "../../components/global-table/policies";
import { mistakes } from "../../components/global-table/validate";
import { names, only, settled, startMocks } from "../support/mocks";

const TABLE = "aws:dynamodb/table:Table";
const REPLICA = "aws:dynamodb/tableReplica:TableReplica";
const TARGET = "aws:appautoscaling/target:Target";
const key = (name: string) => ({ name, type: AttributeType.String });
const minimal: GlobalTableArgs = {
  region: "eu-west-1",
  tableName: "shop-prod-sessions",
  keyAlias: "shop-prod/sessions",
  replicaRegions: ["us-east-1", "eu-central-1"],
  hashKey: key("id"),
};
const capacity = { read: { minimum: 5, maximum: 50 }, write: { minimum: 4, maximum: 40, target: 60 } };
const indexes = [
  { name: "by-user", hashKey: key("user"), rangeKey: { name: "at", type: AttributeType.Number } },
  { name: "by-shop", hashKey: key("shop"), attributes: ["total"] },
];

async function build(more: Partial<GlobalTableArgs> = {}) {
  const registered = startMocks({ [TABLE]: () => ({ streamArn: "arn:stream" }) });
  const table = new GlobalTable("sessions", { ...minimal, ...more });
  await settled();
  return { registered, table, inputs: only(registered, TABLE).inputs };
}

const known = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => {
    output.apply(resolve);
  });
interface Statement {
  Sid: string;
  Action: string[];
  Resource: unknown;
  Condition?: unknown;
}
/** Statements of a document, with every resource as a list: IAM takes a single one in either form. */
const statementsOf = (document: string) =>
  (JSON.parse(document) as { Statement: Statement[] }).Statement.map((statement) => ({
    ...statement,
    Resource: [statement.Resource].flat(),
  }));

describe("GlobalTable", () => {
  it("NET-6 has a replica in each further region, under a key of that region, as safe as the table", async () => {
    const { registered, inputs } = await build();
    const expected = {
      name: "shop-prod-sessions",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      billingMode: "PAY_PER_REQUEST",
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      serverSideEncryption: { enabled: true, kmsKeyArn: "arn:mock:sessions-eu-west-1-key" },
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: 35 },
      deletionProtectionEnabled: true,
    };
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(inputs[name], value, name);
    for (const none of ["replicas", "readCapacity", "writeCapacity", "ttl", "rangeKey"]) {
      assert.equal(inputs[none], undefined, none);
    }
    assert.deepEqual(names(registered, REPLICA), [
      "sessions-replica-eu-central-1",
      "sessions-replica-us-east-1",
    ]);
    for (const region of minimal.replicaRegions) {
      assert.deepEqual(only(registered, REPLICA, `sessions-replica-${region}`).inputs, {
        region,
        globalTableArn: "arn:mock:sessions-table",
        kmsKeyArn: `arn:mock:sessions-${region}-key`,
        pointInTimeRecovery: true,
        deletionProtectionEnabled: true,
      });
      assert.equal(only(registered, "aws:kms/key:Key", `sessions-${region}-key`).inputs.region, region);
    }
    assert.deepEqual(names(registered, TARGET), []);
  });

  it("REQ-8 scales reads and writes of table and indexes, in the region that owns them", async () => {
    const { registered, inputs } = await build({ capacity, indexes });
    assert.deepEqual([inputs.billingMode, inputs.readCapacity, inputs.writeCapacity], ["PROVISIONED", 5, 4]);
    const targets = registered.filter(({ type }) => type === TARGET).map((target) => target.inputs);
    assert.deepEqual(
      targets.map((target) => [target.resourceId, target.scalableDimension, target.region]),
      ["", "/index/by-user", "/index/by-shop"].flatMap((path) => {
        const kind = path === "" ? "table" : "index";
        return ["Read", "Write"].map((what) => [
          `table/shop-prod-sessions${path}`,
          `dynamodb:${kind}:${what}CapacityUnits`,
          "eu-west-1",
        ]);
      }),
    );
    assert.deepEqual([targets[1]?.minCapacity, targets[1]?.maxCapacity], [4, 40]);
    const policy = (name: string) =>
      only(registered, "aws:appautoscaling/policy:Policy", name).inputs
        .targetTrackingScalingPolicyConfiguration;
    assert.deepEqual(policy("sessions-table-write-use"), {
      predefinedMetricSpecification: { predefinedMetricType: "DynamoDBWriteCapacityUtilization" },
      targetValue: 60,
    });
    assert.deepEqual(policy("sessions-by-user-read-use"), {
      predefinedMetricSpecification: { predefinedMetricType: "DynamoDBReadCapacityUtilization" },
      targetValue: 70,
    });
  });

  it("leaves replicas, and units that are scaled, to those that manage them", () => {
    assert.deepEqual(managedElsewhere(minimal), ["replicas"]);
    assert.deepEqual(managedElsewhere({ ...minimal, capacity, indexes: indexes.slice(0, 1) }), [
      "replicas",
      "readCapacity",
      "writeCapacity",
      "globalSecondaryIndexes[0].readCapacity",
      "globalSecondaryIndexes[0].writeCapacity",
    ]);
  });

  it("lets items go by themselves where it is told to", async () => {
    const { inputs } = await build({ ttlAttribute: "expires" });
    assert.deepEqual(inputs.ttl, { enabled: true, attributeName: "expires" });
  });

  it("turns every protection off together", async () => {
    const { registered, inputs } = await build({ protect: false });
    assert.equal(inputs.deletionProtectionEnabled, false);
    const replica = only(registered, REPLICA, "sessions-replica-us-east-1").inputs;
    assert.equal(replica.deletionProtectionEnabled, false);
  });

  it("declares each key once, and what an index holds", () => {
    const shared = [{ name: "by-id", hashKey: key("id"), rangeKey: key("at"), attributes: [] }];
    assert.deepEqual(keyAttributes({ ...minimal, indexes: shared }), [
      { name: "id", type: "S" },
      { name: "at", type: "S" },
    ]);
    const [all, some] = indexes.map((index) => indexDefinition(index, undefined));
    assert.deepEqual(all, {
      name: "by-user",
      keySchemas: [
        { attributeName: "user", keyType: "HASH" },
        { attributeName: "at", keyType: "RANGE" },
      ],
      projectionType: "ALL",
    });
    assert.deepEqual([some?.projectionType, some?.nonKeyAttributes], ["INCLUDE", ["total"]]);
    const keysOnly = indexDefinition({ name: "x", hashKey: key("x"), attributes: [] }, capacity);
    assert.deepEqual(
      [keysOnly.projectionType, keysOnly.nonKeyAttributes, keysOnly.readCapacity, keysOnly.writeCapacity],
      ["KEYS_ONLY", undefined, 5, 4],
    );
  });

  it("lets a role read, or read and write, the items of one region, and DynamoDB use the key for it", async () => {
    const { table } = await build();
    const [items, secret] = statementsOf(await known(table.policy("us-east-1", TableAccess.Read)));
    const arn = "arn:aws:dynamodb:us-east-1:111122223333:table/shop-prod-sessions";
    assert.deepEqual(items?.Resource, [arn, `${arn}/index/*`]);
    assert.ok(!items?.Action.some((action) => /Put|Update|Delete|BatchWrite|\*/.test(action)));
    assert.deepEqual(
      [secret?.Resource, secret?.Condition],
      [
        ["arn:mock:sessions-us-east-1-key"],
        { StringEquals: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" } },
      ],
    );
    const target = { region: "r", tableArn: "t", keyArn: "k", dnsSuffix: "d" };
    const [written] = statementsOf(tablePolicy(target, TableAccess.ReadWrite));
    assert.ok(written?.Action.includes("dynamodb:PutItem"));
    assert.throws(
      () => table.policy("ap-south-1", TableAccess.Read),
      (error: Error) =>
        pulumi.ResourceError.isInstance(error) && /no replica in ap-south-1.*eu-west-1/.test(error.message),
    );
  });

  it("has its posture in one place", () => {
    assert.deepEqual(defaults, { recoveryDays: 35, protect: true, target: 70 });
  });

  const read = (more: object) => ({ capacity: { ...capacity, read: { ...capacity.read, ...more } } });
  const refused: [string, Partial<GlobalTableArgs>, RegExp][] = [
    ["tableName", { tableName: "a b" }, /3 to 255/],
    ["replicaRegions[0]", { replicaRegions: ["eu-west-1"] }, /the table's own/],
    ["replicaRegions[1]", { replicaRegions: ["us-east-1", "us-east-1"] }, /twice/],
    ["capacity.read.minimum", read({ minimum: 0 }), /1 to 40000/],
    ["capacity.read.maximum", read({ maximum: 4 }), /not below the minimum/],
    ["capacity.read.target", read({ target: 91 }), /20 to 90/],
    ["ttlAttribute", { ttlAttribute: "id" }, /no key/],
    ["recoveryDays", { recoveryDays: 36 }, /1 to 35/],
    ["indexes[0].name", { indexes: [{ name: "x", hashKey: key("x") }] }, /3 to 255/],
    [
      "indexes[1].name",
      { indexes: [indexes[0], indexes[0]] as GlobalTableArgs["indexes"] },
      /another index has that name/,
    ],
    [
      "indexes[0].hashKey.type",
      { indexes: [{ name: "odd", hashKey: { name: "id", type: AttributeType.Number } }] },
      /another key has "id" with the type S/,
    ],
    ["rangeKey.name", { rangeKey: key("id") }, /the hash key already/],
    ["hashKey.name", { hashKey: key("") }, /1 to 255 characters/],
  ];
  for (const [path, more, sentence] of refused) {
    it(`refuses ${path} of ${JSON.stringify(more)}`, () => {
      const found = mistakes({ ...minimal, ...more });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason ?? "", sentence);
    });
  }

  it("finds nothing wrong with sound arguments", () => {
    const sound: Partial<GlobalTableArgs>[] = [
      { replicaRegions: [] },
      { capacity, indexes, ttlAttribute: "expires", recoveryDays: 1, rangeKey: key("sort") },
    ];
    for (const more of sound) assert.deepEqual(mistakes({ ...minimal, ...more }), []);
  });
});

describe("TableAccelerator", () => {
  const args: TableAcceleratorArgs = {
    region: "eu-west-1",
    resourceName: "shop-sessions",
    tables: [{ arn: "arn:table", keyArn: "arn:key" }],
    access: TableAccess.ReadWrite,
    nodeType: "dax.r7i.large",
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
    clients: { service: "sg-service" },
  };
  async function accelerate(more: Partial<TableAcceleratorArgs> = {}) {
    const registered = startMocks({
      "aws:dax/cluster:Cluster": () => ({ clusterAddress: "shop.dax-clusters" }),
    });
    const accelerator = new TableAccelerator("dax", { ...args, ...more });
    await settled();
    return { registered, accelerator, cluster: only(registered, "aws:dax/cluster:Cluster").inputs };
  }

  it("REQ-8 speaks TLS, is encrypted, and has three nodes", async () => {
    const { registered, accelerator, cluster } = await accelerate();
    const expected = {
      clusterName: "shop-sessions",
      clusterEndpointEncryptionType: "TLS",
      serverSideEncryption: { enabled: true },
      replicationFactor: 3,
      nodeType: "dax.r7i.large",
      iamRoleArn: "arn:mock:dax-role",
    };
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(cluster[name], value, name);
    assert.equal(await known(accelerator.endpoint), "daxs://shop.dax-clusters");
    const rule = only(registered, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs;
    assert.deepEqual(
      [rule.referencedSecurityGroupId, rule.fromPort, rule.toPort],
      ["sg-service", 9111, 9111],
    );
    const { parameters } = only(registered, "aws:dax/parameterGroup:ParameterGroup").inputs;
    assert.deepEqual(parameters, [
      { name: "query-ttl-millis", value: "60000" },
      { name: "record-ttl-millis", value: "60000" },
    ]);
    for (const { type, name, inputs } of registered) {
      if (/^aws:(?!iam)/.test(type)) assert.equal(inputs.region, "eu-west-1", name);
    }
  });

  it("may do with its tables what its clients may, and no more", async () => {
    const { registered } = await accelerate({ access: TableAccess.Read });
    const policy = String(only(registered, "aws:iam/rolePolicy:RolePolicy").inputs.policy);
    const [items, secret] = statementsOf(policy);
    assert.deepEqual([items?.Resource, secret?.Resource], [["arn:table", "arn:table/index/*"], ["arn:key"]]);
    assert.ok(!items?.Action.includes("dynamodb:PutItem"));
    assert.equal(only(registered, "aws:iam/role:Role").inputs.assumeRolePolicy, DAX_TRUST);
    assert.match(DAX_TRUST, /"Service":"dax\.amazonaws\.com"/);
  });

  it("lets a role ask it, in DAX's own words", () => {
    const [ask] = statementsOf(acceleratorPolicy("arn:dax", TableAccess.Read));
    assert.deepEqual(ask?.Resource, ["arn:dax"]);
    assert.ok(ask?.Action.every((action) => /^dax:[A-Z]/.test(action)));
    assert.ok(!ask?.Action.some((action) => /DescribeTable|PutItem/.test(action)));
  });

  it("has its posture in one place", () => {
    assert.deepEqual(acceleratorDefaults, {
      nodeCount: 3,
      itemTtlSeconds: 60,
      queryTtlSeconds: 60,
      maintenanceWindow: "sun:05:00-sun:06:00",
      port: 9111,
    });
  });

  const refused: [string, Partial<TableAcceleratorArgs>, RegExp][] = [
    ["region", { region: "me-south-1" }, /DAX is not offered there: leave the accelerator out/],
    ["resourceName", { resourceName: "a".repeat(21) }, /up to 20/],
    ["tables", { tables: [] }, /at least one table/],
    ["nodeType", { nodeType: "r7i.large" }, /dax\.r7i\.large/],
    ["nodeCount", { nodeCount: 2 }, /3 to 11/],
    ["itemTtlSeconds", { itemTtlSeconds: 0 }, /from 1 up/],
    ["queryTtlSeconds", { queryTtlSeconds: 1.5 }, /from 1 up/],
    ["maintenanceWindow", { maintenanceWindow: "05:00" }, /sun:05:00/],
  ];
  for (const [path, more, sentence] of refused) {
    it(`refuses ${path} of ${JSON.stringify(more)}`, () => {
      const found = acceleratorMistakes({ ...args, ...more });
      assert.deepEqual(
        found.map(({ propertyPath }) => propertyPath),
        [path],
      );
      assert.match(found[0]?.reason ?? "", sentence);
    });
  }

  it("knows the regions without DAX, and refuses no other", () => {
    assert.deepEqual(REGIONS_WITHOUT_DAX, ["me-central-1", "me-south-1", "us-gov-east-1", "us-gov-west-1"]);
    for (const region of ["eu-west-1", "us-east-1", "cn-north-1"]) {
      assert.deepEqual(acceleratorMistakes({ ...args, region }), []);
    }
  });
});
