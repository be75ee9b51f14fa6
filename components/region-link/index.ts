import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { type LinkedNetwork, LinkKind, type RegionLinkArgs } from "./args";
import type { NextHop } from "./joint";
import { joinByPeering } from "./peering";
import { joinByTransitGateways } from "./transit";
import { mistakes } from "./validate";

export { AccountPeering, type AccountPeeringArgs } from "./account-peering";
export * from "./args";
export { RegionGateway, type RegionGatewayArgs } from "./gateway";

/**
 * A private path between the networks of two regions: both ends, their routes, and who may use it. So the payment API
 * of a standby region reaches the writer of the database, whose endpoint is a private address of the writer's network.
 *
 * The stack of one end owns all of it, also what is in the other region: one region more changes nothing of the others.
 *
 * Cost: traffic between regions by the gigabyte; for transit gateways two peering attachments besides.
 */
export class RegionLink extends pulumi.ComponentResource {
  constructor(name: string, args: RegionLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("RegionLink", name, mistakes(args));
    super("tandem:components:RegionLink", name, args, opts);
    const { local, peer } = args;
    const joint =
      args.kind === LinkKind.Peering
        ? joinByPeering(name, local, peer, this)
        : joinByTransitGateways(name, local, peer, this);
    this.end(`${name}-local`, local, peer, joint.local, joint.ready);
    this.end(`${name}-peer`, peer, local, joint.peer, joint.ready);
    this.registerOutputs({});
  }

  /** One end: its routes to the other, and the rules that admit the other. */
  private end(
    name: string,
    here: LinkedNetwork,
    there: LinkedNetwork,
    hop: NextHop,
    dependsOn: pulumi.Resource[],
  ): void {
    const { region } = here;
    here.routeTableIds.forEach((routeTableId, index) => {
      const route = { region, routeTableId, destinationCidrBlock: there.cidrBlock, ...hop };
      new ec2.Route(`${name}-route-${index + 1}`, route, { parent: this, dependsOn });
    });
    for (const { name: service, securityGroupId, port } of here.services) {
      new vpc.SecurityGroupIngressRule(
        `${name}-${service}`,
        {
          region,
          securityGroupId,
          // A group of another region can't be named in a rule, so it is the other network's range.
          // https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
          cidrIpv4: there.cidrBlock,
          description: `${service} from ${there.region}`,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
        },
        { parent: this },
      );
    }
  }
}
