import { ProviderError } from "../../core/protocol/provider";
import { regionFacts } from "../regions";
import { arnService } from "../services";
import type { Account } from "./account";

/** Regions that are lost now: no call to a service in one of them is answered. */
export const lostRegions = (account: Account): string[] =>
  [...account.circumstances("lost-region").keys()].sort();

export const isLost = (account: Account, region: string): boolean =>
  account.circumstances("lost-region").has(region);

/**
 * Fails like a call to a service whose endpoint does not answer, when the region is lost.
 *
 * @param token type of the resource, or the function, that the call is about
 * @param region empty for services without regions, which live on
 */
export function reach(account: Account, token: string, what: string, region: string | undefined): void {
  if (region === undefined || region === "" || !isLost(account, region)) return;
  const endpoint = `https://${arnService(token)}.${region}.${regionFacts(region).dnsSuffix}/`;
  throw new ProviderError(
    `${what}: request send failed, Post "${endpoint}": dial tcp: i/o timeout. The region ${region} is lost in the offline account; \`account restore-region ${region}\` brings it back`,
  );
}
