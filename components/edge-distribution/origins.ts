/** Ids of origins and of their group inside one distribution. */
export const originIds = { primary: "primary", secondary: "secondary", group: "site", api: "api" } as const;

/** A bucket as an origin; `T` is a plain string or an output of one. */
export interface BucketOriginShape<T> {
  originId: string;
  domainName: T;
  originAccessControlId: T;
  connectionAttempts: number;
  connectionTimeout: number;
}

/**
 * The buckets of a site. The second is asked after two attempts of three seconds: with CloudFront's default of
 * three times ten a visitor would wait half a minute for each uncached file while the first region is down.
 *
 * @param ids of the two origins, where a distribution has more than these
 */
export function siteOrigins<T>(
  primary: T,
  secondary: T | undefined,
  originAccessControlId: T,
  ids: { primary: string; secondary: string } = originIds,
): BucketOriginShape<T>[] {
  const origin = (originId: string, domainName: T): BucketOriginShape<T> => ({
    originId,
    domainName,
    originAccessControlId,
    connectionAttempts: 2,
    connectionTimeout: 3,
  });
  const first = origin(ids.primary, primary);
  return secondary === undefined ? [first] : [first, origin(ids.secondary, secondary)];
}

/**
 * The group that moves a read to the second bucket. A missing file (404) does not move it: each would be asked for
 * twice, and a file that is missing in the first is missing in its replica.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
 */
export function bucketGroup(ids: { group: string; primary: string; secondary: string }) {
  return {
    originId: ids.group,
    failoverCriteria: { statusCodes: [500, 502, 503, 504] },
    members: [{ originId: ids.primary }, { originId: ids.secondary }],
  };
}

/** The group of a site's two buckets. */
export const siteOriginGroup = bucketGroup(originIds);

/** The API as an origin. */
export interface ApiOriginShape {
  originId: string;
  domainName: string;
  connectionAttempts: number;
  connectionTimeout: number;
  customOriginConfig: {
    httpPort: number;
    httpsPort: number;
    originProtocolPolicy: "https-only";
    originSslProtocols: string[];
    originReadTimeout: number;
    originKeepaliveTimeout: number;
  };
}

/**
 * A name as an origin, such as the one of an API. Idle connections are dropped after five seconds, so that a region which lost its record
 * loses its traffic soon after.
 */
export function apiOrigin(
  domainName: string,
  { originId = originIds.api as string, originReadTimeout = 30 } = {},
): ApiOriginShape {
  return {
    originId,
    domainName,
    connectionAttempts: 2,
    connectionTimeout: 5,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout,
      originKeepaliveTimeout: 5,
    },
  };
}
