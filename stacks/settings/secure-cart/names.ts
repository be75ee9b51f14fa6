import { commonNames, type LimitedName, type NameParts, tooLong } from "../names";

/** Physical names of SecureCart. {@link nameProblems} says which would be too long. */
export function namesOf(parts: NameParts) {
  const common = commonNames(parts);
  const { prefix, bucket } = common;
  const { zone, region } = parts;
  return {
    ...common,
    /** Where customers shop: answers with the region of their country or continent. */
    shopName: zone,
    /** Name that answers with the nearest region. */
    nearestName: `nearest.${zone}`,
    /** Checkout: the accelerator's addresses, or the nearest region. */
    checkoutName: `checkout.${zone}`,
    /** CloudFront: images and scripts. */
    staticName: `static.${zone}`,
    /** Name of the third parties' API that answers with the nearest region. */
    apiName: `api.${zone}`,
    /** Payment gateway inside the networks: answers with the nearest region whose gateway is well. */
    gatewayName: `gateway.${zone}`,
    /** Name of the payment gateway in the networks of its PrivateLink consumers. */
    paymentsName: `payments.${zone}`,
    /** Names of one region alone; Route 53 asks its health there. */
    shopIn: (inRegion: string) => `shop-${inRegion}.${zone}`,
    apiIn: (inRegion: string) => `api-${inRegion}.${zone}`,
    /** Names below the zone that every region's certificate holds. */
    wildcard: `*.${zone}`,
    /** Bucket of product images and scripts. */
    imageBucket: (inRegion: string) => bucket("images", inRegion),
    /** Role that S3 copies images of a region with. */
    imageRole: (inRegion: string) => `${prefix}-images-${inRegion}`,
    edgeLogBucket: bucket("edge-logs"),
    acceleratorLogBucket: bucket("accelerator-logs"),
    balancerLogBucket: bucket("alb-logs", region),
    flowBucket: bucket("flows", region),
    canaryBucket: bucket("canaries"),
    /** Topic of the alarms of the edge, which are in us-east-1: the home region's own where it is that. */
    edgeTopic: (homeRegion: string) => `${prefix}-${homeRegion === "us-east-1" ? "" : "edge-"}alarms`,
    /** Topic of the accelerator's alarms, which are in us-west-2. */
    acceleratorTopic: (homeRegion: string) =>
      `${prefix}-${homeRegion === "us-west-2" ? "" : "accelerator-"}alarms`,
    network: prefix,
    /** Web ACL of what is in a region. */
    firewall: `${prefix}-region`,
    hub: prefix,
    inspection: `${prefix}-inspect`,
    site: `${prefix}-site`,
    loadBalancer: `${prefix}-shop`,
    paymentGateway: `${prefix}-payments`,
    cluster: prefix,
    service: (name: string) => `${prefix}-${name}`,
    database: prefix,
    sessionTable: `${prefix}-sessions`,
    reportTable: `${prefix}-partner-reports`,
    reports: `${prefix}-partner-reports`,
    partnerFunction: `${prefix}-partner-gateway`,
    api: `${prefix}-partners`,
    accelerator: `${prefix}-checkout`,
    responseTeamRole: `${prefix}-shield-response`,
  };
}

/** Physical names of SecureCart. */
export type Names = ReturnType<typeof namesOf>;

/**
 * Names that are longer than AWS takes, with the limit of each.
 *
 * @param regions all regions of the system
 */
export function nameProblems(names: Names, regions: readonly string[]): LimitedName[] {
  return tooLong([
    { what: "the load balancer's name", name: names.loadBalancer, limit: 32 },
    { what: "the payment gateway's name", name: names.paymentGateway, limit: 32 },
    { what: "the inspection's name", name: names.inspection, limit: 32 },
    { what: "the backup vaults' name", name: names.prefix, limit: 36 },
    { what: "the database's identifier", name: names.database, limit: 42 },
    { what: "the partners' function", name: names.partnerFunction, limit: 64 },
    { what: "the edge log bucket's name", name: names.edgeLogBucket, limit: 63 },
    { what: "the accelerator log bucket's name", name: names.acceleratorLogBucket, limit: 63 },
    { what: "the canaries' bucket's name", name: names.canaryBucket, limit: 63 },
    { what: "the flow log's bucket's name", name: `${names.flowBucket}-results`, limit: 63 },
    ...regions.flatMap((region): LimitedName[] => [
      { what: "the image bucket's name", name: names.imageBucket(region), limit: 63 },
      { what: "the images' role", name: names.imageRole(region), limit: 64 },
      // ACM takes 64 characters for a certificate's first name.
      { what: "the region's own name", name: names.shopIn(region), limit: 64, path: "dns.zone" },
    ]),
  ]);
}
