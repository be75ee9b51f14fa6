import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as pulumi from "@pulumi/pulumi";

/** How a distribution signs its requests to private buckets. */
export interface OriginAccessArgs {
  /** Name of the control, unique in the account, up to 64 characters. */
  resourceName: string;
  description: string;
}

/** Makes the control by which a distribution signs what it asks of buckets: it signs always, also over a viewer's own signature. */
export function createOriginAccess(
  name: string,
  { resourceName, description }: OriginAccessArgs,
  parent: pulumi.Resource,
): cloudfront.OriginAccessControl {
  return new cloudfront.OriginAccessControl(
    `${name}-access-control`,
    {
      name: resourceName,
      description,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    },
    { parent },
  );
}
