import * as cloudfront from "@pulumi/aws/cloudfront";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { DnsValidatedCertificate } from "../dns-validated-certificate";
import { createAccessLogDelivery } from "./access-log";
import {
  type ApiOriginArgs,
  defaults,
  EDGE_REGION,
  type EdgeDistributionArgs,
  OriginKind,
  type SiteOriginArgs,
} from "./args";
import {
  apiBehaviour,
  fileCache,
  type PathBehaviour,
  type Shared,
  siteBehaviour,
  staticPathBehaviours,
  staticPathRequest,
  uncachedErrors,
} from "./behaviours";
import { createPaths } from "./create-paths";
import { createFirewall } from "./firewall";
import { physicalNames } from "./names";
import { apiOrigin, originIds, siteOriginGroup, siteOrigins } from "./origins";
import { removedHeaders, securityHeaders } from "./response-headers";
import { mistakes } from "./validate";

export * from "./args";

type RequestParts = Pick<
  cloudfront.DistributionArgs,
  | "origins"
  | "originGroups"
  | "defaultCacheBehavior"
  | "orderedCacheBehaviors"
  | "defaultRootObject"
  | "customErrorResponses"
>;

type SharedInputs = Shared<pulumi.Input<string>>;

/**
 * A CloudFront distribution for a static site, for an API, or for several of both behind paths, with its certificate, web
 * ACL, security headers, logs and DNS records.
 *
 * CloudFront moves reads to another origin by itself and writes never. So a site has two buckets in an origin group,
 * and an API has one name that Route 53 moves.
 *
 * Cost: requests and transfer; the web ACL's 5 USD and 1 USD for each rule a month, and its requests; 1 USD a month
 * for the key of its log.
 */
export class EdgeDistribution extends pulumi.ComponentResource {
  /** Id of the distribution, for invalidations. */
  readonly distributionId: pulumi.Output<string>;
  /** ARN of the distribution, for the policies of its buckets. */
  readonly distributionArn: pulumi.Output<string>;
  /** CloudFront's own name of the distribution. */
  readonly domainName: pulumi.Output<string>;
  /** ARN of the web ACL, in us-east-1. */
  readonly webAclArn: pulumi.Output<string>;
  /** Name of the web ACL, as its metrics carry it. */
  readonly webAclName: string;

  constructor(name: string, args: EdgeDistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("EdgeDistribution", name, mistakes(args));
    super("tandem:components:EdgeDistribution", name, args, opts);

    const certificateArn = this.certificate(name, args);
    const webAclArn = args.webAcl?.arn ?? createFirewall(name, args, this).arn;
    const headers = this.responseHeaders(name, args);
    const parts = this.requestParts(name, args, {
      responseHeadersPolicyId: headers.id,
      viewerRequestArn: this.viewerRequest(name, args),
      requestLogFunctionArn: args.requestLogFunctionArn,
    });
    const distribution = this.distribution(name, args, { parts, certificateArn, webAclArn });
    createAccessLogDelivery(name, args, distribution.arn, this);
    this.records(name, args, distribution);

    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.domainName = distribution.domainName;
    this.webAclArn = pulumi.output(webAclArn);
    this.webAclName = args.webAcl?.name ?? physicalNames(args.resourceName).webAcl.name;
    this.registerOutputs({
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
      domainName: this.domainName,
      webAclArn: this.webAclArn,
    });
  }

  private certificate(name: string, { aliases, zoneId }: EdgeDistributionArgs): pulumi.Output<string> {
    const [domainName, ...subjectAlternativeNames] = aliases as [string, ...string[]];
    return new DnsValidatedCertificate(
      `${name}-certificate`,
      { region: EDGE_REGION, domainName, subjectAlternativeNames, zoneId },
      { parent: this },
    ).certificateArn;
  }

  private responseHeaders(name: string, args: EdgeDistributionArgs): cloudfront.ResponseHeadersPolicy {
    const { kind } = args.origin;
    return new cloudfront.ResponseHeadersPolicy(
      `${name}-headers`,
      {
        name: physicalNames(args.resourceName).headersPolicy.name,
        comment: `Security headers of ${args.resourceName}`,
        securityHeadersConfig: securityHeaders(
          args.contentSecurityPolicy ?? defaults.contentSecurityPolicy[kind],
          args.hstsIncludeSubdomains ?? defaults.hstsIncludeSubdomains,
        ),
        removeHeadersConfig: { items: removedHeaders(kind) },
      },
      { parent: this },
    );
  }

  private requestParts(name: string, args: EdgeDistributionArgs, shared: SharedInputs): RequestParts {
    const { origin } = args;
    switch (origin.kind) {
      case OriginKind.Site:
        return this.siteParts(name, args, origin, shared);
      case OriginKind.Api:
        return this.apiParts(name, args, origin, shared);
      case OriginKind.Paths:
        return createPaths(name, args, origin, shared, this);
    }
  }

