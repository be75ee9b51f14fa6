import { commonNames, type LimitedName, type NameParts, tooLong } from "../names";

/** Physical names of the storefront. {@link nameProblems} says which would be too long. */
export function namesOf(parts: NameParts) {
  const common = commonNames(parts);
  const { prefix, bucket } = common;
  const { zone, region } = parts;
  return {
    ...common,
    /** Where customers shop: answers with the first region whose proxies are healthy. */
    shopName: zone,
    /** Name that answers with a healthy proxy of one region. */
    proxiesIn: (inRegion: string) => `proxies-${inRegion}.${zone}`,
    /** Name of the load balancer inside a region's network; nobody outside reaches the addresses there. */
    insideIn: (inRegion: string) => `inside-${inRegion}.${zone}`,
    proxy: (which: string) => `${prefix}-proxy-${which}`,
    proxyLog: (which: string) => `/${prefix}/proxy-${which}`,
    ui: `${prefix}-ui`,
    uiLog: `/${prefix}/ui`,
    loadBalancer: `${prefix}-inside`,
    cluster: prefix,
    /** Service and task family; the consumer of orders is one, too. */
    service: (name: string) => `${prefix}-${name}`,
    /** Start of the names of a service's roles, which the pipeline of another environment names. */
    serviceRoles: (name: string, inRegion: string) => `${prefix}-${inRegion}-${name}`,
    orders: `${prefix}-orders`,
    database: prefix,
    cache: prefix,
    mediaBucket: (inRegion: string) => bucket("media", inRegion),
    /** Role that S3 copies media with. */
    mediaRole: (inRegion: string) => `${prefix}-media-${inRegion}`,
    balancerLogBucket: bucket("alb-logs", region),
    artifactBucket: bucket("pipeline"),
    extractBucket: bucket("extract", region),
    canaryBucket: bucket("canaries"),
    /** Topic of the alarms of names, which are in us-east-1: the home region's own where it is that. */
    edgeTopic: (homeRegion: string) => `${prefix}-${homeRegion === "us-east-1" ? "" : "edge-"}alarms`,
    registry: prefix,
    pipeline: prefix,
    automation: (name: string) => `${prefix}-${name}`,
    extract: `${prefix}-extract`,
  };
}

/** Physical names of the storefront. */
export type Names = ReturnType<typeof namesOf>;

/**
 * Names that are longer than AWS takes, with the limit of each.
 *
 * @param services names of all services, with that of the consumer
 */
export function nameProblems(
  names: Names,
  regions: readonly string[],
  services: readonly string[],
): LimitedName[] {
  return tooLong([
    { what: "the load balancer's name", name: names.loadBalancer, limit: 32 },
    { what: "the cache's identifier", name: names.cache, limit: 28 },
    { what: "the database's identifier", name: names.database, limit: 42 },
    { what: "the start of the names of backups", name: names.prefix, limit: 36 },
    { what: "the load balancer's log bucket's name", name: names.balancerLogBucket, limit: 63 },
    { what: "the canaries' bucket's name", name: names.canaryBucket, limit: 63 },
    { what: "the function that cleans images up", name: names.automation("stale-image-cleanup"), limit: 64 },
    ...regions.flatMap((region): LimitedName[] => [
      { what: "the media bucket's name", name: names.mediaBucket(region), limit: 63 },
      { what: "the artifact bucket's name", name: `${names.artifactBucket}-${region}`, limit: 63 },
      { what: "the role that copies media", name: names.mediaRole(region), limit: 64 },
      // ACM takes 64 characters for a certificate's first name.
      { what: "the name inside the network", name: names.insideIn(region), limit: 64, path: "dns.zone" },
      ...services.map((service) => ({
        what: `the role that starts ${service}`,
        name: `${names.serviceRoles(service, region)}-execution`,
        limit: 64,
      })),
    ]),
  ]);
}
