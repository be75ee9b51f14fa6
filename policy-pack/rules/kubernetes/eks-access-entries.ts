import { type Judgement, resourceRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { block, everyPart, flag, type Props, text } from "../../frame/values";

const administratorPolicy = /:cluster-access-policy\/AmazonEKS(ClusterAdmin|Admin)Policy$/;

export const eksAccessEntries = resourceRule({
  id: "eks-access-entries",
  area: "kubernetes",
  title: "Access to an EKS cluster is given by access entries, to roles, and to nobody on the side",
  severity: "high",
  why: "The aws-auth map can be edited from inside the cluster, and a mistake in it locks everybody out. Whoever created the cluster stays its administrator without a trace unless that is turned off; and a user's access keys do not expire.",
  mend: "Set accessConfig to API without bootstrapClusterCreatorAdminPermissions, and give each role what it needs with an AccessEntry and an AccessPolicyAssociation. A change of the bootstrap permissions replaces a cluster: decide before the first deployment, or delete the creator's access entry.",
  example: `
new aws.eks.Cluster("payments", {
  accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
  ...
});
new aws.eks.AccessEntry("administrators", { clusterName: cluster.name, principalArn: administrators.arn });`,
  wellArchitected: ["SEC03-BP02"],
  pci: ["7.2.2"],
  types: [...types.eksCluster, ...types.accessEntry, ...types.accessPolicyAssociation],
  check({ type, props }, judgement) {
    if (isOneOf(types.eksCluster, type)) judgeCluster(props, judgement);
    else if (isOneOf(types.accessEntry, type)) {
      if (isPerson(props)) judgement.violation("It gives access to a user or an account instead of a role.");
    } else if (administratorPolicy.test(text(props, "policyArn") ?? "") && isPerson(props)) {
      judgement.violation("It makes a user or an account administrator of the cluster.");
    }
  },
});

function judgeCluster(props: Props, { violation }: Judgement): void {
  const config = block(props, "accessConfig") ?? {};
  everyPart(
    () => {
      // Without a word EKS takes CONFIG_MAP; API_AND_CONFIG_MAP is the way from one to the other.
      if (!["API", "API_AND_CONFIG_MAP"].includes(text(config, "authenticationMode") ?? "")) {
        violation("authenticationMode leaves access to the aws-auth map alone.");
      }
    },
    () => {
      // EKS's default is true.
      if (flag(config, "bootstrapClusterCreatorAdminPermissions") !== false) {
        violation("bootstrapClusterCreatorAdminPermissions is not off: who creates it stays administrator.");
      }
    },
  );
}

function isPerson(props: Props): boolean {
  return /^arn:[^:]+:iam::\d{12}:(user\/.+|root)$/.test(text(props, "principalArn") ?? "");
}
