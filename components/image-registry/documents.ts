/** The account and region of a registry. */
export interface RegistryScope {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  partition: string;
  /** Twelve digits. */
  accountId: string;
  region: string;
}

/**
 * Address of a repository, for whoever knows its name but not its stack.
 *
 * @param dnsSuffix the partition's, for example `amazonaws.com`
 */
export function repositoryUrl(
  { accountId, region }: Pick<RegistryScope, "accountId" | "region">,
  dnsSuffix: string,
  repositoryName: string,
): string {
  return `${accountId}.dkr.ecr.${region}.${dnsSuffix}/${repositoryName}`;
}

/** Lets accounts pull, layer by layer, and nothing else. */
export function pullPolicy(partition: string, accounts: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Pull",
        Effect: "Allow",
        Principal: { AWS: accounts.map((account) => `arn:${partition}:iam::${account}:root`) },
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      },
    ],
  });
}

/**
 * What a repository throws away: images without a tag by their age, tagged ones by their number.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function lifecyclePolicy(keepTagged: number, untaggedExpirationDays: number): string {
  const expire = { type: "expire" };
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: `Images without a tag go after ${untaggedExpirationDays} days`,
        selection: {
          tagStatus: "untagged",
          countType: "sinceImagePushed",
          countUnit: "days",
          countNumber: untaggedExpirationDays,
        },
        action: expire,
      },
      {
        rulePriority: 2,
        description: `The newest ${keepTagged} tagged images stay`,
        selection: {
          tagStatus: "tagged",
          tagPatternList: ["*"],
          countType: "imageCountMoreThan",
          countNumber: keepTagged,
        },
        action: expire,
      },
    ],
  });
}

/** ECR takes the role that makes the repositories of a cache, for this account alone. */
export function cacheTrust(accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "ecr.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}

/**
 * What making the repositories of a cache takes.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-iam.html
 */
export function cachePolicy(scope: RegistryScope, prefixes: readonly string[], keyArn: string): string {
  const { partition, region, accountId } = scope;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "MakeRepositories",
        Effect: "Allow",
        Action: ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"],
        Resource: prefixes.map(
          (prefix) => `arn:${partition}:ecr:${region}:${accountId}:repository/${prefix}/*`,
        ),
      },
      {
        Sid: "EncryptThem",
        Effect: "Allow",
        Action: ["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"],
        Resource: keyArn,
      },
    ],
  });
}
