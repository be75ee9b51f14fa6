import type * as pulumi from "@pulumi/pulumi";

/** What some people do, and may do. */
export interface Duty {
  /** Short name, for example `operators`. A change replaces its group and role. */
  name: string;
  /**
   * End of the name of its permission set, of which IAM Identity Center takes 32 characters. A change replaces the set.
   * @default the duty's name
   */
  permissionSetName?: string;
  /** What they do, for the people who see it in the console. */
  description: string;
  /**
   * ARNs of AWS's own policies for job functions, such as `arn:aws:iam::aws:policy/job-function/ViewOnlyAccess`.
   * @default []
   */
  managedPolicyArns?: pulumi.Input<string>[];
  /**
   * What they may do besides, as a JSON document of IAM.
   * @default none
   */
  policy?: pulumi.Input<string>;
  /**
   * Hours until they have to show their second factor again, 1 to 12.
   * @default 1
   */
  sessionHours?: number;
}

/** A group of IAM Identity Center that has a duty. */
export interface DutyAssignment {
  /** Name of the duty. */
  duty: string;
  /** Id of the group in the identity store. */
  groupId: string;
}

/** IAM Identity Center, where the account has it: people come from the company's own directory. */
export interface IdentityCenter {
  /** Region of the instance. A change replaces the permission sets. */
  region: string;
  /** ARN of the instance. */
  instanceArn: string;
  /** Account that the duties are for. */
  accountId: string;
  /** Who has which duty. */
  assignments: DutyAssignment[];
}

/** What {@link IdentityRoles} takes. */
export interface IdentityRolesArgs {
  /** Start of all names, unique in the account. A change replaces groups and roles. */
  resourceName: string;
  /** What people do, at least one duty. */
  duties: Duty[];
  /**
   * IAM Identity Center in place of IAM's own groups and roles.
   * @default none: a group and a role of IAM for each duty
   */
  identityCenter?: IdentityCenter;
}

/** Defaults of {@link Duty}. */
export const defaults = { sessionHours: 1 } as const;
