import * as autoscaling from "@pulumi/aws/autoscaling";
import type * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { defaults, type InstanceFleetArgs } from "./args";

const DAY = 86400;

/** The Auto Scaling group over the zones of its subnets. */
export function createGroup(
  name: string,
  args: InstanceFleetArgs,
  template: ec2.LaunchTemplate,
  options: pulumi.CustomResourceOptions,
): autoscaling.Group {
  const { region, resourceName, spot, targetGroupArns = [], scaledByEcs = false } = args;
  const warmup = args.warmupSeconds ?? defaults.warmupSeconds;
  return new autoscaling.Group(
    `${name}-group`,
    {
      region,
      name: resourceName,
      minSize: args.minimum,
      maxSize: args.maximum,
      desiredCapacity: args.desired ?? args.minimum,
      vpcZoneIdentifiers: args.subnetIds,
      availabilityZoneDistribution: { capacityDistributionStrategy: "balanced-best-effort" },
      mixedInstancesPolicy: {
        instancesDistribution: {
          onDemandAllocationStrategy: defaults.onDemandAllocation,
          onDemandBaseCapacity: spot?.onDemandBase ?? 0,
          onDemandPercentageAboveBaseCapacity: 100 - (spot?.percent ?? 0),
          spotAllocationStrategy: defaults.spotAllocation,
        },
        launchTemplate: {
          launchTemplateSpecification: {
            launchTemplateId: template.id,
            // A number: by $Latest nothing would be replaced, and nothing could be rolled back to.
            version: template.latestVersion.apply(String),
          },
          overrides: args.instanceTypes.map((instanceType) => ({ instanceType })),
        },
      },
      capacityRebalance: spot !== undefined,
      targetGroupArns,
      healthCheckType: targetGroupArns.length > 0 ? "ELB" : "EC2",
      healthCheckGracePeriod: args.healthGraceSeconds ?? defaults.healthGraceSeconds,
      defaultInstanceWarmup: warmup,
      maxInstanceLifetime: (args.maximumLifetimeDays ?? defaults.maximumLifetimeDays) * DAY,
      instanceMaintenancePolicy: {
        minHealthyPercentage: defaults.healthy.minimum,
        maxHealthyPercentage: defaults.healthy.maximum,
      },
      instanceRefresh: instanceRefresh(args, warmup),
      // ECS protects instances with tasks, and takes the protection away from those that may go.
      protectFromScaleIn: scaledByEcs,
      initialLifecycleHooks: drain(args),
      enabledMetrics: ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupPendingInstances"],
      metricsGranularity: "1Minute",
      tags: groupTags(args),
    },
    // The first number is the program's; from then on scaling's.
    { ...options, ignoreChanges: ["desiredCapacity"] },
  );
}

/** A new launch template replaces the instances by and by, and goes back where that is possible. */
function instanceRefresh(
  { imageId, refreshAlarmNames = [], scaledByEcs }: InstanceFleetArgs,
  warmup: number,
) {
  return {
    strategy: "Rolling",
    preferences: {
      minHealthyPercentage: defaults.healthy.minimum,
      maxHealthyPercentage: defaults.healthy.maximum,
      instanceWarmup: String(warmup),
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html
      autoRollback: imageId !== undefined,
      alarmSpecification: refreshAlarmNames.length > 0 ? { alarms: refreshAlarmNames } : undefined,
      scaleInProtectedInstances: scaledByEcs ? "Refresh" : "Ignore",
      skipMatching: true,
    },
  };
}

function drain({ drainSeconds }: InstanceFleetArgs) {
  if (drainSeconds === undefined) return [];
  return [
    {
      name: "drain",
      lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
      heartbeatTimeout: drainSeconds,
      defaultResult: "CONTINUE",
    },
  ];
}

function groupTags({ resourceName, scaledByEcs, tags = {} }: InstanceFleetArgs) {
  const all = {
    ...tags,
    Name: resourceName,
    // ECS adds it to the groups of its capacity providers; without it here a deployment would take it away.
    ...(scaledByEcs ? { AmazonECSManaged: "true" } : {}),
  };
  return Object.entries(all).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
}
