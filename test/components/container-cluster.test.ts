import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ContainerCluster, type ContainerClusterArgs } from "../../components/container-cluster";
import {
  agentSettings,
  agentStatements,
  instancesOf,
} from "../../components/container-cluster/instance-documents";
import { names, only, settled, startMocks } from "../support/mocks";

const CLUSTER = "aws:ecs/cluster:Cluster";
const PROVIDER = "aws:ecs/capacityProvider:CapacityProvider";
const CAPACITY = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const LOG = "aws:cloudwatch/logGroup:LogGroup";

const minimal: ContainerClusterArgs = { region: "eu-west-1", resourceName: "web-prod" };
const instances = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  instanceTypes: ["m7g.large"],
  minimum: 2,
  maximum: 6,
};

async function build(more: Partial<ContainerClusterArgs> = {}) {
  const arn = "arn:aws:ecs:eu-west-1:111122223333:cluster/web-prod";
  const registered = startMocks({
    [CLUSTER]: () => ({ arn }),
    "aws:ec2/launchTemplate:LaunchTemplate": () => ({ latestVersion: 1 }),
  });
  const cluster = new ContainerCluster("cluster", { ...minimal, ...more });
  await settled();
  return { registered, cluster };
}

const known = <T>(output: pulumi.Output<T>) =>
  new Promise<T>((resolve) => {
    output.apply(resolve);
  });

