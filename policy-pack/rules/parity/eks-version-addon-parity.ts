import type { StackResource } from "../../frame/graph";
import { stackRule } from "../../frame/rule";
import { integer } from "../../frame/settings";
import { shared } from "../../frame/shared-settings";
import { types } from "../../frame/types";
import { known, text } from "../../frame/values";
import { compareAspects, type Difference, together } from "../comparison";
import { judgeAspects, judgePairs } from "./pairs";

export const eksVersionAddonParity = stackRule({
  id: "eks-version-addon-parity",
  area: "parity",
  title: "The clusters of all regions run the same Kubernetes and the same add-ons",
  severity: "high",
  why: "Manifests that one version takes another refuses, and an add-on of another version behaves differently: the failover is then also an upgrade. A cluster that was left behind lacks patches as well.",
  mend: "Take version, log types and add-on versions of all regions from one setting. While one region is upgraded before the other, set minorVersionsApart to 1.",
  example: `
const version = "1.34";
new aws.eks.Cluster("east", { region: "us-east-2", version, enabledClusterLogTypes, ... });
new aws.eks.Cluster("west", { region: "us-west-2", version, enabledClusterLogTypes, ... });`,
  wellArchitected: ["REL13-BP04"],
  pci: ["6.3.3"],
  settings: {
    regions: shared.regions,
    minorVersionsApart: integer(
      "Minor versions of Kubernetes that two regions may be apart, for upgrades of one region after the other.",
      { minimum: 0, maximum: 3 },
      0,
    ),
  },
  types: [...types.eksCluster, ...types.addon, ...types.nodeGroup],
  check(stack, { regions, minorVersionsApart }) {
    const apart = (one: StackResource, other: StackResource): Difference => {
      const versions = compareAspects(one.props, other.props, [{ path: "version" }]);
      const near = known(() => minorsBetween(one, other)) ?? Number.POSITIVE_INFINITY;
      return near <= minorVersionsApart ? { different: [], open: versions.open } : versions;
    };
    judgePairs(stack, stack.graph.own(types.eksCluster), regions, (one, other) => {
      const logs = compareAspects(one.props, other.props, [{ path: "enabledClusterLogTypes" }]);
      return together(apart(one, other), logs);
    });
    // Add-ons of another minor version of Kubernetes have other versions too.
    const addon = minorVersionsApart === 0 ? ["addonName", "addonVersion"] : ["addonName"];
    judgeAspects(
      stack,
      stack.graph.own(types.addon),
      regions,
      addon.map((path) => ({ path })),
    );
    judgePairs(stack, stack.graph.own(types.nodeGroup), regions, apart);
  },
});

/** `undefined` where a version is not stated: EKS takes its newest then. */
function minorsBetween(one: StackResource, other: StackResource): number | undefined {
  const [left, right] = [one, other].map(({ props }) => /^1\.(\d+)$/.exec(text(props, "version") ?? "")?.[1]);
  return left === undefined || right === undefined ? undefined : Math.abs(Number(left) - Number(right));
}
