import { child, isSet, text } from "../../../core/values/read";
import type { Value } from "../../../core/values/value";
import { knownList, tooFewZones } from "../known";
import { found, type Refusal } from "../refusal";
import { mappedSubnets } from "./subnets";

const common = { phases: ["check", "create"], severity: "error" } as const;

export const loadBalancerZones: Refusal = {
  ...common,
  name: "application-load-balancer-zones",
  code: "ValidationError",
  sentence: "An Application Load Balancer has subnets of at least two availability zones.",
  source: "User Guide for Application Load Balancers, Subnets for your load balancer",
  types: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
  judge({ inputs }, account) {
    if (isSet(inputs, "loadBalancerType") && text(inputs, "loadBalancerType") !== "application")
      return undefined;
    const subnets = mappedSubnets(inputs);
    const reason = subnets && tooFewZones(account, subnets);
    return reason === undefined ? undefined : found(`this Application Load Balancer ${reason}`, "subnets");
  },
};

export const subnetGroupZones: Refusal = {
  ...common,
  name: "db-subnet-group-zones",
  code: "DBSubnetGroupDoesNotCoverEnoughAZs",
  sentence: "A DB subnet group covers at least two availability zones.",
  source: "Amazon RDS User Guide, Working with DB subnet groups",
  types: ["aws:rds/subnetGroup:SubnetGroup"],
  judge({ inputs }, account) {
    return judged("this subnet group", knownList(inputs, "subnetIds"), "subnetIds", (ids) =>
      tooFewZones(account, ids),
    );
  },
};

export const clusterZones: Refusal = {
  ...common,
  name: "eks-cluster-zones",
  code: "InvalidParameterException",
  sentence: "An EKS cluster has subnets of at least two availability zones.",
  source: "Amazon EKS User Guide, View Amazon EKS networking requirements for VPC and subnets",
  types: ["aws:eks/cluster:Cluster"],
  judge({ inputs }, account) {
    const config = child(inputs, "vpcConfig");
    const ids = config && knownList(config, "subnetIds");
    return judged("this cluster", ids, "vpcConfig.subnetIds", (subnets) => tooFewZones(account, subnets));
  },
};

function judged(
  what: string,
  subnets: Value[] | undefined,
  property: string,
  reason: (subnets: Value[]) => string | undefined,
) {
  const sentence = subnets === undefined ? undefined : reason(subnets);
  return sentence === undefined ? undefined : found(`${what} ${sentence}`, property);
}
