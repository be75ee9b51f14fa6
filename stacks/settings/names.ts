import { createHash } from "node:crypto";

/** What names are made of. */
export interface NameParts {
  system: string;
  environment: string;
  region: string;
  /** Domain of the system: keeps bucket names apart from those of every other AWS customer. */
  zone: string;
}

/**
 * What the physical names of every system begin with, as pure functions of its settings: every stack can tell the
 * names of the others without asking them. Nothing is ever cut to fit; {@link tooLong} says which would be too long.
 */
export function commonNames({ system, environment, zone }: NameParts) {
  const prefix = `${system}-${environment}`;
  const unique = createHash("sha256").update(zone).digest("hex").slice(0, 8);
  return {
    /** Start of every name: system and environment. */
    prefix,
    /** Alias of a key, without `alias/`. */
    key: (purpose: string) => `${prefix}/${purpose}`,
    /** A bucket's name, which no other AWS customer may have: purpose, region where there is one in each, and domain. */
    bucket: (purpose: string, region?: string) =>
      [prefix, purpose, ...(region === undefined ? [] : [region]), unique].join("-"),
    /** Topic of each region's alarms. */
    topic: `${prefix}-alarms`,
  };
}

/** A name and how many characters AWS takes. */
export interface LimitedName {
  /** What has the name, with its article: `the load balancer's name`. */
  what: string;
  name: string;
  limit: number;
  /** Key that makes it so long. @default environment */
  path?: "dns.zone";
}

/** Names that are longer than AWS takes. */
export function tooLong(names: readonly LimitedName[]): LimitedName[] {
  return names.filter(({ name, limit }) => name.length > limit);
}
