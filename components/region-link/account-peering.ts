import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { overlap, rangeMistakes } from "../arguments/address-ranges";
import { type Mistake, refuse } from "../arguments/mistakes";

/** What {@link AccountPeering} takes. */
export interface AccountPeeringArgs {
  /** Region of this account's network. A change replaces the peering. */
  region: string;
  /** This account's network. A change replaces the peering. */
  vpcId: pulumi.Input<string>;
  /** Its range. */
  cidrBlock: string;
  /** Its route tables that get a route to the other network; the list's length has to be known. */
  routeTableIds: pulumi.Input<string>[];
  /** The other account, twelve digits. A change replaces the peering. */
  peerAccountId: string;
  /** The other account's network. A change replaces the peering. */
  peerVpcId: string;
  /** Its range, disjoint from this network's. */
  peerCidrBlock: string;
  /**
   * Its region. A change replaces the peering.
   * @default the region of this account's network
   */
  peerRegion?: string;
}

/**
 * This account's half of a peering with a network of another account: the request, and the routes there. They lead
 * nowhere (`blackhole`) until somebody of the other account accepts the connection within seven days and routes back:
 * `aws ec2 accept-vpc-peering-connection`, or an `aws.ec2.VpcPeeringConnectionAccepter` in that account's program.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
 *
 * Cost: nothing but traffic by the gigabyte.
 */
export class AccountPeering extends pulumi.ComponentResource {
  /** Id of the connection, which the other account accepts. */
  readonly connectionId: pulumi.Output<string>;

  constructor(name: string, args: AccountPeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("AccountPeering", name, mistakes(args));
    super("tandem:components:AccountPeering", name, args, opts);
    const { region, vpcId, peerVpcId, peerAccountId, peerCidrBlock } = args;

    const asked = new ec2.VpcPeeringConnection(
      `${name}-peering`,
      {
        region,
        vpcId,
        peerVpcId,
        peerOwnerId: peerAccountId,
        peerRegion: args.peerRegion ?? region,
        tags: { Name: `to ${peerAccountId}` },
      },
      { parent: this },
    );
    args.routeTableIds.forEach((routeTableId, index) => {
      new ec2.Route(
        `${name}-route-${index + 1}`,
        { region, routeTableId, destinationCidrBlock: peerCidrBlock, vpcPeeringConnectionId: asked.id },
        { parent: this },
      );
    });

    this.connectionId = asked.id;
    this.registerOutputs({ connectionId: this.connectionId });
  }
}

function mistakes({ cidrBlock, peerAccountId, peerVpcId, peerCidrBlock }: AccountPeeringArgs): Mistake[] {
  const found = [...rangeMistakes("cidrBlock", cidrBlock), ...rangeMistakes("peerCidrBlock", peerCidrBlock)];
  if (overlap(cidrBlock, peerCidrBlock)) {
    const reason = `"${peerCidrBlock}" is not allowed, it overlaps ${cidrBlock} of this network`;
    found.push({ propertyPath: "peerCidrBlock", reason });
  }
  if (!/^\d{12}$/.test(peerAccountId)) {
    const reason = `"${peerAccountId}" is not allowed, the twelve digits of an account are`;
    found.push({ propertyPath: "peerAccountId", reason });
  }
  if (!/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/.test(peerVpcId)) {
    const reason = `"${peerVpcId}" is not allowed, the id of a VPC such as vpc-0a1b2c3d4e5f60718 is`;
    found.push({ propertyPath: "peerVpcId", reason });
  }
  return found;
}
