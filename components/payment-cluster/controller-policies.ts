/** What the policies of the controllers name. */
export interface ControllerScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  region: string;
  accountId: string;
  clusterName: string;
  targetGroupName: string;
}

interface Statement {
  Effect: "Allow";
  Action: string[];
  Resource: string;
  Condition?: Record<string, Record<string, string>>;
}

const documentOf = (...statements: Statement[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/**
 * What the Cluster Autoscaler may do: look at everything, and change the size of the groups of its own cluster, which
 * EKS marks with this tag. https://github.com/kubernetes/autoscaler, cluster-autoscaler/cloudprovider/aws
 */
export function autoscalerPolicy({ clusterName }: ControllerScope): string {
  return documentOf(
    {
      Effect: "Allow",
      Action: [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLaunchConfigurations",
        "autoscaling:DescribeScalingActivities",
        "autoscaling:DescribeTags",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:GetInstanceTypesFromInstanceRequirements",
        "eks:DescribeNodegroup",
      ],
      Resource: "*",
    },
    {
      Effect: "Allow",
      Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      Resource: "*",
      Condition: {
        StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: "owned" },
      },
    },
  );
}

/**
 * What the AWS Load Balancer Controller may do here: put pods into the payment API's target group and take them out.
 * It makes no load balancer: that one is the component's.
 */
export function targetBindingPolicy(scope: ControllerScope): string {
  const { partition, region, accountId, targetGroupName } = scope;
  return documentOf(
    {
      Effect: "Allow",
      Action: [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      Resource: "*",
    },
    {
      Effect: "Allow",
      Action: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
      Resource: `arn:${partition}:elasticloadbalancing:${region}:${accountId}:targetgroup/${targetGroupName}/*`,
    },
  );
}
