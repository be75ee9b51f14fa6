import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import type { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

/** What ARNs of this account are made of. */
export interface Account {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  /** The partition's, for example `amazonaws.com`. */
  dnsSuffix: string;
  /** Twelve digits. */
  accountId: string;
}

/** The account that the stack's provider works in. */
export function accountOf(opts: { providers: { aws: Provider } }): pulumi.Output<Account> {
  const invoke = { provider: opts.providers.aws };
  return pulumi
    .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
    .apply(([{ partition, dnsSuffix }, { accountId }]) => ({ partition, dnsSuffix, accountId }));
}
