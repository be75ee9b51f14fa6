import { text } from "../../../core/values/read";
import { arnRegion } from "../known";
import { found, type Refusal } from "../refusal";

export const listenerCertificateRegion: Refusal = {
  name: "lb-listener-certificate-region",
  code: "CertificateNotFound",
  sentence: "A listener's ACM certificate is in the load balancer's region.",
  source: "User Guide for Network Load Balancers, Server certificates for your Network Load Balancer",
  types: [
    "aws:lb/listener:Listener",
    "aws:alb/listener:Listener",
    "aws:lb/listenerCertificate:ListenerCertificate",
  ],
  phases: ["check", "create", "update"],
  severity: "error",
  judge({ inputs, region }) {
    const arn = text(inputs, "certificateArn");
    const certificateRegion = arn === undefined || !arn.includes(":acm:") ? undefined : arnRegion(arn);
    const own = arnRegion(text(inputs, "loadBalancerArn") ?? text(inputs, "listenerArn") ?? "") ?? region;
    if (certificateRegion === undefined || own === undefined || certificateRegion === own) return undefined;
    return found(
      `certificateArn is a certificate in ${certificateRegion} (${arn}); a listener in ${own} takes certificates of ${own}. Certificates are regional: request one there`,
      "certificateArn",
    );
  },
};
