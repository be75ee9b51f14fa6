import assert from "node:assert/strict";
import { originLockedToEdge as rule } from "../../../rules/edge/origin-locked-to-edge";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const group = (ingress: Record<string, unknown>) =>
  resource("aws:ec2/securityGroup:SecurityGroup", "group", { ingress: [{ protocol: "tcp", ...ingress }] });
const locked = group({ prefixListIds: ["pl-1"] });
const open = group({ cidrBlocks: ["0.0.0.0/0"] });
const balancer = (guard: TestResource | undefined, props: Record<string, unknown> = {}) =>
  resource("aws:lb/loadBalancer:LoadBalancer", "entry", {
    ...(guard && { securityGroups: [reference(guard)] }),
    ...props,
  });
const edge = (...origins: Record<string, unknown>[]) =>
  resource("aws:cloudfront/distribution:Distribution", "edge", { origins });
const custom = (domainName: unknown, more: Record<string, unknown> = {}) => ({
  domainName,
  customOriginConfig: { originProtocolPolicy: "https-only" },
  ...more,
});
const header = { customHeaders: [{ name: "x-origin-verify", value: "hidden" }] };
const message = "entry: It is behind a distribution, admits everybody, and gets no secret header.";

const bucket = resource("aws:s3/bucket:Bucket", "site", {});
const allow = (Condition?: unknown) => ({
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::site/*",
  Condition,
});
const bucketPolicy = (policy: unknown) =>
  resource("aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket: reference(bucket), policy });
const document = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const anybody = "policy: Statement 1 of its policy lets anybody's distribution in.";

describe("origin-locked-to-edge", () => {
  it("accepts a load balancer that admits CloudFront's addresses, or knows the header, or is internal", async () => {
    const narrow = balancer(locked);
    assert.deepEqual(await said(rule, [locked, narrow, edge(custom(reference(narrow)))]), []);
    const wide = balancer(open);
    assert.deepEqual(await said(rule, [open, wide, edge(custom(reference(wide), header))]), []);
    const hidden = balancer(open, { internal: true });
    assert.deepEqual(await said(rule, [open, hidden, edge(custom(reference(hidden)))]), []);
  });

  it("refuses one that admits everybody", async () => {
    const wide = balancer(open);
    assert.deepEqual(await said(rule, [open, wide, edge(custom(reference(wide)))]), [message]);
    const network = balancer(undefined, { loadBalancerType: "network" });
    assert.deepEqual(await said(rule, [network, edge(custom(reference(network)))]), [message]);
  });

  it("finds it by a record of the origin's name, and by a known DNS name", async () => {
    const wide = balancer(open);
    for (const name of ["api-origin.example.com", "api-origin", "API-origin.example.com."]) {
      const record = resource("aws:route53/record:Record", "record", {
        name,
        aliases: [{ name: reference(wide) }],
      });
      assert.deepEqual(await said(rule, [open, wide, record, edge(custom("api-origin.example.com"))]), [
        message,
      ]);
    }
    const { type, name, props } = wide;
    const made = resource(type, name, props, { outputs: { dnsName: "lb.amazonaws.com" } });
    assert.deepEqual(await said(rule, [open, made, edge(custom("lb.amazonaws.com"))]), [message]);
  });

  it("finds it by a record that holds its name, not by one that leads elsewhere", async () => {
    const wide = balancer(open);
    const record = (props: Record<string, unknown>) =>
      resource("aws:route53/record:Record", "record", { name: "api.example.com", ...props });
    const site = edge(custom("api.example.com"));
    assert.deepEqual(await said(rule, [open, wide, record({ records: [reference(wide)] }), site]), [message]);
    assert.deepEqual(await said(rule, [open, wide, record({ records: ["203.0.113.1"] }), site]), []);
    assert.deepEqual(
      await said(rule, [open, wide, record({ aliases: [{ name: "d.cloudfront.net" }] }), site]),
      [],
    );
  });

  it("wants the header of each distribution in front of it", async () => {
    const wide = balancer(open);
    const good = edge(custom(reference(wide), header));
    const bare = resource("aws:cloudfront/distribution:Distribution", "zz", {
      origins: [custom(reference(wide))],
    });
    const first = resource("aws:cloudfront/distribution:Distribution", "aa", bare.props);
    assert.deepEqual(await said(rule, [open, wide, good, bare]), [message]);
    assert.deepEqual(await said(rule, [open, wide, first, good]), [message]);
    const hazy = resource("aws:cloudfront/distribution:Distribution", "edge", { origins: reference(wide) });
    assert.deepEqual(await said(rule, [open, wide, hazy]), [
      "entry? the origins of its distribution are not known yet",
    ]);
  });

  it("finds the load balancers of both regions behind one name", async () => {
    const wide = balancer(open);
    const west = resource("aws:lb/loadBalancer:LoadBalancer", "west", {
      region: "us-west-2",
      securityGroups: [reference(open)],
    });
    const record = (to: TestResource, setIdentifier: string) =>
      resource("aws:route53/record:Record", setIdentifier, {
        name: "api.example.com",
        setIdentifier,
        aliases: [{ name: reference(to) }],
      });
    const resources = [
      open,
      wide,
      west,
      record(wide, "one"),
      record(west, "two"),
      edge(custom("api.example.com")),
    ];
    assert.deepEqual(await said(rule, resources), [message, message.replace("entry", "west")]);
  });

  it("asks nothing of load balancers that are behind no distribution", async () => {
    assert.deepEqual(await said(rule, [open, balancer(open), edge(custom("elsewhere.example.com"))]), []);
  });

  it("wants the header on every origin that is no bucket", async () => {
    const wide = balancer(open);
    const mixed = edge(custom(reference(wide), header), custom("other.example.com"));
    assert.deepEqual(await said(rule, [open, wide, mixed]), [message]);
    const withBucket = edge(custom(reference(wide), header), { domainName: reference(bucket) });
    assert.deepEqual(await said(rule, [open, wide, bucket, withBucket]), []);
  });

  it("accepts a bucket policy that names a distribution or its account", async () => {
    const arn = "arn:aws:cloudfront::111122223333:distribution/E1";
    for (const condition of [
      { StringEquals: { "AWS:SourceArn": arn } },
      { ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::111122223333:distribution/*" } },
      { StringEquals: { "aws:SourceAccount": "111122223333" } },
    ]) {
      assert.deepEqual(await said(rule, [bucket, bucketPolicy(document(allow(condition)))]), []);
    }
    const tls = { ...allow(), Effect: "Deny" };
    const other = { ...allow(), Principal: { Service: "logging.s3.amazonaws.com" } };
    assert.deepEqual(await said(rule, [bucket, bucketPolicy(document(tls, other))]), []);
  });

  it("refuses a bucket policy for all of CloudFront, of its own or inside the bucket", async () => {
    for (const condition of [
      undefined,
      { Bool: { "aws:SecureTransport": "true" } },
      { ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::*:distribution/*" } },
    ]) {
      assert.deepEqual(await said(rule, [bucket, bucketPolicy(document(allow(condition)))]), [anybody]);
    }
    const inline = resource("aws:s3/bucket:Bucket", "policy", { policy: document(allow()) });
    assert.deepEqual(await said(rule, [inline]), [anybody]);
  });

  it("can't tell groups of another stack, ranges and policies that are not known", async () => {
    const elsewhere = balancer(undefined, { securityGroups: ["sg-9"] });
    assert.deepEqual(await said(rule, [elsewhere, edge(custom(reference(elsewhere)))]), [
      "entry? its security groups are not in this stack",
    ]);
    const hazy = group({ cidrBlocks: [unknown] });
    const entry = balancer(hazy);
    assert.deepEqual(await said(rule, [hazy, entry, edge(custom(reference(entry)))]), [
      "entry? ingress.0.cidrBlocks.0 is not known yet",
    ]);
    const other = edge(custom("elsewhere.example.com"));
    assert.deepEqual(await said(rule, [bucket, other, bucketPolicy(reference(other))]), [
      "policy? policy is not known yet",
    ]);
    const site = edge({ domainName: reference(bucket) });
    assert.deepEqual(await said(rule, [bucket, site, bucketPolicy(unknown)]), [
      "policy? policy is not known yet",
    ]);
    assert.deepEqual(await said(rule, [bucket, site, bucketPolicy(reference(site))]), [
      "policy? policy is not known yet",
    ]);
    assert.deepEqual(await said(rule, [bucket, bucketPolicy(unknown)]), []);
  });
});