describe("ContainerCluster", () => {
  it("makes exactly its cluster, key, logs, namespace and capacity", async () => {
    const { registered } = await build();
    assert.deepEqual(registered.map(({ type, name }) => `${type} ${name}`).sort(), [
      `${LOG} cluster-insights-log`,
      `${LOG} cluster-sessions-log`,
      `${CLUSTER} cluster-cluster`,
      `${CAPACITY} cluster-capacity`,
      "aws:kms/alias:Alias cluster-key-alias",
      "aws:kms/key:Key cluster-key-key",
      "aws:servicediscovery/httpNamespace:HttpNamespace cluster-namespace",
      "tandem:components:ContainerCluster cluster",
      "tandem:components:RegionalKey cluster-key",
    ]);
  });

  it("watches each container, and encrypts sessions, their log and what tasks store", async () => {
    const { inputs } = only((await build()).registered, CLUSTER);
    assert.equal(inputs.name, "web-prod");
    assert.deepEqual(inputs.settings, [{ name: "containerInsights", value: "enhanced" }]);
    assert.deepEqual(inputs.configuration, {
      executeCommandConfiguration: {
        kmsKeyId: "arn:mock:cluster-key-key",
        logging: "OVERRIDE",
        logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: "/ecs/web-prod/exec" },
      },
      managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: "arn:mock:cluster-key-key" },
    });
    assert.deepEqual(inputs.serviceConnectDefaults, { namespace: "arn:mock:cluster-namespace" });
  });

  it("has a key that its logs and Fargate may use", async () => {
    const { policy } = only((await build()).registered, "aws:kms/key:Key").inputs;
    assert.match(String(policy), /"Service":"logs\.eu-west-1\.amazonaws\.com"/);
    assert.match(String(policy), /"Service":"fargate\.amazonaws\.com"/);
  });

  it("makes the group of Container Insights before Container Insights does, encrypted and not for ever", async () => {
    const { registered } = await build({ logRetentionInDays: 90 });
    const group = only(registered, LOG, "cluster-insights-log").inputs;
    assert.equal(group.name, "/aws/ecs/containerinsights/web-prod/performance");
    for (const { inputs } of registered.filter(({ type }) => type === LOG)) {
      assert.deepEqual([inputs.kmsKeyId, inputs.retentionInDays], ["arn:mock:cluster-key-key", 90]);
    }
    assert.equal(only((await build()).registered, LOG, "cluster-insights-log").inputs.retentionInDays, 400);
  });

  it("REQ-7 runs on Fargate, on demand unless a service says otherwise", async () => {
    const { registered, cluster } = await build();
    const { inputs } = only(registered, CAPACITY);
    assert.deepEqual(inputs.capacityProviders, ["FARGATE", "FARGATE_SPOT"]);
    assert.deepEqual(inputs.defaultCapacityProviderStrategies, [{ capacityProvider: "FARGATE", weight: 1 }]);
    assert.equal(cluster.instanceProviderName, undefined);
    assert.equal(cluster.fleet, undefined);
  });

  it("WEB-1 lets ECS start, drain and end instances by what tasks need", async () => {
    const { registered } = await build({ instances });
    assert.deepEqual(only(registered, PROVIDER).inputs.autoScalingGroupProvider, {
      autoScalingGroupArn: "arn:mock:cluster-instances-group",
      managedDraining: "ENABLED",
      managedTerminationProtection: "ENABLED",
      managedScaling: {
        status: "ENABLED",
        targetCapacity: 90,
        minimumScalingStepSize: 1,
        maximumScalingStepSize: 10,
        instanceWarmupPeriod: 120,
      },
    });
    const group = only(registered, "aws:autoscaling/group:Group").inputs;
    assert.equal(group.name, "web-prod-instances");
    assert.equal(group.protectFromScaleIn, true, "managed termination protection needs it");
    assert.deepEqual(names(registered, "aws:autoscaling/policy:Policy"), [], "ECS alone scales it");
  });

  it("WEB-11 has Fargate beside its instances, so that a service moves while it runs", async () => {
    const { registered, cluster } = await build({ instances });
    const { capacityProviders } = only(registered, CAPACITY).inputs;
    assert.deepEqual(capacityProviders, ["FARGATE", "FARGATE_SPOT", "web-prod-instances"]);
    assert.equal(await known(cluster.instanceProviderName as pulumi.Output<string>), "web-prod-instances");
    assert.notEqual(cluster.fleet, undefined);
  });

  it("tells its instances the cluster, and lets their agents join it and no other", async () => {
    const own = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::media/*"] };
    const { registered } = await build({ instances: { ...instances, statements: [own] } });
    const { inputs } = only(registered, "aws:ec2/launchTemplate:LaunchTemplate");
    assert.equal(Buffer.from(String(inputs.userData), "base64").toString(), agentSettings("web-prod"));
    assert.match(String(inputs.imageId), /ecs\/optimized-ami\/amazon-linux-2023\/arm64/);
    const { policy } = only(registered, "aws:iam/rolePolicy:RolePolicy").inputs;
    const { Statement } = JSON.parse(String(policy)) as { Statement: { Sid: string; Resource: unknown }[] };
    const of = (sid: string) => Statement.find(({ Sid }) => Sid === sid)?.Resource;
    assert.deepEqual(of("JoinCluster"), ["arn:aws:ecs:eu-west-1:111122223333:cluster/web-prod"]);
    assert.deepEqual(of("ServeCluster"), [
      "arn:aws:ecs:eu-west-1:111122223333:container-instance/web-prod/*",
    ]);
    assert.deepEqual(of("Read"), ["arn:aws:s3:::media/*"]);
    assert.deepEqual(
      Statement.filter(({ Resource }) => String(Resource) === "*").map(({ Sid }) => Sid),
      ["SessionManager", "FindEndpoint"],
    );
  });

  it("keeps the instance's role from its tasks, and drains what Spot takes back", () => {
    const text = agentSettings("web-prod");
    for (const line of [
      "ECS_CLUSTER=web-prod",
      "ECS_AWSVPC_BLOCK_IMDS=true",
      "ECS_ENABLE_SPOT_INSTANCE_DRAINING=true",
    ]) {
      assert.ok(text.split("\n").includes(line), line);
    }
    const statements = agentStatements("arn:cluster", "arn:instances");
    assert.deepEqual(statements.find(({ sid }) => sid === "ServeCluster")?.conditions, {
      ArnEquals: { "ecs:cluster": "arn:cluster" },
    });
    assert.equal(instancesOf("arn:aws:ecs:a:b:cluster/c"), "arn:aws:ecs:a:b:container-instance/c/*");
  });

  it("tells its ARN and name", async () => {
    const { cluster } = await build();
    assert.equal(await known(cluster.clusterName), "web-prod");
    assert.match(await known(cluster.arn), /:cluster\/web-prod$/);
    assert.equal(await known(cluster.namespaceArn), "arn:mock:cluster-namespace");
    assert.equal(await known(cluster.kmsKeyArn), "arn:mock:cluster-key-key");
  });

  it("hands its one region to every regional child", async () => {
    for (const { type, name, inputs } of (await build({ instances })).registered) {
      if (!type.startsWith("aws:iam/")) assert.equal(inputs.region, "eu-west-1", `${type} ${name}`);
    }
  });

  const wrong: [string, Partial<ContainerClusterArgs>, RegExp][] = [
    ["a name with a dot", { resourceName: "web.prod" }, /resourceName: "web\.prod" is not allowed/],
    [
      "a name too long for its instances",
      { resourceName: "w".repeat(120) },
      /118 are allowed: the launch template/,
    ],
    ["a retention CloudWatch doesn't know", { logRetentionInDays: 100 }, /90 or 120 days/],
    [
      "instances filled to 101 percent",
      { instances: { ...instances, targetCapacityPercent: 101 } },
      /instances\.targetCapacityPercent: 101 is not allowed, 1 to 100 is/,
    ],
    ["wrong instances", { instances: { ...instances, maximum: 1 } }, /instances\.maximum: 1 is not allowed/],
  ];
  for (const [title, change, sentence] of wrong) {
    it(`refuses ${title}`, () => {
      startMocks();
      assert.throws(
        () => new ContainerCluster("cluster", { ...minimal, ...change }),
        (error) => pulumi.InputPropertyError.isInstance(error) && sentence.test(error.message),
      );
    });
  }
});
