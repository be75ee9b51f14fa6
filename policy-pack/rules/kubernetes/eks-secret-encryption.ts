import { regionOfArn } from "../../frame/region";
import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { block, everyPart, given, text, textsOf } from "../../frame/values";

export const eksSecretEncryption = resourceRule({
  id: "eks-secret-encryption",
  area: "kubernetes",
  title: "Kubernetes secrets are encrypted with a customer managed key of the cluster's region",
  severity: "high",
  why: "Without a key of your own only AWS decides who can read the secrets in the cluster's database, and no log tells who did. A key of another region makes the cluster depend on that region.",
  mend: "Add encryptionConfig with a key of the cluster's region for the resource secrets. It can be added to a running cluster, and never be taken away.",
  example: `
new aws.eks.Cluster("payments", {
  encryptionConfig: { provider: { keyArn: key.arn }, resources: ["secrets"] },
  ...
});`,
  wellArchitected: ["SEC08-BP02"],
  pci: ["3.5.1"],
  types: types.eksCluster,
  check(cluster, { violation, notEvaluated }) {
    const config = block(cluster.props, "encryptionConfig");
    const provider = block(config ?? {}, "provider") ?? {};
    if (!config || !given(provider, "keyArn")) {
      violation("It has no encryptionConfig with a key.");
      return;
    }
    everyPart(
      () => {
        if (!textsOf(config, "resources").includes("secrets")) {
          violation("The resources of its encryptionConfig do not name secrets.");
        }
      },
      () => {
        const keyRegion = regionOfArn(text(provider, "keyArn"));
        if (keyRegion === undefined) return;
        if (cluster.region === undefined)
          notEvaluated("neither the cluster nor its provider says its region");
        else if (keyRegion !== cluster.region) {
          violation(`Its key is in ${keyRegion}, the cluster in ${cluster.region}.`);
        }
      },
    );
  },
});
