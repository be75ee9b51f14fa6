import { plain } from "../../../offline/providers/core/values/value";
import { home as paymentHub } from "../../../stacks/payment-hub/contract";
import { home as requestResponse } from "../../../stacks/request-response/contract";
import { home as secureCart } from "../../../stacks/secure-cart/contract";
import type { SystemName } from "../../../stacks/settings/schemas";
import { home as storefront } from "../../../stacks/storefront/contract";
import { home as webApp } from "../../../stacks/web-app/contract";
import type { SystemUp } from "./system";

const CONTRACTS: Record<SystemName, { safeParse(value: unknown): { error?: { message: string } } }> = {
  "payment-hub": paymentHub,
  "request-response": requestResponse,
  "secure-cart": secureCart,
  "web-app": webApp,
  storefront,
};

/** What is wrong with what the primary stack tells the others, by the schema that they read it with. */
export function brokenContract({ set, stacks }: SystemUp): string[] {
  const [home] = stacks;
  if (home === undefined) return [];
  const told = home.deployment.outputs.contract;
  const { error } = CONTRACTS[set.system].safeParse(told === undefined ? undefined : plain(told));
  return error === undefined ? [] : [`${home.stack}: its output contract is not complete: ${error.message}`];
}
