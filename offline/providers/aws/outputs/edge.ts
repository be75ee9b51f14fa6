import { stableText, upperAndDigits } from "../../core/lifecycle/stable";
import { text } from "../../core/values/read";
import { type Birth, pretendTime } from "../birth";
import { idFrom, type OutputTable, type TypeOutputs } from "./table";

/** The hosted zone of every CloudFront distribution's domain name, for alias records. */
export const cloudFrontZoneId = "Z2FDTNDATAQYW2";
/** China's CloudFront is a separate one with its own zone. */
export const cloudFrontChinaZoneId = "Z3RFFRIM2A3IF5";

/** CloudFront ids: E and 13 letters or digits. */
const edgeId = (birth: Birth): string => `E${birth.text(13, upperAndDigits, "cloudfront id")}`;
const etag = (birth: Birth): string =>
  `E${stableText(13, upperAndDigits, birth.facts.urn, JSON.stringify(birth.inputs))}`;

const policy = (resource: string): TypeOutputs => ({
  id: (birth) => birth.uuid(resource),
  outputs: (birth, id) => ({
    arn: birth.globalArn("cloudfront", `${resource}/${id}`),
    name: birth.named("name"),
    etag: etag(birth),
  }),
});

/** CloudFront and Route 53. */
export const edge: OutputTable = {
  "aws:cloudfront/distribution:Distribution": {
    id: edgeId,
    outputs: (birth, id) => ({
      arn: birth.globalArn("cloudfront", `distribution/${id}`),
      domainName: `d${birth.text(13, "abcdefghijklmnopqrstuvwxyz0123456789", "domain")}.cloudfront.${birth.partition === "aws-cn" ? "cn" : "net"}`,
      hostedZoneId: birth.partition === "aws-cn" ? cloudFrontChinaZoneId : cloudFrontZoneId,
      status: "Deployed",
      etag: etag(birth),
      callerReference: `terraform-${birth.hex(26, "caller")}`,
      lastModifiedTime: pretendTime,
      continuousDeploymentPolicyId: text(birth.inputs, "continuousDeploymentPolicyId") ?? "",
      trustedKeyGroups: [{ enabled: false, items: [] }],
      trustedSigners: [{ enabled: false, items: [] }],
      loggingV1Enabled: birth.inputs.loggingConfig !== undefined,
    }),
  },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    id: edgeId,
    outputs: (birth, id) => ({
      arn: birth.globalArn("cloudfront", `origin-access-control/${id}`),
      name: birth.named("name"),
      etag: etag(birth),
    }),
  },
  "aws:cloudfront/originAccessIdentity:OriginAccessIdentity": {
    id: edgeId,
    outputs: (birth, id) => ({
      iamArn: `arn:${birth.partition}:iam::cloudfront:user/CloudFront Origin Access Identity ${id}`,
      cloudfrontAccessIdentityPath: `origin-access-identity/cloudfront/${id}`,
      s3CanonicalUserId: birth.hex(96, "canonical user"),
      etag: etag(birth),
    }),
  },
  "aws:cloudfront/cachePolicy:CachePolicy": policy("cache-policy"),
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": policy("origin-request-policy"),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": policy("response-headers-policy"),
  "aws:cloudfront/function:Function": {
    id: (birth) => birth.named("name"),
    outputs: (birth, id) => ({
      arn: birth.globalArn("cloudfront", `function/${id}`),
      name: id,
      etag: etag(birth),
      liveStageEtag: etag(birth),
      status: "UNASSOCIATED",
    }),
  },
  "aws:cloudfront/keyValueStore:KeyValueStore": {
    id: (birth) => birth.uuid("store"),
    outputs: (birth, id) => ({
      arn: birth.globalArn("cloudfront", `key-value-store/${id}`),
      name: birth.named("name"),
      etag: etag(birth),
      lastModifiedTime: pretendTime,
    }),
  },
  "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey": { id: idFrom(",", "keyValueStoreArn", "key") },
  "aws:cloudfront/vpcOrigin:VpcOrigin": {
    id: (birth) =>
      `vo_${birth.text(22, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "vpc origin")}`,
    outputs: (birth, id) => ({ arn: birth.globalArn("cloudfront", `vpcorigin/${id}`), etag: etag(birth) }),
  },
  "aws:route53/zone:Zone": {
    id: (birth) => `Z${birth.text(20, upperAndDigits, "zone")}`,
    outputs: (birth, id) => {
      const servers = nameServers(birth);
      return {
        arn: `arn:${birth.partition}:route53:::hostedzone/${id}`,
        zoneId: id,
        name: birth.named("name"),
        comment: text(birth.inputs, "comment") ?? "Managed by Pulumi",
        nameServers: servers,
        primaryNameServer: servers[0] ?? "",
        enableAcceleratedRecovery: birth.inputs.enableAcceleratedRecovery === true,
      };
    },
  },
  "aws:route53/record:Record": {
    id: (birth) =>
      [
        text(birth.inputs, "zoneId"),
        recordName(birth),
        text(birth.inputs, "type"),
        text(birth.inputs, "setIdentifier"),
      ]
        .filter((part) => part !== undefined)
        .join("_"),
    outputs: (birth) => ({ fqdn: recordName(birth), allowOverwrite: birth.inputs.allowOverwrite === true }),
  },
  "aws:route53/healthCheck:HealthCheck": {
    id: (birth) => birth.uuid("health check"),
    outputs: (birth, id) => ({
      arn: `arn:${birth.partition}:route53:::healthcheck/${id}`,
      enableSni: birth.inputs.enableSni ?? text(birth.inputs, "type") === "HTTPS",
      failureThreshold: birth.inputs.failureThreshold ?? 3,
    }),
  },
  "aws:route53/queryLog:QueryLog": {
    id: (birth) => birth.uuid("query log"),
    outputs: (birth, id) => ({ arn: `arn:${birth.partition}:route53:::queryloggingconfig/${id}` }),
  },
};

/** Route 53 gives each zone four name servers under four top-level domains. */
function nameServers(birth: Birth): string[] {
  return ["com", "net", "org", "co.uk"].map((domain, index) => {
    const number = Number.parseInt(birth.hex(4, `name server ${domain}`), 16) % 512;
    return `ns-${number + index * 512}.awsdns-${String(number % 64).padStart(2, "0")}.${domain}`;
  });
}

/** The full name: the provider lets programs leave out the zone's own name. */
function recordName(birth: Birth): string {
  const given = (text(birth.inputs, "name") ?? "").replace(/\.$/, "").toLowerCase();
  const zone = birth.outputOf("aws:route53/zone:Zone", "zoneId", "name", "").replace(/\.$/, "").toLowerCase();
  if (zone === "" || given === zone || given.endsWith(`.${zone}`)) return given;
  return given === "" ? zone : `${given}.${zone}`;
}
