import { commonNames, type LimitedName, type NameParts, tooLong } from "../names";

/** Physical names of the web application. {@link nameProblems} says which would be too long. */
export function namesOf(parts: NameParts) {
  const common = commonNames(parts);
  const { prefix, bucket } = common;
  const { zone, region } = parts;
  return {
    ...common,
    /** Name of the application, which follows the region that answers. */
    appName: zone,
    /** Names below the zone that each region's load balancer answers to. */
    appWildcard: `*.${zone}`,
    /** Name of one region's load balancer alone; Route 53 asks its health there. */
    regionName: (inRegion: string) => `${inRegion}.${zone}`,
    mediaName: `media.${zone}`,
    mediaBucket: (inRegion: string) => bucket("media", inRegion),
    mediaLogBucket: bucket("media-logs"),
    balancerLogBucket: bucket("alb-logs", region),
    /** Start of the pipeline's bucket's name; its region follows. */
    artifactBucket: bucket("pipeline"),
    canaryBucket: bucket("canaries"),
    /** Topic of the alarms of the edge, which are in us-east-1: the home region's own where it is that. */
    edgeTopic: (homeRegion: string) => `${prefix}-${homeRegion === "us-east-1" ? "" : "edge-"}alarms`,
    cluster: prefix,
    service: `${prefix}-web`,
    loadBalancer: prefix,
    firewall: prefix,
    /** Identifier of a region's Aurora cluster. */
    databaseIn: (inRegion: string) => `${prefix}-${inRegion}`,
    migration: `${prefix}-migration`,
    registry: prefix,
    pipeline: prefix,
  };
}

/** Physical names of the web application. */
export type Names = ReturnType<typeof namesOf>;

/**
 * Names that are longer than AWS takes, with the limit of each.
 *
 * @param regions all regions of the system
 */
export function nameProblems(names: Names, regions: readonly string[]): LimitedName[] {
  return tooLong([
    { what: "the load balancer's name", name: names.loadBalancer, limit: 32 },
    // ACM takes 64 characters for a certificate's first name.
    { what: "the name of the media", name: names.mediaName, limit: 64, path: "dns.zone" },
    { what: "the media log bucket's name", name: names.mediaLogBucket, limit: 63 },
    { what: "the canaries' bucket's name", name: names.canaryBucket, limit: 63 },
    ...regions.flatMap((region): LimitedName[] => [
      { what: "the media bucket's name", name: names.mediaBucket(region), limit: 63 },
      { what: "the pipeline's bucket's name", name: `${names.artifactBucket}-${region}`, limit: 63 },
      { what: "the database's identifier", name: names.databaseIn(region), limit: 42 },
    ]),
  ]);
}
