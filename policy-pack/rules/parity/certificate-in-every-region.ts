import type { StackResource } from "../../frame/graph";
import { GLOBAL, regionOfArn } from "../../frame/region";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import type { Region } from "../../frame/subject";
import { types } from "../../frame/types";
import { block, eachText, everyPart, given, isUnknown, known, text } from "../../frame/values";
import { domain, type Half, halfTypes, halvesOf, hostOf, othersOf } from "../failover/records";
import { targetRegions } from "../failover/targets";

/** Where CloudFront looks for certificates and web ACLs, wherever its visitors are. */
const EDGE_REGION = "us-east-1";

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
export const certificateInEveryRegion = stackRule({
  id: "certificate-in-every-region",
  area: "parity",
  title: "Every region that a name can fail over to has a certificate for it",
  severity: "critical",
  why: "A certificate serves its own region only. After a failover to a region without one, every TLS handshake fails while DNS, targets and health of the network look well. CloudFront takes its certificate and its web ACL from us-east-1 alone and refuses others, late in the deployment.",
  mend: "Request a certificate for the name in each region that its records answer with, and those of CloudFront, with its web ACL, in us-east-1.",
  example: `
for (const region of ["us-east-2", "us-west-2"]) {
  new aws.acm.Certificate(\`api-\${region}\`, { region, domainName: "api.example.com", validationMethod: "DNS" });
}
new aws.acm.Certificate("edge", { region: "us-east-1", domainName: "www.example.com", validationMethod: "DNS" });`,
  wellArchitected: ["SEC09-BP01"],
  pci: ["4.2.1"],
  types: [...halfTypes, ...types.certificate, ...types.listener, ...types.distribution, ...types.webAcl],
  check(stack) {
    for (const distribution of stack.graph.own(types.distribution)) {
      stack.judge(distribution, (judgement) => judgeDistribution(distribution, judgement));
    }
    for (const acl of stack.graph.own(types.webAcl)) {
      stack.judge(acl, ({ violation, notEvaluated }) => {
        if (text(acl.props, "scope") !== "CLOUDFRONT") return;
        if (acl.region === undefined) notEvaluated("neither it nor its provider says its region");
        else if (acl.region !== EDGE_REGION)
          violation(`Its scope is CLOUDFRONT, but it is not in ${EDGE_REGION}.`);
      });
    }
    const halves = halvesOf(stack);
    for (const half of halves) {
      stack.judge(half.record, (judgement) => judgeHalf(stack, half, othersOf(half, halves), judgement));
    }
  },
});

function judgeDistribution(distribution: StackResource, { violation }: Judgement): void {
  const viewer = block(distribution.props, "viewerCertificate");
  if (!viewer || !given(viewer, "acmCertificateArn")) return;
  const sources = distribution.references("viewerCertificate").filter(isOfCertificates);
  const named = sources.length > 0 ? sources[0]?.region : regionOfArn(text(viewer, "acmCertificateArn"));
  if (named !== undefined && named !== EDGE_REGION) {
    violation(`Its certificate is in ${named}; CloudFront takes those of ${EDGE_REGION} only.`);
  }
}

/** A name is served with TLS when a certificate for it is in one of its regions. */
function judgeHalf(
  stack: Stack,
  half: Half,
  others: readonly Half[],
  { violation, notEvaluated }: Judgement,
): void {
  const own = targetRegions(stack.graph, half.record);
  const host = hostOf(half.record);
  const served = others
    .flatMap(({ record }) => [...(targetRegions(stack.graph, record) ?? [])])
    .filter((region) => certificateIn(stack, region, host) === "covered");
  if (served.length === 0) return;
  if (own === undefined) {
    notEvaluated("the region of its target can't be told");
    return;
  }
  for (const region of own) {
    if (region === GLOBAL || served.includes(region)) continue;
    const found = certificateIn(stack, region, host);
    if (found === "unknown") notEvaluated(`what the certificates of ${region} are for is not known`);
    else if (found === "missing") {
      violation(`No certificate in ${region} is for its name, while one in ${served[0]} is.`);
    }
  }
}

type Coverage = "covered" | "missing" | "unknown";

function certificateIn({ graph }: Stack, region: Region, host: string): Coverage {
  const certificates = graph.ofType(types.certificate).filter((one) => known(() => one.region) === region);
  const covers = certificates.map((certificate) => known(() => covering(certificate, host)));
  if (covers.includes(true)) return "covered";
  // A listener may have a certificate that lives in another stack.
  const foreign = graph.ofType(types.listener).some((listener) => {
    if (known(() => listener.region) !== region || !given(listener.props, "certificateArn")) return false;
    return !listener.references("certificateArn").some(isOfCertificates);
  });
  return foreign || covers.includes(undefined) ? "unknown" : "missing";
}

/** A certificate, or the wait for its validation. */
function isOfCertificates({ type }: StackResource): boolean {
  return type.startsWith("aws:acm/");
}

/** @throws UnknownValueError when no known name of the certificate covers the host and another is not known yet */
function covering({ props }: StackResource, host: string): boolean {
  let covered = false;
  const compare = (name: string | undefined) => {
    covered ||= name !== undefined && coversHost(domain(name), host);
  };
  try {
    everyPart(
      () => compare(text(props, "domainName")),
      () => eachText(props, "subjectAlternativeNames", compare),
    );
  } catch (error) {
    if (!covered || !isUnknown(error)) throw error;
  }
  return covered;
}

/** A wildcard stands for one label. */
function coversHost(name: string, host: string): boolean {
  if (name === host) return true;
  return name.startsWith("*.") && host.slice(host.indexOf(".") + 1) === name.slice(2) && host.includes(".");
}
