import type { UserPool } from "../../components/user-pool";
import type { Flow } from "./flow";
import type { Issuer } from "./functions";
import { SITE_CLIENT } from "./users";

/** Whose tokens the region takes: its own user pool's, those of the pools that were there before it, and of the settings' issuers. */
export function issuersOf(
  { settings }: Flow,
  users: UserPool,
  otherPools: readonly { issuer: string; clientId: string }[],
): Issuer[] {
  const clientId = users.clientIds[SITE_CLIENT];
  if (clientId === undefined) throw new Error(`the user pool has no client ${SITE_CLIENT}`);
  return [
    { issuer: users.issuer, audiences: [clientId] },
    ...otherPools.map((pool) => ({ issuer: pool.issuer, audiences: [pool.clientId] })),
    ...settings.api.issuers.map(({ issuer, audience }) => ({ issuer, audiences: [audience] })),
  ];
}
