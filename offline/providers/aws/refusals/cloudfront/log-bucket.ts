import { child, text } from "../../../core/values/read";
import { whenDone } from "../phases";
import { found, type Refusal } from "../refusal";
import { takesAcls } from "../storage/bucket-access";
import { distributionType } from "./behaviors";

export const logBucketAcl: Refusal = {
  ...whenDone,
  name: "cloudfront-log-bucket-acl",
  code: "InvalidArgument",
  sentence: "A bucket for a distribution's standard logs (loggingConfig) takes ACLs.",
  source: "CloudFront Developer Guide, Configure standard logging (legacy)",
  types: [distributionType],
  judge({ inputs }, account) {
    const domain = text(child(inputs, "loggingConfig") ?? {}, "bucket");
    const bucket = domain?.replace(/\.s3[.-].*$/, "");
    if (bucket === undefined || takesAcls(account, bucket) !== false) return undefined;
    return found(
      `loggingConfig.bucket is "${domain}", which does not take ACLs; give the bucket a BucketOwnershipControls with BucketOwnerPreferred and let the distribution depend on it, or deliver logs by aws.cloudwatch.LogDelivery`,
      "loggingConfig.bucket",
    );
  },
};
