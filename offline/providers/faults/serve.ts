import type { Provider } from "../core/protocol/provider";
import { serve } from "../core/protocol/serve";
import { withFaults } from "./index";

/** Runs a provider as a plugin, with the faults that its environment asks for. */
export async function serveWithFaults(provider: Provider): Promise<void> {
  await serve(withFaults(provider));
}
