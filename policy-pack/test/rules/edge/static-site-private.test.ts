import assert from "node:assert/strict";
import { staticSitePrivate as rule } from "../../../rules/edge/static-site-private";
import { reference, resource, type TestResource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const closed = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

const plain = resource("aws:s3/bucket:Bucket", "site", { bucket: "my-site" });

/** A site of one bucket, everything not created yet. */
function site(change: {
  bucket?: TestResource;
  origin?: Record<string, unknown>;
  block?: Record<string, unknown> | false;
  more?: TestResource[];
}): TestResource[] {
  const bucket = change.bucket ?? plain;
  const origin = {
    originId: "site",
    domainName: reference(bucket),
    originAccessControlId: unknown,
    ...change.origin,
  };
  const block = { bucket: reference(bucket), ...closed, ...change.block };
  return [
    bucket,
    ...(change.block === false
      ? []
      : [resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", block)]),
    resource("aws:cloudfront/distribution:Distribution", "edge", { origins: [origin] }),
    ...(change.more ?? []),
  ];
}

describe("static-site-private", () => {
  it("accepts a closed bucket behind an origin access control", async () => {
    assert.deepEqual(await said(rule, site({})), []);
  });

  it("accepts the older token of a bucket, and an origin access identity", async () => {
    const bucket = resource("aws:s3/bucketV2:BucketV2", "site", {});
    const origin = { originAccessControlId: "", s3OriginConfig: { originAccessIdentity: unknown } };
    assert.deepEqual(await said(rule, site({ bucket, origin })), []);
  });

  it("refuses an origin without access control", async () => {
    assert.deepEqual(await said(rule, site({ origin: { originAccessControlId: undefined } })), [
      "edge: Origin 1 has no origin access control.",
    ]);
  });

  it("refuses a website endpoint and the website mode, in all spellings", async () => {
    const origin = {
      domainName: "my-site.s3-website-us-east-1.amazonaws.com",
      customOriginConfig: { httpPort: 80 },
    };
    assert.deepEqual(await said(rule, site({ origin })), [
      "edge: Origin 1 is a bucket's website endpoint, which works for public buckets only.",
    ]);
    const mode = ["site: It is in website mode, which answers without the distribution."];
    for (const name of ["BucketWebsiteConfiguration", "BucketWebsiteConfigurationV2"]) {
      const token = `aws:s3/b${name.slice(1)}:${name}`;
      const website = resource(token, "website", { bucket: reference(plain) });
      assert.deepEqual(await said(rule, site({ more: [website] })), mode);
    }
    const bucket = resource("aws:s3/bucket:Bucket", "site", { website: { indexDocument: "index.html" } });
    assert.deepEqual(await said(rule, site({ bucket })), mode);
  });

  it("refuses a website endpoint that is not known yet by its bucket", async () => {
    const website = resource("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "website", {
      bucket: reference(plain),
    });
    const origin = { customOriginConfig: { httpPort: 80 } };
    assert.deepEqual(await said(rule, site({ origin, more: [website] })), [
      "site: It is in website mode, which answers without the distribution.",
    ]);
  });

  it("takes no website block for the program's that only the provider returns", async () => {
    const bucket = resource(
      "aws:s3/bucket:Bucket",
      "site",
      {},
      { outputs: { website: { indexDocument: "" } } },
    );
    assert.deepEqual(await said(rule, site({ bucket })), []);
  });

  it("refuses a bucket without an access block, and one that belongs to another bucket", async () => {
    const expected = ["site: It has no BucketPublicAccessBlock."];
    assert.deepEqual(await said(rule, site({ block: false })), expected);
    const other = resource("aws:s3/bucket:Bucket", "other", { bucket: "other" });
    assert.deepEqual(await said(rule, [other, ...site({ block: { bucket: reference(other) } })]), expected);
    assert.deepEqual(await said(rule, site({ block: { bucket: "other" } })), expected);
  });

  for (const name of Object.keys(closed)) {
    it(`refuses an access block that leaves ${name} off`, async () => {
      for (const value of [false, undefined]) {
        assert.deepEqual(await said(rule, site({ block: { [name]: value } })), [
          `site: Its BucketPublicAccessBlock leaves ${name} off.`,
        ]);
      }
    });
  }

  it("refuses public ACLs and grants", async () => {
    const inline = resource("aws:s3/bucket:Bucket", "site", { acl: "public-read" });
    assert.deepEqual(await said(rule, site({ bucket: inline })), ["site: Its ACL is public."]);
    for (const type of ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"]) {
      const acl = resource(type, "acl", { bucket: reference(plain), acl: "public-read-write" });
      assert.deepEqual(await said(rule, site({ more: [acl] })), ["site: Its ACL is public."]);
    }
    const grants = [
      { grantee: { uri: "http://acs.amazonaws.com/groups/global/AllUsers" }, permission: "READ" },
    ];
    const acl = resource("aws:s3/bucketAcl:BucketAcl", "acl", {
      bucket: reference(plain),
      accessControlPolicy: { grants },
    });
    assert.deepEqual(await said(rule, site({ more: [acl] })), ["site: Its ACL has a public grant."]);
  });

  it("finds bucket and access block by known names without edges", async () => {
    const origin = { domainName: "my-site.s3.us-east-1.amazonaws.com" };
    assert.deepEqual(await said(rule, site({ origin, block: { bucket: "my-site" } })), []);
    assert.deepEqual(await said(rule, site({ origin, block: false })), [
      "site: It has no BucketPublicAccessBlock.",
    ]);
  });

  it("judges the buckets of both regions", async () => {
    const replica = resource("aws:s3/bucket:Bucket", "replica", { region: "us-west-2" });
    const origins = [plain, replica].map((bucket) => ({
      domainName: reference(bucket),
      originAccessControlId: unknown,
    }));
    const edge = resource("aws:cloudfront/distribution:Distribution", "edge", { origins });
    const block = resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "block", {
      bucket: reference(plain),
      ...closed,
    });
    assert.deepEqual(await said(rule, [plain, replica, block, edge]), [
      "replica: It has no BucketPublicAccessBlock.",
    ]);
  });

  it("asks nothing of buckets that are behind no distribution, nor of origins that are none", async () => {
    const origins = [{ domainName: unknown, customOriginConfig: { originProtocolPolicy: "https-only" } }];
    const edge = resource("aws:cloudfront/distribution:Distribution", "edge", { origins });
    assert.deepEqual(await said(rule, [plain, edge]), []);
  });

  it("does not judge a bucket of another stack, nor an access block's switch that is not known", async () => {
    const origins = [{ domainName: unknown, originAccessControlId: unknown }];
    const edge = resource("aws:cloudfront/distribution:Distribution", "edge", { origins });
    assert.deepEqual(await said(rule, [edge]), ["edge? the bucket of its origin is not in this stack"]);
    assert.deepEqual(await said(rule, site({ block: { blockPublicAcls: unknown } })), [
      "site? blockPublicAcls is not known yet",
    ]);
  });
});
