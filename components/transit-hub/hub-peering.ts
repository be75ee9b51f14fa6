import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import type { PeeredHub, TransitPeeringArgs } from "./args";
import { peerGateways } from "./peering";
import { placeAttachment } from "./tables";
import { peeringMistakes } from "./validate";

/**
 * Two hubs of different regions, peered. A peering learns no routes, so each end gets a route to each range of the
 * other in the tables that may reach it; what arrives is judged by the table of its association.
 *
 * The stack of one end owns all of it, also what is in the other region: one region more changes nothing of the others.
 *
 * Cost: 36.50 USD a month at each end, and traffic between regions by the gigabyte.
 */
export class TransitPeering extends pulumi.ComponentResource {
  /** Id of the attachment, the same at both ends. */
  readonly attachmentId: pulumi.Output<string>;

  constructor(name: string, args: TransitPeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("TransitPeering", name, peeringMistakes(args));
    super("tandem:components:TransitPeering", name, args, opts);
    const { local, peer } = args;
    const { attachmentId, accepted } = peerGateways(name, local, peer, this);
    const end = (role: string, here: PeeredHub, there: PeeredHub) =>
      placeAttachment(
        `${name}-${role}`,
        { region: here.region, attachmentId, dependsOn: [accepted] },
        { associatedRouteTableId: here.associatedRouteTableId, routes: routesTo(there, here) },
        this,
      );
    end("local", local, peer);
    end("peer", peer, local);

    this.attachmentId = attachmentId;
    this.registerOutputs({ attachmentId: this.attachmentId });
  }
}

function routesTo({ ranges }: PeeredHub, { routeTableIds }: PeeredHub) {
  return Object.entries(routeTableIds).flatMap(([tier, routeTableId]) =>
    ranges.map((destinationCidrBlock) => ({ tier, routeTableId, destinationCidrBlock })),
  );
}
