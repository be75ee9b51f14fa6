import { type Judgement, resourceRule } from "../../frame/rule";
import { isOneOf, types } from "../../frame/types";
import { block, eachBlock, everyPart, flag, type Props, text, textsOf } from "../../frame/values";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
const viewerPolicies = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
const listenerPolicy = /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html
const apiPolicy = /^(TLS_1_2$|SecurityPolicy_TLS1[23]_)/;
const oldProtocols = ["SSLv3", "TLSv1", "TLSv1.1"];

export const edgeTlsFloor = resourceRule({
  id: "edge-tls-floor",
  area: "edge",
  title: "Nothing at the edge speaks less than TLS 1.2",
  severity: "critical",
  why: "Older versions of TLS and plain HTTP can be read or changed on the way. The defaults of CloudFront, load balancers and API Gateway still allow them.",
  mend: "State the policy: TLSv1.2_2021 or newer for viewers, https-only with TLSv1.2 for origins, a TLS13-1-2 policy for listeners, TLS_1_2 for API domains.",
  example: `
new aws.cloudfront.Distribution("edge", {
  viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1.2_2021" },
  defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https", ... },
  ...
});
new aws.lb.Listener("api", { protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06", ... });`,
  wellArchitected: ["SEC09-BP02"],
  pci: ["4.2.1"],
  types: [
    ...types.distribution,
    ...types.vpcOrigin,
    ...types.listener,
    ...types.apiDomainName,
    ...types.httpApiDomainName,
  ],
  check({ type, props }, judgement) {
    if (isOneOf(types.distribution, type)) judgeDistribution(props, judgement);
    else if (isOneOf(types.vpcOrigin, type)) {
      const endpoint = block(props, "vpcOriginEndpointConfig") ?? {};
      const protocols = () => textsOf(block(endpoint, "originSslProtocols") ?? {}, "items");
      judgeOrigin("The origin", endpoint, protocols, judgement);
    } else if (isOneOf(types.listener, type)) judgeListener(props, judgement);
    else if (isOneOf(types.apiDomainName, type)) judgeApiDomain(props, judgement);
    else judgeApiDomain(block(props, "domainNameConfiguration") ?? {}, judgement);
  },
});

function judgeDistribution(props: Props, judgement: Judgement): void {
  const judgeBehavior = (behavior: Props, name: string) => {
    if (text(behavior, "viewerProtocolPolicy") === "allow-all") {
      judgement.violation(`The ${name} answers plain HTTP: viewerProtocolPolicy is allow-all.`);
    }
  };
  everyPart(
    () => {
      const certificate = block(props, "viewerCertificate") ?? {};
      const minimum = text(certificate, "minimumProtocolVersion") ?? "";
      if (flag(certificate, "cloudfrontDefaultCertificate")) {
        judgement.violation("The viewer certificate is CloudFront's own, which allows TLS 1.0.");
      } else if (!viewerPolicies.includes(minimum)) {
        judgement.violation(`minimumProtocolVersion is none of ${viewerPolicies.join(", ")}.`);
      }
    },
    () => judgeBehavior(block(props, "defaultCacheBehavior") ?? {}, "default cache behavior"),
    () =>
      eachBlock(props, "orderedCacheBehaviors", (behavior, index) =>
        judgeBehavior(behavior, `ordered cache behavior ${index + 1}`),
      ),
    () =>
      eachBlock(props, "origins", (origin, index) => {
        const custom = block(origin, "customOriginConfig");
        if (!custom) return;
        judgeOrigin(`Origin ${index + 1}`, custom, () => textsOf(custom, "originSslProtocols"), judgement);
      }),
  );
}

function judgeOrigin(name: string, config: Props, protocols: () => string[], { violation }: Judgement): void {
  everyPart(
    () => {
      if (text(config, "originProtocolPolicy") !== "https-only") {
        violation(`${name} may be asked over plain HTTP: originProtocolPolicy is not https-only.`);
      }
    },
    () => {
      const old = oldProtocols.filter((protocol) => protocols().includes(protocol));
      if (old.length > 0) violation(`${name} allows ${old.join(", ")} in originSslProtocols.`);
    },
  );
}

function judgeListener(props: Props, { violation }: Judgement): void {
  const protocol = text(props, "protocol");
  if (protocol !== "HTTPS" && protocol !== "TLS") return;
  const policy = text(props, "sslPolicy");
  if (policy === undefined) violation("sslPolicy is not set: the default allows TLS 1.0.");
  else if (!listenerPolicy.test(policy)) violation("sslPolicy allows versions before TLS 1.2.");
}

function judgeApiDomain(config: Props, { violation }: Judgement): void {
  const policy = text(config, "securityPolicy");
  if (policy === undefined)
    violation("securityPolicy is not set; the default depends on the kind of endpoint.");
  else if (!apiPolicy.test(policy)) violation("securityPolicy allows versions before TLS 1.2.");
}
