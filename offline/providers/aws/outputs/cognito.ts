import { list, text } from "../../core/values/read";
import { isMap, type Value } from "../../core/values/value";
import { type Birth, pretendTime } from "../birth";
import { idFrom, type OutputTable } from "./table";

const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
const MIXED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Cognito user pools. A pool's id starts with its region, which is how a token's issuer tells where its keys are. */
export const cognito: OutputTable = {
  "aws:cognito/userPool:UserPool": {
    id: (birth) => `${birth.region}_${birth.text(9, MIXED, "pool")}`,
    outputs: (birth, id) => ({
      arn: birth.arn("cognito-idp", `userpool/${id}`),
      name: birth.named("name"),
      endpoint: `cognito-idp.${birth.region}.${birth.dnsSuffix}/${id}`,
      creationDate: pretendTime,
      lastModifiedDate: pretendTime,
      estimatedNumberOfUsers: 0,
      ...{ customDomain: "", domain: "" },
    }),
  },
  "aws:cognito/userPoolClient:UserPoolClient": {
    id: (birth) => birth.text(26, LOWER, "client"),
    outputs: (birth) => ({
      name: birth.named("name"),
      clientSecret: birth.inputs.generateSecret === true ? birth.text(51, LOWER, "client secret") : "",
    }),
  },
  "aws:cognito/userPoolDomain:UserPoolDomain": {
    id: idFrom("", "domain"),
    outputs: (birth) => {
      const distribution = `${birth.text(13, LOWER, "distribution")}.cloudfront.net`;
      return {
        awsAccountId: birth.accountId,
        cloudfrontDistribution: distribution,
        cloudfrontDistributionArn: distribution,
        // That of all distributions.
        cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2",
        s3Bucket: `aws-cognito-prod-${birth.region}-assets`,
        version: birth.hex(14, "version"),
      };
    },
  },
  "aws:cognito/resourceServer:ResourceServer": {
    id: idFrom("|", "userPoolId", "identifier"),
    outputs: (birth) => ({ scopeIdentifiers: scopeIdentifiers(birth) }),
  },
  "aws:cognito/identityProvider:IdentityProvider": { id: idFrom(":", "userPoolId", "providerName") },
  "aws:cognito/riskConfiguration:RiskConfiguration": { id: idFrom(":", "userPoolId", "clientId") },
  "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration": { id: idFrom("", "userPoolId") },
  "aws:cognito/managedLoginBranding:ManagedLoginBranding": {
    id: (birth) => `${text(birth.inputs, "userPoolId") ?? ""},${birth.uuid("branding")}`,
    outputs: (birth) => ({
      managedLoginBrandingId: birth.uuid("branding"),
      settingsAll: text(birth.inputs, "settings") ?? "{}",
    }),
  },
};

function scopeIdentifiers(birth: Birth): Value[] {
  const server = text(birth.inputs, "identifier") ?? "";
  return list(birth.inputs, "scopes").flatMap((scope) =>
    isMap(scope) ? [`${server}/${text(scope, "scopeName") ?? ""}`] : [],
  );
}
