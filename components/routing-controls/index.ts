import * as route53 from "@pulumi/aws/route53";
import * as control from "@pulumi/aws/route53recoverycontrol";
import * as pulumi from "@pulumi/pulumi";
import { type Mistake, refuse } from "../arguments/mistakes";

/** What {@link RoutingControls} takes. */
export interface RoutingControlsArgs {
  /** Name of the cluster and of its control panel, unique in the account, up to 64 characters. A change replaces them. */
  resourceName: string;
  /** The home region. */
  homeRegion: string;
  /** Failover regions, one to five. */
  failoverRegions: string[];
}

/** Milliseconds for which a rule looks at several changes as one. */
const WAIT = 5000;

/**
 * Routing controls: one switch for each region, kept by a cluster in five regions and turned on a data plane of 100 %
 * availability. A rule refuses the change that would turn the last one off.
 *
 * A new control is off. Turn home's on once, before the health checks are on records: while all are off Route 53
 * answers home, because it has nothing better.
 *
 * Cost: 1,825 USD a month for the cluster, used or not.
 */
export class RoutingControls extends pulumi.ComponentResource {
  /** ARN of each region's control. */
  readonly controlArns: Record<string, pulumi.Output<string>>;
  /** Health check that is healthy while traffic may go home. */
  readonly homeCheckId: pulumi.Output<string>;
  /** Health check that is healthy while traffic may go to any failover region: which one, the chain of names finds. */
  readonly failoverCheckId: pulumi.Output<string>;

  constructor(name: string, args: RoutingControlsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("RoutingControls", name, mistakes(args));
    super("tandem:components:RoutingControls", name, args, opts);
    const { resourceName, homeRegion, failoverRegions } = args;
    const cluster = new control.Cluster(`${name}-cluster`, { name: resourceName }, { parent: this });
    const panel = new control.ControlPanel(
      `${name}-panel`,
      { name: resourceName, clusterArn: cluster.arn },
      { parent: this },
    );
    const regions = [homeRegion, ...failoverRegions];
    const controls = regions.map(
      (region) =>
        new control.RoutingControl(
          `${name}-${region}`,
          { name: region, clusterArn: cluster.arn, controlPanelArn: panel.arn },
          { parent: this },
        ),
    );
    new control.SafetyRule(
      `${name}-never-none`,
      {
        name: "never-none",
        controlPanelArn: panel.arn,
        assertedControls: controls.map(({ arn }) => arn),
        waitPeriodMs: WAIT,
        ruleConfig: { type: "ATLEAST", threshold: 1, inverted: false },
      },
      { parent: this },
    );
    const [home, ...others] = controls.map((one, index) => this.check(name, regions[index] as string, one));
    this.controlArns = Object.fromEntries(
      regions.map((region, index) => [region, controls[index]?.arn]),
    ) as Record<string, pulumi.Output<string>>;
    this.homeCheckId = home as pulumi.Output<string>;
    this.failoverCheckId = this.any(name, others);
    this.registerOutputs({ homeCheckId: this.homeCheckId, failoverCheckId: this.failoverCheckId });
  }

  private check(name: string, region: string, { arn }: control.RoutingControl): pulumi.Output<string> {
    return new route53.HealthCheck(
      `${name}-${region}-check`,
      { type: "RECOVERY_CONTROL", routingControlArn: arn, tags: { Name: `${name} ${region}` } },
      { parent: this },
    ).id;
  }

  private any(name: string, checks: pulumi.Output<string>[]): pulumi.Output<string> {
    if (checks.length === 1) return checks[0] as pulumi.Output<string>;
    return new route53.HealthCheck(
      `${name}-any-failover-check`,
      {
        type: "CALCULATED",
        childHealthchecks: checks,
        childHealthThreshold: 1,
        tags: { Name: `${name}: any failover region` },
      },
      { parent: this },
    ).id;
  }
}

function mistakes({ resourceName, homeRegion, failoverRegions }: RoutingControlsArgs): Mistake[] {
  const found: Mistake[] = [];
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(resourceName)) {
    const reason = `"${resourceName}" is not allowed, up to 64 letters, digits, "-" and "_" are`;
    found.push({ propertyPath: "resourceName", reason });
  }
  const regions = [homeRegion, ...failoverRegions];
  if (failoverRegions.length === 0 || new Set(regions).size < regions.length) {
    const reason = `[${failoverRegions.join(", ")}] is not allowed, one or more different regions besides ${homeRegion} are`;
    found.push({ propertyPath: "failoverRegions", reason });
  }
  return found;
}
