import * as assert from "node:assert/strict";
import { diffRule } from "../../providers/aws/replaces";
import { nameProperty } from "../../providers/core/check/autoname";
import type { ValueMap } from "../../providers/core/values/value";
import { catalogOf } from "../providers/support";

/**
 * Inputs that the provider replaces a resource for, read from the ForceNew marks of hashicorp/terraform-provider-aws:
 * internal/service/{ec2/vpc_,ec2/vpc_subnet,ec2/vpc_flow_log,eks/cluster,elasticache/replication_group,
 * elbv2/load_balancer,rds/cluster,rds/cluster_instance,rds/global_cluster}.go
 */
const truth: Record<string, string> = {
  "aws:ec2/vpc:Vpc": "cidrBlock ipv4IpamPoolId ipv4NetmaskLength",
  "aws:ec2/subnet:Subnet":
    "availabilityZone availabilityZoneId cidrBlock ipv4IpamPoolId ipv4NetmaskLength ipv6IpamPoolId ipv6Native ipv6NetmaskLength outpostArn vpcId",
  "aws:ec2/flowLog:FlowLog":
    "deliverCrossAccountRole destinationOptions destinationOptions.fileFormat destinationOptions.hiveCompatiblePartitions destinationOptions.perHourPartition eniId iamRoleArn logDestination logDestinationType logFormat maxAggregationInterval regionalNatGatewayId subnetId trafficType transitGatewayAttachmentId transitGatewayId vpcId",
  "aws:eks/cluster:Cluster":
    "accessConfig.bootstrapClusterCreatorAdminPermissions bootstrapSelfManagedAddons kubernetesNetworkConfig.ipFamily kubernetesNetworkConfig.serviceIpv4Cidr name outpostConfig.controlPlaneInstanceType outpostConfig.controlPlanePlacement.groupName roleArn",
  "aws:elasticache/replicationGroup:ReplicationGroup":
    "atRestEncryptionEnabled dataTieringEnabled globalReplicationGroupId kmsKeyId networkType port replicationGroupId securityGroupNames snapshotArns snapshotName subnetGroupName",
  "aws:lb/loadBalancer:LoadBalancer": "customerOwnedIpv4Pool internal loadBalancerType name namePrefix",
  "aws:rds/cluster:Cluster":
    "availabilityZones clusterIdentifier clusterIdentifierPrefix clusterScalabilityType databaseName dbSubnetGroupName dbSystemId engine engineMode kmsKeyId masterUsername restoreToPointInTime s3Import snapshotIdentifier sourceRegion storageEncrypted",
  "aws:rds/clusterInstance:ClusterInstance":
    "availabilityZone clusterIdentifier customIamInstanceProfile dbSubnetGroupName engine identifier identifierPrefix",
  "aws:rds/globalCluster:GlobalCluster":
    "databaseName engine globalClusterIdentifier sourceDbClusterIdentifier storageEncrypted",
};

/** Replaced under a condition, which has tests of its own; and `region`, which every type has. */
const conditional = new Set(["region", "storageType", "nodeGroupConfigurations", "outpostConfig"]);

const catalog = catalogOf("@pulumi/aws");

function rule(type: string): (path: string) => boolean {
  const name = nameProperty(catalog.resource(type)?.inputs ?? {});
  const { isCreateOnly } = diffRule(type, name);
  return (path) => isCreateOnly(path, {}, { [path]: "given" });
}

describe("what makes a new resource, against the provider's own source", () => {
  const pairs = Object.entries(truth).flatMap(([type, paths]) =>
    paths.split(" ").map((path) => ({ type, path })),
  );

  it("finds at least 75 of 82 inputs, and calls at most 4 others so", () => {
    const missed = pairs.filter(({ type, path }) => !rule(type)(path));
    const wrong = Object.entries(truth).flatMap(([type, paths]) => {
      const right = new Set(paths.split(" "));
      return Object.keys(catalog.resource(type)?.inputs ?? {})
        .filter((path) => !right.has(path) && !conditional.has(path) && rule(type)(path))
        .map((path) => `${type} ${path}`);
    });
    assert.equal(pairs.length, 82);
    assert.ok(missed.length <= 7, `missed: ${missed.map(({ type, path }) => `${type} ${path}`).join(", ")}`);
    assert.ok(wrong.length <= 4, `wrong: ${wrong.join(", ")}`);
  });

  it("lets the facts speak for a type that the table does not have", () => {
    const isCreateOnly = rule("aws:sfn/stateMachine:StateMachine");
    assert.deepEqual(
      ["name", "type", "definition", "roleArn"].map((path) => isCreateOnly(path)),
      [true, true, false, false],
    );
  });

  it("a role of Auto Mode's nodes can be added to an EKS cluster and go with its nodes, not be exchanged", () => {
    const { isCreateOnly } = diffRule("aws:eks/cluster:Cluster", "name");
    const path = "computeConfig.nodeRoleArn";
    const from = { computeConfig: { enabled: true, nodePools: ["system"], nodeRoleArn: "arn:a" } };
    const to = (computeConfig: ValueMap) => isCreateOnly(path, from, { computeConfig });
    assert.equal(isCreateOnly(path, { computeConfig: {} }, from), false);
    assert.equal(to({ enabled: true, nodePools: ["system"], nodeRoleArn: "arn:b" }), true);
    assert.equal(to({ enabled: true, nodePools: ["system"] }), true);
    assert.equal(to({ enabled: false }), false);
    assert.equal(to({ enabled: true, nodePools: [] }), false);
  });
});
