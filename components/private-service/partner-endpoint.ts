import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { admit } from "../arguments/traffic";
import type { PartnerEndpointArgs } from "./args";
import { endpointMistakes } from "./validate";

/**
 * A private way to a service that somebody else offers by PrivateLink: one address per zone in this network, open for
 * the named clients on the service's ports.
 *
 * Unless the partner accepts endpoints by themselves, the endpoint waits (`pendingAcceptance`) until the partner does.
 *
 * Cost: 7.30 USD a month for each zone, and traffic by the gigabyte.
 */
export class PartnerEndpoint extends pulumi.ComponentResource {
  /** Id of the endpoint. */
  readonly endpointId: pulumi.Output<string>;
  /** Name that leads to the endpoint in every zone. */
  readonly dnsName: pulumi.Output<string>;
  /** Security group of the endpoint. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: PartnerEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("PartnerEndpoint", name, endpointMistakes(args));
    super("tandem:components:PartnerEndpoint", name, args, opts);
    const { region, vpcId, subnetIds, resourceName } = args;

    this.securityGroupId = this.securityGroup(name, args);
    const endpoint = new ec2.VpcEndpoint(
      `${name}-endpoint`,
      {
        region,
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: args.serviceName,
        serviceRegion: args.serviceRegion,
        subnetIds,
        securityGroupIds: [this.securityGroupId],
        privateDnsEnabled: args.privateDns ?? false,
        policy: args.policy,
        tags: { Name: resourceName },
      },
      { parent: this },
    );

    this.endpointId = endpoint.id;
    this.dnsName = endpoint.dnsEntries.apply(([first]) => first?.dnsName ?? "");
    this.registerOutputs({
      endpointId: this.endpointId,
      dnsName: this.dnsName,
      securityGroupId: this.securityGroupId,
    });
  }

  /** An endpoint answers only: its group lets nothing out. */
  private securityGroup(name: string, args: PartnerEndpointArgs): pulumi.Output<string> {
    const { region, vpcId, resourceName, clients, ports } = args;
    const { id: securityGroupId } = new ec2.SecurityGroup(
      `${name}-security-group`,
      { region, vpcId, description: `Endpoint ${resourceName}` },
      { parent: this },
    );
    for (const port of ports) {
      const group = { region, securityGroupId, name: `${name}-${port}`, what: resourceName, parent: this };
      admit(group, clients, port);
    }
    return securityGroupId;
  }
}
