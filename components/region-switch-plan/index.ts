import { getRoute53HealthChecksOutput } from "@pulumi/aws/arcregionswitch/getRoute53HealthChecks";
import { Plan } from "@pulumi/aws/arcregionswitch/plan";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { defaults, type PlanRegion, type RegionSwitchPlanArgs } from "./args";
import { EXECUTION_TRUST, executionPolicy } from "./execution-policy";
import { identitiesOf, type Owner } from "./identities";
import { mistakes } from "./validate";
import { type PlanValues, workflows } from "./workflow";

export {
  defaults,
  type PlanRegion,
  type RegionControl,
  type RegionSwitchPlanArgs,
  type ScaledWorkload,
} from "./args";

/**
 * A plan of ARC Region switch that moves the payments between two regions and back: a human approves, the region that
 * is left is fenced, the writer moves, pods are scaled, the region is verified, and traffic follows last. It is started
 * by people, never by an alarm: a failover of an asynchronous database can lose data.
 *
 * Everything is named, not referenced: the plan is there before the failover region is.
 *
 * Cost: 70 USD a month for the plan.
 */
export class RegionSwitchPlan extends pulumi.ComponentResource {
  /** ARN of the plan. */
  readonly planArn: pulumi.Output<string>;
  /** ARN of the role that carries the plan out; each of its two clusters has to let it scale. */
  readonly roleArn: pulumi.Output<string>;

  private readonly healthChecks: pulumi.Output<{ region: string; healthCheckId: string }[]>;

  constructor(name: string, args: RegionSwitchPlanArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("RegionSwitchPlan", name, mistakes(args));
    super("tandem:components:RegionSwitchPlan", name, args, opts);

    const values = this.values(args);
    const { role, policy } = this.role(name, args, values);
    const plan = this.plan(name, args, values, role, policy);
    this.planArn = plan.arn;
    this.roleArn = role.arn;
    this.healthChecks = getRoute53HealthChecksOutput({ planArn: plan.arn }, { parent: this }).healthChecks;
    this.registerOutputs({ planArn: this.planArn, roleArn: this.roleArn });
  }

  /**
   * The health check that the plan turns for one of its regions: healthy while traffic may go there. Not there where
   * routing controls move the traffic.
   *
   * @throws Error, at deployment, for a region that is none of the plan's
   */
  healthCheckId(region: string): pulumi.Output<string> {
    return this.healthChecks.apply((all) => {
      const found = all.find((check) => check.region === region);
      if (found === undefined) throw new Error(`the Region switch plan has no health check for ${region}`);
      return found.healthCheckId;
    });
  }

  private values({ zoneId, routingControls = [] }: RegionSwitchPlanArgs): pulumi.Output<PlanValues> {
    const invoke = { parent: this };
    return pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke), zoneId, routingControls])
      .apply(([{ partition }, { accountId }, zone, controls]) => ({
        partition,
        accountId,
        zoneId: zone,
        routingControls: controls,
      }));
  }

  private role(name: string, args: RegionSwitchPlanArgs, values: pulumi.Output<PlanValues>) {
    const { planName, globalClusterIdentifier, home, failover } = args;
    const roleName = `${planName}-switch`;
    const role = new iam.Role(
      `${name}-role`,
      {
        name: roleName,
        description: `Carries out the Region switch plan ${planName}`,
        assumeRolePolicy: EXECUTION_TRUST,
      },
      { parent: this },
    );
    const policy = new iam.RolePolicy(
      `${name}-permissions`,
      {
        role: role.name,
        name: "carry-out",
        policy: values.apply(({ routingControls, ...owner }) =>
          executionPolicy({
            ...owner,
            ...{ planName, roleName, globalClusterIdentifier },
            regions: [home, failover],
            routingControlArns: routingControls.map(({ arn }) => arn),
          }),
        ),
      },
      { parent: this },
    );
    return { role, policy };
  }

  private plan(
    name: string,
    args: RegionSwitchPlanArgs,
    values: pulumi.Output<PlanValues>,
    role: iam.Role,
    policy: iam.RolePolicy,
  ): Plan {
    const { home, failover, recoveryTimeObjectiveMinutes } = args;
    return new Plan(
      `${name}-plan`,
      {
        name: args.planName,
        description: `Moves the payments between ${home.region} and ${failover.region}`,
        executionRole: role.arn,
        recoveryApproach: "activePassive",
        regions: [home.region, failover.region],
        primaryRegion: home.region,
        recoveryTimeObjectiveMinutes: recoveryTimeObjectiveMinutes ?? defaults.recoveryTimeObjectiveMinutes,
        associatedAlarms: [home, failover].map((place) => this.alarm(values, place)),
        workflows: values.apply((known) => workflows(args, known)),
      },
      { parent: this, dependsOn: policy },
    );
  }

  /** By these ARC tells when a region has recovered; none of them starts the plan. */
  private alarm(values: pulumi.Output<Owner>, place: PlanRegion) {
    return {
      mapBlockKey: place.region,
      alarmType: "applicationHealth",
      resourceIdentifier: values.apply((owner) => identitiesOf(owner, place).alarm),
    };
  }
}
