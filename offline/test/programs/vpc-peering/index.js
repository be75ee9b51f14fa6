const ec2 = require("@pulumi/aws/ec2");
const aws = require("@pulumi/aws/provider");

const west = { provider: new aws.Provider("west", { region: "us-west-2" }) };

/** A VPC with one subnet, a route table and a security group. */
function network(name, cidrBlock, subnet, zone, options) {
  const vpc = new ec2.Vpc(name, { cidrBlock, enableDnsHostnames: true }, options);
  const inside = new ec2.Subnet(name, { vpcId: vpc.id, cidrBlock: subnet, availabilityZone: zone }, options);
  const table = new ec2.RouteTable(name, { vpcId: vpc.id }, options);
  new ec2.RouteTableAssociation(name, { subnetId: inside.id, routeTableId: table.id }, options);
  const group = new ec2.SecurityGroup(name, { vpcId: vpc.id, description: "Traffic of the peer" }, options);
  return { vpc, table, group };
}

const one = network("one", "10.1.0.0/16", "10.1.1.0/24", "us-east-1a", {});
const two = network("two", "10.2.0.0/16", "10.2.1.0/24", "us-west-2a", west);

const peering = new ec2.VpcPeeringConnection("peering", {
  vpcId: one.vpc.id,
  peerVpcId: two.vpc.id,
  peerRegion: "us-west-2",
});
const accepted = new ec2.VpcPeeringConnectionAccepter(
  "peering",
  { vpcPeeringConnectionId: peering.id, autoAccept: true },
  west,
);

for (const [name, from, to, options] of [
  ["one", one, two, {}],
  ["two", two, one, west],
]) {
  new ec2.Route(
    name,
    {
      routeTableId: from.table.id,
      destinationCidrBlock: to.vpc.cidrBlock,
      vpcPeeringConnectionId: accepted.vpcPeeringConnectionId,
    },
    options,
  );
  new ec2.SecurityGroupRule(
    name,
    {
      type: "ingress",
      securityGroupId: from.group.id,
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: [to.vpc.cidrBlock],
    },
    options,
  );
}

exports.peering = accepted.id;
