import { isMap } from "../../../providers/core/values/value";
import {
  capital,
  capitalised,
  fields,
  items,
  object,
  renamed,
  type Shape,
  type TypeShapes,
  values,
} from "./shape";

const ROOT = "DistributionConfig";

/** CloudFormation writes the lists of an origin group as a list and its length. */
const originGroups: Shape = (writer, value, path) => {
  const groups = items(value, path);
  for (const [index, { item, path: at }] of groups.entries()) {
    const to = `${ROOT}.OriginGroups.Items[${index}]`;
    fields(writer, item, at, { originId: renamed(`${to}.Id`) });
    const codes = values(
      (item.failoverCriteria as typeof item | undefined)?.statusCodes,
      `${at}.failoverCriteria.statusCodes`,
    );
    for (const [position, code] of codes.entries())
      writer.put(`${to}.FailoverCriteria.StatusCodes.Items[${position}]`, code.value, code.path);
    writer.write(
      `${to}.FailoverCriteria.StatusCodes.Quantity`,
      codes.length,
      `${at}.failoverCriteria.statusCodes`,
    );
    const members = items(item.members, `${at}.members`);
    for (const [position, member] of members.entries())
      fields(writer, member.item, member.path, {
        originId: renamed(`${to}.Members.Items[${position}].OriginId`),
      });
    writer.write(`${to}.Members.Quantity`, members.length, `${at}.members`);
  }
  if (groups.length > 0) writer.write(`${ROOT}.OriginGroups.Quantity`, groups.length, path);
};

const origins: Shape = (writer, value, path) => {
  for (const [index, { item, path: at }] of items(value, path).entries()) {
    const to = `${ROOT}.Origins[${index}]`;
    fields(writer, item, at, {
      originId: renamed(`${to}.Id`),
      domainName: renamed(`${to}.DomainName`),
      originPath: renamed(`${to}.OriginPath`),
      originAccessControlId: renamed(`${to}.OriginAccessControlId`),
      connectionAttempts: renamed(`${to}.ConnectionAttempts`),
      connectionTimeout: renamed(`${to}.ConnectionTimeout`),
      responseCompletionTimeout: renamed(`${to}.ResponseCompletionTimeout`),
      originShield: (inner, shield, shieldPath) => {
        for (const one of items(shield, shieldPath))
          fields(inner, one.item, one.path, {
            enabled: renamed(`${to}.OriginShield.Enabled`),
            originShieldRegion: renamed(`${to}.OriginShield.OriginShieldRegion`),
          });
      },
      customHeaders: (inner, headers, headersPath) => {
        for (const [position, one] of items(headers, headersPath).entries())
          fields(inner, one.item, one.path, {
            name: renamed(`${to}.OriginCustomHeaders[${position}].HeaderName`),
            value: renamed(`${to}.OriginCustomHeaders[${position}].HeaderValue`),
          });
      },
      customOriginConfig: (inner, config, configPath) => {
        for (const one of items(config, configPath))
          fields(inner, one.item, one.path, {
            httpPort: renamed(`${to}.CustomOriginConfig.HTTPPort`),
            httpsPort: renamed(`${to}.CustomOriginConfig.HTTPSPort`),
            originProtocolPolicy: renamed(`${to}.CustomOriginConfig.OriginProtocolPolicy`),
            originSslProtocols: renamed(`${to}.CustomOriginConfig.OriginSSLProtocols`),
            originReadTimeout: renamed(`${to}.CustomOriginConfig.OriginReadTimeout`),
            originKeepaliveTimeout: renamed(`${to}.CustomOriginConfig.OriginKeepaliveTimeout`),
          });
      },
      s3OriginConfig: (inner, config, configPath) => {
        for (const one of items(config, configPath))
          fields(inner, one.item, one.path, {
            originAccessIdentity: renamed(`${to}.S3OriginConfig.OriginAccessIdentity`),
          });
      },
      vpcOriginConfig: capitalised(`${to}.VpcOriginConfig`),
    });
    // An origin with an access control is a bucket; CloudFormation wants that said with an empty object.
    if (
      item.originAccessControlId &&
      item.customOriginConfig === undefined &&
      item.s3OriginConfig === undefined
    )
      writer.write(`${to}.S3OriginConfig`, { OriginAccessIdentity: "" }, at);
  }
};

