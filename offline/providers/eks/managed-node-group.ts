import type { Construction } from "../components/construction";
import { ArgumentsError, argumentError, type PropertyIssue } from "../components/errors";
import { Fields } from "../components/fields";
import { combine, type Input } from "../components/outputs";
import type { Resource } from "../components/resource";
import type { Component } from "../components/serve";
import { isMap } from "../core/values/value";
import { amiType, operatingSystem } from "./ami-type";
import { afterCoreResource, clusterProperty, coreProperty } from "./cluster-reference";

/** `eks:index:ManagedNodeGroup`: nodes that EKS keeps up to date, with a launch template where the options need one. */
export function managedNodeGroup(construction: Construction): Component {
  const fields = new Fields(construction.inputs);
  const issues = [...contradictions(fields), ...missingParts(fields)];
  if (issues.length > 0) throw new ArgumentsError(issues);
  const component = construction.root();
  const template = fields.has("enableIMDSv2") ? launchTemplate(construction, fields, component) : undefined;
  const cluster = fields.input("cluster");
  const clusterOf = (property: string) => clusterProperty(construction, cluster, property);
  const inner = construction.resource(
    "aws:eks/nodeGroup:NodeGroup",
    construction.name,
    {
      ...Object.fromEntries(passedOn.map((key) => [key, fields.input(key)])),
      diskSize: template === undefined ? fields.input("diskSize") : undefined,
      amiType: fields.input("amiType") ?? chosenAmiType(fields),
      version: fields.input("version") ?? (fields.has("launchTemplate") ? undefined : clusterOf("version")),
      clusterName: fields.input("clusterName") ?? clusterOf("name"),
      nodeRoleArn: checkedRole(construction, fields),
      scalingConfig: combine([fields.input("scalingConfig")], (given) => {
        const { desiredSize = 2, minSize = 1, maxSize = 2 } = isMap(given) ? given : {};
        return { desiredSize, minSize, maxSize };
      }),
      subnetIds: fields.input("subnetIds") ?? clusterSubnets(construction, cluster),
      launchTemplate: template ?? fields.input("launchTemplate"),
    },
    {
      parent: component,
      dependsOn: [afterCoreResource(construction, cluster, "eksNodeAccess")],
      ignoreChanges: fields.flag("ignoreScalingChanges") ? ["scalingConfig.desiredSize"] : [],
    },
  );
  construction.registerOutputs(component, { nodeGroup: inner });
  return { resource: component, outputs: { nodeGroup: inner } };
}

/** Properties that the node group takes from the arguments unchanged. */
const passedOn = [
  "capacityType",
  "forceUpdateVersion",
  "instanceTypes",
  "labels",
  "nodeGroupName",
  "nodeGroupNamePrefix",
  "releaseVersion",
  "remoteAccess",
  "tags",
  "taints",
];

/** What the published component refuses as well. */
function contradictions(fields: Fields): readonly PropertyIssue[] {
  const issues: PropertyIssue[] = [];
  const refuse = (propertyPath: string, reason: string) => issues.push({ propertyPath, reason });
  if (!fields.has("cluster")) refuse("cluster", "is missing; it is the eks.Cluster the nodes belong to");
  if (fields.has("nodeRole") === fields.has("nodeRoleArn")) {
    refuse("nodeRole", "give the nodes' IAM role either as nodeRole or as nodeRoleArn");
  }
  for (const key of ["gpu", "amiType"]) {
    if (fields.has("amiId") && fields.has(key))
      refuse("amiId", `can't be given together with ${key}; leave one out`);
  }
  if (fields.has("launchTemplate") && fields.has("enableIMDSv2")) {
    refuse("launchTemplate", "can't be given together with enableIMDSv2; say it in the launch template");
  }
  return issues;
}

/** Options that need user data or placement groups, which this stand-in does not make. */
function missingParts(fields: Fields): readonly PropertyIssue[] {
  const userData = [
    "kubeletExtraArgs",
    "bootstrapExtraArgs",
    "bottlerocketSettings",
    "nodeadmExtraOptions",
    "userData",
    "amiId",
  ];
  return [...userData, "enableEfaSupport", "placementGroupAvailabilityZone"]
    .filter((key) => fields.has(key))
    .map((propertyPath) => ({
      propertyPath,
      reason:
        "is not available offline; use a launchTemplate of your own (a limit of the offline stand-in, not of the component)",
    }));
}

function chosenAmiType(fields: Fields): Input {
  if (!fields.has("operatingSystem")) return undefined;
  const wanted = [fields.input("operatingSystem"), fields.input("gpu"), fields.input("instanceTypes")];
  return combine(wanted, (system, gpu, types) =>
    amiType(String(system), gpu === true, Array.isArray(types) ? types.map(String) : []),
  );
}

/** A cluster that knows no access entries lets nodes in only with one of its instance roles. */
function checkedRole(construction: Construction, fields: Fields): Input {
  const given = fields.input("nodeRoleArn") ?? construction.propertyOf(fields.input("nodeRole"), "arn");
  const cluster = fields.input("cluster");
  const mode = clusterProperty(construction, cluster, "accessConfig", "authenticationMode");
  const needsMapping = combine([mode], (known) => known === "CONFIG_MAP");
  const roles = coreProperty(construction, cluster, "instanceRoles");
  return Promise.all([needsMapping, roles]).then(async ([mapped, { value }]) => {
    if (mapped.value !== true || !Array.isArray(value)) return combine([given], (arn) => arn);
    const arns = value.map((role) => construction.propertyOf(role, "arn"));
    return combine([given, arns], (arn, known) => {
      if (Array.isArray(known) && arn !== undefined && known.includes(arn)) return arn;
      throw argumentError(
        "nodeRole",
        "is not among the cluster's instanceRoles, so its nodes could not join; add it there",
      );
    });
  });
}

/** The subnets of the cluster. */
function clusterSubnets(construction: Construction, cluster: Input): Input {
  return coreProperty(construction, cluster, "subnetIds");
}

function launchTemplate(construction: Construction, fields: Fields, component: Resource): Input {
  const system = combine([fields.input("amiType"), fields.input("operatingSystem")], (type, named) =>
    operatingSystem(
      type === undefined ? undefined : String(type),
      named === undefined ? undefined : String(named),
    ),
  );
  const disk = fields.has("diskSize")
    ? [{ deviceName: combine([system], rootDevice), ebs: { volumeSize: fields.input("diskSize") } }]
    : undefined;
  const template = construction.resource(
    "aws:ec2/launchTemplate:LaunchTemplate",
    `${construction.name}-launchTemplate`,
    {
      blockDeviceMappings: disk,
      metadataOptions: {
        httpTokens: fields.flag("enableIMDSv2") ? "required" : "optional",
        httpPutResponseHopLimit: 2,
        httpEndpoint: "enabled",
      },
    },
    { parent: component },
  );
  return {
    id: template.id,
    version: combine([template.output("latestVersion")], (version) => String(version)),
  };
}

/** Bottlerocket keeps images and logs on its second volume. */
function rootDevice(system: unknown): string {
  return system === "Bottlerocket" ? "/dev/xvdb" : "/dev/xvda";
}
