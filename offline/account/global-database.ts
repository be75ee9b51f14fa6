import type { Account, Stored } from "../providers/aws/account/account";
import {
  arnOf,
  globalType,
  instancesOf,
  type Member,
  membersOf,
} from "../providers/aws/account/global-database";
import { isLost } from "../providers/aws/account/lost-regions";
import { text } from "../providers/core/values/read";
import { AccountError } from "./error";

/** A change of the writer of an Aurora global database. */
export interface WriterChange {
  /** Identifier of the global database. */
  globalCluster: string;
  /** Region whose member is to write. */
  to: string;
}

/** Which member wrote before, and which does now. */
export interface WriterChanged {
  from: Stored;
  to: Stored;
}

/**
 * Hands writing over with both regions working and no data lost, as `aws rds switchover-global-cluster` does. The old
 * writer becomes a reader of the new one; the global endpoint stays.
 */
export function switchover(account: Account, change: WriterChange): WriterChanged {
  const { writer, target } = pair(account, change);
  for (const { region } of [writer, target])
    if (isLost(account, region))
      throw new AccountError(
        `a switchover needs both regions, and ${region} is lost. Use \`account failover ... --allow-data-loss\`, or \`account restore-region ${region}\` first (AWS: InvalidGlobalClusterStateFault)`,
      );
  return makeWriter(account, change, writer, target);
}

/**
 * Makes another member the writer without asking the old one, as `aws rds failover-global-cluster --allow-data-loss`
 * does. Whatever had not been copied is lost; the old writer comes back as a reader once its region does.
 */
export function failover(account: Account, change: WriterChange & { allowDataLoss: boolean }): WriterChanged {
  if (!change.allowDataLoss)
    throw new AccountError(
      "a failover loses what was not copied yet: say --allow-data-loss, or use `account switchover` while both regions work",
    );
  const { writer, target } = pair(account, change);
  if (isLost(account, target.region))
    throw new AccountError(`${target.region} is lost, so its member can't take over`);
  return makeWriter(account, change, writer, target);
}

function pair(account: Account, { globalCluster, to }: WriterChange): { writer: Stored; target: Stored } {
  const members = membersOf(account, globalCluster);
  const writer = members.find(({ isWriter }) => isWriter)?.cluster;
  if (writer === undefined) throw new AccountError(noMembers(account, globalCluster));
  const target = members.find(({ cluster }) => cluster.region === to)?.cluster;
  if (target === undefined)
    throw new AccountError(
      `${globalCluster} has no member in ${to}; it has ${members.map(describe).join(", ")}`,
    );
  if (target === writer)
    throw new AccountError(`the member of ${globalCluster} in ${to} is the writer already`);
  if (instancesOf(account, target).length === 0)
    throw new AccountError(
      `${target.id} in ${to} has no instance, so it can't be made the writer; add one first (AWS: InvalidDBClusterStateFault)`,
    );
  const [from, other] = [text(writer.outputs, "engineVersion"), text(target.outputs, "engineVersion")];
  if (from !== other)
    throw new AccountError(
      `the members run other engine versions: ${writer.id} runs ${from}, ${target.id} runs ${other}; they must be equal (AWS: InvalidDBClusterStateFault)`,
    );
  return { writer, target };
}

function makeWriter(
  account: Account,
  { globalCluster }: WriterChange,
  from: Stored,
  to: Stored,
): WriterChanged {
  account.setCircumstance("global-writer", globalCluster, arnOf(to));
  return { from, to };
}

function noMembers(account: Account, globalCluster: string): string {
  const known = account.all(globalType).map(({ id }) => id);
  if (known.includes(globalCluster)) return `the global database ${globalCluster} has no members yet`;
  const list = known.length === 0 ? "there is none" : `there is ${known.join(", ")}`;
  return `the account has no global database "${globalCluster}"; ${list}`;
}

const describe = ({ cluster, isWriter }: Member): string =>
  `${cluster.region} (${isWriter ? "writer" : "reader"})`;
