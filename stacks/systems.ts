import { paymentHub } from "./payment-hub";
import type { LoadedSettings } from "./settings/load";
import type { SystemName } from "./settings/schemas";

/** A system: settings in, resources registered, stack outputs out. */
export type System = (loaded: LoadedSettings) => Promise<Record<string, unknown>>;

/** Every system by the name that `tandem:system` takes. */
export const systems: Record<SystemName, System> = { "payment-hub": paymentHub };
