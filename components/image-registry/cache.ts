import * as ecr from "@pulumi/aws/ecr";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { defaults, type ImageRegistryArgs } from "./args";
import { cachePolicy, cacheTrust, lifecyclePolicy, type RegistryScope } from "./documents";

/**
 * Public registries, read through ECR. The repositories are made by ECR at the first pull; a template gives them the key
 * and the lifecycle of the others. Their tags may move: they move upstream.
 */
export function cacheUpstreams(
  name: string,
  args: ImageRegistryArgs,
  scope: pulumi.Output<RegistryScope>,
  parent: pulumi.Resource,
): void {
  const { region, kmsKeyArn, upstreams = [] } = args;
  if (upstreams.length === 0) return;
  const prefixes = upstreams.map(({ prefix }) => prefix);
  const role = new iam.Role(
    `${name}-cache-role`,
    {
      description: `Makes the repositories of cached images in ${region}`,
      assumeRolePolicy: scope.apply(({ accountId }) => cacheTrust(accountId)),
    },
    { parent },
  );
  const permissions = new iam.RolePolicy(
    `${name}-cache-permissions`,
    {
      role: role.name,
      name: "make-repositories",
      policy: pulumi.all([scope, kmsKeyArn]).apply(([where, keyArn]) => cachePolicy(where, prefixes, keyArn)),
    },
    { parent },
  );
  for (const { prefix, upstream, credentialArn } of upstreams) {
    const template = new ecr.RepositoryCreationTemplate(
      `${name}-cache-${prefix}-template`,
      {
        region,
        prefix,
        description: `Images of ${upstream}`,
        appliedFors: ["PULL_THROUGH_CACHE"],
        customRoleArn: role.arn,
        imageTagMutability: "MUTABLE",
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: kmsKeyArn }],
        lifecyclePolicy: lifecyclePolicy(
          args.keepTagged ?? defaults.keepTagged,
          args.untaggedExpirationDays ?? defaults.untaggedExpirationDays,
        ),
      },
      { parent, dependsOn: permissions },
    );
    new ecr.PullThroughCacheRule(
      `${name}-cache-${prefix}`,
      { region, ecrRepositoryPrefix: prefix, upstreamRegistryUrl: upstream, credentialArn },
      // A pull before the template is there would make a repository without a customer-managed key.
      { parent, dependsOn: template },
    );
  }
}
