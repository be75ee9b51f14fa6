import assert from "node:assert/strict";
import * as fs from "node:fs";
import { pathToFileURL } from "node:url";
import {
  Addon,
  addonsOf,
  addonVersion,
  partOfAutoMode,
} from "../../components/payment-cluster/addon-versions";
import { type Engine, openEngine } from "../support/engine";
import { byType, type Deployed } from "../support/state";

type Inputs = Record<string, unknown>;

const CLUSTER = "aws:eks/cluster:Cluster";
const ADDON = "aws:eks/addon:Addon";
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

function one(resources: Deployed[], type: string, name?: string): Deployed {
  const found = byType(resources, type).filter((resource) => name === undefined || resource.name === name);
  assert.equal(found.length, 1, `one ${type} ${name ?? ""}, got ${found.length}`);
  return found[0] as Deployed;
}

/** What AWS makes up, or is another in every account: the shipped overlays carry examples. */
function anonymous(text: string): string {
  return text
    .replace(/:\d{12}:targetgroup\/([^/]+)\/[0-9a-f]{16}/, ":<account>:targetgroup/$1/<id>")
    .replace(/vpc-[0-9a-f]{17}/, "vpc-<id>")
    .replace(/\.(global|cluster-ro)-[a-z0-9]{12}\./g, ".$1-<id>.");
}

