import type * as pulumi from "@pulumi/pulumi";
import type { TrafficPeer } from "../../components/arguments/traffic";
import type { ContainerService } from "../../components/container-service";
import { PartnerEndpoint, PrivateService, ServiceProtocol } from "../../components/private-service";
import { RegionalRecord, RoutingKind } from "../../components/regional-record";
import type { Sibling } from "../settings/stack-files";
import type { Cart } from "./cart";
import type { Foundation } from "./foundation";
import { HEALTH, PAYMENTS_PORT } from "./services";

/** Where the payment gateway is, and who brings its tasks. */
export interface PaymentGround {
  zoneId: pulumi.Input<string>;
  siblings: readonly Sibling[];
  /** The service that calls it. */
  checkout: ContainerService;
  /** Makes the service behind a target group. */
  create(targetGroupArn: pulumi.Input<string>): ContainerService;
}

/**
 * The payment gateway behind a Network Load Balancer: reached by checkout, by the other region over the transit gateway,
 * by the company's other accounts, and by who is allowed to over PrivateLink. Its name answers with the nearest region
 * whose gateway is well.
 */
export function paymentGateway(cart: Cart, base: Foundation, ground: PaymentGround) {
  const { settings, names, opts } = cart;
  const { region, privateLink, recovery } = settings;
  const { network, certificate } = base;
  const gateway = new PrivateService(
    "payment-gateway",
    {
      region,
      resourceName: names.paymentGateway,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      protocol: ServiceProtocol.Tls,
      port: privateLink.port,
      certificateArn: certificate.certificateArn,
      targetPort: PAYMENTS_PORT,
      healthCheckPath: HEALTH,
      clients: clientsOf(cart, ground),
      allowedPrincipals: privateLink.allowedPrincipals,
      acceptanceRequired: privateLink.acceptanceRequired,
      consumerRegions: privateLink.consumerRegions,
      privateName: { domainName: names.paymentsName, zoneId: ground.zoneId },
      protect: recovery.protect,
    },
    opts,
  );
  const service = ground.create(gateway.targetGroupArn);
  gateway.leadTo(service.securityGroupId);
  new RegionalRecord(
    "payment-gateway-name",
    {
      zoneId: ground.zoneId,
      recordName: names.gatewayName,
      region,
      routing: { kind: RoutingKind.Latency },
      target: { dnsName: gateway.loadBalancerDnsName, zoneId: gateway.loadBalancerZoneId },
    },
    opts,
  );
  return { gateway, service };
}

function clientsOf({ settings }: Cart, { siblings, checkout }: PaymentGround): TrafficPeer[] {
  const others = siblings.flatMap(({ region, cidr }) =>
    region === undefined || cidr === undefined ? [] : [{ name: region, cidrIpv4: cidr }],
  );
  const accounts = settings.peerAccounts.map(({ name, cidr }) => ({
    name: `account-${name}`,
    cidrIpv4: cidr,
  }));
  return [{ name: "checkout", securityGroupId: checkout.securityGroupId }, ...others, ...accounts];
}

/** By setting, the services of partners that checkout calls, each as an address in the region's own network. */
export function partnerEndpoints(
  { settings, names, opts }: Cart,
  { network }: Foundation,
  checkout: ContainerService,
): PartnerEndpoint[] {
  return settings.partnerEndpoints.map(
    ({ name, ...endpoint }) =>
      new PartnerEndpoint(
        `partner-${name}`,
        {
          region: settings.region,
          resourceName: `${names.prefix}-${name}`,
          vpcId: network.vpcId,
          subnetIds: network.privateSubnetIds,
          clients: [{ name: "checkout", securityGroupId: checkout.securityGroupId }],
          ...endpoint,
        },
        opts,
      ),
  );
}
