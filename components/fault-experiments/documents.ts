/** What the policies of the experiments' role name. */
export interface ExperimentScope {
  partition: string;
  accountId: string;
  region: string;
  databaseClusterArn: string;
  clusterArn: string;
  /** Region to which copying is paused, and the bucket that copies. */
  replication?: { bucketArn: string; region: string };
}

/** Only experiments of this account and region take the role. */
export function experimentTrust({
  partition,
  accountId,
  region,
}: Pick<ExperimentScope, "partition" | "accountId" | "region">): string {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "fis.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:${partition}:fis:${region}:${accountId}:experiment/*` },
    },
  };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** AWS's own policy for disturbing routes, by its path below `policy/`: what the action does is too wide to say it shorter. */
export const NETWORK_POLICY = "service-role/AWSFaultInjectionSimulatorNetworkAccess";

/**
 * What the experiments do besides routes: fail this cluster over, find this EKS cluster (what they may do inside is said by
 * Kubernetes), pause copying from this bucket, and deliver their log.
 * https://docs.aws.amazon.com/fis/latest/userguide/getting-started-iam-service-role.html
 */
export function experimentPolicy(scope: ExperimentScope): string {
  const { databaseClusterArn, clusterArn, replication } = scope;
  const statements = [
    allow("FailOverDatabase", ["rds:FailoverDBCluster"], databaseClusterArn),
    allow("FindDatabase", ["rds:DescribeDBClusters"], databaseClusterArn),
    allow("FindCluster", ["eks:DescribeCluster"], clusterArn),
    // These four take no resource.
    allow("DeliverLog", ["logs:CreateLogDelivery", "logs:DescribeLogGroups"], "*"),
    allow("AdmitLogDelivery", ["logs:PutResourcePolicy", "logs:DescribeResourcePolicies"], "*"),
    allow("FindTargets", ["tag:GetResources"], "*"),
  ];
  if (replication !== undefined) {
    const { bucketArn, region } = replication;
    statements.push(
      allow("ReadReplication", ["s3:GetReplicationConfiguration"], bucketArn),
      allow("ListBuckets", ["s3:ListAllMyBuckets"], "*"),
      // Each action comes with one of the two keys only: a statement with both conditions would allow neither.
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
      {
        ...allow("PauseReplication", ["s3:PauseReplication"], bucketArn),
        Condition: { StringEquals: { "s3:DestinationRegion": region } },
      },
      {
        ...allow("WritePause", ["s3:PutReplicationConfiguration"], bucketArn),
        Condition: { Bool: { "s3:IsReplicationPauseRequest": "true" } },
      },
    );
  }
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

interface Statement {
  Sid: string;
  Effect: "Allow";
  Action: string[];
  Resource: string;
  Condition?: Record<string, Record<string, string>>;
}

function allow(Sid: string, Action: string[], Resource: string): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}