describe("the compute of the payment hub on the real engine", () => {
  let engine: Engine;
  let auto: Deployed[];
  let standby: Deployed[];
  before(async () => {
    engine = await openEngine();
    await up("prod-primary");
    await up("prod-secondary");
    auto = await engine.state("prod-primary");
    standby = await engine.state("prod-secondary");
  });
  after(() => engine?.close());

  const up = (stack: string, ...args: string[]) =>
    engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack, ...args]);
  const outputs = async (stack: string): Promise<Inputs> => {
    const { stdout } = await engine.succeed(["stack", "output", "--json", "--stack", stack]);
    return JSON.parse(stdout) as Inputs;
  };

  it("HUB-10 lets a zone be taken out of cluster and load balancer, in both regions", () => {
    for (const stack of [auto, standby]) {
      assert.deepEqual(one(stack, CLUSTER).inputs.zonalShiftConfig, { enabled: true });
      assert.equal(one(stack, "aws:lb/loadBalancer:LoadBalancer").inputs.enableZonalShift, true);
    }
  });

  it("surprise 13: who creates the cluster is not its administrator, and no issuer's certificate is asked for", () => {
    for (const stack of [auto, standby]) {
      assert.deepEqual(one(stack, CLUSTER).inputs.accessConfig, {
        authenticationMode: "API",
        bootstrapClusterCreatorAdminPermissions: false,
      });
      const people = byType(stack, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation")
        .filter(({ inputs }) => String(inputs.policyArn).endsWith("AdminPolicy"))
        .map(({ inputs }) => inputs.principalArn);
      assert.deepEqual(people, ["arn:aws:iam::111122223333:role/platform-administrator"]);
      assert.equal(byType(stack, "aws:iam/openIdConnectProvider:OpenIdConnectProvider").length, 0);
    }
  });

  it("surprise 13: the EKS component adds no add-on of its own choice beside those that are pinned", () => {
    for (const stack of [auto, standby]) {
      const made = byType(stack, ADDON).map(({ inputs }) => [inputs.addonName, inputs.addonVersion]);
      const pinned = addonsOf(false).map((addon) => [addon, addonVersion(addon, "1.35")]);
      assert.deepEqual(made.sort(), pinned.sort());
    }
  });

  it("ALL-5 protects the cluster itself in Pulumi, and not who may enter it", () => {
    assert.equal(one(auto, CLUSTER).protect, true);
    for (const entry of byType(auto, "aws:eks/accessEntry:AccessEntry")) assert.ok(!entry.protect);
  });

  it("surprise 10: the target group is Auto Mode's to fill, and kept from it by the listener that forwards to it", () => {
    for (const stack of [auto, standby]) {
      const group = one(stack, "aws:lb/targetGroup:TargetGroup");
      const cluster = one(stack, CLUSTER).inputs.name;
      assert.equal((group.inputs.tags as Inputs)["eks:eks-cluster-name"], cluster);
      const vpc = byType(stack, "aws:ec2/vpc:Vpc").map(({ id }) => id);
      assert.deepEqual(vpc, [group.inputs.vpcId], "it is in the cluster's VPC");
      const [forward] = one(stack, "aws:lb/listener:Listener").inputs.defaultActions as Inputs[];
      assert.deepEqual([forward?.type, forward?.targetGroupArn], ["forward", group.outputs.arn]);
    }
  });

  it("HUB-9 hands the payment API a role of its region, for its service account alone", () => {
    for (const stack of [auto, standby]) {
      const { inputs } = one(stack, ASSOCIATION);
      const role = one(stack, "aws:iam/role:Role", "payment-api-role");
      assert.equal(inputs.roleArn, role.outputs.arn);
      const trust = JSON.parse(role.inputs.assumeRolePolicy as string);
      const { StringEquals, ArnEquals } = trust.Statement[0].Condition;
      assert.equal(StringEquals["aws:RequestTag/kubernetes-namespace"], inputs.namespace);
      assert.equal(StringEquals["aws:RequestTag/kubernetes-service-account"], inputs.serviceAccount);
      assert.equal(ArnEquals["aws:SourceArn"], one(stack, CLUSTER).outputs.arn);
    }
  });

  for (const [stack, overlay] of [
    ["prod-primary", "prod-us-east-2"],
    ["prod-secondary", "prod-us-west-2"],
  ] as const) {
    it(`HUB-6 the manifests of ${overlay} name what ${stack} has made`, async () => {
      const { regionFile } = await import(pathToFileURL("workloads/payment-api/region.mjs").href);
      const shipped = fs.readFileSync(`workloads/payment-api/overlays/${overlay}/region.yaml`, "utf8");
      const { paymentApi } = await outputs(stack);
      const values = paymentApi as Record<string, string>;
      assert.equal(anonymous(shipped), anonymous(regionFile(values)));
      const state = stack === "prod-primary" ? auto : standby;
      assert.equal(values.TARGET_GROUP_ARN, one(state, "aws:lb/targetGroup:TargetGroup").outputs.arn);
      const { endpoint } = one(auto, "aws:rds/globalCluster:GlobalCluster").outputs;
      assert.equal(values.DATABASE_WRITER_HOST, endpoint, "both regions write to one name");
    });
  }

  it("HUB-6 goes from Auto Mode to a node group by a setting, and keeps cluster, load balancer and target group", async () => {
    engine.project.change("prod-primary", (settings) => {
      Object.assign(settings.cluster as Inputs, {
        compute: "managed-node-groups",
        nodes: { minimum: 6, maximum: 40 },
      });
    });
    await up("prod-primary", "--policy-pack", "policy-pack");
    const grouped = await engine.state("prod-primary");
    for (const type of [CLUSTER, "aws:lb/loadBalancer:LoadBalancer", "aws:lb/targetGroup:TargetGroup"]) {
      assert.equal(one(grouped, type).outputs.arn, one(auto, type).outputs.arn, type);
    }
    const { computeConfig, storageConfig, kubernetesNetworkConfig } = one(grouped, CLUSTER).inputs as Record<
      string,
      Inputs
    >;
    assert.deepEqual(
      [computeConfig, storageConfig?.blockStorage, kubernetesNetworkConfig?.elasticLoadBalancing],
      Array(3).fill({ enabled: false }),
      "Auto Mode is off because it is said",
    );
    const { inputs } = one(grouped, "aws:eks/nodeGroup:NodeGroup");
    assert.deepEqual(inputs.scalingConfig, { minSize: 6, desiredSize: 6, maxSize: 40 });
    const zones = (inputs.subnetIds as string[]).map(
      (id) =>
        byType(grouped, "aws:ec2/subnet:Subnet").find((subnet) => subnet.id === id)?.inputs.availabilityZone,
    );
    assert.deepEqual(zones.sort(), ["us-east-2a", "us-east-2b", "us-east-2c"]);
    const names = byType(grouped, ADDON).map(({ inputs: addon }) => addon.addonName);
    assert.deepEqual(names.sort(), Object.values(Addon).sort());
    assert.ok(partOfAutoMode.every((addon) => names.includes(addon)));
    const accounts = byType(grouped, ASSOCIATION).map(
      ({ inputs: pods }) => `${pods.namespace}/${pods.serviceAccount}`,
    );
    assert.deepEqual(accounts.sort(), [
      "kube-system/aws-load-balancer-controller",
      "kube-system/cluster-autoscaler",
      "payments/payment-api",
    ]);
  });

  it("HUB-6 sees nothing to change with node groups on a refresh", async () => {
    await engine.succeed(["preview", "--stack", "prod-primary", "--expect-no-changes", "--refresh"]);
  });
});
