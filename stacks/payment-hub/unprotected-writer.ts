import { getGlobalCluster } from "@pulumi/aws/rds/getGlobalCluster";
import * as pulumi from "@pulumi/pulumi";
import type { Hub } from "./hub";

/**
 * Refuses a failover region that gives up its protection, which comes before its removal, while its member writes.
 * RDS would refuse to delete the writer of a global database with other members, but only at its last instance: by
 * then the others are gone, and with them what takes the payments.
 *
 * The writer is asked for, never told from a role. The home region needs no such question: it is removed last, when
 * no other member is left.
 *
 * @throws pulumi.RunError with what to do first
 */
export async function refuseUnprotectedWriter({ settings, names, opts }: Hub): Promise<void> {
  if (settings.recovery.protect) return;
  const { region } = settings;
  const { members } = await getGlobalCluster(
    { identifier: names.globalDatabase, region },
    { provider: opts.providers.aws },
  );
  const writer = members.find(({ isWriter }) => isWriter)?.dbClusterArn;
  // The identifier carries the region, so it is one member's alone.
  if (members.length < 2 || !writer?.endsWith(`:cluster:${names.database}`)) return;
  throw new pulumi.RunError(
    `Pulumi.${pulumi.getStack()}.yaml: recovery.protect: false is not allowed, the member of ${names.globalDatabase} in ${region} writes. A region is removed after another one has become the writer: switch over first, by docs/runbooks/failover.md.`,
  );
}
