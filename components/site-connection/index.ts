import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { KeyUser, RegionalKey } from "../regional-key";
import { placeAttachment } from "../transit-hub/tables";
import { defaults, type SiteConnectionArgs, tunnelLogGroup } from "./args";
import { tunnels } from "./tunnels";
import { mistakes } from "./validate";

export { defaults, type SiteConnectionArgs, type SiteRouter, TUNNEL, tunnelLogGroup } from "./args";
export { DirectConnect, type DirectConnectArgs, type TransitInterface } from "./direct-connect";

/**
 * A site-to-site VPN between a router of the customer and a transit gateway: two tunnels to different zones, routes by
 * BGP, IKEv2 with strong proposals alone, both tunnels' logs under a key of their own.
 *
 * The tunnels' pre-shared keys are made by AWS and kept in a secret of Secrets Manager that AWS owns: they are in no
 * state and no output. Who sets up the router reads them there, at {@link SiteConnection.presharedKeyArn}.
 *
 * Each tunnel has the metric `TunnelState` in the namespace `AWS/VPN`, with the dimension `TunnelIpAddress`, and both
 * together with `VpnId`: 1 is up, 0 is down.
 *
 * Cost: 36.50 USD a month for the connection and as much for its attachment, 0.40 USD for the secret, 1 USD for the
 * key, traffic by the gigabyte.
 */
export class SiteConnection extends pulumi.ComponentResource {
  /** Id of the connection: the dimension `VpnId` of its metrics. */
  readonly vpnConnectionId: pulumi.Output<string>;
  /** Addresses of AWS's ends of the two tunnels: the dimension `TunnelIpAddress` of their metrics. */
  readonly tunnelAddresses: [pulumi.Output<string>, pulumi.Output<string>];
  /** Its attachment to the transit gateway. */
  readonly attachmentId: pulumi.Output<string>;
  /** ARN of the secret with the tunnels' pre-shared keys. */
  readonly presharedKeyArn: pulumi.Output<string>;
  /** Log group of both tunnels. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: SiteConnectionArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("SiteConnection", name, mistakes(args));
    super("tandem:components:SiteConnection", name, args, opts);

    const router = this.router(name, args);
    const logGroup = this.log(name, args);
    const connection = this.connection(name, args, router, logGroup);
    const { region, tables } = args;
    placeAttachment(name, { region, attachmentId: connection.transitGatewayAttachmentId }, tables, this);

    this.vpnConnectionId = connection.id;
    this.tunnelAddresses = [connection.tunnel1Address, connection.tunnel2Address];
    this.attachmentId = connection.transitGatewayAttachmentId;
    this.presharedKeyArn = connection.presharedKeyArn;
    this.logGroupName = logGroup.name;
    this.registerOutputs({
      vpnConnectionId: this.vpnConnectionId,
      tunnelAddresses: this.tunnelAddresses,
      attachmentId: this.attachmentId,
      presharedKeyArn: this.presharedKeyArn,
      logGroupName: this.logGroupName,
    });
  }

  private router(name: string, { region, resourceName, site }: SiteConnectionArgs): ec2.CustomerGateway {
    // EC2 takes the upper half of the numbers by another argument.
    const asn = site.bgpAsn <= 2_147_483_647 ? "bgpAsn" : "bgpAsnExtended";
    return new ec2.CustomerGateway(
      `${name}-router`,
      {
        region,
        type: "ipsec.1",
        ipAddress: site.ipAddress,
        [asn]: String(site.bgpAsn),
        deviceName: site.deviceName,
        tags: { Name: resourceName },
      },
      { parent: this },
    );
  }

  private log(name: string, args: SiteConnectionArgs): cloudwatch.LogGroup {
    const { region, resourceName } = args;
    const key = new RegionalKey(
      `${name}-tunnels`,
      {
        region,
        alias: `${resourceName}-tunnels`,
        description: `Logs of the tunnels of ${resourceName}`,
        users: [KeyUser.CloudWatchLogs],
      },
      { parent: this },
    );
    return new cloudwatch.LogGroup(
      `${name}-tunnels`,
      {
        region,
        name: tunnelLogGroup(resourceName),
        kmsKeyId: key.arn,
        retentionInDays: args.logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent: this },
    );
  }

  private connection(
    name: string,
    args: SiteConnectionArgs,
    router: ec2.CustomerGateway,
    { arn: logGroupArn }: cloudwatch.LogGroup,
  ): ec2.VpnConnection {
    const { region, resourceName, transitGatewayId, tunnelInsideCidrs } = args;
    return new ec2.VpnConnection(
      `${name}-connection`,
      {
        region,
        type: "ipsec.1",
        customerGatewayId: router.id,
        transitGatewayId,
        staticRoutesOnly: false,
        enableAcceleration: args.acceleration ?? defaults.acceleration,
        presharedKeyStorage: "SecretsManager",
        ...tunnels(logGroupArn, tunnelInsideCidrs),
        tags: { Name: resourceName },
      },
      { parent: this },
    );
  }
}
