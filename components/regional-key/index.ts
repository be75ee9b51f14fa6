import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { type KeyUser, keyPolicy } from "./key-policy";

export { KeyUser, PUBLISHERS } from "./key-policy";

/** What {@link RegionalKey} takes. */
export interface RegionalKeyArgs {
  /** Region that holds the key: KMS keys never leave their region. A change replaces the key. */
  region: string;
  /** Alias without the `alias/` prefix, unique in account and region, at most 250 characters. */
  alias: string;
  /** What the key protects, for the people who see it in the console. */
  description: string;
  /**
   * Services that use the key for this account.
   * @default [] (only principals whom IAM allows)
   */
  users?: KeyUser[];
}

/** The security posture of every key; none of it is an argument. */
export const defaults = { rotationPeriodInDays: 365, deletionWindowInDays: 30 } as const;

/**
 * A customer-managed, symmetric KMS key of one region, rotated every year, with an alias.
 *
 * Cost: 1 USD a month for the key, more for each kept rotation.
 */
export class RegionalKey extends pulumi.ComponentResource {
  /** ARN of the key. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: RegionalKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tandem:components:RegionalKey", name, args, opts);

    const key = new kms.Key(
      `${name}-key`,
      {
        region: args.region,
        description: args.description,
        policy: this.policy(args),
        enableKeyRotation: true,
        rotationPeriodInDays: defaults.rotationPeriodInDays,
        deletionWindowInDays: defaults.deletionWindowInDays,
      },
      { parent: this, protect: opts?.protect },
    );
    new kms.Alias(
      `${name}-alias`,
      { region: args.region, name: `alias/${args.alias}`, targetKeyId: key.keyId },
      { parent: this },
    );

    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }

  private policy(args: RegionalKeyArgs): pulumi.Output<string> {
    const invoke = { parent: this };
    return pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
      .apply(([{ partition }, { accountId }]) =>
        keyPolicy({ partition, accountId, region: args.region }, args.users ?? []),
      );
  }
}
