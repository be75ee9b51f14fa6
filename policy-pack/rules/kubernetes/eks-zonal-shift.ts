import { resourceRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { block, flag, type Props, text } from "../../frame/values";

export const eksZonalShift = resourceRule({
  id: "eks-zonal-shift",
  area: "kubernetes",
  title: "Traffic can be moved away from one zone, in clusters and at load balancers",
  severity: "medium",
  why: "A zone that fails halfway still passes health checks. With zonal shift one call, or AWS itself, moves traffic out of it in minutes; where it is off the whole region has to fail over.",
  mend: "Set zonalShiftConfig.enabled on the cluster and enableZonalShift on its load balancers.",
  example: `
new aws.eks.Cluster("payments", { zonalShiftConfig: { enabled: true }, ... });
new aws.lb.LoadBalancer("entry", { loadBalancerType: "network", enableZonalShift: true, ... });`,
  wellArchitected: ["REL11-BP02"],
  pci: [],
  types: [...types.eksCluster, ...types.loadBalancer],
  check({ type, props }, { violation }) {
    if (isOneOf(types.eksCluster, type)) {
      if (flag(block(props, "zonalShiftConfig") ?? {}, "enabled") !== true) {
        violation("zonalShiftConfig is not enabled.");
      }
      return;
    }
    if (isGateway(props)) return;
    if (flag(props, "enableZonalShift") !== true) violation("enableZonalShift is not on.");
  },
  remediate({ type, props }) {
    if (isOneOf(types.eksCluster, type)) return { zonalShiftConfig: { enabled: true } };
    return isGateway(props) ? undefined : { enableZonalShift: true };
  },
});

/** A gateway load balancer has no zonal shift. */
function isGateway(props: Props): boolean {
  return text(props, "loadBalancerType") === "gateway";
}
