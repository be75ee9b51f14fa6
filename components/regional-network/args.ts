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
  flowLogRetentionInDays: 365,
  /** Seconds over which a flow is summed up. */
  flowLogInterval: 60,
} as const;
