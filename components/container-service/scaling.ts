import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerRoute } from "../application-load-balancer";
import {
  type ContainerServiceArgs,
  defaults,
  type ServiceScaling,
  StepMetric,
  type StepScaling,
} from "./args";

/** What one service's scaling has in common. */
interface Scaled {
  name: string;
  args: ContainerServiceArgs;
  scaling: ServiceScaling;
  target: appautoscaling.Target;
  parent: pulumi.Resource;
}

/** Lets the number of tasks follow the load. */
export function createScaling(
  name: string,
  args: ContainerServiceArgs,
  scaling: ServiceScaling,
  service: ecs.Service,
  route: LoadBalancerRoute | undefined,
  parent: pulumi.Resource,
): void {
  const target = new appautoscaling.Target(
    `${name}-scaling`,
    {
      region: args.region,
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${args.clusterName}/${service.name}`,
      minCapacity: scaling.minimum,
      maxCapacity: scaling.maximum,
    },
    { parent },
  );
  const scaled = { name, args, scaling, target, parent };
  const { cpuPercent, memoryPercent, requestsPerTask, steps } = scaling;
  if (cpuPercent !== undefined) follow(scaled, "cpu", cpuPercent, "ECSServiceAverageCPUUtilization");
  if (memoryPercent !== undefined) {
    follow(scaled, "memory", memoryPercent, "ECSServiceAverageMemoryUtilization");
  }
  const suffix = route?.targetGroupArnSuffixes[0];
  if (requestsPerTask !== undefined && args.entrance !== undefined && suffix !== undefined) {
    const label = pulumi.interpolate`${args.entrance.loadBalancerArnSuffix}/${suffix}`;
    follow(scaled, "requests", requestsPerTask, "ALBRequestCountPerTarget", label);
  }
  if (steps !== undefined) step(scaled, steps, service);
}

function follow(
  { name, args, scaling, target, parent }: Scaled,
  role: string,
  targetValue: number,
  predefinedMetricType: string,
  resourceLabel?: pulumi.Output<string>,
): void {
  new appautoscaling.Policy(
    `${name}-scale-by-${role}`,
    {
      region: args.region,
      name: role,
      policyType: "TargetTrackingScaling",
      ...where(target),
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        predefinedMetricSpecification: { predefinedMetricType, resourceLabel },
        scaleOutCooldown: scaling.upCooldownSeconds ?? defaults.upCooldownSeconds,
        scaleInCooldown: scaling.downCooldownSeconds ?? defaults.downCooldownSeconds,
      },
    },
    { parent },
  );
}

/** Up after three minutes, down after fifteen: too few tasks cost customers, too many cost cents. */
function step(scaled: Scaled, steps: StepScaling, service: ecs.Service): void {
  const { upCooldownSeconds, downCooldownSeconds } = scaled.scaling;
  const up = stepPolicy(scaled, "up", upCooldownSeconds ?? defaults.upCooldownSeconds, [
    { metricIntervalLowerBound: "0", metricIntervalUpperBound: "20", scalingAdjustment: 1 },
    { metricIntervalLowerBound: "20", scalingAdjustment: 2 },
  ]);
  const down = stepPolicy(scaled, "down", downCooldownSeconds ?? defaults.downCooldownSeconds, [
    { metricIntervalUpperBound: "0", scalingAdjustment: -1 },
  ]);
  stepAlarm(scaled, steps, service, up, {
    role: "up",
    comparisonOperator: "GreaterThanThreshold",
    threshold: steps.above,
    evaluationPeriods: 3,
  });
  stepAlarm(scaled, steps, service, down, {
    role: "down",
    comparisonOperator: "LessThanThreshold",
    threshold: steps.below,
    evaluationPeriods: 15,
  });
}

/** What is done while the metric is between two distances from the alarm's threshold. */
interface Adjustment {
  metricIntervalLowerBound?: string;
  metricIntervalUpperBound?: string;
  scalingAdjustment: number;
}

function stepPolicy(
  { name, args, target, parent }: Scaled,
  role: string,
  cooldown: number,
  stepAdjustments: Adjustment[],
): appautoscaling.Policy {
  return new appautoscaling.Policy(
    `${name}-step-${role}`,
    {
      region: args.region,
      name: `step-${role}`,
      policyType: "StepScaling",
      ...where(target),
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        metricAggregationType: "Average",
        cooldown,
        stepAdjustments,
      },
    },
    { parent },
  );
}

interface StepAlarm {
  role: string;
  comparisonOperator: string;
  threshold: number;
  evaluationPeriods: number;
}

function stepAlarm(
  { name, args, parent }: Scaled,
  { metric = StepMetric.Cpu }: StepScaling,
  service: ecs.Service,
  policy: appautoscaling.Policy,
  { role, ...alarm }: StepAlarm,
): void {
  new cloudwatch.MetricAlarm(
    `${name}-step-${role}-alarm`,
    {
      region: args.region,
      name: `${args.resourceName}-step-${role}`,
      alarmDescription: `Scales ${args.resourceName} ${role}; nobody has to act.`,
      namespace: "AWS/ECS",
      metricName: metric,
      dimensions: { ClusterName: args.clusterName, ServiceName: service.name },
      statistic: "Average",
      period: 60,
      ...alarm,
      treatMissingData: "missing",
      alarmActions: [policy.arn],
      tags: { severity: "none" },
    },
    { parent },
  );
}

function where(target: appautoscaling.Target) {
  const { serviceNamespace, scalableDimension, resourceId } = target;
  return { serviceNamespace, scalableDimension, resourceId };
}
