import type { RuleText } from "./rule";

const common = { area: "pack", wellArchitected: [], pci: [], waivable: false } as const;

/** What the pack says about what it was given, under ids of their own, so that their levels can be set like a rule's. */
export const packRules = {
  settingsValid: {
    ...common,
    id: "settings-valid",
    title: "The pack's settings name rules, levels and values that there are",
    severity: "high",
    why: "A setting with a slip of the pen is a rule that does not do what somebody believes it does.",
    mend: "Correct the configuration file that --policy-pack-config names.",
    example: `{ "well-architected": { "levels": { "edge": "advisory" } } }`,
  },
  waiverValid: {
    ...common,
    id: "waiver-valid",
    title: "A waiver says rule, resource, reason, owner and a date on which it ends",
    severity: "high",
    why: "An exception without a reason or an end is a rule that nobody follows. A waiver with a mistake waives nothing.",
    mend: "Correct the waiver; all its mistakes are listed at once.",
    example: `
waivers:
  - rule: no-admin-ports-open
    resource: bastion-*
    reason: the vendor's appliance is reached by SSH until it is replaced
    owner: platform-team
    expires: 2027-03-31
    ticket: OPS-1234`,
  },
  waiverExpired: {
    ...common,
    id: "waiver-expired",
    title: "A waiver has not expired",
    severity: "high",
    why: "What was accepted for a time has not been mended in that time. An expired waiver waives nothing.",
    mend: "Mend the resource, or have its owner accept the risk anew with a later date.",
    example: "    expires: 2027-03-31",
  },
  waiverUnused: {
    ...common,
    id: "waiver-unused",
    title: "A waiver waives something",
    severity: "medium",
    why: "A waiver that matches no violation would hide the next one without anybody having decided so.",
    mend: "Delete the waiver, or correct the resource it names.",
    example: "    resource: bastion-*",
  },
  peerSnapshotReadable: {
    ...common,
    id: "peer-snapshot-readable",
    title: "The snapshots of the stacks in other regions can be read",
    severity: "medium",
    why: "Without the other side's snapshot the rules that compare regions do not evaluate what it would tell.",
    mend: "Write the snapshot anew from an export of the peer stack.",
    example:
      "pulumi stack export --stack prod-secondary | tandem-policies snapshot --out peers/prod-secondary.json",
  },
  peerSnapshotFresh: {
    ...common,
    id: "peer-snapshot-fresh",
    title: "The snapshots of the stacks in other regions are not older than the setting maxPeerAgeDays",
    severity: "medium",
    why: "An old snapshot says what the other side once was; regions drift apart behind it.",
    mend: "Write the snapshot anew after each deployment of the peer stack.",
    example:
      "pulumi stack export --stack prod-secondary | tandem-policies snapshot --out peers/prod-secondary.json",
  },
} as const satisfies Record<string, RuleText>;

/** All of them, in the order in which they are reported. */
export const packRuleList: readonly RuleText[] = Object.values(packRules);
