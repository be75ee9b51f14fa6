import type { Construction } from "../components/construction";
import { combine, type Input } from "../components/outputs";
import type { Resource } from "../components/resource";
import { isMap } from "../core/values/value";
import type { ClusterArguments } from "./cluster-arguments";

export interface ClusterNetwork {
  readonly vpcId: Input;
  readonly subnetIds: Input;
}

/** Where the cluster lives: the VPC and subnets of the program, or the account's default VPC. */
export function clusterNetwork(
  construction: Construction,
  args: ClusterArguments,
  parent: Resource,
): ClusterNetwork {
  const { fields } = args;
  const vpcId = fields.input("vpcId") ?? defaultVpc(construction, parent);
  if (fields.has("subnetIds")) return { vpcId, subnetIds: fields.input("subnetIds") };
  if (fields.has("publicSubnetIds") || fields.has("privateSubnetIds")) {
    const kinds = [fields.input("publicSubnetIds") ?? [], fields.input("privateSubnetIds") ?? []];
    return {
      vpcId,
      subnetIds: combine(kinds, (...lists) => lists.flatMap((list) => (Array.isArray(list) ? list : []))),
    };
  }
  return { vpcId, subnetIds: fields.has("vpcId") ? [] : defaultSubnets(construction, vpcId, parent) };
}

function defaultVpc(construction: Construction, parent: Resource): Input {
  const found = construction.invoke("aws:ec2/getVpc:getVpc", { default: true }, parent);
  return combine([found], (vpc) => (isMap(vpc) ? vpc.id : undefined));
}

function defaultSubnets(construction: Construction, vpcId: Input, parent: Resource): Input {
  const filters = [{ name: "vpc-id", values: [vpcId] }];
  const found = construction.invoke("aws:ec2/getSubnets:getSubnets", { filters }, parent);
  return combine([found], (subnets) => (isMap(subnets) ? subnets.ids : undefined));
}
