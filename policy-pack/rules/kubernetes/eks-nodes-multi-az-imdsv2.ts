import type { StackResource } from "../../frame/graph";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { integer } from "../../frame/settings";
import { types } from "../../frame/types";
import { block, everyPart, flag, given, known, number, type Props, text } from "../../frame/values";
import { naming } from "../naming";
import { exitsOf, routeTypes } from "../network/routes";
import { isAdrift, meaning } from "../related";

export const eksNodesMultiAzImdsv2 = stackRule({
  id: "eks-nodes-multi-az-imdsv2",
  area: "kubernetes",
  title: "Nodes run in private subnets of three zones and keep their credentials from pods",
  severity: "high",
  why: "Pods that reach a node's metadata have the node's role. Nodes in public subnets or with an SSH key have a way in that nobody needs, and in fewer than three zones the loss of one takes half the capacity.",
  mend: "Give node groups, or a cluster in Auto Mode, private subnets of three zones, and a launch template with httpTokens required, a hop limit of 1 and no key.",
  example: `
const template = new aws.ec2.LaunchTemplate("nodes", {
  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
});
new aws.eks.NodeGroup("nodes", {
  subnetIds: [privateA.id, privateB.id, privateC.id],
  launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
  ...
});`,
  wellArchitected: ["REL10-BP01", "SEC06-BP02"],
  pci: ["2.2.1"],
  settings: {
    zones: integer("Availability zones that nodes must spread over.", { minimum: 1, maximum: 6 }, 3),
    hopLimit: integer("Largest hop limit of a node's metadata.", { minimum: 1, maximum: 64 }, 1),
  },
  types: [...types.eksCluster, ...types.nodeGroup, ...types.launchTemplate, ...types.subnet, ...routeTypes],
  check(stack, { zones, hopLimit }) {
    const groups = stack.graph.own(types.nodeGroup);
    for (const group of groups) {
      stack.judge(group, (judgement) =>
        everyPart(
          () => judgeSubnets(stack, group, "subnetIds", zones, judgement),
          () => {
            if (given(block(group.props, "remoteAccess") ?? {}, "ec2SshKey")) {
              judgement.violation("Its nodes take an SSH key: remoteAccess has an ec2SshKey.");
            }
          },
        ),
      );
    }
    for (const cluster of stack.graph.own(types.eksCluster)) {
      stack.judge(cluster, (judgement) => {
        // In Auto Mode EKS starts nodes in any subnet of the cluster.
        if (!flag(block(cluster.props, "computeConfig") ?? {}, "enabled")) return;
        judgeSubnets(stack, cluster, "vpcConfig", zones, judgement);
      });
    }
    const templates = stack.graph.own(types.launchTemplate);
    for (const template of templates) {
      const users = naming(groups, "launchTemplate", templates, template, ["id", "name"]);
      if (users.length === 0) continue;
      stack.judge(template, (judgement) => judgeTemplate(template.props, hopLimit, judgement));
    }
  },
});

function judgeSubnets(
  { graph }: Stack,
  holder: StackResource,
  property: string,
  zones: number,
  { violation, notEvaluated }: Judgement,
): void {
  const { sure: subnets, maybe } = meaning(holder, property, graph.ofType(types.subnet));
  const publicOnes = subnets.filter((subnet) => known(() => isPublic(graph, subnet)));
  if (publicOnes.length > 0) violation("Its nodes run in public subnets.");
  const names = subnets.map(({ props }) =>
    known(() => text(props, "availabilityZone") ?? text(props, "availabilityZoneId")),
  );
  const found = new Set(names.filter((name) => name !== undefined));
  if (maybe.length > 0) notEvaluated("which subnets it uses is not known yet");
  else if (found.size >= zones) return;
  else if (subnets.length === 0 || isAdrift(holder, property))
    notEvaluated("its subnets are not in this stack");
  else if (names.includes(undefined)) notEvaluated("the zone of a subnet is not stated");
  else violation(`Its nodes run in ${found.size} of at least ${zones} zones.`);
}

function isPublic(graph: Stack["graph"], subnet: StackResource): boolean {
  if (known(() => flag(subnet.props, "mapPublicIpOnLaunch"))) return true;
  return exitsOf(graph, subnet)?.some(({ kind }) => kind === "internet") ?? false;
}

function judgeTemplate(props: Props, hopLimit: number, { violation }: Judgement): void {
  const metadata = block(props, "metadataOptions") ?? {};
  everyPart(
    () => {
      if (text(metadata, "httpEndpoint") === "disabled") return;
      everyPart(
        () => {
          if (text(metadata, "httpTokens") !== "required") {
            violation("Its nodes answer IMDSv1: httpTokens is not required.");
          }
        },
        () => {
          if ((number(metadata, "httpPutResponseHopLimit") ?? 1) > hopLimit) {
            violation("Pods reach the metadata of its nodes: httpPutResponseHopLimit is too large.");
          }
        },
      );
    },
    () => {
      if (given(props, "keyName")) violation("Its nodes take an SSH key: keyName is set.");
    },
  );
}
