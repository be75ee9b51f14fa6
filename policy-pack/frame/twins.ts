/** Words that say which of two regions something is in, not what it is. */
const roleWords = new Set([
  ...[
    "primary",
    "secondary",
    "standby",
    "failover",
    "dr",
    "active",
    "passive",
    "replica",
    "peer",
    "home",
    "remote",
  ],
  ...["north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest"],
]);

const areas = "us|eu|ap|sa|ca|me|af|il|mx|cn|eusc";
const directions = "north|south|east|west|central|northeast|northwest|southeast|southwest";
/** `us-east-2`, `us_gov_west_1`, `useast2`; what follows may be the letter of a zone, which stays. */
const longRegion = new RegExp(`(?<![a-z0-9])(?:${areas})[-_]?(?:gov[-_]?)?(?:${directions})[-_]?\\d`, "g");
/** `use2`, `apse1`, `usgw1` */
const shortRegion = new RegExp(`^(?:${areas})g?(?:ne|nw|se|sw|n|e|s|w|c)\\d$`);

// aws 7 knows several tokens for one kind of resource.
const modules: Readonly<Record<string, string>> = {
  alb: "lb",
  elasticloadbalancingv2: "lb",
  applicationloadbalancing: "lb",
  elasticloadbalancing: "elb",
};

/**
 * What kind of resource a token means, the same for all its spellings: `alb` and `lb`, `Bucket` and `BucketV2`. The
 * replica of a key counts as a key, since it does a key's work in its region.
 */
export function kindOf(type: string): string {
  const [, module, kind] = /^aws:([a-z0-9]+)\/\w+:(\w+)$/.exec(type) ?? [];
  if (module === undefined || kind === undefined) return type;
  const name = kind.replace(/V2$/, "").replace(/^Replica(?=Key$|ExternalKey$)/, "");
  return `aws:${modules[module] ?? module}:${name}`;
}

/**
 * What is left of a name when everything that says the region is taken out: `payments-us-east-2-primary-db` and
 * `payments-usw2-secondary-db` are both `payments-db`.
 *
 * @param words more words that only say the region, such as the part of the stack's name that its peer does not have
 */
export function roleName(name: string, words: ReadonlySet<string> = new Set()): string {
  const spaced = name.replace(/([\p{Ll}\d])(?=\p{Lu})/gu, "$1-").toLowerCase();
  return spaced
    .replace(longRegion, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "" && !roleWords.has(part) && !words.has(part) && !shortRegion.test(part))
    .join("-");
}

/**
 * Words of stack names that tell the stacks apart: `ohio` and `oregon` of `prod-ohio` and `prod-oregon`. One stack
 * alone has none.
 */
export function wordsApart(stacks: readonly string[]): Set<string> {
  const words = stacks.map((stack) => new Set(stack.toLowerCase().split(/[^\p{L}\p{N}]+/u)));
  const all = new Set(words.flatMap((some) => [...some]));
  return new Set([...all].filter((word) => word !== "" && !words.every((some) => some.has(word))));
}
