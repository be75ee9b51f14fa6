import { choice, integer, texts } from "./settings";

/**
 * Settings that several rules share. A rule takes one into its `settings` under the same key; a user sets it once,
 * in the pack's own settings, or for one rule alone under the rule's id.
 */
export const shared = {
  regions: texts(
    "Regions that the system must be able to run in, the stack's own among them. Empty: rules that need the list do not evaluate what it would tell.",
  ),
  rtoSeconds: integer("Recovery time objective of a region, in seconds.", { minimum: 1 }, 900),
  rpoSeconds: integer("Recovery point objective, in seconds.", { minimum: 1 }, 5),
  strategy: choice("How the other regions stand by.", [
    "warm-standby",
    "active-active",
    "pilot-light",
    "backup-restore",
  ]),
  tier: choice("How much depends on the system; tier-0 is what must survive the loss of a region.", [
    "tier-0",
    "tier-1",
    "tier-2",
  ]),
};
