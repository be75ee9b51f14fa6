import { defaults, type PlanRegion, type RegionSwitchPlanArgs } from "./args";
import { identitiesOf, type Owner } from "./identities";

/** Values of a plan that are known only once other resources are. */
export interface PlanValues extends Owner {
  zoneId: string;
  routingControls: readonly { region: string; arn: string }[];
}

/** What a workflow is made from. */
type Given = Omit<RegionSwitchPlanArgs, "zoneId" | "routingControls">;

/**
 * The steps that make a region the active one, in the order that keeps payments whole: the region that is left stops
 * taking them before the writer moves, and nobody is sent to the other before it is seen to write. Traffic first would
 * read well and fail every write.
 *
 * All of it runs in the region that is entered, on data planes; nothing asks a control plane in us-east-1.
 *
 * @param target region that becomes active
 */
export function activation(args: Given, values: PlanValues, target: string) {
  const regions = [args.home, args.failover];
  return {
    workflowTargetAction: "activate",
    workflowTargetRegion: target,
    workflowDescription: `Makes ${target} the region that takes payments.`,
    steps: [
      approve(args),
      callInTarget(
        "fence",
        "The other region takes no payment any more and its database no connection; this one is opened.",
        defaults.fenceMinutes,
        regions.map((place) => identitiesOf(values, place).fenceFunction),
      ),
      moveWriter(args, values, regions),
      scale(args, values, regions),
      callInTarget(
        "verify",
        "The writer is here and pods are ready; asked again every minute until they are.",
        defaults.verifyMinutes,
        regions.map((place) => identitiesOf(values, place).verifyFunction),
      ),
      moveTraffic(args, values),
    ],
  };
}

function approve({ approvalRoleArn }: Given) {
  return {
    name: "approve",
    description: "A human says go. Lag, alarms and the state of both regions are in the runbook.",
    executionBlockType: "ManualApproval",
    executionApprovalConfigs: [{ approvalRole: approvalRoleArn, timeoutMinutes: defaults.approvalMinutes }],
  };
}

function callInTarget(name: string, description: string, timeoutMinutes: number, functions: string[]) {
  return {
    name,
    description,
    executionBlockType: "CustomActionLambda",
    customActionLambdaConfigs: [
      {
        lambdas: functions.map((arn) => ({ arn })),
        // Never in the region that is left: it may be gone.
        regionToRun: "activatingRegion",
        retryIntervalMinutes: 1,
        timeoutMinutes,
      },
    ],
  };
}

function moveWriter({ globalClusterIdentifier }: Given, values: Owner, regions: readonly PlanRegion[]) {
  return {
    name: "database",
    description: "Switchover, which loses nothing; failover where the execution is ungraceful.",
    executionBlockType: "AuroraGlobalDatabase",
    globalAuroraConfigs: [
      {
        behavior: "switchoverOnly",
        ungracefuls: [{ ungraceful: "failover" }],
        globalClusterIdentifier,
        databaseClusterArns: regions.map((place) => identitiesOf(values, place).databaseCluster),
        timeoutMinutes: defaults.databaseMinutes,
      },
    ],
  };
}

/** https://docs.aws.amazon.com/r53recovery/latest/dg/eks-resource-scaling-block.html */
function scale({ workload }: Given, values: Owner, regions: readonly PlanRegion[]) {
  const { namespace, deployment } = workload;
  const resource = { namespace, name: deployment, hpaName: deployment };
  return {
    name: "scale",
    description: "As many pods as the other region had at most in the last day. It promises no capacity.",
    executionBlockType: "EKSResourceScaling",
    eksResourceScalingConfigs: [
      {
        capacityMonitoringApproach: "sampledMaxInLast24Hours",
        targetPercent: defaults.scalePercent,
        ungracefuls: [{ minimumSuccessPercentage: defaults.ungracefulPercent }],
        kubernetesResourceTypes: [{ apiVersion: "apps/v1", kind: "Deployment" }],
        eksClusters: regions.map((place) => ({ clusterArn: identitiesOf(values, place).cluster })),
        scalingResources: [
          { namespace, resources: regions.map(({ region }) => ({ resourceName: region, ...resource })) },
        ],
        timeoutMinutes: defaults.scaleMinutes,
      },
    ],
  };
}

function moveTraffic({ home, failover, recordName }: Given, values: PlanValues) {
  const step = { name: "traffic", description: "Route 53 answers with this region from now on." };
  const { zoneId: hostedZoneId, routingControls } = values;
  if (routingControls.length === 0) {
    const recordSets = [home, failover].map(({ region, recordSetIdentifier }) => ({
      recordSetIdentifier,
      region,
    }));
    const timeoutMinutes = defaults.trafficMinutes;
    return {
      ...step,
      executionBlockType: "Route53HealthCheck",
      route53HealthCheckConfigs: [{ hostedZoneId, recordName, recordSets, timeoutMinutes }],
    };
  }
  const state = (region: string, controlled: string) => (controlled === region ? "On" : "Off");
  return {
    ...step,
    executionBlockType: "ARCRoutingControl",
    arcRoutingControlConfigs: [
      {
        timeoutMinutes: defaults.trafficMinutes,
        // For each region that may be activated, the state of every control while it is the active one.
        regionAndRoutingControls: [home, failover].map(({ region }) => ({
          region,
          routingControls: routingControls.map(({ region: controlled, arn }) => ({
            routingControlArn: arn,
            state: state(region, controlled),
          })),
        })),
      },
    ],
  };
}

/** Workflows of a plan: there and back. */
export function workflows(args: Given, values: PlanValues) {
  return [args.failover, args.home].map(({ region }) => activation(args, values, region));
}
