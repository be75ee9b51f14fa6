import { loadSettings } from "./stacks/settings/load";
import { runSystem } from "./stacks/systems";

// Settings -> system -> outputs. A mistake in the settings stops here, before any resource exists.
const loaded = loadSettings();

export = runSystem(loaded);
