import type { ResourceGraph, StackResource } from "../../frame/graph";
import { type Judgement, stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { eachBlock, given, isUnknown, known, type Props, text } from "../../frame/values";
import { entryTypes } from "../network/security-group-entries";
import { eachStatement, narrows, type Statement } from "../policy-documents";
import { meant } from "../related";
import { isBucketOrigin } from "./behaviors";
import { isOpenBalancer } from "./public-entries";

const CLOUDFRONT = "cloudfront.amazonaws.com";

export const originLockedToEdge = stackRule({
  id: "origin-locked-to-edge",
  area: "edge",
  title: "What is behind a distribution answers that distribution only",
  severity: "high",
  why: "An origin that answers everybody is a way around the web ACL, the rate limits and the logs of the edge. A bucket policy for all of CloudFront lets anybody's distribution read the bucket.",
  mend: "Let only CloudFront's managed prefix list into the load balancer's security group and have the origin test a secret header, or use a VPC origin; bind bucket policies to the distribution with AWS:SourceArn.",
  example: `
new aws.vpc.SecurityGroupIngressRule("edge", { securityGroupId: entry.id,
  prefixListId: cloudfrontOriginFacing.id, ipProtocol: "tcp", fromPort: 443, toPort: 443 });
new aws.cloudfront.Distribution("api", { origins: [{ originId: "api", domainName,
  customHeaders: [{ name: "x-origin-verify", value: secret }], customOriginConfig }], ... });`,
  wellArchitected: ["SEC05-BP02"],
  pci: ["1.4.2"],
  types: [
    ...types.distribution,
    ...types.loadBalancer,
    ...types.record,
    ...types.bucketPolicy,
    ...types.bucket,
    ...entryTypes,
  ],
  check(stack) {
    const { graph } = stack;
    const distributions = graph.own(types.distribution);
    for (const [balancer, verified] of verifiedBalancers(graph, distributions)) {
      stack.judge(balancer, ({ violation, notEvaluated }) => {
        // Whether the origin tests the header is not in the program; that there is one says that it means to.
        if (verified === true) return;
        const open = isOpenBalancer(graph, balancer);
        if (open === undefined) notEvaluated("its security groups are not in this stack");
        else if (open && verified === undefined)
          notEvaluated("the origins of its distribution are not known yet");
        else if (open) violation("It is behind a distribution, admits everybody, and gets no secret header.");
      });
    }
    for (const holder of graph.own([...types.bucketPolicy, ...types.bucket])) {
      stack.judge(holder, (judgement) => {
        try {
          judgeBucketPolicy(holder.props, judgement);
        } catch (error) {
          // Most bucket policies say nothing of CloudFront; those of buckets behind a distribution do.
          const concerns = distributions.some((one) => isBehind(holder, one));
          if (concerns || !isUnknown(error)) throw error;
        }
      });
    }
  },
});

/** The load balancers behind distributions, and whether all of their distributions send a secret header. */
function verifiedBalancers(
  graph: ResourceGraph,
  distributions: readonly StackResource[],
): Map<StackResource, boolean | undefined> {
  const found = new Map<StackResource, boolean | undefined>();
  for (const distribution of distributions) {
    const verified = known(() => everyOriginHasHeader(distribution.props));
    for (const balancer of balancersBehind(graph, distribution)) {
      const before = found.has(balancer) ? found.get(balancer) : true;
      found.set(balancer, before === false || verified === false ? false : before && verified);
    }
  }
  return found;
}

/** By an edge, or by a record of the origin's name that is an alias of the load balancer. */
function balancersBehind(graph: ResourceGraph, distribution: StackResource): StackResource[] {
  const balancers = graph.own(types.loadBalancer);
  const domains: string[] = [];
  eachKnownOrigin(distribution.props, (origin) => {
    const domain = known(() => text(origin, "domainName"));
    if (domain !== undefined) domains.push(domain.toLowerCase());
  });
  const records = graph.ofType(types.record).filter((record) => {
    const name = known(() => text(record.props, "name"))
      ?.toLowerCase()
      .replace(/\.$/, "");
    return name !== undefined && domains.some((domain) => domain === name || domain.startsWith(`${name}.`));
  });
  return balancers.filter(
    (balancer) =>
      meant(distribution, "origins", [balancer], ["dnsName"]).length > 0 ||
      records.some(
        (record) =>
          meant(record, "aliases", [balancer], ["dnsName"]).length > 0 ||
          meant(record, "records", [balancer], ["dnsName"]).length > 0,
      ),
  );
}

function everyOriginHasHeader(props: Props): boolean {
  let every = true;
  eachBlock(props, "origins", (origin) => {
    if (!isBucketOrigin(origin) && !given(origin, "customHeaders")) every = false;
  });
  return every;
}

function eachKnownOrigin(props: Props, visit: (origin: Props) => void): void {
  known(() => eachBlock(props, "origins", visit));
}

/** A policy of a bucket that one of the distribution's origins refers to, or that itself refers to the distribution. */
function isBehind(policy: StackResource, distribution: StackResource): boolean {
  const buckets = [policy, ...policy.references("bucket")];
  const origins = distribution.references("origins");
  return (
    policy.references("policy").includes(distribution) || buckets.some((bucket) => origins.includes(bucket))
  );
}

function judgeBucketPolicy(props: Props, judgement: Judgement): void {
  if (!given(props, "policy")) return;
  eachStatement(props, "policy", judgement, (statement) => {
    if (statement.allows && namesCloudFront(statement) && !statement.conditions.some(bindsSource)) {
      judgement.violation(`Statement ${statement.position} of its policy lets anybody's distribution in.`);
    }
  });
}

function namesCloudFront({ principals }: Statement): boolean {
  return principals.some(({ kind, id }) => kind === "Service" && id === CLOUDFRONT);
}

function bindsSource(condition: Statement["conditions"][number]): boolean {
  return narrows(condition) && /^aws:source(arn|account|orgid)$/.test(condition.key);
}
