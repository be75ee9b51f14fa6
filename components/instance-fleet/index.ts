import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { admit, admitFrom, reach } from "../arguments/traffic";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults, type InstanceFleetArgs } from "./args";
import { createGroup } from "./group";
import { createIdentity, createLaunchTemplate } from "./launch-template";
import { createScaling } from "./scaling";
import { mistakes } from "./validate";

export * from "./args";

/**
 * EC2 instances of one kind over several zones: replaced when they fail or grow old, more of them under load, encrypted,
 * reached by Session Manager alone.
 *
 * A desired number is the program's only at first; how many there are is scaling's business.
 *
 * Cost: the instances by the second (an m7g.large 60 USD a month on demand, 20 to 35 on Spot), 2.40 USD a month for each
 * root volume of 30 GiB, 2.10 for detailed monitoring of each instance, 1 USD for the key.
 */
export class InstanceFleet extends pulumi.ComponentResource {
  /** ARN of the Auto Scaling group. */
  readonly autoScalingGroupArn: pulumi.Output<string>;
  /** Its name. */
  readonly autoScalingGroupName: pulumi.Output<string>;
  /** Security group of the instances. */
  readonly securityGroupId: pulumi.Output<string>;
  /** ARN of the role of the instances. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: InstanceFleetArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("InstanceFleet", name, mistakes(args));
    super("tandem:components:InstanceFleet", name, args, opts);
    const key = this.key(name, args);
    const { securityGroupId, rules } = this.network(name, args);
    const { role, profile, permissions } = createIdentity(name, args, this);
    const parts = { profile, keyArn: key.arn, securityGroupId };
    const template = createLaunchTemplate(name, args, parts, this);
    // An instance that starts before its role may do anything, or without a way out, is never seen by Systems Manager or ECS.
    const group = createGroup(name, args, template, { parent: this, dependsOn: [permissions, ...rules] });
    if (!args.scaledByEcs) createScaling(name, args, group, this);

    this.autoScalingGroupArn = group.arn;
    this.autoScalingGroupName = group.name;
    this.securityGroupId = securityGroupId;
    this.roleArn = role.arn;
    this.registerOutputs({ autoScalingGroupArn: group.arn, securityGroupId });
  }

  private key(name: string, { region, resourceName }: InstanceFleetArgs): RegionalKey {
    return new RegionalKey(
      `${name}-volumes`,
      {
        region,
        alias: `${resourceName}-volumes`,
        description: `Volumes of the instances of ${resourceName}`,
        users: [KeyUser.AutoScaling],
      },
      { parent: this },
    );
  }

  private network(name: string, args: InstanceFleetArgs) {
    const { region, resourceName, vpcId, port, loadBalancerGroupId, admits = [] } = args;
    const what = `instances of ${resourceName}`;
    const { id: securityGroupId } = new ec2.SecurityGroup(
      `${name}-security-group`,
      { region, vpcId, description: `Instances of ${resourceName}` },
      { parent: this },
    );
    const group = { region, securityGroupId, name, what, parent: this };
    const rules = reach(group, args.reaches ?? defaults.reaches);
    if (port !== undefined) {
      rules.push(...admit(group, admits, port));
      if (loadBalancerGroupId !== undefined) rules.push(...admitFrom(group, loadBalancerGroupId, port));
    }
    return { securityGroupId, rules };
  }
}
