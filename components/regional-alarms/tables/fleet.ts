import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../specs";
import { above, metricsOf, minutes } from "./parts";

/** An Auto Scaling group, whose own metrics are switched on. */
export interface WatchedFleet {
  /** Start of the alarms' roles, for example `workers`. */
  name: string;
  groupName: pulumi.Input<string>;
  /** Instances that there are at least. */
  minimum: number;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html */
export function fleetAlarms({ name, groupName, minimum }: WatchedFleet): AlarmSpec[] {
  const dimensions = { AutoScalingGroupName: groupName };
  const group = metricsOf("AWS/AutoScaling", dimensions);
  const instances = metricsOf("AWS/EC2", dimensions);
  return [
    {
      role: `${name}-instances-missing`,
      description: `Fewer than ${minimum} instances of ${name} have been in service for ten minutes: they fail to start, or no zone has room.`,
      severity: "page",
      watches: group("GroupInServiceInstances", "Minimum"),
      comparison: "LessThanThreshold",
      threshold: minimum,
      missing: minimum > 0 ? "breaching" : "notBreaching",
      ...minutes(10),
    },
    {
      role: `${name}-cpu`,
      description: `The instances of ${name} have been above 85 % for ten minutes: the group is at its maximum, or too slow.`,
      severity: "warn",
      watches: instances("CPUUtilization", "Average"),
      ...above,
      threshold: 85,
      ...minutes(10),
    },
    {
      role: `${name}-status`,
      description: `An instance of ${name} fails its status checks and has not been replaced.`,
      severity: "warn",
      watches: instances("StatusCheckFailed", "Maximum"),
      ...above,
      threshold: 0,
      ...minutes(10),
    },
  ];
}