  private siteParts(
    name: string,
    args: EdgeDistributionArgs,
    origin: SiteOriginArgs,
    shared: SharedInputs,
  ): RequestParts {
    return {
      origins: siteOrigins<pulumi.Input<string>>(
        origin.primary.domainName,
        origin.secondary?.domainName,
        origin.originAccessControlId,
      ),
      ...(origin.secondary !== undefined && { originGroups: [siteOriginGroup] }),
      defaultRootObject: "index.html",
      defaultCacheBehavior: siteBehaviour(
        shared,
        this.cachePolicy(name, args),
        origin.secondary === undefined ? originIds.primary : originIds.group,
      ),
    };
  }

  private apiParts(
    name: string,
    args: EdgeDistributionArgs,
    origin: ApiOriginArgs,
    shared: SharedInputs,
  ): RequestParts {
    return {
      origins: [apiOrigin(origin.domainName)],
      defaultCacheBehavior: apiBehaviour(shared),
      orderedCacheBehaviors: this.staticPaths(name, args, origin, shared),
      customErrorResponses: uncachedErrors,
    };
  }

  private staticPaths(
    name: string,
    args: EdgeDistributionArgs,
    { staticPaths = [], secretHeaderName = defaults.secretHeaderName }: ApiOriginArgs,
    shared: SharedInputs,
  ): PathBehaviour<pulumi.Input<string>>[] {
    if (staticPaths.length === 0) return [];
    const requestPolicy = new cloudfront.OriginRequestPolicy(
      `${name}-static-request`,
      {
        name: physicalNames(args.resourceName).originRequestPolicy.name,
        comment: `Static paths of ${args.resourceName}`,
        ...staticPathRequest(secretHeaderName),
      },
      { parent: this },
    );
    return staticPathBehaviours<pulumi.Input<string>>(shared, staticPaths, {
      cachePolicyId: this.cachePolicy(name, args),
      originRequestPolicyId: requestPolicy.id,
    });
  }

  private cachePolicy(name: string, args: EdgeDistributionArgs): pulumi.Input<string> {
    return new cloudfront.CachePolicy(
      `${name}-cache`,
      {
        name: physicalNames(args.resourceName).cachePolicy.name,
        comment: `Files of ${args.resourceName}`,
        ...fileCache,
      },
      { parent: this },
    ).id;
  }

  private viewerRequest(name: string, args: EdgeDistributionArgs): pulumi.Output<string> | undefined {
    const { origin } = args;
    if (origin.kind === OriginKind.Paths || origin.viewerRequestCode === undefined) return undefined;
    return new cloudfront.Function(
      `${name}-viewer-request`,
      {
        name: physicalNames(args.resourceName).viewerRequest.name,
        comment: `Sees the requests of ${args.resourceName} before the cache`,
        runtime: "cloudfront-js-2.0",
        code: origin.viewerRequestCode,
        publish: true,
        ...(origin.kind === OriginKind.Api && { keyValueStoreAssociations: [origin.keyValueStoreArn] }),
      },
      { parent: this },
    ).arn;
  }

  private distribution(
    name: string,
    args: EdgeDistributionArgs,
    needs: { parts: RequestParts; certificateArn: pulumi.Output<string>; webAclArn: pulumi.Input<string> },
  ): cloudfront.Distribution {
    const { geoRestriction } = args;
    return new cloudfront.Distribution(
      `${name}-distribution`,
      {
        ...needs.parts,
        enabled: true,
        comment: args.resourceName,
        aliases: args.aliases,
        webAclId: needs.webAclArn,
        httpVersion: defaults.httpVersion,
        isIpv6Enabled: true,
        priceClass: args.priceClass ?? defaults.priceClass,
        restrictions: {
          geoRestriction: geoRestriction
            ? { restrictionType: geoRestriction.type, locations: geoRestriction.countries }
            : { restrictionType: "none" },
        },
        viewerCertificate: {
          acmCertificateArn: needs.certificateArn,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: defaults.minimumProtocolVersion,
        },
      },
      { parent: this },
    );
  }

  private records(name: string, args: EdgeDistributionArgs, distribution: cloudfront.Distribution): void {
    for (const alias of args.aliases) {
      for (const type of ["A", "AAAA"]) {
        new route53.Record(
          `${name}-${type.toLowerCase()}-${alias}`,
          {
            zoneId: args.zoneId,
            name: alias,
            type,
            aliases: [
              {
                name: distribution.domainName,
                zoneId: distribution.hostedZoneId,
                // CloudFront is not among the targets whose health Route 53 can evaluate.
                evaluateTargetHealth: false,
              },
            ],
          },
          { parent: this },
        );
      }
    }
  }
}
