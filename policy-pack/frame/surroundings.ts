import { readPeers } from "../snapshot/read";
import { readWaivers } from "../waivers/read";
import type { Configuration } from "./configuration";
import { packRuleList } from "./pack-rules";
import type { Rule } from "./rule";
import type { Surroundings } from "./run";
import { Waivers } from "./waivers";

/**
 * Where relative paths start: where Pulumi was started. It runs a pack in the pack's own directory, which is mostly one of
 * an installed package; only the variable of the shell still says the other.
 */
export const startDirectory = process.env.PWD || process.cwd();

/** Reads the files that a configuration names; what is wrong with them is told with the results. */
export function surroundingsOf(
  configuration: Configuration,
  rules: readonly Rule[],
  { directory = startDirectory, now = new Date() }: { directory?: string; now?: Date } = {},
): Surroundings {
  const { pack } = configuration;
  const peers = readPeers(pack.peers, directory, now);
  const waivers = readWaivers(pack.waivers, directory, [...rules, ...packRuleList]);
  return {
    configuration,
    peers: peers.stacks,
    waivers: new Waivers(waivers.waivers, now),
    findings: [...configuration.findings(rules), ...peers.findings, ...waivers.findings],
  };
}
