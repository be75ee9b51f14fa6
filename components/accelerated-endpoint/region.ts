import * as globalaccelerator from "@pulumi/aws/globalaccelerator";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { type AcceleratedRegionArgs, defaults } from "./args";
import { regionMistakes } from "./validate";

/**
 * The load balancers of one region behind an accelerator. A region without a healthy endpoint is left within half a
 * minute, also when its traffic dial stands at zero elsewhere: the dial is no fence for writes.
 */
export class AcceleratedRegion extends pulumi.ComponentResource {
  /** ARN of the endpoint group. */
  readonly endpointGroupArn: pulumi.Output<string>;

  constructor(name: string, args: AcceleratedRegionArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("AcceleratedRegion", name, regionMistakes(args));
    super("tandem:components:AcceleratedRegion", name, args, opts);
    const { region, listenerArn, health = { port: defaults.healthPort } } = args;
    const clientIpPreservationEnabled = args.clientIpPreservation ?? defaults.clientIpPreservation;

    const group = new globalaccelerator.EndpointGroup(
      `${name}-endpoints`,
      {
        listenerArn,
        endpointGroupRegion: region,
        endpointConfigurations: args.endpointArns.map((endpointId) => ({
          endpointId,
          clientIpPreservationEnabled,
          weight: 128,
        })),
        healthCheckPort: health.port,
        ...(health.path === undefined
          ? { healthCheckProtocol: "TCP" }
          : { healthCheckProtocol: "HTTPS", healthCheckPath: health.path }),
        healthCheckIntervalSeconds: defaults.healthCheckIntervalSeconds,
        thresholdCount: defaults.thresholdCount,
        trafficDialPercentage: args.trafficDialPercentage ?? defaults.trafficDialPercentage,
      },
      // Runtime state: who has taken a region out by the dial does not want the next deployment to bring it back.
      { parent: this, ignoreChanges: ["trafficDialPercentage"] },
    );

    this.endpointGroupArn = group.arn;
    this.registerOutputs({ endpointGroupArn: this.endpointGroupArn });
  }
}
