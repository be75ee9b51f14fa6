import assert from "node:assert/strict";
import { cloudfrontOriginGroupCrossRegion as rule } from "../../../rules/failover/cloudfront-origin-group-cross-region";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const bucket = (name: string, region: string) =>
  resource(
    "aws:s3/bucket:Bucket",
    name,
    { region },
    { outputs: { bucketDomainName: `${name}.s3.amazonaws.com` } },
  );
const east = bucket("east", "us-east-2");
const west = bucket("west", "us-west-2");
const spare = bucket("spare", "us-east-2");
const codes = { statusCodes: [500, 502, 503, 504] };
const members = [{ originId: "a" }, { originId: "b" }];

function distribution(a: unknown, b: unknown, change: Record<string, unknown> = {}) {
  return resource("aws:cloudfront/distribution:Distribution", "edge", {
    origins: [
      { originId: "a", domainName: a },
      { originId: "b", domainName: b },
    ],
    originGroups: [{ originId: "site", members, failoverCriteria: codes }],
    defaultCacheBehavior: { targetOriginId: "site" },
    ...change,
  });
}
const inEast = "east.s3.us-east-2.amazonaws.com";
const inWest = "west.s3.us-west-2.amazonaws.com";
const both = { settings: { regions: ["us-east-2", "us-west-2"] } };
const alone = { originGroups: undefined, defaultCacheBehavior: { targetOriginId: "a" } };

describe("cloudfront-origin-group-cross-region", () => {
  it("accepts members of two regions, by the names of endpoints and by the buckets that have them", async () => {
    assert.deepEqual(await said(rule, [distribution(inEast, inWest)], both), []);
    const byName = distribution("east.s3.amazonaws.com", "west.s3.amazonaws.com");
    assert.deepEqual(await said(rule, [east, west, byName], both), []);
  });

  const together: Record<string, [unknown, unknown]> = {
    "by the names of endpoints": [inEast, "spare.s3.us-east-2.amazonaws.com"],
    "by the names of buckets": ["east.s3.amazonaws.com", "spare.s3.amazonaws.com"],
    "by edges, while no name is known": [reference(east), reference(spare)],
  };
  for (const [how, [a, b]] of Object.entries(together)) {
    it(`refuses members of one region, told ${how}`, async () => {
      assert.deepEqual(await said(rule, [east, spare, distribution(a, b)], both), [
        "edge: All members of origin group 1 are in us-east-2.",
      ]);
    });
  }

  it("refuses a group that stays with its first member on some errors", async () => {
    const group = (failoverCriteria: unknown) => ({
      originGroups: [{ originId: "site", members, failoverCriteria }],
    });
    assert.deepEqual(
      await said(rule, [distribution(inEast, inWest, group({ statusCodes: [500, "503"] }))], both),
      ["edge: Origin group 1 does not fail over on 502, 504."],
    );
    assert.deepEqual(await said(rule, [distribution(inEast, inWest, group(undefined))], both), [
      "edge: Origin group 1 does not fail over on 500, 502, 503, 504.",
    ]);
  });

  it("refuses a default behavior that knows one region of several", async () => {
    const wanted = ["edge: The default cache behavior reads from us-east-2 alone."];
    assert.deepEqual(await said(rule, [distribution(inEast, inWest, alone)], both), wanted);
    const peers = [
      { stack: "one", region: "us-east-2", resources: [] },
      { stack: "two", region: "us-west-2", resources: [] },
    ];
    assert.deepEqual(await said(rule, [distribution(inEast, inWest, alone)], { peers }), wanted);
  });

  it("accepts a default behavior to a name that Route 53 moves", async () => {
    assert.deepEqual(await said(rule, [distribution("api-origin.example.com", inWest, alone)], both), []);
  });

  it("does not judge one region where nobody says that there are more", async () => {
    assert.deepEqual(await said(rule, [distribution(inEast, inWest, alone)]), [
      "edge? the setting regions names no second region",
    ]);
  });

  it("does not judge members whose regions are not known, but their status codes", async () => {
    const group = {
      originGroups: [{ originId: "site", members, failoverCriteria: { statusCodes: [500, 502, 503] } }],
    };
    for (const open of [
      distribution(unknown, inWest, group),
      distribution(reference(east), reference(west), group),
    ]) {
      assert.deepEqual(await said(rule, [east, west, open], both), [
        "edge? the regions of origin group 1 can't be told",
        "edge: Origin group 1 does not fail over on 504.",
      ]);
    }
  });

  it("finds the default behavior behind a group that is not known", async () => {
    const change = {
      ...alone,
      originGroups: [{ originId: "site", members: unknown, failoverCriteria: codes }],
    };
    assert.deepEqual(await said(rule, [distribution(inEast, inWest, change)], both), [
      "edge: The default cache behavior reads from us-east-2 alone.",
      "edge? originGroups.0.members is not known yet",
    ]);
  });

  it("does not judge members at names that Route 53 moves, or a group without members", async () => {
    const moved = distribution("api-origin.example.com", "site.example.com");
    assert.deepEqual(await said(rule, [moved], both), ["edge? the regions of origin group 1 can't be told"]);
    const nobody = { originGroups: [{ originId: "site", members: [], failoverCriteria: codes }] };
    assert.deepEqual(await said(rule, [distribution(inEast, inWest, nobody)], both), []);
  });

  it("does not judge a default behavior whose origin's region is not known", async () => {
    assert.deepEqual(await said(rule, [distribution(unknown, inWest, alone)], both), [
      "edge? the region of the default behavior's origin is not known",
    ]);
  });

  it("tells an origin's place by each name that a bucket, a website or a load balancer has", async () => {
    const names = {
      bucketRegionalDomainName: "aws:s3/bucket:Bucket",
      bucketDomainName: "aws:s3/bucket:Bucket",
      websiteEndpoint: "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
      dnsName: "aws:lb/loadBalancer:LoadBalancer",
    };
    for (const [property, type] of Object.entries(names)) {
      const sources = ["one", "two"].map((name) =>
        resource(type, name, { region: "us-east-2" }, { outputs: { [property]: `${name}.example.com` } }),
      );
      assert.deepEqual(
        await said(rule, [...sources, distribution("one.example.com", "two.example.com")], both),
        ["edge: All members of origin group 1 are in us-east-2."],
      );
    }
  });
});
