import { AccountError, type OfflineAccount, openAccount } from "../../offline/account";
import { awsCatalog } from "../../offline/account/catalog";
import type { Place } from "./homes";
import type { Plan } from "./plan";
import type { Kept } from "./state";

/** What holds data: a person who deletes it has lost the data, and no `up` brings it back. */
export const stateful: readonly string[] = [
  "aws:acmpca/certificateAuthority:CertificateAuthority",
  "aws:backup/vault:Vault",
  "aws:cognito/userPool:UserPool",
  "aws:dynamodb/table:Table",
  "aws:ecr/repository:Repository",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:kms/key:Key",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:rds/cluster:Cluster",
  "aws:rds/clusterInstance:ClusterInstance",
  "aws:rds/globalCluster:GlobalCluster",
  "aws:rds/instance:Instance",
  "aws:route53/zone:Zone",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:sqs/queue:Queue",
];

/**
 * Somebody changes the account between the failure and the next `up`.
 *
 * @param resources what the interrupted stack has
 * @returns what was done, as a sentence
 */
export function surprise(
  plan: Plan,
  place: Place,
  program: string,
  resources: readonly Kept[],
): { says: string; urn: string } {
  const account = openAccount(place.home.accountDirectory, awsCatalog(program));
  const order = shuffled(resources, plan);
  for (const kept of order) {
    const says = plan.kind === "deleted" ? deleteOne(account, kept) : changeOne(account, kept);
    if (says !== undefined) return { says, urn: kept.urn };
  }
  throw new Error(`run ${plan.number}: the account has nothing yet that could be ${plan.kind}`);
}

function deleteOne(account: OfflineAccount, { urn, type, id }: Kept): string | undefined {
  if (stateful.includes(type) || !has(account, urn)) return undefined;
  account.delete(urn);
  return `${type} ${id} deleted`;
}

/** Values as a person in the console would give them, by the property. */
const changes: readonly [property: string, value: string | number | boolean][] = [
  ["tags.owner", "somebody-else"],
  ["description", "changed by hand"],
  ["retentionInDays", 3],
  ["tags.changed-by", "hand"],
];

function changeOne(account: OfflineAccount, { urn, type, id }: Kept): string | undefined {
  if (!has(account, urn)) return undefined;
  const { inputs } = account.show(urn);
  for (const [property, value] of changes) {
    if (inputs[property.split(".")[0] ?? ""] === undefined) continue;
    try {
      account.set(urn, property, value);
      return `${property} of ${type} ${id} set to ${value}`;
    } catch (error) {
      // AWS can't change it in place: somebody in the console could not either.
      if (!(error instanceof AccountError)) throw error;
    }
  }
  return undefined;
}

function has(account: OfflineAccount, urn: string): boolean {
  return account.list().some((stored) => stored.urn === urn);
}

function shuffled(resources: readonly Kept[], plan: Plan): Kept[] {
  return resources
    .map((kept) => [plan.chance(kept.urn), kept] as const)
    .sort(([left], [right]) => left - right)
    .map(([, kept]) => kept);
}
