import type { PhysicalName } from "../arguments/physical-names";
import type { PathsOriginArgs } from "./path-args";

/** Names that AWS sees of a distribution with several origins, besides those of every distribution. */
export function pathNames(prefix: string) {
  return {
    function: (name: string) => `${prefix}-${name}`,
    keepForAYear: `${prefix}-keep-for-a-year`,
    hashedFiles: `${prefix}-hashed-files`,
    reads: (seconds: number) => `${prefix}-reads-${seconds}`,
    readsRequest: `${prefix}-reads`,
  };
}

/** Those with a limit, with the longest that each could be. */
export function limitedPathNames(prefix: string, { functions = [] }: PathsOriginArgs): PhysicalName[] {
  const names = pathNames(prefix);
  return [
    ...functions.map(({ name }) => ({
      what: "CloudFront function",
      name: names.function(name),
      longest: 64,
    })),
    { what: "CloudFront function", name: names.keepForAYear, longest: 64 },
    { what: "cache policy", name: names.reads(86_400), longest: 128 },
  ];
}
