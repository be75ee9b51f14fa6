import type { LoadedSettings } from "./settings/load";
import type { SettingsOf, SystemName } from "./settings/schemas";

/** A system: settings in, resources registered, stack outputs out. */
export type System<N extends SystemName> = (
  loaded: LoadedSettings<SettingsOf<N>>,
) => Promise<Record<string, unknown>>;

/**
 * Every system by the name that `tandem:system` takes. Only the one that runs is loaded, as each costs time; by
 * `require`, since `import()` of TypeScript takes a loader that Pulumi does not start.
 */
const systems: { [N in SystemName]: () => System<N> } = {
  "payment-hub": () => (require("./payment-hub") as typeof import("./payment-hub")).paymentHub,
  "request-response": () =>
    (require("./request-response") as typeof import("./request-response")).requestResponse,
  "secure-cart": () => (require("./secure-cart") as typeof import("./secure-cart")).secureCart,
  "web-app": () => (require("./web-app") as typeof import("./web-app")).webApp,
  storefront: () => (require("./storefront") as typeof import("./storefront")).storefront,
};

/** Registers the resources of the system that the settings name. @returns the stack's outputs */
export function runSystem(loaded: LoadedSettings): Promise<Record<string, unknown>> {
  // The system's name picks the function of just these settings, which the compiler can't follow through a table.
  const load = systems[loaded.settings.system] as () => System<SystemName>;
  return load()(loaded as never);
}
