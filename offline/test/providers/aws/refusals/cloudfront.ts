import type { ValueMap } from "../../../../providers/core/values/value";
import type { Cloud } from "../../support";
import { behavior, types } from "../fixtures";
import { type Case, describeRefusals } from "./kit";
import { acl, certificateIn, edge, ownership, viewer } from "./world";

const everyMethod = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

const forwarding: ValueMap = {
  ...behavior("a", ["GET", "HEAD"]),
  forwardedValues: { queryString: false, cookies: { forward: "none" } },
};

const cachePolicy = (cloud: Cloud, maxTtl: number, headerBehavior: string, changes: ValueMap = {}) =>
  cloud.create("aws:cloudfront/cachePolicy:CachePolicy", `policy-${maxTtl}`, {
    minTtl: 0,
    defaultTtl: 0,
    maxTtl,
    parametersInCacheKeyAndForwardedToOrigin: {
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior, headers: { items: ["Origin"] } },
      queryStringsConfig: { queryStringBehavior: "none" },
      ...changes,
    },
  });

const atEdge = (cloud: Cloud, lambdaArn: string) =>
  edge(cloud, {
    defaultCacheBehavior: {
      ...behavior("a", ["GET", "HEAD"]),
      lambdaFunctionAssociations: [{ eventType: "origin-request", lambdaArn }],
    },
  });

const lambdaAtEdge = (cloud: Cloud, changes: ValueMap) =>
  cloud.create("aws:lambda/function:Function", "f", {
    region: "us-east-1",
    role: "arn:aws:iam::123456789012:role/r",
    s3Bucket: "code",
    s3Key: "f.zip",
    ...changes,
  });

const distributionOrigins: ValueMap[] = [
  { originId: "a", domainName: "a.example.com" },
  { originId: "b", domainName: "b.example.com" },
];

const throughVpc = (vpcOriginId: string): ValueMap => ({
  originId: "vpc",
  domainName: "lb.example.com",
  vpcOriginConfig: { vpcOriginId },
});

const vpcOriginInputs: ValueMap = {
  vpcOriginEndpointConfig: {
    name: "api",
    arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/api/0123456789abcdef",
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy: "https-only",
    originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
  },
};

const vpcOrigin = (cloud: Cloud) =>
  cloud.create("aws:cloudfront/vpcOrigin:VpcOrigin", "origin", vpcOriginInputs);

const visibility: ValueMap = {
  cloudwatchMetricsEnabled: true,
  metricName: "m",
  sampledRequestsEnabled: true,
};

const aclWithRules = (cloud: Cloud, priorities: number[]) =>
  cloud.create(types.webAcl, "acl", {
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    visibilityConfig: visibility,
    rules: priorities.map((priority, index) => ({
      name: `rule-${index}`,
      priority,
      action: { block: {} },
      statement: { geoMatchStatement: { countryCodes: ["KP"] } },
      visibilityConfig: visibility,
    })),
  });

const aclLogs = (cloud: Cloud, destination: string) =>
  cloud.create("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "logs", {
    resourceArn:
      "arn:aws:wafv2:us-east-1:123456789012:global/webacl/edge/11111111-2222-4333-a444-555555555555",
    logDestinationConfigs: [destination],
  });

