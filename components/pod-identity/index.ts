import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import { createPodRole, type PodRoleArgs } from "./role";

/** What {@link PodIdentity} takes. */
export interface PodIdentityArgs extends PodRoleArgs {
  /** Region of the cluster. A change replaces the association. */
  region: string;
  /** Name of the EKS cluster. A change replaces the association. */
  clusterName: pulumi.Input<string>;
}

/**
 * AWS rights for the pods of one service account, without a key in the cluster: a role, its policies, and the
 * association by which EKS hands the role to those pods. Pods that run already get it when they are started again.
 *
 * Cost: none.
 */
export class PodIdentity extends pulumi.ComponentResource {
  /** ARN of the pods' role. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: PodIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:PodIdentity", name, args, opts);
    const { region, clusterName, namespace, serviceAccount } = args;

    this.roleArn = createPodRole(name, args, this);
    new eks.PodIdentityAssociation(
      `${name}-association`,
      { region, clusterName, namespace, serviceAccount, roleArn: this.roleArn },
      { parent: this },
    );
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
