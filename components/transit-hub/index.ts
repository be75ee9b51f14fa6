import * as transit from "@pulumi/aws/ec2transitgateway";
import * as ram from "@pulumi/aws/ram";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { defaults, type TransitHubArgs } from "./args";
import { transitGateway } from "./gateway";
import { hubMistakes } from "./validate";

export * from "./args";
export { TransitAttachment } from "./attachment";
export { TransitPeering } from "./hub-peering";

/**
 * The transit gateway of one region with a route table for each tier of networks. Nothing is associated or learned by
 * default: an attachment reaches what its tier's table says, and what no route knows is dropped.
 *
 * Networks are attached by {@link TransitAttachment}, sites by `SiteConnection`, other regions by
 * {@link TransitPeering}.
 *
 * Cost: nothing for the gateway; 36.50 USD a month for each attachment, and traffic by the gigabyte.
 */
export class TransitHub extends pulumi.ComponentResource {
  /** Id of the gateway. */
  readonly transitGatewayId: pulumi.Output<string>;
  /** ARN of the gateway. */
  readonly arn: pulumi.Output<string>;
  /** Route tables by the names of their tiers. */
  readonly routeTableIds: Record<string, pulumi.Output<string>>;
  /** ARN of the share, or undefined while the gateway is this account's alone. */
  readonly shareArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: TransitHubArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("TransitHub", name, hubMistakes(args));
    super("tandem:components:TransitHub", name, args, opts);
    const { region, resourceName, amazonSideAsn } = args;

    const gateway = transitGateway(
      name,
      {
        region,
        amazonSideAsn,
        description: `Networks of ${resourceName} in ${region}`,
        defaultRouteTable: false,
        tags: { Name: resourceName },
      },
      this,
    );
    this.transitGatewayId = gateway.id;
    this.arn = gateway.arn;
    this.routeTableIds = Object.fromEntries(args.tiers.map((tier) => [tier, this.table(name, args, tier)]));
    this.shareArn = this.share(name, args);
    this.registerOutputs({
      transitGatewayId: this.transitGatewayId,
      arn: this.arn,
      routeTableIds: this.routeTableIds,
      shareArn: this.shareArn,
    });
  }

  /**
   * The route table of a tier.
   *
   * @throws Error when the hub has no such tier: a mistake in the program, not in its settings
   */
  routeTableId(tier: string): pulumi.Output<string> {
    const found = this.routeTableIds[tier];
    if (found === undefined) throw new Error(`the hub has no tier "${tier}"`);
    return found;
  }

  private table(
    name: string,
    { region, resourceName, openTiers = [] }: TransitHubArgs,
    tier: string,
  ): pulumi.Output<string> {
    const { id } = new transit.RouteTable(
      `${name}-${tier}`,
      { region, transitGatewayId: this.transitGatewayId, tags: { Name: `${resourceName}-${tier}` } },
      { parent: this },
    );
    if (!openTiers.includes(tier)) {
      new transit.Route(
        `${name}-${tier}-rest`,
        { region, transitGatewayRouteTableId: id, destinationCidrBlock: "0.0.0.0/0", blackhole: true },
        { parent: this },
      );
    }
    return id;
  }

  private share(name: string, args: TransitHubArgs): pulumi.Output<string> | undefined {
    const { region, resourceName, sharedWith = [] } = args;
    if (sharedWith.length === 0) return undefined;
    const share = new ram.ResourceShare(
      `${name}-share`,
      {
        region,
        name: resourceName,
        allowExternalPrincipals: args.allowExternalPrincipals ?? defaults.allowExternalPrincipals,
      },
      { parent: this },
    );
    const resourceShareArn = share.arn;
    new ram.ResourceAssociation(
      `${name}-shared-gateway`,
      { region, resourceShareArn, resourceArn: this.arn },
      { parent: this },
    );
    for (const principal of sharedWith) {
      new ram.PrincipalAssociation(
        `${name}-shared-with-${principal.slice(principal.lastIndexOf("/") + 1)}`,
        { region, resourceShareArn, principal },
        { parent: this },
      );
    }
    return share.arn;
  }
}
