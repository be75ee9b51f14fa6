const fs = require("node:fs");
const path = require("node:path");
const acm = require("@pulumi/aws/acm");
const aws = require("@pulumi/aws/provider");
const cloudfront = require("@pulumi/aws/cloudfront");
const iam = require("@pulumi/aws/iam");
const route53 = require("@pulumi/aws/route53");
const s3 = require("@pulumi/aws/s3");
const pulumi = require("@pulumi/pulumi");

const domain = "www.example.com";

// The files.
const bucket = new s3.Bucket("site", { forceDestroy: true });
const access = new s3.BucketPublicAccessBlock("site", {
  bucket: bucket.id,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});
for (const file of fs.readdirSync(path.join(__dirname, "www"))) {
  new s3.BucketObjectv2(file, {
    bucket: bucket.id,
    key: file,
    source: new pulumi.asset.FileAsset(path.join(__dirname, "www", file)),
    contentType: "text/html",
  });
}

// CloudFront takes certificates of us-east-1 only.
const virginia = new aws.Provider("virginia", { region: "us-east-1" });
const zone = new route53.Zone("zone", { name: "example.com" });
const certificate = new acm.Certificate(
  "certificate",
  { domainName: domain, validationMethod: "DNS" },
  { provider: virginia },
);
const proof = certificate.domainValidationOptions[0];
const proofRecord = new route53.Record("proof", {
  zoneId: zone.zoneId,
  name: proof.resourceRecordName,
  type: proof.resourceRecordType,
  records: [proof.resourceRecordValue],
  ttl: 600,
});
const validation = new acm.CertificateValidation(
  "validation",
  { certificateArn: certificate.arn, validationRecordFqdns: [proofRecord.fqdn] },
  { provider: virginia },
);

const control = new cloudfront.OriginAccessControl("control", {
  originAccessControlOriginType: "s3",
  signingBehavior: "always",
  signingProtocol: "sigv4",
});
const cdn = new cloudfront.Distribution("cdn", {
  enabled: true,
  aliases: [domain],
  defaultRootObject: "index.html",
  priceClass: "PriceClass_100",
  origins: [
    { originId: "site", domainName: bucket.bucketRegionalDomainName, originAccessControlId: control.id },
  ],
  defaultCacheBehavior: {
    targetOriginId: "site",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  },
  customErrorResponses: [{ errorCode: 403, responseCode: 404, responsePagePath: "/404.html" }],
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: {
    acmCertificateArn: validation.certificateArn,
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2021",
  },
});

const readable = iam.getPolicyDocumentOutput({
  statements: [
    {
      principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
      actions: ["s3:GetObject"],
      resources: [pulumi.interpolate`${bucket.arn}/*`],
      conditions: [{ test: "StringEquals", variable: "AWS:SourceArn", values: [cdn.arn] }],
    },
  ],
});
new s3.BucketPolicy("site", { bucket: bucket.id, policy: readable.json }, { dependsOn: access });

new route53.Record("www", {
  zoneId: zone.zoneId,
  name: domain,
  type: "A",
  aliases: [{ name: cdn.domainName, zoneId: cdn.hostedZoneId, evaluateTargetHealth: false }],
});

exports.url = `https://${domain}`;
exports.cdn = cdn.domainName;
