import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { types } from "../../frame/types";
import { block, everyPart, text } from "../../frame/values";
import { inStandardSupport } from "./versions";

export const eksSupportedVersion = resourceRule({
  id: "eks-supported-version",
  area: "kubernetes",
  title: "An EKS cluster runs a version in standard support and does not slip into extended support",
  severity: "high",
  why: "After fourteen months a version gets extended support: six times the price, and at its end AWS upgrades the cluster at a time that nobody chose. EXTENDED is the default.",
  mend: "Upgrade one minor version at a time, and set upgradePolicy to STANDARD. Name a version that must stay for a while in the setting acceptedVersions.",
  example: `
new aws.eks.Cluster("payments", { version: "1.35", upgradePolicy: { supportType: "STANDARD" }, ... });`,
  wellArchitected: ["OPS05-BP05"],
  pci: ["6.3.3"],
  settings: {
    acceptedVersions: texts("Versions that may run although their standard support has ended, such as 1.33."),
  },
  types: types.eksCluster,
  check({ props }, { violation, notEvaluated }, { acceptedVersions }) {
    everyPart(
      () => {
        const version = text(props, "version");
        // Without one EKS takes its default, which is always supported.
        if (version === undefined || acceptedVersions.includes(version)) return;
        const supported = inStandardSupport(version, new Date());
        if (supported === undefined) notEvaluated("version is no version of Kubernetes");
        else if (!supported) violation("Its version is out of standard support.");
      },
      () => {
        if (text(block(props, "upgradePolicy") ?? {}, "supportType") !== "STANDARD") {
          violation("Its upgradePolicy is not STANDARD, so it slips into extended support.");
        }
      },
    );
  },
});
