import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { podTrust } from "./trust";

/** A role for the pods of one service account. */
export interface PodRoleArgs {
  /** ARN of the EKS cluster. */
  clusterArn: pulumi.Input<string>;
  /** Kubernetes namespace of the pods. */
  namespace: string;
  /** Service account of the pods. */
  serviceAccount: string;
  /**
   * What the pods may do, as a JSON policy document.
   * @default none
   */
  policy?: pulumi.Input<string>;
  /**
   * Paths of AWS managed policies behind `policy/`, such as `service-role/AmazonEBSCSIDriverPolicy`.
   * @default []
   */
  managedPolicies?: readonly string[];
}

/** Makes the role. @returns its ARN, known once all its policies are there */
export function createPodRole(
  name: string,
  { clusterArn, namespace, serviceAccount, policy, managedPolicies = [] }: PodRoleArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const options = { parent };
  const { accountId } = getCallerIdentityOutput({}, options);
  const assumeRolePolicy = pulumi
    .all([accountId, clusterArn])
    .apply(([account, cluster]) =>
      podTrust({ accountId: account, clusterArn: cluster, namespace, serviceAccount }),
    );
  const role = new iam.Role(
    `${name}-role`,
    { description: `Pods of ${namespace}/${serviceAccount}`, assumeRolePolicy },
    options,
  );
  const granted: pulumi.Resource[] = [];
  if (policy !== undefined) {
    granted.push(new iam.RolePolicy(`${name}-policy`, { role: role.name, policy }, options));
  }
  const { partition } = getPartitionOutput({}, options);
  for (const managed of managedPolicies) {
    const policyArn = pulumi.interpolate`arn:${partition}:iam::aws:policy/${managed}`;
    const policyName = managed.split("/").at(-1) as string;
    granted.push(
      new iam.RolePolicyAttachment(`${name}-${policyName}`, { role: role.name, policyArn }, options),
    );
  }
  // Through the policies: a pod that starts before them is refused, and some of them never ask again.
  return pulumi.all([role.arn, ...granted.map(({ urn }) => urn)]).apply(([arn]) => arn as string);
}
