import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "../arguments/mistakes";
import { refuse } from "../arguments/mistakes";
import { createAlarms } from "./create";
import type { AlarmOverride, AlarmSpec } from "./specs";
import { alarmMistakes, overridden } from "./validate";

export * from "./specs";

/** What {@link RegionalAlarms} takes. */
export interface RegionalAlarmsArgs {
  /** Region of what is watched, and of its alarms. */
  region: string;
  /** Start of the alarms' names, unique in account and region. A change replaces the alarms. */
  resourceName: string;
  /** Topic of the region that hears of it. */
  topicArn: pulumi.Input<string>;
  /** What is watched, put together from the tables of the services (`tables/`); a change of a role replaces its alarm. */
  alarms: AlarmSpec[];
  /** Roles of the alarms which together say that the region can't do its work, 1 to 100. */
  impairing: string[];
  /**
   * Where people read what to do when the region can't do its work.
   * @default "docs/runbooks/failover.md"
   */
  runbook?: string;
  /**
   * What settings say of single alarms, by their roles, where the tables say otherwise.
   * @default {}
   */
  overrides?: Record<string, AlarmOverride>;
}

/** Defaults of {@link RegionalAlarmsArgs}. */
export const defaults = { runbook: "docs/runbooks/failover.md" } as const;

/** Names of all alarms of a region, the composite one first; told without the region's stack. */
export function regionalAlarmNames(resourceName: string, alarms: readonly AlarmSpec[]): string[] {
  return ["impaired", ...alarms.map(({ role }) => role)].map((role) => `${resourceName}-${role}`);
}

/**
 * The alarms of one region, all of which tell people, and one that sums up whether the region is impaired: failover
 * plans are started and fault experiments stopped by it.
 *
 * Cost: 0.10 USD a month for each alarm, 0.30 for one beside what is usual, 0.50 for the one that sums up.
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
  /** Names of the metric alarms by their roles, for what rolls back or scales by them. */
  readonly alarmNames: Record<string, pulumi.Output<string>>;

  constructor(name: string, args: RegionalAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("RegionalAlarms", name, mistakes(args));
    super("tandem:components:RegionalAlarms", name, args, opts);
    const { region, resourceName, topicArn, overrides = {} } = args;
    const place = { region, resourceName, topicArn };
    const alarms = createAlarms(name, overridden(args.alarms, overrides), place, this);
    const impairing = args.impairing.flatMap((role) => alarms.get(role) ?? []);
    const impaired = new cloudwatch.CompositeAlarm(
      `${name}-impaired`,
      {
        region,
        alarmName: `${resourceName}-impaired`,
        alarmDescription: `${region} can't do its work. Decide on a failover: ${args.runbook ?? defaults.runbook}.`,
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
    this.alarmNames = Object.fromEntries([...alarms].map(([role, alarm]) => [role, alarm.name]));
    this.registerOutputs({ impairedArn: this.impairedArn });
  }
}

function mistakes({ resourceName, alarms, impairing, overrides = {} }: RegionalAlarmsArgs): Mistake[] {
  const roles = alarms.map(({ role }) => role);
  const found = alarmMistakes(resourceName, alarms, overrides);
  const propertyPath = "impairing";
  if (roles.includes("impaired")) {
    found.push({
      propertyPath: "alarms",
      reason: 'a role "impaired" is not allowed, the summing alarm has it',
    });
  }
  if (impairing.length < 1 || impairing.length > 100) {
    found.push({ propertyPath, reason: `${impairing.length} roles are not allowed, 1 to 100 are` });
  }
  for (const role of impairing.filter((one) => !roles.includes(one))) {
    found.push({ propertyPath, reason: `no alarm is "${role}", the alarms are ${roles.join(", ")}` });
  }
  return found;
}
