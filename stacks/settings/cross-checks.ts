import type { Mistake } from "./mistake";
import type { Settings } from "./parse";
import { paymentHubChecks } from "./payment-hub/cross-checks";
import { requestResponseChecks } from "./request-response/cross-checks";
import type { SettingsOf, SystemName } from "./schemas";
import { secureCartChecks } from "./secure-cart/cross-checks";
import type { Sibling } from "./stack-files";
import { storefrontChecks } from "./storefront/cross-checks";
import { webAppChecks } from "./web-app/cross-checks";

type Check<S> = (settings: S, siblings: readonly Sibling[]) => Mistake[];

const checks: { [N in SystemName]: Check<SettingsOf<N>> } = {
  "payment-hub": paymentHubChecks,
  "request-response": requestResponseChecks,
  "secure-cart": secureCartChecks,
  "web-app": webAppChecks,
  storefront: storefrontChecks,
};

/** What is wrong with settings that are right key by key: against each other, and against the system's other stacks. */
export function crossChecks(settings: Settings, siblings: readonly Sibling[]): Mistake[] {
  // The system's name picks the check of just these settings, which the compiler can't follow through a table.
  return (checks[settings.system] as Check<Settings>)(settings, siblings);
}
