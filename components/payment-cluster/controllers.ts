import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../pod-identity";
import { autoscalerPolicy, targetBindingPolicy } from "./controller-policies";

/** What the controllers are for. */
export interface ControllerPlace {
  region: string;
  clusterName: pulumi.Input<string>;
  clusterArn: pulumi.Input<string>;
  targetGroupName: string;
}

const CONTROLLERS = [
  { serviceAccount: "cluster-autoscaler", policyOf: autoscalerPolicy },
  { serviceAccount: "aws-load-balancer-controller", policyOf: targetBindingPolicy },
];

/**
 * Rights of the two controllers that Auto Mode has built in and a cluster with node groups runs as pods of its own:
 * the Cluster Autoscaler, and the AWS Load Balancer Controller for the TargetGroupBinding.
 */
export function createControllerIdentities(
  name: string,
  { region, clusterName, clusterArn, targetGroupName }: ControllerPlace,
  parent: pulumi.Resource,
): void {
  const { partition } = getPartitionOutput({}, { parent });
  const { accountId } = getCallerIdentityOutput({}, { parent });
  const scope = pulumi.all([partition, accountId, clusterName]).apply(([part, account, cluster]) => ({
    partition: part,
    accountId: account,
    region,
    clusterName: cluster,
    targetGroupName,
  }));
  for (const { serviceAccount, policyOf } of CONTROLLERS) {
    new PodIdentity(
      `${name}-${serviceAccount}`,
      {
        region,
        clusterName,
        clusterArn,
        namespace: "kube-system",
        serviceAccount,
        policy: scope.apply(policyOf),
      },
      { parent },
    );
  }
}
