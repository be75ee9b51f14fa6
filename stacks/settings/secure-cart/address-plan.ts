import { overlap } from "../../../components/arguments/address-ranges";
import type { Mistake } from "../mistake";
import type { Sibling } from "../stack-files";
import type { SecureCartSettings } from ".";

/** A range of the address plan, and where the settings name it. */
export interface PlannedRange {
  /** Path of the key: `onPremises.developers`. */
  path: string;
  range: string;
  /** Whether other stacks may name the very same range: a site is one and the same, whichever region it is joined with. */
  shared: boolean;
}

/** The keys of the plan besides the network's own, which every system has. */
interface Plan {
  network: { cidr: string };
  inspection: { enabled: boolean; cidr?: string };
  onPremises?: { developers: readonly string[]; analytics: readonly string[] };
  peerAccounts: readonly { cidr: string }[];
}

/** All ranges of a stack. */
export function plannedRanges({ network, inspection, onPremises, peerAccounts }: Plan): PlannedRange[] {
  const own = (path: string, ranges: readonly string[], shared: boolean) =>
    ranges.map((range) => ({ path, range, shared }));
  return [
    ...own("network.cidr", [network.cidr], false),
    ...own(
      "inspection.cidr",
      inspection.cidr !== undefined && inspection.enabled ? [inspection.cidr] : [],
      false,
    ),
    ...own("onPremises.developers", onPremises?.developers ?? [], true),
    ...own("onPremises.analytics", onPremises?.analytics ?? [], true),
    ...own(
      "peerAccounts",
      peerAccounts.map(({ cidr }) => cidr),
      true,
    ),
  ];
}

/** Refuses ranges that share an address: any two of this stack, and any of this stack and another. */
export function addressPlan(settings: SecureCartSettings, siblings: readonly Sibling[]): Mistake[] {
  const own = plannedRanges(settings);
  const within = own.flatMap(({ path, range }, index) =>
    own
      .slice(0, index)
      .filter((earlier) => overlap(earlier.range, range))
      .map((earlier) => ({
        path,
        sentence: `${range} is not allowed, it overlaps ${earlier.range} of ${earlier.path}`,
      })),
  );
  return [...within, ...siblings.flatMap((sibling) => against(own, sibling))];
}

/** That networks of two stacks are apart is checked for every system. */
function against(own: readonly PlannedRange[], sibling: Sibling): Mistake[] {
  const theirs = plannedRanges(planOf(sibling));
  return own.flatMap((mine) =>
    theirs
      .filter((other) => mine.path !== "network.cidr" || other.path !== "network.cidr")
      .filter((other) => overlap(other.range, mine.range) && !sameSite(mine, other))
      .map((other) => ({
        path: mine.path,
        sentence: `${mine.range} is not allowed, it overlaps ${other.range} of ${other.path} in ${sibling.file}`,
      })),
  );
}

const sameSite = (one: PlannedRange, other: PlannedRange) =>
  one.shared && other.shared && one.range === other.range && one.path === other.path;

/** What another stack's file says of its ranges; an unfinished file says less. */
function planOf({ cidr, settings = {} }: Sibling): Plan {
  const inspection = record(settings.inspection);
  const onPremises = record(settings.onPremises);
  const accounts = Array.isArray(settings.peerAccounts) ? settings.peerAccounts.map(record) : [];
  return {
    network: { cidr: cidr ?? "" },
    inspection: { enabled: inspection.enabled !== false, cidr: texts([inspection.cidr])[0] },
    onPremises: { developers: texts(onPremises.developers), analytics: texts(onPremises.analytics) },
    peerAccounts: texts(accounts.map((account) => account.cidr)).map((range) => ({ cidr: range })),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
