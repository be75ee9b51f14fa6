import type { Mistake } from "./mistake";
import { replicaRegions, type Sibling, textAt } from "./stack-files";
import { DEFAULT_CANARY_REGION } from "./watch";

/** What of a system's settings says where its canaries are, and where they may not be. */
interface Watched {
  region: string;
  role: string;
  recovery: { replicaRegions: readonly string[] };
  watch: { canaryRegion: string };
}

/** AWS accounts, and so systems, live in one partition. */
function partition(region: string): string {
  return /^(us-gov|us-iso[a-z]?|cn)-/.exec(region)?.[1] ?? "aws";
}

/** Refuses canaries that would be lost with a region of the system, seen from either stack. */
export function canaryRegion(settings: Watched, siblings: readonly Sibling[]): Mistake[] {
  const { region, role, recovery, watch } = settings;
  if (role === "secondary") {
    const home = siblings.find((sibling) => sibling.role === "primary");
    if (home === undefined || (textAt(home, "watch.canaryRegion") ?? DEFAULT_CANARY_REGION) !== region)
      return [];
    return [
      {
        path: "region",
        sentence: `${region} is not allowed, the canaries of ${home.file} ask from it; name another watch.canaryRegion there`,
      },
    ];
  }
  const path = "watch.canaryRegion";
  const own = [region, ...replicaRegions(recovery.replicaRegions, siblings)];
  if (own.includes(watch.canaryRegion)) {
    return [
      {
        path,
        sentence: `${watch.canaryRegion} is not allowed, it is a region of the system: canaries ask from another, so that its loss does not blind them`,
      },
    ];
  }
  if (partition(watch.canaryRegion) !== partition(region)) {
    return [
      {
        path,
        sentence: `${watch.canaryRegion} is not allowed, an account in ${region} has no access to it; name a region of the same partition`,
      },
    ];
  }
  return [];
}
