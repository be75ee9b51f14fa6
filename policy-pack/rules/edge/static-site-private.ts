import type { ResourceGraph, StackResource } from "../../frame/graph";
import { type Judgement, stackRule } from "../../frame/rule";
import { types } from "../../frame/types";
import { block, eachBlock, everyPart, flag, given, known, type Props, text } from "../../frame/values";

const switches = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const publicAcls = ["public-read", "public-read-write", "authenticated-read"];
const bucketNames = ["bucket", "id", "arn"];

export const staticSitePrivate = stackRule({
  id: "static-site-private",
  area: "edge",
  title: "The buckets behind a distribution are reached through it only",
  severity: "critical",
  why: "A bucket that answers the internet by itself goes around the firewall, the security headers and the logs of the edge, and shows every object that lands in it.",
  mend: "Block public access on the bucket with all four switches, use its regional domain name with an origin access control, and no website mode.",
  example: `
new aws.s3.BucketPublicAccessBlock("site", { bucket: site.id,
  blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true });
new aws.cloudfront.Distribution("edge", { origins: [{ originId: "site",
  domainName: site.bucketRegionalDomainName, originAccessControlId: accessControl.id }], ... });`,
  wellArchitected: ["SEC03-BP07"],
  pci: ["1.4.2"],
  waivable: false,
  types: [
    ...types.distribution,
    ...types.bucket,
    ...types.bucketAcl,
    ...types.bucketWebsite,
    ...types.publicAccessBlock,
  ],
  check(stack) {
    const sites = new Set<StackResource>();
    for (const distribution of stack.graph.ofType(types.distribution)) {
      stack.judge(distribution, (judgement) =>
        everyPart(
          () => judgeOrigins(distribution.props, judgement),
          () => {
            const buckets = bucketsOf(distribution, stack.graph);
            for (const bucket of buckets) sites.add(bucket);
            if (buckets.length === 0 && hasBucketOrigin(distribution.props)) {
              judgement.notEvaluated("the bucket of its origin is not in this stack");
            }
          },
        ),
      );
    }
    for (const bucket of sites) {
      stack.judge(bucket, (judgement) =>
        everyPart(
          () => judgeAcls(bucket, stack.graph, judgement),
          () => judgeWebsite(bucket, stack.graph, judgement),
          () => judgeAccessBlock(bucket, stack.graph, judgement),
        ),
      );
    }
  },
});

function judgeOrigins(props: Props, { violation }: Judgement): void {
  eachBlock(props, "origins", (origin, index) => {
    if (!isBucketOrigin(origin)) {
      // A website endpoint that is not known yet is seen at its bucket, which is in website mode.
      if (/\.s3-website[.-]/.test(known(() => text(origin, "domainName")) ?? "")) {
        violation(`Origin ${index + 1} is a bucket's website endpoint, which works for public buckets only.`);
      }
      return;
    }
    const identity = given(block(origin, "s3OriginConfig") ?? {}, "originAccessIdentity");
    if (!identity && !given(origin, "originAccessControlId")) {
      violation(`Origin ${index + 1} has no origin access control.`);
    }
  });
}

/** An origin that says nothing of HTTP or of a VPC is a bucket to CloudFront. */
function isBucketOrigin(origin: Props): boolean {
  return !given(origin, "customOriginConfig") && !given(origin, "vpcOriginConfig");
}

function hasBucketOrigin(props: Props): boolean {
  let found = false;
  eachBlock(props, "origins", (origin) => {
    found ||= isBucketOrigin(origin);
  });
  return found;
}

/** By the edges of `origins`, and by known domain names that start with a bucket's name. */
function bucketsOf(distribution: StackResource, graph: ResourceGraph): StackResource[] {
  const domains: string[] = [];
  eachBlock(distribution.props, "origins", (origin) => {
    // One that is not known yet comes from a resource, so there is an edge.
    domains.push(known(() => text(origin, "domainName")) ?? "");
  });
  const referenced = distribution.references("origins");
  return graph.ofType(types.bucket).filter((bucket) => {
    if (referenced.includes(bucket)) return true;
    const name = known(() => text(bucket.outputs, "bucket"));
    return name !== undefined && domains.some((domain) => domain.startsWith(`${name}.s3`));
  });
}

function judgeAcls(bucket: StackResource, graph: ResourceGraph, { violation }: Judgement): void {
  const judge = (props: Props) => {
    if (publicAcls.includes(stated(props, "acl") ?? "")) violation("Its ACL is public.");
    const control = known(() => block(props, "accessControlPolicy")) ?? props;
    if (known(() => control.grants) === undefined) return;
    eachBlock(control, "grants", (grant) => {
      const uri = text(block(grant, "grantee") ?? grant, "uri") ?? "";
      if (/\/global\/(AllUsers|AuthenticatedUsers)$/.test(uri)) violation("Its ACL has a public grant.");
    });
  };
  everyPart(
    () => judge(bucket.props),
    ...attached(graph, types.bucketAcl, bucket).map((acl) => () => judge(acl.props)),
  );
}

/**
 * What the program says of a property that the provider would fill in by itself: at preview such a property is
 * unknown exactly when the program is silent.
 */
function stated(props: Props, key: string): string | undefined {
  return known(() => text(props, key));
}

function judgeWebsite(bucket: StackResource, graph: ResourceGraph, { violation }: Judgement): void {
  if (
    known(() => block(bucket.props, "website")) !== undefined ||
    attached(graph, types.bucketWebsite, bucket).length > 0
  ) {
    violation("It is in website mode, which answers without the distribution.");
  }
}

function judgeAccessBlock(bucket: StackResource, graph: ResourceGraph, { violation }: Judgement): void {
  const [accessBlock] = attached(graph, types.publicAccessBlock, bucket);
  if (!accessBlock) {
    violation("It has no BucketPublicAccessBlock.");
    return;
  }
  const off = switches.filter((name) => flag(accessBlock.props, name) !== true);
  if (off.length > 0) violation(`Its BucketPublicAccessBlock leaves ${off.join(", ")} off.`);
}

function attached(graph: ResourceGraph, tokens: readonly string[], bucket: StackResource): StackResource[] {
  return graph.ofType(tokens).filter((resource) => resource.refersTo("bucket", bucket, bucketNames));
}
