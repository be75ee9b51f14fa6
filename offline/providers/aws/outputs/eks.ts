import { child, text, texts } from "../../core/values/read";
import { type Birth, pretendTime } from "../birth";
import { idFrom, nameAsId, type OutputTable } from "./table";

/** Kubernetes version of a cluster that does not name one; EKS's default moves with time. */
const defaultVersion = "1.34";

export const eks: OutputTable = {
  "aws:eks/cluster:Cluster": {
    id: nameAsId(),
    outputs: (birth, id) => {
      const host = birth.hex(32, "endpoint").toUpperCase();
      return {
        arn: birth.arn("eks", `cluster/${id}`),
        name: id,
        endpoint: `https://${host}.gr7.${birth.region}.eks.${birth.dnsSuffix}`,
        certificateAuthority: { data: Buffer.from(pretendCertificate(birth)).toString("base64") },
        identities: [
          { oidcs: [{ issuer: `https://oidc.eks.${birth.region}.${birth.dnsSuffix}/id/${host}` }] },
        ],
        clusterId: "",
        createdAt: pretendTime,
        platformVersion: "eks.1",
        status: "ACTIVE",
        version: text(birth.inputs, "version") ?? defaultVersion,
        vpcConfig: vpcConfig(birth),
        upgradePolicy: child(birth.inputs, "upgradePolicy") ?? { supportType: "EXTENDED" },
      };
    },
  },
  "aws:eks/accessEntry:AccessEntry": {
    id: idFrom(":", "clusterName", "principalArn"),
    outputs: (birth) => ({
      accessEntryArn: birth.arn(
        "eks",
        `access-entry/${text(birth.inputs, "clusterName") ?? ""}/role/${birth.accountId}/${principalName(birth)}/${birth.uuid("entry")}`,
      ),
      userName: text(birth.inputs, "userName") ?? text(birth.inputs, "principalArn") ?? "",
      createdAt: pretendTime,
      modifiedAt: pretendTime,
    }),
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    id: idFrom("#", "clusterName", "principalArn", "policyArn"),
    outputs: () => ({ associatedAt: pretendTime, modifiedAt: pretendTime }),
  },
  "aws:eks/addon:Addon": {
    id: idFrom(":", "clusterName", "addonName"),
    outputs: (birth) => ({
      arn: birth.arn(
        "eks",
        `addon/${text(birth.inputs, "clusterName") ?? ""}/${text(birth.inputs, "addonName") ?? ""}/${birth.uuid("addon")}`,
      ),
      addonVersion: text(birth.inputs, "addonVersion") ?? "v1.0.0-eksbuild.1",
      configurationValues: text(birth.inputs, "configurationValues") ?? "",
      createdAt: pretendTime,
      modifiedAt: pretendTime,
    }),
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: (birth) => associationId(birth),
    outputs: (birth, id) => ({
      associationId: id,
      associationArn: birth.arn(
        "eks",
        `podidentityassociation/${text(birth.inputs, "clusterName") ?? ""}/${id}`,
      ),
      externalId: "",
    }),
  },
  "aws:eks/nodeGroup:NodeGroup": {
    id: (birth) => `${text(birth.inputs, "clusterName") ?? ""}:${birth.named("nodeGroupName")}`,
    outputs: (birth) => {
      const cluster = text(birth.inputs, "clusterName") ?? "";
      const name = birth.named("nodeGroupName");
      return {
        arn: birth.arn("eks", `nodegroup/${cluster}/${name}/${birth.uuid("node group")}`),
        nodeGroupName: name,
        status: "ACTIVE",
        amiType: text(birth.inputs, "amiType") ?? "AL2023_x86_64_STANDARD",
        capacityType: text(birth.inputs, "capacityType") ?? "ON_DEMAND",
        version:
          text(birth.inputs, "version") ??
          birth.outputOf("aws:eks/cluster:Cluster", "clusterName", "version", defaultVersion),
        resources: [
          {
            autoscalingGroups: [{ name: `eks-${name}-${birth.uuid("group")}` }],
            remoteAccessSecurityGroupId: "",
          },
        ],
      };
    },
  },
};

const associationId = (birth: Birth): string =>
  `a-${birth.text(17, "abcdefghijklmnopqrstuvwxyz0123456789", "id")}`;

const principalName = (birth: Birth): string => text(birth.inputs, "principalArn")?.split("/").pop() ?? "";

function vpcConfig(birth: Birth) {
  const given = child(birth.inputs, "vpcConfig") ?? {};
  const [subnet] = texts(given, "subnetIds");
  const open = texts(given, "publicAccessCidrs");
  return {
    controlPlaneEgressMode: "",
    ...given,
    clusterSecurityGroupId: birth.ec2Id("sg", "cluster"),
    vpcId: birth.vpcOfSubnet(subnet) ?? birth.defaultVpcId(),
    publicAccessCidrs: open.length > 0 ? open : ["0.0.0.0/0"],
  };
}

/** Reads like a certificate and is none: nothing may trust an offline cluster. */
function pretendCertificate(birth: Birth): string {
  return `-----BEGIN CERTIFICATE-----\n${birth.hex(64, "certificate")}\n-----END CERTIFICATE-----\n`;
}
