import assert from "node:assert/strict";
import { requestsOverTls as rule } from "../../../rules/network/requests-over-tls";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const deny = (change: Record<string, unknown> = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...change,
});
const document = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const silent = ["it: No statement of its policy denies requests without TLS."];
const kinds = [
  ["aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy", "bucket", { bucket: "it-1" }, "it-1"],
  ["aws:s3/bucketV2:BucketV2", "aws:s3/bucketPolicy:BucketPolicy", "bucket", { bucket: "it-1" }, "it-1"],
  ["aws:sns/topic:Topic", "aws:sns/topicPolicy:TopicPolicy", "arn", { arn: "arn:it" }, "arn:it"],
  ["aws:sqs/queue:Queue", "aws:sqs/queuePolicy:QueuePolicy", "queueUrl", { url: "https://it" }, "https://it"],
] as const;

describe("requests-over-tls", () => {
  for (const [type, holder, property, outputs, name] of kinds) {
    const it_ = resource(type, "it", {}, { outputs });
    const policyOf = (policy: unknown, target: unknown = reference(it_)) =>
      resource(holder, "policy", { [property]: target, policy });

    it(`judges the policy of ${type}, by edge or name`, async () => {
      const allow = deny({ Effect: "Allow", Condition: undefined });
      for (const target of [reference(it_), name]) {
        assert.deepEqual(await said(rule, [it_, policyOf(document(allow, deny()), target)]), []);
      }
      assert.deepEqual(await said(rule, [it_]), silent);
      assert.deepEqual(await said(rule, [it_, policyOf(document(deny()), "another")]), silent);
      for (const change of [
        { Effect: "Allow" },
        { Principal: { AWS: "arn:aws:iam::111122223333:root" } },
        { Condition: { Bool: { "aws:SecureTransport": "true" } } },
        { Condition: { BoolIfExists: { "aws:ViaAWSService": "false" } } },
        { Condition: undefined },
      ]) {
        assert.deepEqual(await said(rule, [it_, policyOf(document(deny(change)))]), silent);
      }
    });

    it(`judges the inline policy of ${type}`, async () => {
      const inline = (policy: unknown) => resource(type, "it", { policy });
      assert.deepEqual(await said(rule, [inline(document(deny()))]), []);
      assert.deepEqual(await said(rule, [inline(unknown)]), ["it? policy is not known yet"]);
    });

    it(`can't tell a policy of ${type} that is not known, unless another statement refuses`, async () => {
      assert.deepEqual(await said(rule, [it_, policyOf(unknown)]), ["it? policy is not known yet"]);
      const half = { Version: "2012-10-17", Statement: [unknown, deny()] };
      assert.deepEqual(await said(rule, [it_, policyOf(half)]), []);
    });
  }
});
