import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as xray from "@pulumi/aws/xray";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { RegionalKey } from "../regional-key";
import { defaults, type RequestTracingArgs } from "./args";
import { mistakes } from "./validate";

export * from "./args";
export * from "./usual";

/**
 * How the requests of a region are followed: which of them are traced, which traces are looked at together, and which
 * questions to the logs are kept.
 *
 * Cost: 5 USD for a million traces, 1 USD for a million of those that insights look at; a query's gigabytes; 1 USD a month
 * for the key, where the stack owns the encryption.
 */
export class RequestTracing extends pulumi.ComponentResource {
  /** ARNs of the groups by their short names. */
  readonly groupArns: Record<string, pulumi.Output<string>>;
  /** ARN of the key of all traces of the region, where this stack owns their encryption. */
  readonly keyArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: RequestTracingArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("RequestTracing", name, mistakes(args));
    super("tandem:components:RequestTracing", name, args, opts);
    this.keyArn = this.encryption(name, args);
    this.groupArns = this.groups(name, args);
    this.sampling(name, args);
    this.queries(name, args);
    this.registerOutputs({ groupArns: this.groupArns, keyArn: this.keyArn });
  }

  private encryption(name: string, args: RequestTracingArgs): pulumi.Output<string> | undefined {
    const { region, resourceName } = args;
    if (!(args.ownsEncryption ?? defaults.ownsEncryption)) return undefined;
    // X-Ray gets its grants from who sets the encryption, so its service is not in the key's policy.
    // https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html
    const key = new RegionalKey(
      `${name}-key`,
      { region, alias: `${resourceName}-traces`, description: `Traces of ${region}` },
      { parent: this, protect: args.protect ?? defaults.protect },
    );
    new xray.EncryptionConfig(
      `${name}-encryption`,
      { region, type: "KMS", keyId: key.arn },
      { parent: this },
    );
    return key.arn;
  }

  private groups(name: string, { region, resourceName, groups = [] }: RequestTracingArgs) {
    const made = groups.map((group) => {
      const { arn } = new xray.Group(
        `${name}-group-${group.name}`,
        {
          region,
          groupName: `${resourceName}-${group.name}`,
          filterExpression: group.filter,
          insightsConfiguration: {
            insightsEnabled: group.insights ?? defaults.insights,
            notificationsEnabled: group.insights ?? defaults.insights,
          },
        },
        { parent: this },
      );
      return [group.name, arn] as const;
    });
    return Object.fromEntries(made);
  }

  private sampling(name: string, { region, resourceName, samplingRules = [] }: RequestTracingArgs): void {
    const { anything } = defaults;
    for (const rule of samplingRules) {
      new xray.SamplingRule(
        `${name}-sampling-${rule.name}`,
        {
          region,
          ruleName: `${resourceName}-${rule.name}`,
          priority: rule.priority,
          reservoirSize: rule.reservoir,
          fixedRate: rule.rate,
          urlPath: rule.urlPath ?? anything,
          httpMethod: rule.httpMethod ?? anything,
          host: rule.host ?? anything,
          serviceName: rule.serviceName ?? anything,
          serviceType: rule.serviceType ?? anything,
          resourceArn: anything,
          version: 1,
        },
        { parent: this },
      );
    }
  }

  private queries(name: string, { region, resourceName, queries = [] }: RequestTracingArgs): void {
    for (const { name: queryName, query, logGroupNames } of queries) {
      new cloudwatch.QueryDefinition(
        `${name}-query-${queryName}`,
        { region, name: `${resourceName}/${queryName}`, queryString: query, logGroupNames },
        { parent: this },
      );
    }
  }
}
