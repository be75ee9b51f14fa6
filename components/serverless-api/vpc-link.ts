import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";

/** What {@link ApiVpcLink} takes. */
export interface ApiVpcLinkArgs {
  /** Region of the VPC. A change replaces the link. */
  region: string;
  /** Name of the link, up to 128 characters. */
  linkName: string;
  /** The VPC. A change replaces the security group. */
  vpcId: pulumi.Input<string>;
  /** Private subnets, in each zone of the load balancer. A change replaces the link. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Address range of the load balancers. */
  targetRange: string;
}

/**
 * The way of an API into a VPC: network interfaces through which API Gateway reaches private load balancers on port 443.
 *
 * It is made before the load balancers, which admit its security group, and before the API, which names it in its routes.
 *
 * Cost: none for the link; the load balancer's data is paid as ever.
 */
export class ApiVpcLink extends pulumi.ComponentResource {
  /** Id for {@link HttpTarget}. */
  readonly vpcLinkId: pulumi.Output<string>;
  /** Security group that load balancers have to admit. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ApiVpcLinkArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(
      "ApiVpcLink",
      name,
      physicalNameMistakes("linkName", args.linkName, [
        { what: "VPC link", name: args.linkName, longest: 128 },
      ]),
    );
    super("tandem:components:ApiVpcLink", name, args, opts);
    const { region, linkName, vpcId, subnetIds, targetRange } = args;
    const group = new ec2.SecurityGroup(
      `${name}-security-group`,
      { region, vpcId, description: `API Gateway through ${linkName}` },
      { parent: this },
    );
    new vpc.SecurityGroupEgressRule(
      `${name}-to-load-balancers`,
      {
        region,
        securityGroupId: group.id,
        description: "To load balancers",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: targetRange,
      },
      { parent: this },
    );
    const link = new apigatewayv2.VpcLink(
      `${name}-link`,
      { region, name: linkName, subnetIds, securityGroupIds: [group.id] },
      { parent: this },
    );
    this.vpcLinkId = link.id;
    this.securityGroupId = group.id;
    this.registerOutputs({ vpcLinkId: this.vpcLinkId, securityGroupId: this.securityGroupId });
  }
}
