import assert from "node:assert/strict";
import { regionOfHost } from "../rules/hosts";

describe("regionOfHost", () => {
  const table: Record<string, string | undefined> = {
    "shop-1.us-east-2.elb.amazonaws.com": "us-east-2",
    "shop-1.elb.us-west-2.amazonaws.com.": "us-west-2",
    "abc.execute-api.eu-west-1.amazonaws.com": "eu-west-1",
    "bucket.s3.us-east-2.amazonaws.com": "us-east-2",
    "bucket.s3-website-us-east-1.amazonaws.com": "us-east-1",
    "bucket.s3-website.eu-central-1.amazonaws.com": "eu-central-1",
    "DB.cluster-x.us-gov-west-1.rds.amazonaws.com": "us-gov-west-1",
    "queue.cn-north-1.amazonaws.com.cn": "cn-north-1",
    "abc.lambda-url.us-east-2.on.aws": "us-east-2",
    "bucket.s3-us-west-2.amazonaws.com": "us-west-2",
    "api.us-east-2.api.aws": "us-east-2",
    "us-east-2.elb.amazonaws.com": undefined,
    "shop.us-east-2.amazonaws.com.example": undefined,
    "shop.s3-us-east-2.on.aws.example": undefined,
    "bucket.my-s3-us-east-2.amazonaws.com": undefined,
    "bucket.us-east-2-s3-website.amazonaws.com": undefined,
    "bucket.s3.amazonaws.com": undefined,
    "shop.us-east-2.example.com": undefined,
    "d111.cloudfront.net": undefined,
    "": undefined,
  };
  for (const [host, expected] of Object.entries(table)) {
    it(`${host || "nothing"}: ${expected}`, () => assert.equal(regionOfHost(host), expected));
  }
});
