/** Whose pods may take a role. */
export interface PodScope {
  /** Twelve digits. */
  accountId: string;
  /** ARN of the EKS cluster. */
  clusterArn: string;
  namespace: string;
  serviceAccount: string;
}

/**
 * The trust policy of a role for pods: EKS hands it to one service account of one cluster. Without the conditions any
 * cluster of the account could be told to hand it out.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podTrust({ accountId, clusterArn, namespace, serviceAccount }: PodScope): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        // EKS tags the session with cluster, namespace and service account, so CloudTrail tells who asked.
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:SourceAccount": accountId,
            "aws:RequestTag/kubernetes-namespace": namespace,
            "aws:RequestTag/kubernetes-service-account": serviceAccount,
          },
          ArnEquals: { "aws:SourceArn": clusterArn },
        },
      },
    ],
  });
}
