/** The offline home as a library: for tests, benchmarks and other tools. */

export { ensurePolicyPack } from "./commands/policy-pack";
export { resolveCli } from "./engine/resolve";
export { type CommandOptions, Home, type HomeOptions, type Outcome, openHome } from "./home/home";
export { consoleProgress, type Progress, silentProgress } from "./progress";
