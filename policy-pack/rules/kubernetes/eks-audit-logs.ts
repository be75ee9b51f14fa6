import { resourceRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { type Props, textsOf } from "../../frame/values";

// https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const eksAuditLogs = resourceRule({
  id: "eks-audit-logs",
  area: "kubernetes",
  title: "An EKS cluster writes all five logs of its control plane",
  severity: "high",
  why: "EKS writes none of them by itself. Without the audit and authenticator logs nobody can tell who read a secret or started a shell in a pod.",
  mend: "Set enabledClusterLogTypes to all five types, and create the log group /aws/eks/NAME/cluster first, with a key and a retention.",
  example: `
new aws.eks.Cluster("payments", {
  enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
  ...
});`,
  wellArchitected: ["SEC04-BP01"],
  pci: ["10.2.1"],
  types: types.eksCluster,
  check({ props }, { violation }) {
    const missing = missingLogs(props);
    if (missing.length > 0) violation(`It does not write the logs ${missing.join(", ")}.`);
  },
  remediate: ({ props }) =>
    missingLogs(props).length > 0 ? { enabledClusterLogTypes: logTypes } : undefined,
});

function missingLogs(props: Props): string[] {
  const enabled = textsOf(props, "enabledClusterLogTypes");
  return logTypes.filter((type) => !enabled.includes(type));
}
