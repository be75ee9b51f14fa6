import { commonNames, type LimitedName, type NameParts, tooLong } from "../names";

/** Physical names of the request-response flow. {@link nameProblems} says which would be too long. */
export function namesOf(parts: NameParts) {
  const common = commonNames(parts);
  const { prefix, bucket } = common;
  const { zone, region } = parts;
  return {
    ...common,
    siteName: zone,
    siteAliases: [zone, `www.${zone}`],
    /** Name that answers with the nearest region. */
    apiName: `nearest.api.${zone}`,
    /** Name that answers with the region of the caller's country or continent. */
    localName: `local.api.${zone}`,
    /** Name of one region's API alone; Route 53 asks its health there. */
    regionName: (inRegion: string) => `${inRegion}.api.${zone}`,
    /** Names that each region's API answers to; not those of the zone itself, whose certificate is the edge's. */
    apiWildcard: `*.api.${zone}`,
    /** Name of the load balancer inside the network; nobody outside finds an address there. */
    innerName: `inside-${region}.api.${zone}`,
    siteBucket: (inRegion: string) => bucket("site", inRegion),
    accessLogBucket: bucket("edge-logs"),
    balancerLogBucket: bucket("alb-logs", region),
    uploadBucket: (inRegion: string) => bucket("uploads", inRegion),
    /** Start of the pipeline's bucket's name; its region follows. */
    artifactBucket: bucket("pipeline"),
    canaryBucket: bucket("canaries"),
    /** Topic of the alarms of the edge, which are in us-east-1: the home region's own where it is that. */
    edgeTopic: (homeRegion: string) => `${prefix}-${homeRegion === "us-east-1" ? "" : "edge-"}alarms`,
    api: prefix,
    userPool: prefix,
    /** Start of the domain of the sign-in page, which no other AWS customer may have in the region. */
    signInDomain: bucket("sign-in"),
    orderFunction: `${prefix}-orders`,
    uploadFunction: `${prefix}-uploads`,
    authorizerFunction: `${prefix}-authorizer`,
    workerFunction: `${prefix}-order-worker`,
    table: `${prefix}-orders`,
    accelerator: `rr-${parts.environment}`,
    globalDatabase: prefix,
    /** Identifier of a region's member or replica. */
    databaseIn: (inRegion: string) => `${prefix}-${inRegion}`,
    databaseSecret: `${prefix}/database/administrator`,
    databaseRotation: `${prefix}-database-rotation`,
    /** Secret with the API key of a client. */
    consumerSecret: (consumer: string) => `${prefix}/consumers/${consumer}`,
    cache: prefix,
    cluster: prefix,
    catalog: `${prefix}-catalog`,
    loadBalancer: `${prefix}-inside`,
    firewall: prefix,
    fleet: `${prefix}-reports`,
    fleetLog: `/${prefix}/reports`,
    orders: `${prefix}-orders`,
    registry: prefix,
    pipeline: prefix,
  };
}

/** Physical names of the request-response flow. */
export type Names = ReturnType<typeof namesOf>;

/**
 * Names that are longer than AWS takes, with the limit of each.
 *
 * @param regions all regions of the system
 */
export function nameProblems(names: Names, regions: readonly string[]): LimitedName[] {
  return tooLong([
    { what: "the load balancer's name", name: names.loadBalancer, limit: 32 },
    { what: "the access log bucket's name", name: names.accessLogBucket, limit: 63 },
    { what: "the canaries' bucket's name", name: names.canaryBucket, limit: 63 },
    { what: "the start of the sign-in page's domain", name: names.signInDomain, limit: 63 },
    {
      what: "the name of the function that rotates the database's password",
      name: names.databaseRotation,
      limit: 64,
    },
    { what: "the consumer's function", name: names.workerFunction, limit: 64 },
    { what: "the cache's identifier", name: names.cache, limit: 40 },
    { what: "the accelerator's name", name: names.accelerator, limit: 20 },
    ...regions.flatMap((region): LimitedName[] => [
      { what: "the site bucket's name", name: names.siteBucket(region), limit: 63 },
      { what: "the upload bucket's name", name: names.uploadBucket(region), limit: 63 },
      { what: "the pipeline's bucket's name", name: `${names.artifactBucket}-${region}`, limit: 63 },
      { what: "the database's identifier", name: names.databaseIn(region), limit: 42 },
      // ACM takes 64 characters for a certificate's first name.
      { what: "the region's own name", name: names.regionName(region), limit: 64, path: "dns.zone" },
    ]),
  ]);
}
