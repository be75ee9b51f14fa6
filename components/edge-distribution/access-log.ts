import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { EDGE_REGION, type EdgeDistributionArgs } from "./args";
import { physicalNames } from "./names";
import { accessLogFields } from "./redaction";

/**
 * Creates the delivery of a distribution's standard logs (v2) to the archive, as JSON lines under
 * `cloudfront/DistributionId=…/year=…`. The API of these deliveries is in us-east-1 alone, wherever the bucket is.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export function createAccessLogDelivery(
  name: string,
  args: EdgeDistributionArgs,
  distributionArn: pulumi.Input<string>,
  parent: pulumi.Resource,
): void {
  const names = physicalNames(args.resourceName);
  const source = new cloudwatch.LogDeliverySource(
    `${name}-access-log-source`,
    {
      region: EDGE_REGION,
      name: names.accessLogSource.name,
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
    },
    { parent },
  );
  const destination = new cloudwatch.LogDeliveryDestination(
    `${name}-access-log-destination`,
    {
      region: EDGE_REGION,
      name: names.accessLogDestination.name,
      outputFormat: "json",
      deliveryDestinationConfiguration: {
        // With a prefix of ours AWS adds none of its own, which it would drop again when the suffix changes.
        // https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2274
        destinationResourceArn: pulumi.interpolate`${args.accessLogBucketArn}/cloudfront`,
      },
    },
    { parent },
  );
  new cloudwatch.LogDelivery(
    `${name}-access-log-delivery`,
    {
      region: EDGE_REGION,
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: accessLogFields,
      s3DeliveryConfigurations: [
        // The names of the parts (`year=`) come with the Hive-compatible path; in the suffix they are refused.
        { suffixPath: "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}", enableHiveCompatiblePath: true },
      ],
    },
    { parent },
  );
}
