import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { decidingCheck } from "../health-check/create";
import { InstanceFleet } from "../instance-fleet";
import { defaults, type ReverseProxyArgs } from "./args";
import { addressScript, addressStatements, logStatements } from "./documents";
import { mistakes } from "./validate";

export { defaults, type ReverseProxyArgs } from "./args";

/**
 * One reverse proxy on EC2 that the internet reaches on port 443: a group of one instance, an address which the instance
 * takes when it starts and its successor takes over, a log, and a Route 53 health check of the address.
 *
 * Two of them in different zones and a failover record over their addresses make an entrance that survives a zone.
 *
 * Cost: the instance (a c7g.large 53 USD a month), 3.65 USD for the address, 3.50 USD for the check, the disk and its key.
 */
export class ReverseProxy extends pulumi.ComponentResource {
  /** Its address, for records. */
  readonly address: pulumi.Output<string>;
  /** Id of the address. */
  readonly allocationId: pulumi.Output<string>;
  /** Id of the health check, for the records that answer with the address. Route 53 has its metric in us-east-1 alone. */
  readonly healthCheckId: pulumi.Output<string>;
  /** Name of the Auto Scaling group. */
  readonly autoScalingGroupName: pulumi.Output<string>;
  /** Security group of the instance. */
  readonly securityGroupId: pulumi.Output<string>;
  /** ARN of the instance's role. */
  readonly roleArn: pulumi.Output<string>;
  /** Name of the log group. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: ReverseProxyArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("ReverseProxy", name, mistakes(args));
    super("tandem:components:ReverseProxy", name, args, opts);
    const address = this.eip(name, args);
    const log = this.log(name, args);
    const fleet = this.fleet(name, args, address, log);

    this.address = address.publicIp;
    this.allocationId = address.allocationId;
    this.healthCheckId = this.check(name, args, address);
    this.autoScalingGroupName = fleet.autoScalingGroupName;
    this.securityGroupId = fleet.securityGroupId;
    this.roleArn = fleet.roleArn;
    this.logGroupName = log.name;
    this.registerOutputs({ address: this.address, healthCheckId: this.healthCheckId });
  }

  private eip(name: string, { region, resourceName, protect }: ReverseProxyArgs): ec2.Eip {
    return new ec2.Eip(
      `${name}-address`,
      { region, domain: "vpc", tags: { Name: resourceName } },
      // Which instance has it is the instances' business.
      { parent: this, protect: protect ?? defaults.protect, ignoreChanges: ["instance", "networkInterface"] },
    );
  }

  private log(name: string, { region, logGroupName, keyArn, logRetentionInDays }: ReverseProxyArgs) {
    return new cloudwatch.LogGroup(
      `${name}-log`,
      {
        region,
        name: logGroupName,
        kmsKeyId: keyArn,
        retentionInDays: logRetentionInDays ?? defaults.logRetentionInDays,
      },
      { parent: this },
    );
  }

  private fleet(
    name: string,
    args: ReverseProxyArgs,
    { allocationId }: ec2.Eip,
    log: cloudwatch.LogGroup,
  ): InstanceFleet {
    const { region, resourceName, vpcId, subnetId, instanceTypes, tags } = args;
    const invoke = { parent: this };
    const scope = pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
      .apply(([{ partition }, { accountId }]) => ({ partition, accountId, region }));
    return new InstanceFleet(
      `${name}-fleet`,
      {
        region,
        resourceName,
        vpcId,
        subnetIds: [subnetId],
        instanceTypes,
        minimum: defaults.instances,
        maximum: defaults.instances,
        volumeGigabytes: args.volumeGigabytes ?? defaults.volumeGigabytes,
        userData: pulumi
          .all([allocationId, args.script])
          .apply(([id, script]) => `${addressScript({ region, allocationId: id })}${script}`),
        port: defaults.port,
        admits: [{ name: "internet", cidrIpv4: "0.0.0.0/0" }],
        reaches: args.reaches ?? [...defaults.reaches],
        statements: [
          ...addressStatements(scope, allocationId, resourceName),
          ...logStatements(log.arn),
          ...(args.statements ?? []),
        ],
        tags,
      },
      { parent: this },
    );
  }

  private check(name: string, args: ReverseProxyArgs, { publicIp }: ec2.Eip): pulumi.Output<string> {
    const endpoint = {
      fqdn: args.hostName,
      ipAddress: publicIp,
      label: args.resourceName,
      check: args.healthCheck ?? {},
    };
    // With an endpoint there is always a check.
    return decidingCheck(name, args.resourceName, endpoint, [], this) as pulumi.Output<string>;
  }
}
