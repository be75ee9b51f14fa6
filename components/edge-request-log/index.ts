import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { logRetentionMistakes } from "../arguments/log-retention";
import { type Mistake, refuse } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { KeyUser, RegionalKey } from "../regional-key";
import { defaults, EDGE_REGION, type EdgeRequestLogArgs, logGroupName } from "./args";
import { EDGE_TRUST, logPermissions } from "./policies";
import { dashboardBody, QUERY } from "./query";

export { defaults, EDGE_CACHE_REGIONS, type EdgeRequestLogArgs } from "./args";

/**
 * A Lambda@Edge function that writes a line for each request which reached an origin, its log groups in every region
 * where CloudFront runs it, each encrypted and with an end, a saved query in each, and a dashboard that reads them
 * together.
 *
 * CloudFront keeps copies of the function for hours after the last distribution gave it up, so Pulumi never deletes
 * it: after a `destroy` it stays in the account until somebody deletes it, and the same name is free only then.
 *
 * Cost: 1 USD a month for the key of each region, 3 USD for the dashboard, 0.60 USD per million requests and 0.50 USD
 * per gigabyte of log.
 */
export class EdgeRequestLog extends pulumi.ComponentResource {
  /** ARN of the published version, for {@link EdgeDistribution}; known once its log groups are there. */
  readonly versionArn: pulumi.Output<string>;
  /** Name of the function. */
  readonly functionName: pulumi.Output<string>;
  /** Name of the log group, equal in every region. */
  readonly logGroupName: string;

  constructor(name: string, args: EdgeRequestLogArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("EdgeRequestLog", name, mistakes(args));
    super("tandem:components:EdgeRequestLog", name, args, opts);
    const regions = args.logRegions ?? defaults.logRegions;
    this.logGroupName = logGroupName(args.functionName);

    const groups = regions.map((region) => this.log(name, args, region));
    const made = this.edgeFunction(name, args, groups);
    this.dashboard(name, args, regions);

    // Through the version: the ARN without one is refused by CloudFront.
    this.versionArn = made.qualifiedArn;
    this.functionName = made.name;
    this.registerOutputs({ versionArn: this.versionArn, functionName: this.functionName });
  }

  private log(name: string, args: EdgeRequestLogArgs, region: string): cloudwatch.LogGroup {
    const key = new RegionalKey(
      `${name}-${region}`,
      {
        region,
        alias: `${args.functionName}-log`,
        description: `Log of ${args.functionName}`,
        users: [KeyUser.CloudWatchLogs],
      },
      { parent: this },
    );
    const group = new cloudwatch.LogGroup(
      `${name}-${region}`,
      {
        region,
        name: this.logGroupName,
        kmsKeyId: key.arn,
        retentionInDays: args.retentionInDays ?? defaults.retentionInDays,
      },
      { parent: this },
    );
    new cloudwatch.QueryDefinition(
      `${name}-${region}`,
      { region, name: `${args.functionName}/newest`, logGroupNames: [group.name], queryString: QUERY },
      { parent: this },
    );
    return group;
  }

  private edgeFunction(
    name: string,
    args: EdgeRequestLogArgs,
    groups: cloudwatch.LogGroup[],
  ): lambda.Function {
    const { functionName } = args;
    const description = `Writes a line for each request that reached an origin`;
    const role = new iam.Role(
      `${name}-role`,
      { description, assumeRolePolicy: EDGE_TRUST },
      { parent: this },
    );
    const policy = pulumi.all(groups.map(({ arn }) => arn)).apply(logPermissions);
    const permissions = new iam.RolePolicy(
      `${name}-permissions`,
      { role: role.name, name: "logs", policy },
      { parent: this },
    );
    return new lambda.Function(
      `${name}-function`,
      {
        region: EDGE_REGION,
        name: functionName,
        description,
        role: role.arn,
        code: args.code,
        handler: "index.handler",
        runtime: defaults.runtime,
        // The only one that Lambda@Edge runs on.
        architectures: ["x86_64"],
        memorySize: defaults.memorySize,
        timeout: defaults.timeout,
        publish: true,
        skipDestroy: true,
      },
      { parent: this, dependsOn: permissions },
    );
  }

  private dashboard(name: string, args: EdgeRequestLogArgs, regions: readonly string[]): void {
    new cloudwatch.Dashboard(
      `${name}-dashboard`,
      {
        region: EDGE_REGION,
        dashboardName: args.functionName,
        dashboardBody: dashboardBody(this.logGroupName, regions),
      },
      { parent: this },
    );
  }
}

function mistakes(args: EdgeRequestLogArgs): Mistake[] {
  const { functionName, logRegions } = args;
  const found = [
    ...logRetentionMistakes("retentionInDays", args.retentionInDays),
    ...physicalNameMistakes("functionName", functionName, [
      { what: "Lambda function", name: functionName, longest: 64 },
    ]),
  ];
  if (logRegions === undefined) return found;
  if (!logRegions.includes(EDGE_REGION)) {
    const reason = `[${logRegions.join(", ")}] is not allowed, ${EDGE_REGION} is always one: there the function itself is`;
    found.push({ propertyPath: "logRegions", reason });
  }
  for (const [index, region] of logRegions.entries()) {
    if (logRegions.indexOf(region) === index) continue;
    found.push({ propertyPath: `logRegions[${index}]`, reason: `${region} is there twice` });
  }
  return found;
}