/** What a rule does: an object of one key, which may be empty and says all by its name. */
function action(place: string): Shape {
  return (writer, value, path) => {
    if (!isMap(value)) return;
    for (const [name, settings] of Object.entries(value)) {
      if (settings === null || settings === undefined) continue;
      const to = `${place}.${capital(name)}`;
      if (isMap(settings) && Object.keys(settings).length === 0) writer.write(to, {}, `${path}.${name}`);
      else capitalised(to)(writer, settings, `${path}.${name}`);
    }
  };
}

const firewallRules: Shape = (writer, value, path) => {
  for (const [index, { item, path: at }] of items(value, path).entries()) {
    const { action: own, overrideAction, ...others } = item;
    for (const [key, inner] of Object.entries(others))
      if (inner !== null) writer.mapped(`${at}.${key}`, inner);
    fields(writer, { action: own ?? null, overrideAction: overrideAction ?? null }, at, {
      action: action(`Rules[${index}].Action`),
      overrideAction: action(`Rules[${index}].OverrideAction`),
    });
  }
};

const webAcl: TypeShapes = { rules: firewallRules, defaultAction: action("DefaultAction") };

/** Lists of names stand in an object with one key, `items`, in Pulumi. */
function named(place: string): Shape {
  return object({ items: renamed(place) });
}

/** What a cache or origin request policy lets through, three times in one form. */
function requestParts(place: string): TypeShapes {
  return {
    cookiesConfig: object({
      cookieBehavior: renamed(`${place}.CookiesConfig.CookieBehavior`),
      cookies: named(`${place}.CookiesConfig.Cookies`),
    }),
    headersConfig: object({
      headerBehavior: renamed(`${place}.HeadersConfig.HeaderBehavior`),
      headers: named(`${place}.HeadersConfig.Headers`),
    }),
    queryStringsConfig: object({
      queryStringBehavior: renamed(`${place}.QueryStringsConfig.QueryStringBehavior`),
      queryStrings: named(`${place}.QueryStringsConfig.QueryStrings`),
    }),
  };
}

const CACHED = "CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin";

export const edge: Readonly<Record<string, TypeShapes>> = {
  "cloudfront/distribution:Distribution": {
    origins,
    originGroups,
    isIpv6Enabled: renamed(`${ROOT}.IPV6Enabled`),
  },
  "cloudfront/cachePolicy:CachePolicy": {
    parametersInCacheKeyAndForwardedToOrigin: object({
      ...requestParts(CACHED),
      enableAcceptEncodingBrotli: renamed(`${CACHED}.EnableAcceptEncodingBrotli`),
      enableAcceptEncodingGzip: renamed(`${CACHED}.EnableAcceptEncodingGzip`),
    }),
  },
  "cloudfront/originRequestPolicy:OriginRequestPolicy": requestParts("OriginRequestPolicyConfig"),
  "cloudfront/vpcOrigin:VpcOrigin": {
    vpcOriginEndpointConfig: object({
      arn: renamed("VpcOriginEndpointConfig.Arn"),
      name: renamed("VpcOriginEndpointConfig.Name"),
      httpPort: renamed("VpcOriginEndpointConfig.HTTPPort"),
      httpsPort: renamed("VpcOriginEndpointConfig.HTTPSPort"),
      originProtocolPolicy: renamed("VpcOriginEndpointConfig.OriginProtocolPolicy"),
      originSslProtocols: named("VpcOriginEndpointConfig.OriginSSLProtocols"),
    }),
  },
  "wafv2/webAcl:WebAcl": webAcl,
  "wafv2/ruleGroup:RuleGroup": { rules: firewallRules },
};
