/**
 * The policy of an endpoint: only principals of this account pass, so stolen credentials of another account carry
 * nothing out. The bucket of ECR's image layers is read with ECR's own signature.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 *
 * @param service last part of the service's name, such as `s3` or `ecr.api`
 * @returns a JSON document
 */
export function endpointPolicy(
  service: string,
  { partition, region, accountId }: { partition: string; region: string; accountId: string },
): string {
  const own = {
    Sid: "OwnPrincipals",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
  };
  const imageLayers = {
    Sid: "ImageLayers",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`,
  };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: service === "s3" ? [own, imageLayers] : [own],
  });
}
