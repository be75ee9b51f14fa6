import * as ec2 from "@pulumi/aws/ec2";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { admit, reach, type TrafficGroup } from "../arguments/traffic";
import { defaults, type PrivateServiceArgs, ServiceProtocol } from "./args";
import { proveName } from "./private-name";
import { serviceMistakes } from "./validate";

export * from "./args";
export { PartnerEndpoint } from "./partner-endpoint";

/**
 * A service behind an internal network load balancer, offered to other accounts by PrivateLink: they see one private
 * address per zone in their own network, and nothing else of this one.
 *
 * The load balancer's security group admits what is routed here; connections through endpoints are admitted by the
 * endpoint service's principals and acceptance instead, since their addresses are the consumers' own affair.
 *
 * Cost: 16.40 USD a month for the load balancer and 4.40 USD for each of its capacity units; consumers pay for their
 * endpoints.
 */
export class PrivateService extends pulumi.ComponentResource {
  /** Name under which consumers ask for an endpoint. */
  readonly serviceName: pulumi.Output<string>;
  /** Id of the endpoint service. */
  readonly serviceId: pulumi.Output<string>;
  /** Target group in which targets are registered by their addresses; known once a listener forwards to it. */
  readonly targetGroupArn: pulumi.Output<string>;
  /** Last part of the target group's ARN, as CloudWatch names it. */
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  /** ARN of the load balancer. */
  readonly loadBalancerArn: pulumi.Output<string>;
  /** Last part of the load balancer's ARN, as CloudWatch names it. */
  readonly loadBalancerArnSuffix: pulumi.Output<string>;
  /** DNS name of the load balancer inside the network. */
  readonly loadBalancerDnsName: pulumi.Output<string>;
  /** Hosted zone of that name, for alias records. */
  readonly loadBalancerZoneId: pulumi.Output<string>;
  /** Security group of the load balancer. */
  readonly securityGroupId: pulumi.Output<string>;

  private readonly targets: { group: TrafficGroup; port: number };

  constructor(name: string, args: PrivateServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("PrivateService", name, serviceMistakes(args));
    super("tandem:components:PrivateService", name, args, opts);

    const securityGroupId = this.securityGroup(name, args);
    const loadBalancer = this.loadBalancer(name, args, securityGroupId);
    const targetGroup = this.targetGroup(name, args);
    const listener = this.listener(name, args, loadBalancer, targetGroup);
    const service = this.service(name, args, loadBalancer);
    if (args.privateName !== undefined) proveName(name, args.region, args.privateName, service, this);

    this.serviceName = service.serviceName;
    this.serviceId = service.id;
    this.targetGroupArn = pulumi.all([targetGroup.arn, listener.id]).apply(([arn]) => arn);
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
    this.loadBalancerArn = loadBalancer.arn;
    this.loadBalancerArnSuffix = loadBalancer.arnSuffix;
    this.loadBalancerDnsName = loadBalancer.dnsName;
    this.loadBalancerZoneId = loadBalancer.zoneId;
    this.securityGroupId = securityGroupId;
    this.targets = {
      group: { region: args.region, securityGroupId, name, what: args.resourceName, parent: this },
      port: args.targetPort,
    };
    if (args.targetSecurityGroupId !== undefined) this.leadTo(args.targetSecurityGroupId);
    this.registerOutputs({
      serviceName: this.serviceName,
      serviceId: this.serviceId,
      targetGroupArn: this.targetGroupArn,
      loadBalancerArn: this.loadBalancerArn,
      loadBalancerDnsName: this.loadBalancerDnsName,
      securityGroupId: this.securityGroupId,
    });
  }

  /**
   * Opens the way to targets that are made after the service, whose target group they register in. Call it once, and not
   * with `targetSecurityGroupId`.
   *
   * @param targetSecurityGroupId group of the targets, which is opened for the load balancer on their port
   */
  leadTo(targetSecurityGroupId: pulumi.Input<string>): void {
    const { group, port } = this.targets;
    reach(group, [{ name: "targets", securityGroupId: targetSecurityGroupId, port }]);
  }

  private securityGroup(name: string, args: PrivateServiceArgs): pulumi.Output<string> {
    const { region, vpcId, resourceName } = args;
    const { id: securityGroupId } = new ec2.SecurityGroup(
      `${name}-security-group`,
      { region, vpcId, description: `Load balancer ${resourceName}` },
      { parent: this },
    );
    const group = { region, securityGroupId, name, what: resourceName, parent: this };
    admit(group, args.clients ?? [], args.port);
    return securityGroupId;
  }

  private loadBalancer(
    name: string,
    { region, resourceName, subnetIds, ...args }: PrivateServiceArgs,
    securityGroupId: pulumi.Output<string>,
  ): lb.LoadBalancer {
    const protect = args.protect ?? defaults.protect;
    return new lb.LoadBalancer(
      `${name}-load-balancer`,
      {
        region,
        name: resourceName,
        loadBalancerType: "network",
        internal: true,
        subnets: subnetIds,
        securityGroups: [securityGroupId],
        enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
        enableCrossZoneLoadBalancing: true,
        enableZonalShift: true,
        enableDeletionProtection: protect,
      },
      { parent: this, protect },
    );
  }

  private targetGroup(
    name: string,
    { region, resourceName, vpcId, ...args }: PrivateServiceArgs,
  ): lb.TargetGroup {
    const port = String(args.targetPort);
    const timing = { interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 };
    return new lb.TargetGroup(
      `${name}-target-group`,
      {
        region,
        name: resourceName,
        vpcId,
        targetType: "ip",
        protocol: args.protocol,
        port: args.targetPort,
        // Behind PrivateLink the address is the load balancer's in any case; the proxy protocol names the endpoint.
        preserveClientIp: "false",
        proxyProtocolV2: args.proxyProtocol ?? defaults.proxyProtocol,
        deregistrationDelay: defaults.deregistrationDelay,
        healthCheck:
          args.healthCheckPath === undefined
            ? { protocol: "TCP", port, ...timing }
            : { protocol: "HTTPS", path: args.healthCheckPath, matcher: "200", port, ...timing },
      },
      { parent: this },
    );
  }

  private listener(
    name: string,
    { region, port, protocol, certificateArn }: PrivateServiceArgs,
    loadBalancer: lb.LoadBalancer,
    targetGroup: lb.TargetGroup,
  ): lb.Listener {
    const tls = { sslPolicy: defaults.sslPolicy, certificateArn };
    return new lb.Listener(
      `${name}-listener`,
      {
        region,
        loadBalancerArn: loadBalancer.arn,
        port,
        protocol,
        ...(protocol === ServiceProtocol.Tls ? tls : {}),
        defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      },
      { parent: this },
    );
  }

  private service(
    name: string,
    { region, resourceName, ...args }: PrivateServiceArgs,
    loadBalancer: lb.LoadBalancer,
  ): ec2.VpcEndpointService {
    const { consumerRegions = [] } = args;
    return new ec2.VpcEndpointService(
      `${name}-service`,
      {
        region,
        acceptanceRequired: args.acceptanceRequired ?? defaults.acceptanceRequired,
        allowedPrincipals: args.allowedPrincipals,
        networkLoadBalancerArns: [loadBalancer.arn],
        privateDnsName: args.privateName?.domainName,
        // With any it lists the service's own region too.
        supportedRegions: consumerRegions.length === 0 ? undefined : [region, ...consumerRegions],
        tags: { Name: resourceName },
      },
      { parent: this },
    );
  }
}
