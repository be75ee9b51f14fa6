import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as ssoadmin from "@pulumi/aws/ssoadmin";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { type Duty, defaults, type IdentityCenter, type IdentityRolesArgs } from "./args";
import { dutyTrust, groupPolicy, type IdentityScope } from "./documents";
import { mistakes, titleOf } from "./validate";

export * from "./args";

/**
 * Who may do what in the account, by duty. With IAM alone each duty has a role with its permissions, and a group whose members
 * may take that role for some hours by their second factor, and may do nothing else: they have no permissions and no keys
 * that last. With IAM Identity Center each duty is a permission set, which has short-lived credentials by nature; the second
 * factor is asked for there.
 *
 * It makes no users: people come and go without a deployment. IAM is the account's, not a region's: one stack of a system has it.
 */
export class IdentityRoles extends pulumi.ComponentResource {
  /** ARNs of the duties' roles by their names; without those of IAM Identity Center, which names its roles itself. */
  readonly roleArns: Record<string, pulumi.Output<string>>;
  /** Names of the groups by their duties, likewise. */
  readonly groupNames: Record<string, pulumi.Output<string>>;
  /** ARNs of the permission sets by their duties, where there is IAM Identity Center. */
  readonly permissionSetArns: Record<string, pulumi.Output<string>>;

  constructor(name: string, args: IdentityRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("IdentityRoles", name, mistakes(args));
    super("tandem:components:IdentityRoles", name, args, opts);
    const { resourceName, duties, identityCenter } = args;
    this.roleArns = {};
    this.groupNames = {};
    this.permissionSetArns = {};
    for (const duty of duties) {
      const title = titleOf(resourceName, duty, identityCenter !== undefined);
      if (identityCenter !== undefined) {
        this.permissionSetArns[duty.name] = this.permissionSet(name, title, duty, identityCenter);
        continue;
      }
      const role = this.role(name, title, duty);
      this.roleArns[duty.name] = role.arn;
      this.groupNames[duty.name] = this.group(name, title, duty, role);
    }
    this.registerOutputs({ roleArns: this.roleArns, permissionSetArns: this.permissionSetArns });
  }

  private scope(): pulumi.Output<IdentityScope> {
    const invoke = { parent: this };
    return pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
      .apply(([{ partition }, { accountId }]) => ({ partition, accountId }));
  }

  private role(name: string, title: string, duty: Duty): iam.Role {
    const { managedPolicyArns = [], policy, sessionHours: hours = defaults.sessionHours } = duty;
    const role = new iam.Role(
      `${name}-${duty.name}-role`,
      {
        name: title,
        description: duty.description,
        maxSessionDuration: hours * 3600,
        assumeRolePolicy: this.scope().apply((scope) => dutyTrust(scope, hours)),
      },
      { parent: this },
    );
    managedPolicyArns.forEach((policyArn, index) => {
      new iam.RolePolicyAttachment(
        `${name}-${duty.name}-managed-${index + 1}`,
        { role: role.name, policyArn },
        { parent: this },
      );
    });
    if (policy !== undefined) {
      new iam.RolePolicy(
        `${name}-${duty.name}-permissions`,
        { role: role.name, name: "duty", policy },
        { parent: this },
      );
    }
    return role;
  }

  private group(name: string, title: string, duty: Duty, role: iam.Role): pulumi.Output<string> {
    const group = new iam.Group(`${name}-${duty.name}-group`, { name: title }, { parent: this });
    new iam.GroupPolicy(
      `${name}-${duty.name}-group-permissions`,
      {
        group: group.name,
        name: "take-duty",
        policy: pulumi.all([this.scope(), role.arn]).apply(([scope, arn]) => groupPolicy(scope, arn)),
      },
      { parent: this },
    );
    return group.name;
  }

  private permissionSet(
    name: string,
    title: string,
    duty: Duty,
    center: IdentityCenter,
  ): pulumi.Output<string> {
    const { region, instanceArn, accountId, assignments } = center;
    const { managedPolicyArns = [], policy, sessionHours = defaults.sessionHours } = duty;
    const set = new ssoadmin.PermissionSet(
      `${name}-${duty.name}-set`,
      {
        region,
        instanceArn,
        name: title,
        description: duty.description,
        sessionDuration: `PT${sessionHours}H`,
      },
      { parent: this },
    );
    const common = { region, instanceArn, permissionSetArn: set.arn };
    const permissions: pulumi.Resource[] = managedPolicyArns.map(
      (managedPolicyArn, index) =>
        new ssoadmin.ManagedPolicyAttachment(
          `${name}-${duty.name}-managed-${index + 1}`,
          { ...common, managedPolicyArn },
          { parent: this },
        ),
    );
    if (policy !== undefined) {
      permissions.push(
        new ssoadmin.PermissionSetInlinePolicy(
          `${name}-${duty.name}-permissions`,
          { ...common, inlinePolicy: policy },
          { parent: this },
        ),
      );
    }
    for (const { groupId } of assignments.filter((one) => one.duty === duty.name)) {
      new ssoadmin.AccountAssignment(
        `${name}-${duty.name}-${groupId}`,
        {
          ...common,
          principalType: "GROUP",
          principalId: groupId,
          targetType: "AWS_ACCOUNT",
          targetId: accountId,
        },
        // On the way out the assignment has to go first, or what it gives can't be taken from the set.
        { parent: this, dependsOn: permissions },
      );
    }
    return set.arn;
  }
}
