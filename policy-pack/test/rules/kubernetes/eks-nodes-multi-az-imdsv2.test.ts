import assert from "node:assert/strict";
import { eksNodesMultiAzImdsv2 as rule } from "../../../rules/kubernetes/eks-nodes-multi-az-imdsv2";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { gateway, routed, subnet, vpc } from "../../support/network";
import { said } from "../../support/outcome";

const zones = ["a", "b", "c"].map((zone) =>
  subnet(`private-${zone}`, { availabilityZone: `us-east-2${zone}` }),
);
const [zoneA, zoneB, zoneC] = zones as [TestResource, TestResource, TestResource];
const ids = (subnets: readonly TestResource[]) => subnets.map((one) => reference(one));
const group = (subnets: readonly TestResource[], props: Record<string, unknown> = {}) =>
  resource("aws:eks/nodeGroup:NodeGroup", "nodes", { subnetIds: ids(subnets), ...props });
const autoMode = (subnets: readonly TestResource[]) =>
  resource("aws:eks/cluster:Cluster", "payments", {
    computeConfig: { enabled: true },
    vpcConfig: { subnetIds: ids(subnets) },
  });
const good = { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } };
const templated = (props: Record<string, unknown>): TestResource[] => {
  const template = resource("aws:ec2/launchTemplate:LaunchTemplate", "template", props);
  return [
    vpc,
    ...zones,
    template,
    group(zones, { launchTemplate: { id: reference(template), version: "1" } }),
  ];
};

describe("eks-nodes-multi-az-imdsv2", () => {
  it("accepts private subnets of three zones, and a careful template", async () => {
    assert.deepEqual(await said(rule, templated(good)), []);
    assert.deepEqual(await said(rule, [vpc, ...zones, autoMode(zones)]), []);
    const off = { metadataOptions: { httpEndpoint: "disabled" } };
    assert.deepEqual(await said(rule, templated(off)), []);
  });

  it("refuses fewer zones, of a node group and of a cluster in Auto Mode", async () => {
    const message = "Its nodes run in 2 of at least 3 zones.";
    assert.deepEqual(await said(rule, [vpc, ...zones, group([zoneA, zoneB])]), [`nodes: ${message}`]);
    assert.deepEqual(await said(rule, [vpc, ...zones, autoMode([zoneA, zoneB])]), [`payments: ${message}`]);
    const twice = subnet("twice", { availabilityZone: "us-east-2b" });
    assert.deepEqual(await said(rule, [vpc, ...zones, twice, group([zoneA, zoneB, twice])]), [
      `nodes: ${message}`,
    ]);
    assert.deepEqual(
      await said(rule, [vpc, ...zones, group([zoneA, zoneB])], { settings: { zones: 2 } }),
      [],
    );
  });

  it("asks nothing of the subnets of a cluster that starts no nodes", async () => {
    const cluster = resource("aws:eks/cluster:Cluster", "payments", {
      vpcConfig: { subnetIds: ids([zoneA]) },
    });
    assert.deepEqual(await said(rule, [vpc, zoneA, cluster]), []);
  });

  it("refuses public subnets, by route and by address", async () => {
    const routes = routed(zoneC, { gatewayId: reference(gateway) });
    assert.deepEqual(await said(rule, [vpc, gateway, zoneA, zoneB, ...routes, group(zones)]), [
      "nodes: Its nodes run in public subnets.",
    ]);
    const open = subnet("open", { availabilityZone: "us-east-2c", mapPublicIpOnLaunch: true });
    assert.deepEqual(await said(rule, [vpc, zoneA, zoneB, open, autoMode([zoneA, zoneB, open])]), [
      "payments: Its nodes run in public subnets.",
    ]);
  });

  it("refuses SSH keys, of the group and of its template", async () => {
    assert.deepEqual(
      await said(rule, [vpc, ...zones, group(zones, { remoteAccess: { ec2SshKey: "key" } })]),
      ["nodes: Its nodes take an SSH key: remoteAccess has an ec2SshKey."],
    );
    assert.deepEqual(await said(rule, templated({ ...good, keyName: "key" })), [
      "template: Its nodes take an SSH key: keyName is set.",
    ]);
  });

  it("refuses open metadata, also when nobody asked for it", async () => {
    for (const metadataOptions of [undefined, { httpTokens: "optional" }]) {
      assert.deepEqual(await said(rule, templated({ metadataOptions })), [
        "template: Its nodes answer IMDSv1: httpTokens is not required.",
      ]);
    }
    const far = { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 } };
    assert.deepEqual(await said(rule, templated(far)), [
      "template: Pods reach the metadata of its nodes: httpPutResponseHopLimit is too large.",
    ]);
    assert.deepEqual(await said(rule, templated(far), { settings: { hopLimit: 2 } }), []);
  });

  it("asks nothing of a template that no node group uses", async () => {
    const [, , , , template] = templated({});
    assert.deepEqual(await said(rule, [template as TestResource]), []);
  });

  it("finds subnets and templates by known ids", async () => {
    const made = resource(
      "aws:ec2/subnet:Subnet",
      "made",
      { vpcId: "vpc-1", availabilityZone: "us-east-2a" },
      {
        outputs: { id: "subnet-1" },
      },
    );
    const template = resource("aws:ec2/launchTemplate:LaunchTemplate", "template", { name: "nodes" });
    const nodes = resource("aws:eks/nodeGroup:NodeGroup", "nodes", {
      subnetIds: ["subnet-1"],
      launchTemplate: { name: "nodes" },
    });
    assert.deepEqual(await said(rule, [made, template, nodes], { settings: { zones: 2 } }), [
      "nodes: Its nodes run in 1 of at least 2 zones.",
      "template: Its nodes answer IMDSv1: httpTokens is not required.",
    ]);
  });

  it("can't tell zones that are not stated nor subnets of another stack, but the keys", async () => {
    const other = subnet("other");
    assert.deepEqual(await said(rule, [vpc, zoneA, zoneB, other, group([zoneA, zoneB, other])]), [
      "nodes? the zone of a subnet is not stated",
    ]);
    for (const subnetIds of [unknown, ["subnet-9"]]) {
      const nodes = group([], { subnetIds, remoteAccess: { ec2SshKey: unknown } });
      assert.deepEqual(await said(rule, [nodes]), [
        "nodes? its subnets are not in this stack",
        "nodes: Its nodes take an SSH key: remoteAccess has an ec2SshKey.",
      ]);
    }
    const hidden = { metadataOptions: { httpTokens: unknown, httpPutResponseHopLimit: 2 } };
    assert.deepEqual(await said(rule, templated(hidden)), [
      "template: Pods reach the metadata of its nodes: httpPutResponseHopLimit is too large.",
      "template? metadataOptions.httpTokens is not known yet",
    ]);
  });
});
