import * as pulumi from "@pulumi/pulumi";
import { FailoverDocuments } from "../../components/failover-documents";
import { defaults as database } from "../../components/global-database";
import type { ScalingRole } from "../../components/payment-cluster";
import { type PlanRegion, RegionSwitchPlan } from "../../components/region-switch-plan";
import { RoutingControls } from "../../components/routing-controls";
import { SwitchFunctions } from "../../components/switch-functions";
import type { Outputs } from "../contract";
import type { Contract } from "./contract";
import type { Hub } from "./hub";
import type { RegionalHalf } from "./regional";
import type { Switching } from "./switching";

/** The plans of the home region, and what the contract says of them. */
export interface HomeSwitching extends Switching {
  contract: Outputs<NonNullable<Contract["regionSwitches"]>>;
  planArns: Record<string, pulumi.Output<string>>;
  /** Passes once routing controls have moved the traffic to a failover region; absent where plans have checks of their own. */
  failoverCheckId?: pulumi.Output<string>;
}

/**
 * A plan between home and each failover region. The home region's record answers only while none of them keeps it out.
 *
 * @param regions failover regions, the first to be asked first
 */
export function switchPlans(
  hub: Hub,
  zoneId: pulumi.Input<string>,
  regions: readonly string[],
): HomeSwitching {
  const { settings } = hub;
  const made: HomeSwitching = { scalingRoles: {}, switches: [], contract: {}, planArns: {} };
  const [first] = regions;
  if (first === undefined || settings.recovery.switch.kind === "manual") return made;
  const controls = routingControls(hub, regions);
  if (controls !== undefined) {
    made.switches.push(controls.homeCheckId);
    made.failoverCheckId = controls.failoverCheckId;
  }
  for (const region of regions) {
    const plan = switchPlan(hub, zoneId, { region, secondAnswer: first, controls });
    made.scalingRoles[`switch-${region}`] = scalingRole(hub, plan.roleArn);
    made.planArns[region] = plan.planArn;
    if (controls === undefined) made.switches.push(plan.healthCheckId(settings.region));
    const healthCheckId = controls?.failoverCheckId ?? plan.healthCheckId(region);
    made.contract[region] = { roleArn: plan.roleArn, healthCheckId };
  }
  return made;
}

/** By setting, the switches that move the traffic in place of the plans' own health checks. */
function routingControls({ settings, names, opts }: Hub, regions: readonly string[]) {
  const { region, recovery } = settings;
  if (recovery.switch.kind !== "routing-control") return undefined;
  const args = { resourceName: names.prefix, homeRegion: region, failoverRegions: [...regions] };
  return new RoutingControls("controls", args, opts);
}

/** What the home region's plan means to this failover region. Only the first has a record that the plan can turn. */
export function switchingOf(hub: Hub, { regionSwitches }: Contract, order: number): Switching {
  const own = regionSwitches?.[hub.settings.region];
  if (own === undefined) return { scalingRoles: {}, switches: [] };
  const { roleArn, healthCheckId } = own;
  return {
    scalingRoles: { switch: scalingRole(hub, roleArn) },
    switches: order === 1 ? [healthCheckId] : [],
  };
}

/**
 * What a failover calls in this region: the functions of the plans, and the documents for the steps between.
 *
 * @param otherRegions regions that are fenced when this one becomes active
 */
export function failoverTools(hub: Hub, half: RegionalHalf, otherRegions: string[]): void {
  if (otherRegions.length === 0) return;
  const { settings, names, opts } = hub;
  const { region } = settings;
  const { fenceArn } = switchFunctions(hub, otherRegions);
  new FailoverDocuments(
    "failover",
    {
      region,
      resourceName: names.prefix,
      regions: [region, ...otherRegions],
      fenceFunctionArn: fenceArn,
      approverRoleArn: approver(hub),
      databaseKeyAlias: names.key("database"),
      subnetGroup: names.database,
      parameterGroup: names.database,
      securityGroupId: half.database.securityGroupId,
    },
    opts,
  );
}

function switchFunctions({ settings, names, opts }: Hub, otherRegions: string[]): SwitchFunctions {
  const { region, cluster } = settings;
  return new SwitchFunctions(
    "switch",
    {
      region,
      otherRegions,
      fenceFunction: names.fenceFunction,
      verifyFunction: names.verifyFunction,
      keyAlias: names.key("region-switch"),
      code: new pulumi.asset.FileArchive("workloads/region-switch"),
      loadBalancer: names.loadBalancer,
      targetGroup: names.targetGroup,
      apiPort: cluster.targetPort,
      databasePort: database.port,
      globalClusterIdentifier: names.globalDatabase,
      databaseCluster: names.database,
    },
    opts,
  );
}

/** One failover region among the plans. */
interface Target {
  region: string;
  /** The chain of names leads to every failover region through the second answer of its first name: the first region's. */
  secondAnswer: string;
  controls: RoutingControls | undefined;
}

function switchPlan(
  hub: Hub,
  zoneId: pulumi.Input<string>,
  { region, secondAnswer, controls }: Target,
): RegionSwitchPlan {
  const { settings, names, opts } = hub;
  const { recovery } = settings;
  return new RegionSwitchPlan(
    `switch-${region}`,
    {
      planName: names.switchPlan(region),
      home: place(hub, settings.region, settings.region),
      failover: place(hub, region, secondAnswer),
      globalClusterIdentifier: names.globalDatabase,
      workload: names.workload,
      zoneId,
      recordName: names.apiOrigin(0),
      approvalRoleArn: approver(hub),
      recoveryTimeObjectiveMinutes: recovery.rtoMinutes,
      routingControls: controls && [settings.region, region].map((one) => controlOf(controls, one)),
    },
    opts,
  );
}

function controlOf({ controlArns }: RoutingControls, region: string) {
  return { region, arn: controlArns[region] as pulumi.Output<string> };
}

function place({ names }: Hub, region: string, recordSetIdentifier: string): PlanRegion {
  return {
    region,
    recordSetIdentifier,
    databaseCluster: names.databaseIn(region),
    cluster: names.cluster,
    fenceFunction: names.fenceFunction,
    verifyFunction: names.verifyFunction,
    alarm: names.impairedAlarm,
  };
}

/** Who says go. */
function approver({ settings: { recovery, cluster } }: Hub): string {
  return recovery.switch.approver ?? (cluster.administrators[0] as string);
}

function scalingRole({ names }: Hub, arn: pulumi.Input<string>): ScalingRole {
  return { arn, namespaces: [names.workload.namespace] };
}
