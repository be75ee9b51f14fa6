// The AWS calls of the functions, each in the words of fence.mjs and verify.mjs. The SDK comes with the Lambda runtime.
import {
  CreateNetworkAclEntryCommand,
  DeleteNetworkAclEntryCommand,
  DescribeNetworkAclsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { DescribeDBClustersCommand, DescribeGlobalClustersCommand, RDSClient } from "@aws-sdk/client-rds";

// A lost region has to be known as lost within seconds, not within the SDK's two minutes.
const config = (region) => ({
  region,
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 5000 },
});

/** @typedef {{ number: number, action: string, protocol: string, from?: string, firstPort?: number, lastPort?: number }} Rule */
/**
 * @typedef {object} Network
 * @property {() => Promise<{ id: string, ingress: Rule[] }[]>} acls
 * @property {(id: string, rule: { number: number, port: number, from: string }) => Promise<void>} deny
 * @property {(id: string, number: number) => Promise<void>} forget
 */

/**
 * The network ACLs of the VPC in which a region's load balancer is.
 *
 * @param {string} loadBalancer name of the load balancer, equal in every region
 * @returns {(region: string) => Network}
 */
export const networks = (loadBalancer) => (region) => {
  const ec2 = new EC2Client(config(region));
  return {
    async acls() {
      const elb = new ElasticLoadBalancingV2Client(config(region));
      const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ Names: [loadBalancer] }));
      const Filters = [{ Name: "vpc-id", Values: LoadBalancers.map(({ VpcId }) => VpcId) }];
      const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
      return NetworkAcls.map(({ NetworkAclId, Entries }) => ({
        id: NetworkAclId,
        ingress: Entries.filter(({ Egress }) => !Egress).map(rule),
      }));
    },
    async deny(NetworkAclId, { number, port, from }) {
      const PortRange = { From: port, To: port };
      const entry = { RuleNumber: number, Protocol: "6", RuleAction: "deny", Egress: false, CidrBlock: from };
      await ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId, ...entry, PortRange }));
    },
    async forget(NetworkAclId, RuleNumber) {
      await ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber, Egress: false }));
    },
  };
};

function rule({ RuleNumber, RuleAction, Protocol, CidrBlock, PortRange }) {
  const ports = { firstPort: PortRange?.From, lastPort: PortRange?.To };
  return { number: RuleNumber, action: RuleAction, protocol: Protocol, from: CidrBlock, ...ports };
}

/** What a region tells of its part of the system. @param {Record<string, string>} names */
export async function look({ region, globalCluster, databaseCluster, targetGroup }) {
  const rds = new RDSClient(config(region));
  const elb = new ElasticLoadBalancingV2Client(config(region));
  const [{ GlobalClusters }, { DBClusters }, { TargetGroups }] = await Promise.all([
    rds.send(new DescribeGlobalClustersCommand({ GlobalClusterIdentifier: globalCluster })),
    rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: databaseCluster })),
    elb.send(new DescribeTargetGroupsCommand({ Names: [targetGroup] })),
  ]);
  const { TargetGroupArn } = TargetGroups[0];
  const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  const [database] = GlobalClusters;
  const [cluster] = DBClusters;
  return {
    globalCluster: {
      status: database.Status,
      writerArn: database.GlobalClusterMembers.find(({ IsWriter }) => IsWriter)?.DBClusterArn,
    },
    cluster: {
      status: cluster.Status,
      hasWriter: cluster.DBClusterMembers.some(({ IsClusterWriter }) => IsClusterWriter),
    },
    healthyTargets: TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth.State === "healthy")
      .length,
  };
}
