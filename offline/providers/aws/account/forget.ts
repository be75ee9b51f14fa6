import type { Account, Stored } from "./account";
import { arnOf, clusterType, globalType } from "./global-database";

/** Takes a resource out of the account, with what was brought about by hand for it: its successor starts afresh. */
export function forget(account: Account, stored: Stored): void {
  account.remove(stored);
  if (account.circumstances("health").has(stored.id)) account.setCircumstance("health", stored.id, undefined);
  for (const [globalId, writer] of account.circumstances("global-writer")) {
    const isGlobal = stored.type === globalType && stored.id === globalId;
    const isWriter = stored.type === clusterType && arnOf(stored) === writer;
    if (isGlobal || isWriter) account.setCircumstance("global-writer", globalId, undefined);
  }
}
