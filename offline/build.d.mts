/**
 * Bundles the commands, the language host and the stand-ins when their sources have changed.
 *
 * @throws Error that names file and line when a source can't be bundled
 */
export function ensureBuilt(): Promise<void>;
