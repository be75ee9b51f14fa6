import { resourceRule } from "../../frame/rule";
import { texts } from "../../frame/settings";
import { types } from "../../frame/types";
import { block, everyPart, flag, textsOf } from "../../frame/values";

export const eksApiPrivate = resourceRule({
  id: "eks-api-private",
  area: "kubernetes",
  title: "The API of an EKS cluster is not on the internet",
  severity: "critical",
  why: "Without a word about it EKS opens the cluster's API to every address. Whoever holds a leaked token, or a flaw of the API server, needs nothing else.",
  mend: "Set endpointPublicAccess to false and endpointPrivateAccess to true; where a public endpoint is wanted, name its address ranges in the setting allowedCidrs.",
  example: `
new aws.eks.Cluster("payments", {
  vpcConfig: { subnetIds, endpointPrivateAccess: true, endpointPublicAccess: false },
  ...
});`,
  wellArchitected: ["SEC05-BP02"],
  pci: ["1.4.2"],
  settings: {
    allowedCidrs: texts("Address ranges that may reach a public endpoint. Empty: no public endpoint at all."),
  },
  types: types.eksCluster,
  check({ props }, { violation }, { allowedCidrs }) {
    const network = block(props, "vpcConfig") ?? {};
    everyPart(
      () => {
        // EKS's default is public.
        if (flag(network, "endpointPublicAccess") === false) return;
        if (allowedCidrs.length === 0) {
          violation("Its endpoint is public.");
          return;
        }
        const cidrs = textsOf(network, "publicAccessCidrs");
        if (cidrs.length === 0 || cidrs.some((cidr) => !allowedCidrs.includes(cidr))) {
          violation("Its public endpoint is open to more than the allowed address ranges.");
        }
      },
      () => {
        if (flag(network, "endpointPrivateAccess") !== true) {
          violation("endpointPrivateAccess is not on: nodes reach the API over the public endpoint.");
        }
      },
    );
  },
});
