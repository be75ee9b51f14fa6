import { reference, resource, type TestResource } from "../../testing";

/** A network as a program makes it, before anything exists: only edges tell what belongs together. */
export const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
export const gateway = resource("aws:ec2/internetGateway:InternetGateway", "gateway", {
  vpcId: reference(vpc),
});

export function subnet(name: string, props: Record<string, unknown> = {}): TestResource {
  return resource("aws:ec2/subnet:Subnet", name, { vpcId: reference(vpc), ...props });
}

/** A route table with its association and its default route. */
export function routed(to: TestResource, way: Record<string, unknown> | undefined): TestResource[] {
  const table = resource("aws:ec2/routeTable:RouteTable", `${to.name}-table`, { vpcId: reference(vpc) });
  const association = resource(
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    `${to.name}-association`,
    {
      subnetId: reference(to),
      routeTableId: reference(table),
    },
  );
  const route = resource("aws:ec2/route:Route", `${to.name}-route`, {
    routeTableId: reference(table),
    destinationCidrBlock: "0.0.0.0/0",
    ...way,
  });
  return [to, table, association, ...(way ? [route] : [])];
}

/** A database in some subnets, behind a security group. */
export function database(
  subnets: readonly TestResource[],
  props: Record<string, unknown> = {},
  group?: TestResource,
): TestResource[] {
  const subnetGroup = resource("aws:rds/subnetGroup:SubnetGroup", "subnet-group", {
    subnetIds: subnets.map((one) => reference(one)),
  });
  return [
    subnetGroup,
    resource("aws:rds/cluster:Cluster", "database", {
      dbSubnetGroupName: reference(subnetGroup),
      ...(group && { vpcSecurityGroupIds: [reference(group)] }),
      ...props,
    }),
  ];
}

export const cardholder = { tags: { "data-classification": "cardholder" } };
