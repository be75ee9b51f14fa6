import type * as pulumi from "@pulumi/pulumi";

/** How the private subnets reach the internet. */
export enum NatStrategy {
  /** A NAT gateway in every zone: the loss of a zone takes no other zone's way out. 33 USD a month for each. */
  OnePerZone = "one-per-zone",
  /** One NAT gateway for all zones, and with its zone the way out of all is lost: for non-production. 33 USD a month. */
  Single = "single",
  /** No way out: what runs there reaches AWS services through endpoints, and other networks through a gateway. */
  None = "none",
}

/** What may pass an endpoint, where that is less than everything for this account's principals. */
export interface EndpointAccess {
  /** One of the network's services, such as `dynamodb` or `kms`. */
  service: string;
  /** Actions with the service's prefix, such as `dynamodb:GetItem`; one `*` at the end of a name is allowed. */
  actions: string[];
  /** ARNs of what the actions are done to; `*` for actions that take no resource. */
  resources: pulumi.Input<string>[];
}

/** What `RegionalNetwork` takes. */
export interface RegionalNetworkArgs {
  /** Region of the network. A change replaces all of it. */
  region: string;
  /** Address range of the VPC, /16 to /20, disjoint from that of every network it will be joined with. A change replaces all of it. */
  cidrBlock: string;
  /** Names of two to four zones of the region; three or more survive the loss of one with room. Add at the end: a changed order replaces subnets. */
  availabilityZones: string[];
  /** Name of the flow log's log group and alias of its key, unique in account and region. */
  resourceName: string;
  /**
   * AWS services that are reached through an endpoint in the VPC, by the last part of their names, such as `ecr.api`.
   * @default what a private EKS cluster and an application with secrets need
   */
  interfaceEndpoints?: string[];
  /**
   * Endpoints that let only some actions on some resources pass, each service at most once.
   * @default []: every endpoint serves all that this account's principals may do
   */
  endpointAccess?: EndpointAccess[];
  /**
   * Let anybody in the network read the package repositories of Amazon Linux, which are in S3 and asked for without a
   * signature: for instances that install something when they start.
   * @default false
   */
  packageRepositories?: boolean;
  /**
   * How the private subnets reach the internet. A change moves their default routes, and open connections break.
   * @default NatStrategy.OnePerZone
   */
  natStrategy?: NatStrategy;
  /**
   * Days that flow logs are kept; one of CloudWatch's numbers.
   * @default 365
   */
  flowLogRetentionInDays?: number;
}

/** Services with a gateway endpoint: free of charge, so every network has them. */
export const GATEWAY_ENDPOINTS = ["s3", "dynamodb"] as const;

/** The posture of a network unless its args say otherwise. */
export const defaults = {
  /** Nodes pull images, send logs and metrics, ask for credentials, and the application reads its secrets. */
  interfaceEndpoints: [
    "ecr.api",
    "ecr.dkr",
    "eks-auth",
    "ec2",
    "kms",
    "logs",
    "monitoring",
    "secretsmanager",
    "sts",
  ],
  gatewayEndpoints: GATEWAY_ENDPOINTS,
  packageRepositories: false,
  natStrategy: NatStrategy.OnePerZone,
  flowLogRetentionInDays: 365,
  /** Seconds over which a flow is summed up. */
  flowLogInterval: 60,
} as const;
