/** Where an endpoint is, and whom it serves. */
export interface EndpointScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  region: string;
  /** Twelve digits. */
  accountId: string;
}

/** What may pass an endpoint. */
export interface Allowance {
  actions: readonly string[];
  resources: readonly string[];
}

/**
 * The policy of an endpoint: only principals of this account pass, so stolen credentials of another account carry
 * nothing out. With an allowance they pass for its actions on its resources alone. The bucket of ECR's image layers
 * is read with ECR's own signature.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 *
 * With `packages` the repositories of Amazon Linux are read, too, which are asked for without a signature.
 * https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html
 *
 * @param service last part of the service's name, such as `s3` or `ecr.api`
 * @returns a JSON document
 */
export function endpointPolicy(
  service: string,
  { partition, region, accountId }: EndpointScope,
  allowance?: Allowance,
  packages = false,
): string {
  const own = {
    Sid: "OwnPrincipals",
    Effect: "Allow",
    Principal: "*",
    Action: allowance?.actions ?? "*",
    Resource: allowance?.resources ?? "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
  };
  const imageLayers = {
    Sid: "ImageLayers",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`,
  };
  const packageRepositories = {
    Sid: "PackageRepositories",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:${partition}:s3:::al2023-repos-${region}-*/*`,
  };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: service === "s3" ? [own, imageLayers, ...(packages ? [packageRepositories] : [])] : [own],
  });
}
