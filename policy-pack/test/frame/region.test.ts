import assert from "node:assert/strict";
import { regionOf, regionOfArn } from "../../frame/region";

const type = "aws:rds/cluster:Cluster";
const provider = { props: { region: "eu-west-1" } };

describe("region", () => {
  it("is the resource's own, else the provider's, else that of the ARN", () => {
    const arn = "arn:aws:rds:ap-southeast-1:111122223333:cluster:a";
    assert.equal(
      regionOf({ type, props: { region: "us-gov-west-1" }, provider, outputs: { arn } }),
      "us-gov-west-1",
    );
    assert.equal(regionOf({ type, props: {}, provider, outputs: { arn } }), "eu-west-1");
    assert.equal(regionOf({ type, props: {}, outputs: { arn } }), "ap-southeast-1");
    assert.equal(regionOf({ type, props: {} }), undefined);
  });

  it("is global for services with one endpoint for all regions, not for resolvers", () => {
    for (const module of [
      "cloudfront/distribution",
      "route53/record",
      "iam/role",
      "globalaccelerator/accelerator",
    ]) {
      assert.equal(regionOf({ type: `aws:${module}:X`, props: {}, provider }), "global");
    }
    const resolver = "aws:route53/resolverEndpoint:ResolverEndpoint";
    assert.equal(regionOf({ type: resolver, props: {}, provider }), "eu-west-1");
  });

  it("takes nothing for a region that does not look like one, since regions are printed", () => {
    assert.equal(regionOf({ type, props: { region: "hunter2" } }), undefined);
    assert.equal(regionOfArn("arn:aws:iam::111122223333:role/a"), undefined);
    assert.equal(regionOfArn("hunter2:aws:rds:us-east-1"), undefined);
  });
});
