import { parseSettings } from "../../../stacks/settings/parse";
import { judgeDeployment, policyConfig } from "../../check/policies";
import { at, type Raw } from "../raw";
import { CHOSEN } from "./chosen";
import type { SystemUp, Up } from "./system";

/** What the policy pack refuses of each stack, with the other stacks of the system beside it. */
export async function refusedByPolicies(system: SystemUp): Promise<string[]> {
  const { set, stacks } = system;
  const raws = set.stacks.map(({ raw }) => raw);
  const config = { ...policyConfig(set.system), "well-architected": promises(system) };
  const found: string[] = [];
  for (const { stack, deployment } of stacks) {
    const peers = stacks.filter((other) => other.stack !== stack).map((other) => other.deployment);
    const { results } = await judgeDeployment(deployment, config, peers);
    for (const { rule, level, status, urn, message } of results) {
      if (status !== "violation" || level !== "mandatory") continue;
      if (CHOSEN[rule]?.(raws) ?? false) continue;
      found.push(`${rule}: ${urn}: ${message}`);
    }
  }
  return found;
}

const DAY = 86_400;

/** What a user of the pack would promise for these settings: their regions, and as much time as they leave. */
function promises({ set, stacks }: SystemUp): Record<string, unknown> {
  const raws = set.stacks.map(({ raw }) => raw);
  return {
    regions: regionsOf(raws, stacks),
    ...objectivesOf(raws[0]),
    tier: at(raws[0], ["tags", "tier"]) ?? "tier-0",
  };
}

/** The stacks' regions; for a stack that is alone, the one that has its copies as well. */
function regionsOf(raws: readonly Raw[], stacks: readonly Up[]): string[] {
  const own = stacks.map(({ region }) => region);
  const [copies] = (at(raws[0], ["recovery", "replicaRegions"]) ?? []) as string[];
  return own.length > 1 || copies === undefined ? own : [...own, copies];
}

/** The hub's settings say how long it may be away and what may be lost, and are held to it; the others say nothing. */
function objectivesOf(raw: Raw | undefined): { rtoSeconds: number; rpoSeconds: number } {
  const { settings } = parseSettings(raw ?? {});
  if (settings?.system !== "payment-hub") return { rtoSeconds: DAY, rpoSeconds: DAY };
  const { rtoMinutes, rpoSeconds } = settings.recovery;
  return { rtoSeconds: rtoMinutes * 60, rpoSeconds };
}
