import { text } from "../../../core/values/read";
import { title, usersOf } from "../known";
import { found, type Refusal } from "../refusal";

const rules = ["Ingress", "Egress"].map((way) => `aws:vpc/securityGroup${way}Rule:SecurityGroup${way}Rule`);

const attachment = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";

/** Who holds on to a network part: type and the outputs in which it names the part. */
const uses: Record<string, readonly (readonly [type: string, ...paths: string[]])[]> = {
  "aws:ec2/vpc:Vpc": [
    ["aws:ec2/subnet:Subnet", "vpcId"],
    ["aws:ec2/securityGroup:SecurityGroup", "vpcId"],
    ["aws:ec2/internetGateway:InternetGateway", "vpcId"],
    ["aws:ec2/routeTable:RouteTable", "vpcId"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "vpcId"],
    [attachment, "vpcId"],
  ],
  "aws:ec2/subnet:Subnet": [
    ["aws:ec2/natGateway:NatGateway", "subnetId"],
    ["aws:lb/loadBalancer:LoadBalancer", "subnets"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "subnetIds"],
    ["aws:eks/cluster:Cluster", "vpcConfig.subnetIds"],
    ["aws:ec2/instance:Instance", "subnetId"],
    ["aws:lambda/function:Function", "vpcConfig.subnetIds"],
    [attachment, "subnetIds"],
  ],
  "aws:ec2/securityGroup:SecurityGroup": [
    ["aws:lb/loadBalancer:LoadBalancer", "securityGroups"],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "securityGroupIds"],
    ["aws:eks/cluster:Cluster", "vpcConfig.securityGroupIds"],
    ["aws:rds/cluster:Cluster", "vpcSecurityGroupIds"],
    ["aws:ec2/instance:Instance", "vpcSecurityGroupIds"],
    ["aws:lambda/function:Function", "vpcConfig.securityGroupIds"],
    ...rules.map((type) => [type, "referencedSecurityGroupId"] as const),
  ],
};

export const networkInUse: Refusal = {
  name: "network-in-use",
  code: "DependencyViolation",
  sentence: "A VPC, subnet or security group that something still uses can't be deleted.",
  source: "Amazon EC2 API Reference, DeleteVpc, DeleteSubnet, DeleteSecurityGroup",
  types: Object.keys(uses),
  phases: ["delete"],
  severity: "error",
  judge({ type, id = "", inputs }, account) {
    const users = usersOf(account, id, uses[type] ?? []).filter(
      // A rule of the group itself goes with it.
      (user) => !rules.includes(user.type) || text(user.inputs, "securityGroupId") !== id,
    );
    const [first] = users;
    if (first === undefined) return undefined;
    const more = users.length > 1 ? ` and ${users.length - 1} more` : "";
    return found(`${text(inputs, "cidrBlock") ?? id} can't be deleted while ${title(first)}${more} uses it`);
  },
};
