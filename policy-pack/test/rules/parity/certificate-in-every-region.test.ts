import assert from "node:assert/strict";
import { certificateInEveryRegion as rule } from "../../../rules/parity/certificate-in-every-region";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const certificate = (region: unknown, domainName: unknown, props: Record<string, unknown> = {}) =>
  resource("aws:acm/certificate:Certificate", `certificate-${String(region)}`, {
    region,
    domainName,
    ...props,
  });
const half = (role: string, name: string, region: string) =>
  resource("aws:route53/record:Record", name, {
    zoneId: "Z1",
    name: "api.example.com",
    type: "A",
    setIdentifier: name,
    failoverRoutingPolicies: [{ type: role }],
    aliases: [{ name: `shop-1.${region}.elb.amazonaws.com`, zoneId: "Z2", evaluateTargetHealth: true }],
  });
const pair = [half("PRIMARY", "first", "us-east-2"), half("SECONDARY", "second", "us-west-2")];
const inEast = certificate("us-east-2", "api.example.com");
const missing = "second: No certificate in us-west-2 is for its name, while one in us-east-2 is.";
const distribution = (acmCertificateArn: unknown) =>
  resource("aws:cloudfront/distribution:Distribution", "edge", { viewerCertificate: { acmCertificateArn } });
const acl = (region: unknown, scope = "CLOUDFRONT") =>
  resource("aws:wafv2/webAcl:WebAcl", "acl", { region, scope });

describe("certificate-in-every-region", () => {
  it("accepts a certificate for the name in both regions: by name, wildcard or alternative name", async () => {
    const others: TestResource[] = [
      certificate("us-west-2", "API.example.com"),
      certificate("us-west-2", "*.example.com"),
      certificate("us-west-2", "www.example.com", { subjectAlternativeNames: [unknown, "api.example.com"] }),
    ];
    for (const other of others) assert.deepEqual(await said(rule, [...pair, inEast, other]), []);
  });

  it("refuses a region without one, or with one for other names", async () => {
    const others = ["example.com", "*.api.example.com", "*.com", "api.example.org"];
    assert.deepEqual(await said(rule, [...pair, inEast]), [missing]);
    for (const name of others) {
      assert.deepEqual(await said(rule, [...pair, inEast, certificate("us-west-2", name)]), [missing]);
    }
  });

  it("compares with a peer's, and speaks of its own record only", async () => {
    const [first, second] = pair;
    assert.ok(first && second);
    const peers = [{ stack: "peer", region: "us-east-2", resources: [first, inEast] }];
    assert.deepEqual(await said(rule, [second], { peers }), [missing]);
    assert.deepEqual(await said(rule, [second, certificate("us-west-2", "api.example.com")], { peers }), []);
  });

  it("asks nothing where no region has one: the name is not served with TLS here", async () => {
    assert.deepEqual(await said(rule, pair), []);
  });

  it("does not judge certificates of other stacks or with names that are not known", async () => {
    const reason = "second? what the certificates of us-west-2 are for is not known";
    const listener = resource("aws:lb/listener:Listener", "listener", {
      region: "us-west-2",
      certificateArn: "arn:aws:acm:us-west-2:111122223333:certificate/1",
    });
    assert.deepEqual(await said(rule, [...pair, inEast, listener]), [reason]);
    assert.deepEqual(await said(rule, [...pair, inEast, certificate("us-west-2", unknown)]), [reason]);
  });

  it("judges in spite of a listener whose certificate is in sight", async () => {
    const other = certificate("us-west-2", "www.example.com");
    const wait = resource("aws:acm/certificateValidation:CertificateValidation", "wait", {
      region: "us-west-2",
    });
    for (const source of [other, wait]) {
      const listener = resource("aws:lb/listener:Listener", "listener", {
        region: "us-west-2",
        certificateArn: reference(source),
      });
      assert.deepEqual(await said(rule, [...pair, inEast, other, wait, listener]), [missing]);
    }
  });

  it("accepts CloudFront's certificate and web ACL in us-east-1, and regional ACLs anywhere", async () => {
    const atEdge = certificate("us-east-1", "www.example.com");
    const wait = resource("aws:acm/certificateValidation:CertificateValidation", "wait", {
      region: "us-east-1",
    });
    for (const source of [
      reference(atEdge),
      reference(wait),
      "arn:aws:acm:us-east-1:111122223333:certificate/1",
    ]) {
      assert.deepEqual(await said(rule, [atEdge, wait, distribution(source)]), []);
    }
    assert.deepEqual(
      await said(rule, [acl("us-east-1"), acl("us-west-2", "REGIONAL"), distribution(undefined)]),
      [],
    );
  });

  it("refuses CloudFront's certificate and web ACL elsewhere", async () => {
    const wrong = ["edge: Its certificate is in us-east-2; CloudFront takes those of us-east-1 only."];
    assert.deepEqual(await said(rule, [inEast, distribution(reference(inEast))]), wrong);
    const arn = "arn:aws:acm:us-east-2:111122223333:certificate/1";
    assert.deepEqual(await said(rule, [distribution(arn)]), wrong);
    assert.deepEqual(await said(rule, [acl("us-east-2")]), [
      "acl: Its scope is CLOUDFRONT, but it is not in us-east-1.",
    ]);
  });

  it("does not judge what CloudFront gets from elsewhere while it is not known", async () => {
    assert.deepEqual(await said(rule, [distribution(unknown)]), [
      "edge? viewerCertificate.acmCertificateArn is not known yet",
    ]);
    assert.deepEqual(await said(rule, [acl(undefined)]), [
      "acl? neither it nor its provider says its region",
    ]);
  });
});
