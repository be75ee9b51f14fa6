import assert from "node:assert/strict";
import { eksVersionAddonParity as rule } from "../../../rules/parity/eks-version-addon-parity";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const made = (type: string, region: string, props: Record<string, unknown>) =>
  resource(type, `hub-${region}`, { region, ...props });
const cluster = (region: string, props: Record<string, unknown> = {}) =>
  made("aws:eks/cluster:Cluster", region, {
    version: "1.34",
    enabledClusterLogTypes: ["api", "audit"],
    ...props,
  });
const addon = (region: string, addonVersion: string) =>
  made("aws:eks/addon:Addon", region, { addonName: "coredns", addonVersion });
const east = cluster("us-east-2");
const twin = "It differs from its twin hub-us-east-2 in us-east-2";

describe("eks-version-addon-parity", () => {
  it("accepts one version, log types in any order, and one version of an add-on", async () => {
    const west = cluster("us-west-2", { enabledClusterLogTypes: ["audit", "api"] });
    const addons = [addon("us-east-2", "v1.11.4"), addon("us-west-2", "v1.11.4")];
    assert.deepEqual(await said(rule, [east, west, ...addons]), []);
  });

  it("refuses another version of Kubernetes", async () => {
    assert.deepEqual(await said(rule, [east, cluster("us-west-2", { version: "1.33" })]), [
      `hub-us-west-2: ${twin}: version.`,
    ]);
    assert.deepEqual(await said(rule, [east, cluster("us-west-2", { version: undefined })]), [
      `hub-us-west-2: ${twin}: version.`,
    ]);
  });

  it("refuses other log types", async () => {
    assert.deepEqual(await said(rule, [east, cluster("us-west-2", { enabledClusterLogTypes: ["api"] })]), [
      `hub-us-west-2: ${twin}: enabledClusterLogTypes.`,
    ]);
  });

  it("refuses another version of an add-on, and of nodes", async () => {
    assert.deepEqual(await said(rule, [addon("us-east-2", "v1.11.4"), addon("us-west-2", "v1.11.3")]), [
      `hub-us-west-2: ${twin}: addonVersion.`,
    ]);
    const nodes = (region: string, version: string) =>
      made("aws:eks/nodeGroup:NodeGroup", region, { version });
    assert.deepEqual(await said(rule, [nodes("us-east-2", "1.34"), nodes("us-west-2", "1.33")]), [
      `hub-us-west-2: ${twin}: version.`,
    ]);
  });

  it("lets one region be upgraded before the other where the settings say so", async () => {
    const settings = { minorVersionsApart: 1 };
    const addons = [addon("us-east-2", "v1.11.4"), addon("us-west-2", "v1.11.3")];
    assert.deepEqual(
      await said(rule, [east, cluster("us-west-2", { version: "1.33" }), ...addons], { settings }),
      [],
    );
    assert.equal(
      (await said(rule, [east, cluster("us-west-2", { version: "1.32" })], { settings })).length,
      1,
    );
  });

  it("compares with a peer's, in either direction", async () => {
    const peers = [
      { stack: "peer", region: "us-west-2", resources: [cluster("us-west-2", { version: "1.33" })] },
    ];
    assert.deepEqual(await said(rule, [east], { peers }), [
      "hub-us-east-2: It differs from its twin hub-us-west-2 in us-west-2: version.",
    ]);
  });

  it("finds other log types beside a version that is not known", async () => {
    const open = cluster("us-west-2", { version: unknown, enabledClusterLogTypes: ["api"] });
    assert.deepEqual(await said(rule, [east, open]), [
      `hub-us-west-2: ${twin}: enabledClusterLogTypes.`,
      "hub-us-west-2? version is not known on both sides",
    ]);
  });
});