const cases: Case[] = [
  {
    refusal: "cloudfront-origin-group-write-methods",
    code: "InvalidArgument",
    mistake: (cloud) => edge(cloud, { defaultCacheBehavior: behavior("pair", everyMethod) }),
    twin: (cloud) => edge(cloud, { defaultCacheBehavior: behavior("pair", ["GET", "HEAD", "OPTIONS"]) }),
  },
  {
    refusal: "cloudfront-unknown-target-origin",
    code: "NoSuchOrigin",
    mistake: (cloud) =>
      edge(cloud, { orderedCacheBehaviors: [{ ...behavior("c", ["GET", "HEAD"]), pathPattern: "/x" }] }),
    twin: (cloud) =>
      edge(cloud, { orderedCacheBehaviors: [{ ...behavior("b", ["GET", "HEAD"]), pathPattern: "/x" }] }),
  },
  {
    refusal: "cloudfront-origin-group-members",
    code: "InvalidArgument",
    mistake: (cloud) =>
      edge(cloud, {
        originGroups: [
          { originId: "pair", failoverCriteria: { statusCodes: [500] }, members: [{ originId: "a" }] },
        ],
      }),
    twin: (cloud) => edge(cloud, {}),
    tellsFromShape: "one member is too few, whichever it is",
  },
  {
    refusal: "cloudfront-certificate-region",
    code: "InvalidViewerCertificate",
    mistake: (cloud) => edge(cloud, viewer(certificateIn(cloud, "eu-west-1").outputs.arn)),
    twin: (cloud) => edge(cloud, viewer(certificateIn(cloud, "us-east-1").outputs.arn)),
  },
  {
    refusal: "cloudfront-web-acl-region",
    code: "InvalidWebACLId",
    mistake: (cloud) => edge(cloud, { webAclId: acl(cloud, "REGIONAL", "us-east-1") }),
    twin: (cloud) => edge(cloud, { webAclId: acl(cloud, "CLOUDFRONT", "us-east-1") }),
  },
  {
    refusal: "cloudfront-alias-not-covered",
    code: "InvalidViewerCertificate",
    mistake: (cloud) =>
      edge(cloud, {
        aliases: ["a.b.example.com"],
        ...viewer(certificateIn(cloud, "us-east-1", ["example.com", "*.example.com"]).id),
      }),
    twin: (cloud) =>
      edge(cloud, {
        aliases: ["example.com", "pay.example.com"],
        ...viewer(certificateIn(cloud, "us-east-1", ["example.com", "*.example.com"]).id),
      }),
  },

  {
    refusal: "cloudfront-method-set",
    code: "InvalidArgument",
    mistake: (cloud) => edge(cloud, { defaultCacheBehavior: behavior("a", ["GET", "HEAD", "POST"]) }),
    twin: (cloud) => edge(cloud, { defaultCacheBehavior: behavior("a", ["HEAD", "OPTIONS", "GET"]) }),
  },
  {
    refusal: "cloudfront-method-set",
    code: "InvalidArgument",
    mistake: (cloud) =>
      edge(cloud, {
        defaultCacheBehavior: { ...behavior("a", ["GET", "HEAD"]), cachedMethods: ["GET"] },
      }),
    twin: (cloud) =>
      edge(cloud, {
        defaultCacheBehavior: {
          ...behavior("a", ["GET", "HEAD", "OPTIONS"]),
          cachedMethods: ["GET", "HEAD", "OPTIONS"],
        },
      }),
  },
  {
    refusal: "cloudfront-forwarded-values",
    code: "InvalidArgument",
    mistake: (cloud) => edge(cloud, { defaultCacheBehavior: { ...forwarding, cachePolicyId: "658327ea" } }),
    twin: (cloud) => {
      edge(cloud, { defaultCacheBehavior: forwarding });
      edge(cloud, {
        defaultCacheBehavior: { ...behavior("a", ["GET", "HEAD"]), cachePolicyId: "658327ea" },
      });
    },
  },
  {
    refusal: "cloudfront-cache-key-without-caching",
    code: "InvalidArgument",
    mistake: (cloud) => cachePolicy(cloud, 0, "whitelist"),
    twin: (cloud) => {
      cachePolicy(cloud, 0, "none");
      cachePolicy(cloud, 1, "whitelist");
    },
  },
  {
    refusal: "cloudfront-cache-key-without-caching",
    code: "InvalidArgument",
    mistake: (cloud) => cachePolicy(cloud, 0, "none", { enableAcceptEncodingGzip: true }),
    twin: (cloud) => cachePolicy(cloud, 60, "none", { enableAcceptEncodingGzip: true }),
  },
  {
    refusal: "cloudfront-lambda-version",
    code: "InvalidLambdaFunctionAssociation",
    mistake: (cloud) => atEdge(cloud, "arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST"),
    twin: (cloud) => atEdge(cloud, "arn:aws:lambda:us-east-1:123456789012:function:f:7"),
  },
  {
    refusal: "cloudfront-lambda-region",
    code: "InvalidLambdaFunctionAssociation",
    mistake: (cloud) => atEdge(cloud, "arn:aws:lambda:eu-west-1:123456789012:function:f:7"),
    twin: (cloud) => atEdge(cloud, "arn:aws:lambda:us-east-1:123456789012:function:f:7"),
  },
  {
    refusal: "cloudfront-lambda-settings",
    code: "InvalidLambdaFunctionAssociation",
    mistake: (cloud) => {
      const made = lambdaAtEdge(cloud, { environment: { variables: { STAGE: "prod" } } });
      atEdge(cloud, `${String(made.outputs.arn)}:1`);
    },
    twin: (cloud) => atEdge(cloud, `${String(lambdaAtEdge(cloud, {}).outputs.arn)}:1`),
  },
  {
    refusal: "cloudfront-log-bucket-acl",
    code: "InvalidArgument",
    mistake: (cloud) => {
      cloud.create(types.bucket, "logs", { bucket: "logs" });
      edge(cloud, { loggingConfig: { bucket: "logs.s3.amazonaws.com" } });
    },
    twin: (cloud) => {
      cloud.create(types.bucket, "logs", { bucket: "logs" });
      ownership(cloud, "logs", "BucketOwnerPreferred");
      edge(cloud, { loggingConfig: { bucket: "logs.s3.eu-west-1.amazonaws.com" } });
      edge(cloud, { loggingConfig: { bucket: "somebody-elses.s3.amazonaws.com" } });
    },
  },
  {
    refusal: "cloudfront-vpc-origin-attached",
    code: "CannotUpdateEntityWhileInUse",
    mistake: (cloud) => {
      const made = vpcOrigin(cloud);
      edge(cloud, { origins: [...distributionOrigins, throughVpc(made.id)] });
      cloud.update(made, { ...vpcOriginInputs, tags: { team: "payments" } });
    },
    twin: (cloud) => {
      const made = vpcOrigin(cloud);
      const used = edge(cloud, { origins: [...distributionOrigins, throughVpc(made.id)] });
      cloud.update(made, vpcOriginInputs);
      cloud.delete(used);
      cloud.update(made, { ...vpcOriginInputs, tags: { team: "payments" } });
    },
  },
  {
    refusal: "wafv2-cloudfront-scope-region",
    code: "WAFInvalidParameterException",
    mistake: (cloud) => acl(cloud, "CLOUDFRONT", "eu-west-1"),
    twin: (cloud) => {
      acl(cloud, "CLOUDFRONT", "us-east-1");
      acl(cloud, "REGIONAL", "eu-west-1");
    },
  },
  {
    refusal: "wafv2-rule-priority",
    code: "WAFInvalidParameterException",
    mistake: (cloud) => aclWithRules(cloud, [1, 1]),
    twin: (cloud) => aclWithRules(cloud, [1, 2]),
  },
  {
    refusal: "wafv2-log-destination-name",
    code: "WAFInvalidParameterException",
    mistake: (cloud) => aclLogs(cloud, "arn:aws:logs:us-east-1:123456789012:log-group:waf-logs"),
    twin: (cloud) => {
      aclLogs(cloud, "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-edge");
      aclLogs(cloud, "arn:aws:s3:::aws-waf-logs-edge");
    },
  },
];

describeRefusals("CloudFront", cases);
