import { child, flag, text, texts } from "../../../core/values/read";
import { dnsName } from "../../records";
import { found, type Refusal } from "../refusal";
import { distributionType } from "./behaviors";

export const aliasNotCovered: Refusal = {
  name: "cloudfront-alias-not-covered",
  code: "InvalidViewerCertificate",
  sentence: "A distribution's certificate covers each of its alternate domain names.",
  source: "CloudFront Developer Guide, Requirements for using alternate domain names",
  types: [distributionType],
  phases: ["check", "create", "update"],
  severity: "error",
  judge({ inputs }, account) {
    const viewer = child(inputs, "viewerCertificate") ?? {};
    const aliases = texts(inputs, "aliases");
    if (flag(viewer, "cloudfrontDefaultCertificate") === true && aliases.length > 0)
      return found(
        `aliases has ${aliases.join(", ")} with CloudFront's own certificate, which covers *.cloudfront.net alone; attach a certificate for these names`,
        "aliases",
      );
    const certificate = account.find(
      "aws:acm/certificate:Certificate",
      text(viewer, "acmCertificateArn") ?? "",
    );
    if (certificate === undefined) return undefined;
    const names = texts(certificate.outputs, "subjectAlternativeNames").map(dnsName);
    const bare = aliases.find((alias) => !names.some((name) => covers(name, dnsName(alias))));
    return bare === undefined
      ? undefined
      : found(`the certificate covers ${names.join(", ")}, not the alias "${bare}"`, "aliases");
  },
};

/** A wildcard stands for exactly one label. */
function covers(name: string, alias: string): boolean {
  if (name === alias) return true;
  return name.startsWith("*.") && alias.slice(alias.indexOf(".")) === name.slice(1);
}
