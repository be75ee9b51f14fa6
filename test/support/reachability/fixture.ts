/** A resource of a made-up stack; what is given counts as inputs and outputs alike. */
interface Made {
  type: string;
  name: string;
  values: Record<string, unknown>;
}

/** Writes states by hand, in the form in which `pulumi stack export` gives them. */
export class Fixture {
  private readonly made: Made[] = [];

  add(type: string, name: string, values: Record<string, unknown>): this {
    this.made.push({ type, name, values });
    return this;
  }

  /** A VPC whose id is `vpc-<name>`. */
  vpc(name: string, range: string, region = "us-east-2"): this {
    return this.add("aws:ec2/vpc:Vpc", `vpc-${name}`, {
      cidrBlock: range,
      region,
      mainRouteTableId: `main-${name}`,
    });
  }

  /** A subnet with a route table of its own, `table-<name>`, and the given routes. */
  subnet(
    name: string,
    vpc: string,
    range: string,
    routes: Record<string, Record<string, string>> = {},
    zone = "us-east-2a",
  ): this {
    const routeTableId = `table-${name}`;
    this.add("aws:ec2/subnet:Subnet", name, {
      vpcId: `vpc-${vpc}`,
      cidrBlock: range,
      availabilityZone: zone,
    });
    this.add("aws:ec2/routeTable:RouteTable", routeTableId, { vpcId: `vpc-${vpc}` });
    this.add("aws:ec2/routeTableAssociation:RouteTableAssociation", `of-${name}`, {
      subnetId: name,
      routeTableId,
    });
    for (const [destinationCidrBlock, hop] of Object.entries(routes)) {
      this.add("aws:ec2/route:Route", `${name} ${destinationCidrBlock}`, {
        routeTableId,
        destinationCidrBlock,
        ...hop,
      });
    }
    return this;
  }

  group(name: string, vpc: string): this {
    return this.add("aws:ec2/securityGroup:SecurityGroup", name, { vpcId: `vpc-${vpc}` });
  }

  /** A rule of a group, for TCP. */
  rule(direction: "in" | "out", group: string, port: number, peer: Record<string, string>): this {
    const side = direction === "in" ? "Ingress" : "Egress";
    const type = `aws:vpc/securityGroup${side}Rule:SecurityGroup${side}Rule`;
    return this.add(type, `${group} ${direction} ${port} ${Object.values(peer).join()}`, {
      securityGroupId: group,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      ...peer,
    });
  }

  /** An attachment of a network to `tgw`, which is judged by a table. */
  attach(
    name: string,
    vpc: string,
    subnetIds: string[],
    table: string,
    more: Record<string, unknown> = {},
  ): this {
    const values = { transitGatewayId: "tgw", vpcId: `vpc-${vpc}`, subnetIds, ...more };
    this.add("aws:ec2transitgateway/vpcAttachment:VpcAttachment", name, values);
    return this.member("Association", table, name);
  }

  member(kind: "Association" | "Propagation", table: string, attachment: string): this {
    return this.add(
      `aws:ec2transitgateway/routeTable${kind}:RouteTable${kind}`,
      `${table} ${kind} ${attachment}`,
      {
        transitGatewayRouteTableId: table,
        transitGatewayAttachmentId: attachment,
      },
    );
  }

  gatewayTable(name: string, gateway = "tgw"): this {
    return this.add("aws:ec2transitgateway/routeTable:RouteTable", name, { transitGatewayId: gateway });
  }

  gatewayRoute(table: string, destinationCidrBlock: string, to: Record<string, unknown>): this {
    return this.add("aws:ec2transitgateway/route:Route", `${table} ${destinationCidrBlock}`, {
      transitGatewayRouteTableId: table,
      destinationCidrBlock,
      ...to,
    });
  }

  /** The state, as it would be exported. */
  exported(): unknown {
    const resources = this.made.map(({ type, name, values }) => ({
      urn: `urn:pulumi:dev::fixture::${type}::${name}`,
      type,
      custom: true,
      id: name,
      inputs: values,
      outputs: { ...values, id: name },
    }));
    return { deployment: { resources } };
  }
}
