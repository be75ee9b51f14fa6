import { commonNames, type LimitedName, type NameParts, tooLong } from "../names";

/** Physical names of the payment hub. {@link nameProblems} says which would be too long. */
export function namesOf(parts: NameParts) {
  const common = commonNames(parts);
  const { prefix, bucket } = common;
  return {
    ...common,
    cluster: prefix,
    loadBalancer: `${prefix}-api`,
    targetGroup: `${prefix}-api`,
    globalDatabase: prefix,
    database: `${prefix}-${parts.region}`,
    /** Identifier of another region's member of the global database. */
    databaseIn: (region: string) => `${prefix}-${region}`,
    databaseSecret: `${prefix}/database/administrator`,
    databaseRotation: `${prefix}-database-rotation`,
    originSecret: `${prefix}/edge/origin-header`,
    /** Key value store of the origin's header, and start of its function's name. */
    originHeader: `${prefix}-origin-header`,
    edgeRequestLog: `${prefix}-edge-requests`,
    siteBucket: (region: string) => bucket("site", region),
    accessLogBucket: bucket("edge-logs"),
    canaryBucket: bucket("canaries"),
    /** Topic of the alarms of the edge, which are in us-east-1: the home region's own where it is that. */
    edgeTopic: (homeRegion: string) => `${prefix}-${homeRegion === "us-east-1" ? "" : "edge-"}alarms`,
    siteName: parts.zone,
    siteAliases: [parts.zone, `www.${parts.zone}`],
    apiName: `api.${parts.zone}`,
    /** Name of the Region switch plan between home and a failover region. */
    switchPlan: (failoverRegion: string) => `${prefix}-${failoverRegion}`,
    fenceFunction: `${prefix}-fence`,
    verifyFunction: `${prefix}-verify`,
    impairedAlarm: `${prefix}-impaired`,
    /**
     * Where the payment API runs in each cluster: its namespace, its Deployment and its HorizontalPodAutoscaler, its
     * service account, and the PostgreSQL role that it logs in as.
     */
    workload: {
      namespace: "payments",
      deployment: "payment-api",
      serviceAccount: "payment-api",
      databaseUser: "payment_api",
    },
    /**
     * The name that CloudFront asks for payments is number 0; Route 53 answers it with the home region, or with the
     * next name of the chain: number n is that of failover region n.
     */
    apiOrigin: (order: number) => `api-origin${order === 0 ? "" : `-${order}`}.${parts.zone}`,
  };
}

/** Physical names of the payment hub. */
export type Names = ReturnType<typeof namesOf>;

/**
 * Names that are longer than AWS takes, with the limit of each.
 *
 * @param regions all regions of the system
 * @param failoverRegions those of the failover stacks
 */
export function nameProblems(
  names: Names,
  regions: readonly string[],
  failoverRegions: readonly string[],
): LimitedName[] {
  return tooLong([
    { what: "the load balancer's name", name: names.loadBalancer, limit: 32 },
    { what: "the target group's name", name: names.targetGroup, limit: 32 },
    // 63 characters, less "-15" for the last instance and "-final" for the last snapshot.
    { what: "the database cluster's identifier", name: names.database, limit: 57 },
    { what: "the origin header's function", name: `${names.originHeader}-rotation`, limit: 64 },
    { what: "the edge request log's function", name: names.edgeRequestLog, limit: 64 },
    { what: "the access log bucket's name", name: names.accessLogBucket, limit: 63 },
    ...regions.map((region) => ({
      what: "the site bucket's name",
      name: names.siteBucket(region),
      limit: 63,
    })),
    ...failoverRegions.map((region) => ({
      what: "the Region switch plan's name",
      name: names.switchPlan(region),
      limit: 32,
    })),
    {
      what: "the name of the function that rotates the database's password",
      name: names.databaseRotation,
      limit: 64,
    },
    { what: "the canaries' bucket's name", name: names.canaryBucket, limit: 63 },
    // ACM takes 64 characters for a certificate's first name.
    { what: "the origin's name", name: names.apiOrigin(0), limit: 64, path: "dns.zone" },
  ]);
}
