import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  CacheEngine,
  defaults,
  Eviction,
  MemoryCache,
  type MemoryCacheArgs,
} from "../../components/memory-cache";
import { cacheParameters, parameterGroupFamily, versionMistake } from "../../components/memory-cache/engine";
import { mistakes } from "../../components/memory-cache/validate";
import { names, only, settled, startMocks } from "../support/mocks";

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const USER = "aws:elasticache/user:User";
const minimal: MemoryCacheArgs = {
  region: "eu-west-1",
  resourceName: "shop-prod-cart",
  keyAlias: "shop-prod/cart",
  engineVersion: "8.0",
  nodeType: "cache.m7g.large",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  clients: { service: "sg-service" },
};

async function build(more: Partial<MemoryCacheArgs> = {}) {
  const registered = startMocks({
    [GROUP]: () => ({
      primaryEndpointAddress: "master.host",
      readerEndpointAddress: "replica.host",
      configurationEndpointAddress: "clustercfg.host",
      memberClusters: ["a", "b"],
    }),
  });
  const cache = new MemoryCache("cache", { ...minimal, ...more });
  await settled();
  return { registered, cache, group: only(registered, GROUP).inputs };
}

const known = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => {
    output.apply(resolve);
  });

describe("MemoryCache", () => {
  it("REQ-9 is over two zones, fails over by itself, demands TLS and is under its own key", async () => {
    const { group, cache } = await build();
    const expected = {
      replicationGroupId: "shop-prod-cart",
      engine: "valkey",
      engineVersion: "8.0",
      clusterMode: "disabled",
      numCacheClusters: 2,
      multiAzEnabled: true,
      automaticFailoverEnabled: true,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: true,
      kmsKeyId: "arn:mock:cache-storage-key",
      snapshotRetentionLimit: 7,
      snapshotWindow: "03:00-04:00",
      maintenanceWindow: "sun:05:00-sun:06:00",
      finalSnapshotIdentifier: "shop-prod-cart-final",
      userGroupIds: ["shop-prod-cart"],
      port: 6379,
    };
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(group[name], value, name);
    for (const none of ["authToken", "authTokenWo", "numNodeGroups", "replicasPerNodeGroup"]) {
      assert.equal(group[none], undefined, none);
    }
    assert.equal(await known(cache.endpoint), "master.host");
    assert.ok(cache.readerEndpoint);
    assert.equal(await known(cache.readerEndpoint), "replica.host");
    assert.deepEqual(await known(cache.memberIds), ["a", "b"]);
  });

  it("lets users in by IAM alone: the default user is there, and turned off", async () => {
    const { registered, cache } = await build();
    const nobody = only(registered, USER, "cache-user-default").inputs;
    assert.deepEqual(
      [nobody.userName, nobody.accessString, nobody.userId],
      ["default", "off -@all", "shop-prod-cart-default"],
    );
    const user = only(registered, USER, "cache-user-application").inputs;
    assert.deepEqual(user.authenticationMode, { type: "iam" });
    // ElastiCache asks for that of users of IAM.
    assert.equal(user.userId, user.userName);
    assert.equal(user.accessString, "on ~* &* +@all -@admin -@dangerous +info");
    const group = only(registered, "aws:elasticache/userGroup:UserGroup").inputs;
    assert.deepEqual(group.userIds, ["shop-prod-cart-default", "shop-prod-cart-application"]);
    assert.deepEqual(cache.userIds, { application: "shop-prod-cart-application" });
    const users = registered.filter(({ type }) => type === USER);
    for (const { inputs } of users) assert.equal(inputs.passwords ?? inputs.passwordsWo, undefined);
  });

  it("lets a role connect as one user, and knows no other", async () => {
    const { cache } = await build({ users: { worker: "on ~order:* &* -@all +@read +@write" } });
    const policy = JSON.parse(await known(cache.connectPolicy("worker"))) as { Statement: unknown[] };
    assert.deepEqual(policy.Statement, [
      {
        Sid: "ConnectToCache",
        Effect: "Allow",
        Action: "elasticache:Connect",
        Resource: ["arn:mock:cache-cache", "arn:mock:cache-user-worker"],
      },
    ]);
    assert.throws(
      () => cache.connectPolicy("application"),
      (error: Error) =>
        pulumi.ResourceError.isInstance(error) && /"application" is no user.*worker/.test(error.message),
    );
  });

  it("SHOP-9 has shards with replicas in cluster mode, which come and go with their load", async () => {
    const { registered, group, cache } = await build({
      shardCount: 2,
      replicasPerShard: 2,
      shardScaling: { maximum: 6, targetCpu: 60 },
    });
    assert.deepEqual(
      [group.clusterMode, group.numNodeGroups, group.replicasPerNodeGroup, group.numCacheClusters],
      ["enabled", 2, 2, undefined],
    );
    const { parameters } = only(registered, "aws:elasticache/parameterGroup:ParameterGroup").inputs;
    assert.deepEqual((parameters as unknown[])[0], { name: "cluster-enabled", value: "yes" });
    const target = only(registered, "aws:appautoscaling/target:Target").inputs;
    assert.deepEqual(
      [target.scalableDimension, target.minCapacity, target.maxCapacity, target.resourceId],
      ["elasticache:replication-group:NodeGroups", 2, 6, "replication-group/cache-cache-id"],
    );
    assert.equal(await known(cache.endpoint), "clustercfg.host");
    assert.equal(cache.readerEndpoint, undefined);
    assert.deepEqual(names((await build()).registered, "aws:appautoscaling/target:Target"), []);
  });

  it("writes both logs to groups that have a key and an end before it is there", async () => {
    const { registered, group, cache } = await build({ logRetentionInDays: 30 });
    const logs = registered.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(
      logs.map(({ inputs }) => [inputs.name, inputs.retentionInDays, inputs.kmsKeyId]),
      ["engine-log", "slow-log"].map((log) => [
        `/aws/elasticache/shop-prod-cart/${log}`,
        30,
        "arn:mock:cache-storage-key",
      ]),
    );
    assert.deepEqual(
      group.logDeliveryConfigurations,
      ["engine-log", "slow-log"].map((logType, index) => ({
        destinationType: "cloudwatch-logs",
        destination: cache.logGroupNames[index],
        logFormat: "json",
        logType,
      })),
    );
  });

  it("admits the given groups on its port, and stays in its region with all that belongs to it", async () => {
    const { registered } = await build();
    const rule = only(registered, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs;
    assert.deepEqual(
      [rule.referencedSecurityGroupId, rule.fromPort, rule.toPort],
      ["sg-service", 6379, 6379],
    );
    for (const { type, name, inputs } of registered) {
      if (type.startsWith("aws:")) assert.equal(inputs.region, "eu-west-1", name);
    }
  });

  it("goes without a last snapshot where it is not protected", async () => {
    assert.equal((await build({ protect: false })).group.finalSnapshotIdentifier, undefined);
  });

  it("has its posture in one place", () => {
    assert.deepEqual(defaults, {
      engine: "valkey",
      replicasPerShard: 1,
      users: { application: "on ~* &* +@all -@admin -@dangerous +info" },
      eviction: "volatile-lru",
      snapshotRetentionDays: 7,
      snapshotWindow: "03:00-04:00",
      maintenanceWindow: "sun:05:00-sun:06:00",
      logRetentionInDays: 400,
      protect: true,
      port: 6379,
    });
  });

  const scaling = { maximum: 6, targetCpu: 60 };
  const refused: [string, Partial<MemoryCacheArgs>, RegExp][] = [
    ["resourceName", { resourceName: "a".repeat(29) }, /up to 28/],
    ["resourceName", { resourceName: "Cart" }, /lower-case/],
    ["engineVersion", { engineVersion: "7.1" }, /7\.2 and versions from 8\.0/],
    ["engineVersion", { engine: CacheEngine.Redis, engineVersion: "8.0" }, /what came later is Valkey/],
    ["nodeType", { nodeType: "m7g.large" }, /cache\.m7g\.large/],
    ["shardCount", { shardCount: 0 }, /1 to 500/],
    ["replicasPerShard", { replicasPerShard: 0 }, /a lost zone takes the data/],
    ["shardScaling", { shardScaling: scaling }, /turns cluster mode on/],
    ["shardScaling.maximum", { shardCount: 8, shardScaling: scaling }, /8 to 500/],
    ["shardScaling.targetCpu", { shardCount: 2, shardScaling: { maximum: 6, targetCpu: 90 } }, /35 to 70/],
    ["nodeType", { nodeType: "cache.t4g.small", shardCount: 2, shardScaling: scaling }, /large or more/],
    ["users", { users: {} }, /at least one user/],
    ["users.default", { users: { default: "on ~* +@all" } }, /turned off/],
    ["users.API", { users: { API: "on ~* +@all" } }, /lower-case/],
    ["users.api", { users: { api: "~* +@all" } }, /starts with "on" or "off"/],
    ["snapshotRetentionDays", { snapshotRetentionDays: 0 }, /1 to 35/],
    ["snapshotWindow", { snapshotWindow: "03:00-03:30" }, /an hour or more/],
    ["maintenanceWindow", { maintenanceWindow: "sunday" }, /sun:05:00-sun:06:00/],
    ["logRetentionInDays", { logRetentionInDays: 31 }, /30 or 60/],
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

  it("refuses a password in an ACL without repeating it", () => {
    for (const secret of ["on >hunter2 ~* +@all", "on nopass ~* +@all", "on ~* +@all #abc"]) {
      const found = mistakes({ ...minimal, users: { api: secret } });
      assert.match(found[0]?.reason ?? "", /without passwords/);
      assert.doesNotMatch(found[0]?.reason ?? "", /hunter2|abc/);
    }
  });

  it("finds nothing wrong with sound arguments, at their limits too", () => {
    const sound: Partial<MemoryCacheArgs>[] = [
      {},
      { resourceName: "a".repeat(28), users: { application: "on ~* +@all" }, snapshotWindow: "23:30-00:30" },
      { engine: CacheEngine.Redis, engineVersion: "7.1", shardCount: 1, replicasPerShard: 5 },
      { engineVersion: "9.0", shardCount: 2, shardScaling: scaling, eviction: Eviction.Nothing },
    ];
    for (const more of sound) assert.deepEqual(mistakes({ ...minimal, ...more }), []);
  });
});

describe("facts of cache engines", () => {
  it("name families and parameters", () => {
    assert.equal(parameterGroupFamily(CacheEngine.Valkey, "8.1"), "valkey8");
    assert.equal(parameterGroupFamily(CacheEngine.Redis, "7.1"), "redis7");
    assert.deepEqual(cacheParameters(Eviction.Nothing, false), [
      { name: "maxmemory-policy", value: "noeviction" },
    ]);
  });

  it("take Valkey from 7.2 on as major and minor number", () => {
    for (const good of ["7.2", "8.0", "8.2", "9.1"]) {
      assert.equal(versionMistake(CacheEngine.Valkey, good), undefined, good);
    }
    for (const bad of ["8", "8.0.1", "7.0", "six"]) assert.ok(versionMistake(CacheEngine.Valkey, bad), bad);
  });
});
