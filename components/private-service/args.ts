import type * as pulumi from "@pulumi/pulumi";
import type { TrafficPeer } from "../arguments/traffic";

/** What a listener speaks with its clients. */
export enum ServiceProtocol {
  /** TLS ends at the load balancer, and a new TLS connection goes to the targets. */
  Tls = "TLS",
  /** Bytes are passed on as they are: TLS, if any, is between client and target. */
  Tcp = "TCP",
}

/** A private DNS name under which consumers know the service. */
export interface ServiceName {
  /** The name, such as `payments.example.com`, in a domain that the provider owns. */
  domainName: string;
  /** Public hosted zone of the domain, where a record proves that it is the provider's. */
  zoneId: pulumi.Input<string>;
}

/** What {@link PrivateService} takes. */
export interface PrivateServiceArgs {
  /** Region of the service. A change replaces it. */
  region: string;
  /** Name of the load balancer and the target group, 1 to 32 letters, digits and hyphens. A change replaces them. */
  resourceName: string;
  /** Network of the service. A change replaces the load balancer. */
  vpcId: pulumi.Input<string>;
  /** One private subnet per zone; consumers reach the service in these zones only. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** What the listener speaks. */
  protocol: ServiceProtocol;
  /** TCP port of the listener. */
  port: number;
  /** Certificate of the region for a TLS listener; none for TCP. */
  certificateArn?: pulumi.Input<string>;
  /** TCP port of the targets. */
  targetPort: number;
  /**
   * Security group of the targets, which is opened for the load balancer on their port.
   * @default none yet: targets that are made afterwards are named by {@link PrivateService.leadTo}
   */
  targetSecurityGroupId?: pulumi.Input<string>;
  /**
   * Path that a healthy target answers with 200 over HTTPS.
   * @default none: a target is healthy when it takes a connection
   */
  healthCheckPath?: string;
  /**
   * Who may connect from networks that are routed here, besides the consumers of the endpoint service.
   * @default []
   */
  clients?: TrafficPeer[];
  /** ARNs of the accounts, roles or users that may ask for an endpoint; never everybody. */
  allowedPrincipals: string[];
  /**
   * Whether each endpoint waits until somebody accepts it.
   * @default true
   */
  acceptanceRequired?: boolean;
  /**
   * Tell the targets by proxy protocol 2 which endpoint a connection comes from; they have to understand it.
   * @default false
   */
  proxyProtocol?: boolean;
  /**
   * Further regions in which consumers may make endpoints.
   * @default []
   */
  consumerRegions?: string[];
  /**
   * Private DNS name of the service.
   * @default none: consumers use the names of their endpoints
   */
  privateName?: ServiceName;
  /**
   * Protect the load balancer against deletion, by Pulumi and by AWS.
   * @default true
   */
  protect?: boolean;
}

/** The posture of a service unless its args say otherwise; what is no argument is fixed. */
export const defaults = {
  acceptanceRequired: true,
  proxyProtocol: false,
  protect: true,
  /** TLS 1.2 with forward secrecy, and 1.3. */
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  deregistrationDelay: 60,
} as const;

/** What {@link PartnerEndpoint} takes. */
export interface PartnerEndpointArgs {
  /** Region of the endpoint. A change replaces it. */
  region: string;
  /** What the endpoint is called in the console, and who it belongs to in descriptions. */
  resourceName: string;
  /** Network of the consumer. A change replaces the endpoint. */
  vpcId: pulumi.Input<string>;
  /** One subnet per zone in which the partner offers the service. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Name of the partner's service, such as `com.amazonaws.vpce.us-east-2.vpce-svc-0a1b2c3d4e5f60718`. A change replaces the endpoint. */
  serviceName: pulumi.Input<string>;
  /**
   * Region of the service, where that is another one and the partner allows it.
   * @default the endpoint's
   */
  serviceRegion?: string;
  /** TCP ports of the service. */
  ports: number[];
  /** Who may call it. */
  clients: TrafficPeer[];
  /**
   * Let the partner's private DNS name lead to the endpoint; only where the partner has one and it is verified.
   * @default false
   */
  privateDns?: boolean;
  /**
   * Policy of the endpoint, a JSON document; AWS refuses one where the service takes none, as those of most partners.
   * @default none: the service's own rules hold
   */
  policy?: pulumi.Input<string>;
}
