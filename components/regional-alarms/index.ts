import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { createAlarms } from "./create";
import { regionalAlarms } from "./specs";

/** What {@link RegionalAlarms} takes. */
export interface RegionalAlarmsArgs {
  /** Region of what is watched, and of its alarms. */
  region: string;
  /** Start of the alarms' names, unique in account and region. A change replaces the alarms. */
  resourceName: string;
  /** Topic of the region that hears of it. */
  topicArn: pulumi.Input<string>;
  /** Identifier of the region's database cluster. */
  databaseCluster: string;
  /** Name of the EKS cluster. */
  cluster: string;
  /** ARN of the load balancer. */
  loadBalancerArn: pulumi.Input<string>;
  /** ARN of the target group. */
  targetGroupArn: pulumi.Input<string>;
  /**
   * Recovery point objective in seconds: how much of the newest payments a failover may lose.
   * @default 5
   */
  rpoSeconds?: number;
}

/** Defaults of {@link RegionalAlarmsArgs}. */
export const defaults = { rpoSeconds: 5 } as const;

/** Roles of the alarms which together say that the region can't do its work. */
const IMPAIRING = ["no-healthy-pod", "pods-without-a-node"];

/** Names of all alarms of a region, the composite one first; told without the region's stack. */
export function regionalAlarmNames(resourceName: string): string[] {
  const anything = { databaseCluster: "", cluster: "", loadBalancer: "", targetGroup: "", rpoSeconds: 1 };
  const roles = ["impaired", ...regionalAlarms(anything).map(({ role }) => role)];
  return roles.map((role) => `${resourceName}-${role}`);
}

/**
 * The alarms of one region, all of which tell people, and one that sums up whether the region is impaired: failover
 * plans are started and fault experiments stopped by it.
 *
 * Cost: 0.10 USD a month for each alarm, 0.50 for the one that sums up.
 */
export class RegionalAlarms extends pulumi.ComponentResource {
  /** ARN of the composite alarm `impaired`. */
  readonly impairedArn: pulumi.Output<string>;
  /** Its name. */
  readonly impairedName: pulumi.Output<string>;
  /** ARNs of the metric alarms that it sums up: fault experiments stop by these. */
  readonly impairingArns: pulumi.Output<string>[];
  /** ARNs of all metric alarms, in the order of their table. */
  readonly alarmArns: pulumi.Output<string>[];

  constructor(name: string, args: RegionalAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:RegionalAlarms", name, args, opts);
    const { region, resourceName, topicArn, databaseCluster, cluster } = args;
    const dimension = (arn: pulumi.Input<string>, from: RegExp) =>
      pulumi.output(arn).apply((text) => text.replace(from, ""));
    const alarms = createAlarms(
      name,
      regionalAlarms({
        databaseCluster,
        cluster,
        loadBalancer: dimension(args.loadBalancerArn, /^.+:loadbalancer\//),
        targetGroup: dimension(args.targetGroupArn, /^.+:(?=targetgroup\/)/),
        rpoSeconds: args.rpoSeconds ?? defaults.rpoSeconds,
      }),
      { region, resourceName, topicArn },
      this,
    );
    const impairing = IMPAIRING.flatMap((role) => alarms.get(role) ?? []);
    const impaired = new cloudwatch.CompositeAlarm(
      `${name}-impaired`,
      {
        region,
        alarmName: `${resourceName}-impaired`,
        alarmDescription: `${region} can't do its work. Decide on a failover: docs/runbooks/failover.md.`,
        alarmRule: pulumi
          .all(impairing.map((alarm) => alarm.name))
          .apply((names) => names.map((alarm) => `ALARM("${alarm}")`).join(" OR ")),
        alarmActions: [topicArn],
        okActions: [topicArn],
      },
      { parent: this },
    );
    this.impairedArn = impaired.arn;
    this.impairedName = impaired.alarmName;
    this.impairingArns = impairing.map(({ arn }) => arn);
    this.alarmArns = [...alarms.values()].map(({ arn }) => arn);
    this.registerOutputs({ impairedArn: this.impairedArn });
  }
}
