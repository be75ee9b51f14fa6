import type { AliasTable } from "./alias-table";

const listOf = (owner: string, name: string): Record<string, string> => {
  const word = name.charAt(0).toUpperCase() + name.slice(1);
  return { [`${owner}.${name}`]: ".", [`${owner}.${name}.items`]: word };
};

/** CloudFront, certificates, APIs, user pools. */
export const edge: AliasTable = {
  "acm/certificate:Certificate": {
    options: ".",
    "options.certificateTransparencyLoggingPreference": "CertificateTransparencyLoggingPreference",
    "options.export": "CertificateExport",
    validationOptions: "DomainValidationOptions",
  },
  "apigateway/basePathMapping:BasePathMapping": { stageName: "Stage", domainNameId: "-private" },
  "apigateway/integration:Integration": {
    timeoutMilliseconds: "TimeoutInMillis",
    httpMethod: "-whole",
    integrationHttpMethod: "IntegrationHttpMethod",
  },
  "apigateway/method:Method": { authorization: "AuthorizationType" },
  "apigateway/restApi:RestApi": { apiKeySource: "ApiKeySourceType", putRestApiMode: "Mode" },
  "apigateway/stage:Stage": { xrayTracingEnabled: "TracingEnabled" },
  "apigatewayv2/integration:Integration": { timeoutMilliseconds: "TimeoutInMillis" },
  "cloudfront/cachePolicy:CachePolicy": {
    ...listOf("parametersInCacheKeyAndForwardedToOrigin.cookiesConfig", "cookies"),
    ...listOf("parametersInCacheKeyAndForwardedToOrigin.headersConfig", "headers"),
    ...listOf("parametersInCacheKeyAndForwardedToOrigin.queryStringsConfig", "queryStrings"),
  },
  "cloudfront/distribution:Distribution": {
    isIpv6Enabled: "IPV6Enabled",
    orderedCacheBehaviors: "CacheBehaviors",
    originGroups: "OriginGroups.Items",
    "origins.originId": "Id",
    "origins.customHeaders": "OriginCustomHeaders",
    "origins.customHeaders.name": "HeaderName",
    "origins.customHeaders.value": "HeaderValue",
    "*.lambdaFunctionAssociations.lambdaArn": "LambdaFunctionARN",
    "originGroups.originId": "Id",
    "originGroups.members": "Members.Items",
    "originGroups.failoverCriteria.statusCodes": "StatusCodes.Items",
  },
  "cloudfront/function:Function": {
    comment: "FunctionConfig.Comment",
    runtime: "FunctionConfig.Runtime",
    keyValueStoreAssociations: "FunctionConfig.KeyValueStoreAssociations.KeyValueStoreARN",
    publish: "AutoPublish",
  },
  "cloudfront/originRequestPolicy:OriginRequestPolicy": {
    ...listOf("cookiesConfig", "cookies"),
    ...listOf("headersConfig", "headers"),
    ...listOf("queryStringsConfig", "queryStrings"),
  },
  "cloudfront/vpcOrigin:VpcOrigin": {
    "vpcOriginEndpointConfig.originSslProtocols": ".",
    "vpcOriginEndpointConfig.originSslProtocols.items": "OriginSSLProtocols",
  },
  "cognito/userPool:UserPool": {
    passwordPolicy: "Policies.PasswordPolicy",
    signInPolicy: "Policies.SignInPolicy",
    "emailConfiguration.fromEmailAddress": "From",
  },
  "cognito/userPoolDomain:UserPoolDomain": { certificateArn: "CustomDomainConfig.CertificateArn" },
};
