import * as globalaccelerator from "@pulumi/aws/globalaccelerator";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { type AcceleratedEndpointArgs, defaults } from "./args";
import { acceleratorMistakes } from "./validate";

export * from "./args";
export { AcceleratedRegion } from "./region";

/**
 * Two fixed addresses that AWS announces from all its edge locations, and a listener for TCP. Clients enter AWS's network
 * near them and are led to the nearest healthy region; each region joins by an {@link AcceleratedRegion} in its own stack.
 *
 * Its control plane is in us-west-2: a change needs that region, traffic does not.
 *
 * Cost: 18 USD a month, and 1.5 to 10 cents for each gigabyte of the busier direction, besides the usual transfer.
 */
export class AcceleratedEndpoint extends pulumi.ComponentResource {
  /** Listener that regions join. */
  readonly listenerArn: pulumi.Output<string>;
  /** ARN of the accelerator; the dimension `Accelerator` of its metrics is its last part. */
  readonly acceleratorArn: pulumi.Output<string>;
  /** Its DNS name. */
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of that name, for alias records. */
  readonly hostedZoneId: pulumi.Output<string>;
  /** Its two addresses. */
  readonly ipAddresses: pulumi.Output<string[]>;

  constructor(name: string, args: AcceleratedEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("AcceleratedEndpoint", name, acceleratorMistakes(args));
    super("tandem:components:AcceleratedEndpoint", name, args, opts);

    const accelerator = this.accelerator(name, args);
    const listener = new globalaccelerator.Listener(
      `${name}-listener`,
      {
        acceleratorArn: accelerator.arn,
        protocol: "TCP",
        portRanges: (args.ports ?? defaults.ports).map((port) => ({ fromPort: port, toPort: port })),
        clientAffinity: args.clientAffinity ?? defaults.clientAffinity,
      },
      { parent: this },
    );

    this.listenerArn = listener.arn;
    this.acceleratorArn = accelerator.arn;
    this.dnsName = accelerator.dnsName;
    this.hostedZoneId = accelerator.hostedZoneId;
    this.ipAddresses = accelerator.ipSets.apply((sets) => sets.flatMap(({ ipAddresses }) => ipAddresses));
    this.registerOutputs({
      listenerArn: this.listenerArn,
      acceleratorArn: this.acceleratorArn,
      dnsName: this.dnsName,
      hostedZoneId: this.hostedZoneId,
      ipAddresses: this.ipAddresses,
    });
  }

  private accelerator(name: string, args: AcceleratedEndpointArgs): globalaccelerator.Accelerator {
    const { resourceName, flowLog } = args;
    return new globalaccelerator.Accelerator(
      `${name}-accelerator`,
      {
        name: resourceName,
        ipAddressType: "IPV4",
        enabled: args.enabled ?? defaults.enabled,
        attributes:
          flowLog === undefined
            ? { flowLogsEnabled: false }
            : {
                flowLogsEnabled: true,
                flowLogsS3Bucket: flowLog.bucketName,
                flowLogsS3Prefix: flowLog.prefix,
              },
      },
      { parent: this, protect: args.protect ?? defaults.protect },
    );
  }
}
