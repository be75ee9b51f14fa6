/** How a service presents itself in a policy. */
export interface ServicePrincipal {
  /** Whether its name carries the region, as in `logs.us-east-2.amazonaws.com`. */
  readonly regional: boolean;
  /**
   * Where AWS documents the trust of its roles without a condition: the page, below https://docs.aws.amazon.com. Such a
   * role is kept by iam:PassRole alone. Every other service says for whose resource it takes a role, by
   * `aws:SourceAccount` or `aws:SourceArn`, and every service does where it uses a resource by the resource's own policy.
   */
  readonly trustPage?: string;
}

const bound: ServicePrincipal = { regional: false };
const passed = (trustPage: string): ServicePrincipal => ({ regional: false, trustPage });

/**
 * The principals of the services, without `.amazonaws.com`. A service that is not here is a finding, so that its page is
 * read before a policy names it.
 */
export const servicePrincipals: Readonly<Record<string, ServicePrincipal>> = {
  apigateway: passed("apigateway/latest/developerguide/set-up-logging.html"),
  "arc-region-switch": passed("r53recovery/latest/dg/security_iam_region_switch_trust_policy.html"),
  backup: bound,
  budgets: bound,
  cloudfront: bound,
  cloudwatch: bound,
  codebuild: bound,
  codedeploy: bound,
  codepipeline: bound,
  costalerts: bound,
  "delivery.logs": bound,
  "drt.shield": passed("waf/latest/developerguide/ddos-srt-access.html"),
  ec2: passed("AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html"),
  "ecs-tasks": bound,
  edgelambda: passed("AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html"),
  eks: passed("eks/latest/userguide/cluster-iam-role.html"),
  events: bound,
  "export.rds": bound,
  fargate: bound,
  fis: bound,
  lambda: passed("lambda/latest/dg/lambda-intro-execution-role.html"),
  "logdelivery.elasticloadbalancing": bound,
  logs: { regional: true },
  "monitoring.rds": bound,
  "pods.eks": bound,
  route53: bound,
  s3: passed("AmazonS3/latest/userguide/setting-repl-config-perm-overview.html"),
  scheduler: bound,
  secretsmanager: bound,
  ses: bound,
  sns: bound,
  ssm: bound,
  states: bound,
  "vpc-flow-logs": bound,
};

/** A principal's name in the table, and the region that it carries: `logs.us-east-2.amazonaws.com` -> `logs`, `us-east-2`. */
export function readServicePrincipal(id: string): { name: string; region?: string } | undefined {
  const [, whole = ""] = /^([a-z0-9.-]+)\.amazonaws\.com(\.cn)?$/.exec(id) ?? [];
  if (whole === "") return undefined;
  const regional = /^(.+)\.([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(whole);
  return regional ? { name: regional[1] as string, region: regional[2] as string } : { name: whole };
}
