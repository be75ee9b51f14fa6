import * as lb from "@pulumi/aws/lb";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { type ApplicationLoadBalancerArgs, defaults, Scheme } from "./args";
import { createEntryGroups } from "./entry-groups";
import { mistakes } from "./validate";

export * from "./args";
export { LoadBalancerRoute } from "./route";
export * from "./route-args";

/**
 * An application load balancer that speaks HTTPS only and answers 404 to every request that no route is for.
 *
 * Targets come by a {@link LoadBalancerRoute}, or by a component that makes one.
 *
 * Cost: 16.43 USD a month and 5.84 USD for each unit of capacity in use; public addresses besides.
 */
export class ApplicationLoadBalancer extends pulumi.ComponentResource {
  /** ARN of the load balancer. */
  readonly arn: pulumi.Output<string>;
  /** Last part of its ARN, by which CloudWatch knows it. */
  readonly arnSuffix: pulumi.Output<string>;
  /** Its own DNS name, for alias records. */
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of that name, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  /** Security group by which targets know it. */
  readonly securityGroupId: pulumi.Output<string>;
  /** ARN of the listener on port 443. */
  readonly listenerArn: pulumi.Output<string>;
  /** ARN of the test listener, where there is one. */
  readonly testListenerArn: pulumi.Output<string> | undefined;

  constructor(name: string, args: ApplicationLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("ApplicationLoadBalancer", name, mistakes(args));
    super("tandem:components:ApplicationLoadBalancer", name, args, opts);
    const groups = createEntryGroups(name, args, this);
    const balancer = this.balancer(name, args, groups);
    const listener = this.listener(`${name}-listener`, args, balancer, 443);
    if (args.testListener !== undefined) {
      const test = this.listener(`${name}-test-listener`, args, balancer, args.testListener.port);
      this.testListenerArn = test.arn;
    }
    if (args.webAclArn !== undefined) this.firewall(name, args.region, args.webAclArn, balancer);

    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.securityGroupId = groups[0];
    this.listenerArn = listener.arn;
    this.registerOutputs({ arn: this.arn, dnsName: this.dnsName, listenerArn: this.listenerArn });
  }

  private balancer(
    name: string,
    args: ApplicationLoadBalancerArgs,
    securityGroups: pulumi.Output<string>[],
  ): lb.LoadBalancer {
    const { region, resourceName, logBucketName, logPrefix = resourceName } = args;
    const protect = args.protect ?? defaults.protect;
    const logs = (folder: string) =>
      logBucketName === undefined
        ? undefined
        : { bucket: logBucketName, prefix: `${logPrefix}/${folder}`, enabled: true };
    return new lb.LoadBalancer(
      `${name}-load-balancer`,
      {
        region,
        name: resourceName,
        loadBalancerType: "application",
        internal: (args.scheme ?? defaults.scheme) === Scheme.Internal,
        ipAddressType: "ipv4",
        subnets: args.subnetIds,
        securityGroups,
        idleTimeout: args.idleTimeoutSeconds ?? defaults.idleTimeoutSeconds,
        dropInvalidHeaderFields: defaults.dropInvalidHeaderFields,
        desyncMitigationMode: defaults.desyncMitigationMode,
        enableZonalShift: defaults.enableZonalShift,
        enableDeletionProtection: protect,
        accessLogs: logs("access"),
        connectionLogs: logs("connections"),
      },
      { parent: this, protect },
    );
  }

  private listener(
    name: string,
    args: ApplicationLoadBalancerArgs,
    balancer: lb.LoadBalancer,
    port: number,
  ): lb.Listener {
    const { region } = args;
    const listener = new lb.Listener(
      name,
      {
        region,
        loadBalancerArn: balancer.arn,
        port,
        protocol: "HTTPS",
        sslPolicy: args.sslPolicy ?? defaults.sslPolicy,
        certificateArn: args.certificateArn,
        routingHttpResponseServerEnabled: false,
        routingHttpResponseStrictTransportSecurityHeaderValue: defaults.strictTransportSecurity,
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: {
              statusCode: defaults.status,
              contentType: "text/plain",
              messageBody: "Not found",
            },
          },
        ],
      },
      { parent: this },
    );
    for (const [index, certificateArn] of (args.otherCertificateArns ?? []).entries()) {
      new lb.ListenerCertificate(
        `${name}-certificate-${index + 2}`,
        { region, listenerArn: listener.arn, certificateArn },
        { parent: this },
      );
    }
    return listener;
  }

  private firewall(
    name: string,
    region: string,
    webAclArn: pulumi.Input<string>,
    { arn: resourceArn }: lb.LoadBalancer,
  ): void {
    new wafv2.WebAclAssociation(`${name}-web-acl`, { region, resourceArn, webAclArn }, { parent: this });
  }
}
