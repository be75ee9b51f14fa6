import { child, text } from "../../../core/values/read";
import { arnRegion } from "../known";
import { found, type Refusal } from "../refusal";
import { distributionType } from "./behaviors";

export const certificateRegion: Refusal = {
  name: "cloudfront-certificate-region",
  code: "InvalidViewerCertificate",
  sentence: "A distribution's ACM certificate is in us-east-1.",
  source: "CloudFront Developer Guide, Requirements for using SSL/TLS certificates",
  types: [distributionType],
  phases: ["check", "create", "update"],
  severity: "error",
  judge({ inputs }) {
    const arn = text(child(inputs, "viewerCertificate") ?? {}, "acmCertificateArn");
    const region = arn === undefined ? undefined : arnRegion(arn);
    // China's CloudFront is another service with certificates of IAM.
    if (region === undefined || region === "us-east-1" || arn?.startsWith("arn:aws:") !== true)
      return undefined;
    return found(
      `viewerCertificate.acmCertificateArn is a certificate in ${region} (${arn}); CloudFront takes certificates of us-east-1 alone. Give the certificate \`region: "us-east-1"\``,
      "viewerCertificate.acmCertificateArn",
    );
  },
};
