/** Account, partition and place of the functions. */
export interface FunctionScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  /** Twelve digits. */
  accountId: string;
  region: string;
}

interface Statement {
  Sid: string;
  Effect: "Allow";
  Action: string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

const document = (Statement: Statement[]) => JSON.stringify({ Version: "2012-10-17", Statement });

function writeLog(logGroupArn: string): Statement {
  const Action = ["logs:CreateLogStream", "logs:PutLogEvents"];
  return { Sid: "WriteLog", Effect: "Allow", Action, Resource: `${logGroupArn}:*` };
}

/**
 * What a fence takes: rules of network ACLs, in the regions of the system and nowhere else. It can't be bound to one
 * ACL: those of another region's stack are not known here.
 */
export function fencePolicy(scope: FunctionScope, regions: readonly string[], logGroupArn: string): string {
  const { partition, accountId } = scope;
  return document([
    writeLog(logGroupArn),
    {
      Sid: "FindNetwork",
      Effect: "Allow",
      // Neither knows resources. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
      Action: ["elasticloadbalancing:DescribeLoadBalancers", "ec2:DescribeNetworkAcls"],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": [...regions] } },
    },
    {
      Sid: "Fence",
      Effect: "Allow",
      Action: ["ec2:CreateNetworkAclEntry", "ec2:DeleteNetworkAclEntry"],
      Resource: regions.map((region) => `arn:${partition}:ec2:${region}:${accountId}:network-acl/*`),
    },
  ]);
}

/** What it takes to see whether a region can take payments: reading, in its own region. */
export function verifyPolicy(
  { partition, accountId, region }: FunctionScope,
  databases: { globalClusterIdentifier: string; databaseCluster: string },
  logGroupArn: string,
): string {
  return document([
    writeLog(logGroupArn),
    {
      Sid: "ReadDatabase",
      Effect: "Allow",
      Action: ["rds:DescribeGlobalClusters", "rds:DescribeDBClusters"],
      Resource: [
        `arn:${partition}:rds::${accountId}:global-cluster:${databases.globalClusterIdentifier}`,
        `arn:${partition}:rds:${region}:${accountId}:cluster:${databases.databaseCluster}`,
      ],
    },
    {
      Sid: "ReadTargets",
      Effect: "Allow",
      Action: ["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth"],
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
  ]);
}
