import type { Provider } from "../core/protocol/provider";
import { readFaults } from "./parse";
import { FaultyProvider } from "./provider";

/**
 * A provider with the faults that the environment asks for; the same provider where it asks for none.
 *
 * @throws FaultError for a fault that does not exist
 */
export function withFaults<P extends Provider>(
  provider: P,
  environment: NodeJS.ProcessEnv = process.env,
): Provider {
  const rules = readFaults(environment);
  return rules.length === 0 ? provider : new FaultyProvider(provider, rules);
}
