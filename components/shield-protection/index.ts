import * as shield from "@pulumi/aws/shield";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { admitResponseTeam, type ResponseTeam } from "./response-team";

export type { ResponseTeam } from "./response-team";

/** Something that is protected. */
export interface ProtectedResource {
  /** What is protected, in a word, such as `zone`: name of the child, and with `namePrefix` in front of the protection. */
  name: string;
  /** ARN of a distribution, accelerator, hosted zone, application load balancer or Elastic IP. A Network Load Balancer is protected by its addresses. */
  resourceArn: pulumi.Input<string>;
  /**
   * ARN of a Route 53 health check that says whether what is protected is well: Shield notices attacks sooner by it.
   * @default none
   */
  healthCheckArn?: pulumi.Input<string>;
}

/** What {@link ShieldProtection} takes. */
export interface ShieldProtectionArgs {
  /** What is protected, each name once. */
  resources: ProtectedResource[];
  /**
   * Start of the protections' names, which are unique in the account and have up to 128 characters.
   * @default none: a protection has the name of what it protects
   */
  namePrefix?: string;
  /**
   * Whether the account is subscribed here. It commits the account for one year: 3,000 USD a month for the
   * organization. `false` where it is subscribed already, or another stack does it.
   * @default false
   */
  subscribe?: boolean;
  /**
   * Access of AWS's Shield Response Team, and whom it calls; once in an account.
   * @default none
   */
  responseTeam?: ResponseTeam;
}

/**
 * AWS Shield Advanced for some resources of an account.
 *
 * Cost: 3,000 USD a month for the organization, for a year at least, and data transfer by the gigabyte. A destroy does
 * not end the subscription; only AWS Support does.
 */
export class ShieldProtection extends pulumi.ComponentResource {
  /** Ids of the protections, in the order of the resources. */
  readonly protectionIds: pulumi.Output<string>[];

  constructor(name: string, args: ShieldProtectionArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namePrefix } = args;
    const wrong = args.resources.filter((one, index, all) => {
      const first = all.findIndex((other) => other.name === one.name) === index;
      return !first || !/^[ a-zA-Z0-9_.-]{1,128}$/.test(protectionName(one, namePrefix));
    });
    const reason = (one: ProtectedResource) =>
      `"${protectionName(one, namePrefix)}" is not allowed, up to 128 letters, digits, spaces, "_", "." and "-" are, each name once`;
    refuse(
      "ShieldProtection",
      name,
      wrong.map((one) => ({ propertyPath: "resources", reason: reason(one) })),
    );
    super("tandem:components:ShieldProtection", name, args, opts);
    const subscription =
      args.subscribe === true
        ? [
            new shield.Subscription(
              `${name}-subscription`,
              { autoRenew: "ENABLED", skipDestroy: true },
              { parent: this },
            ),
          ]
        : [];
    this.protectionIds = args.resources.map((one) => this.protect(name, one, namePrefix, subscription));
    if (args.responseTeam !== undefined) admitResponseTeam(name, args.responseTeam, this, subscription);
    this.registerOutputs({ protectionIds: this.protectionIds });
  }

  private protect(
    name: string,
    one: ProtectedResource,
    namePrefix: string | undefined,
    dependsOn: pulumi.Resource[],
  ): pulumi.Output<string> {
    const { resourceArn, healthCheckArn } = one;
    const protection = protectionName(one, namePrefix);
    // Children were named after the protections once, and so after the environment.
    const before = (ending = "") => [{ name: `${name}-${protection}${ending}` }];
    const made = new shield.Protection(
      `${name}-${one.name}`,
      { name: protection, resourceArn },
      { parent: this, dependsOn, aliases: before() },
    );
    if (healthCheckArn !== undefined) {
      new shield.ProtectionHealthCheckAssociation(
        `${name}-${one.name}-health`,
        { shieldProtectionId: made.id, healthCheckArn },
        { parent: this, aliases: before("-health") },
      );
    }
    return made.id;
  }
}

function protectionName({ name }: ProtectedResource, namePrefix: string | undefined): string {
  return namePrefix === undefined ? name : `${namePrefix}-${name}`;
}
