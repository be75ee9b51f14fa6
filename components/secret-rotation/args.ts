import type * as pulumi from "@pulumi/pulumi";

/** What {@link SecretRotator} takes. */
export interface SecretRotatorArgs {
  /** Region of the secret; a replica can't be rotated. A change replaces the function. */
  region: string;
  /** Name of the function, unique in account and region, up to 64 characters. A change replaces it. */
  functionName: string;
  /** Alias of the key of its log and environment, without `alias/`. */
  keyAlias: string;
  /** Code of the function: an archive whose `index.js` exports `handler`. */
  code: pulumi.asset.Archive;
  /**
   * What the code reads from its environment. Never a secret.
   * @default {}
   */
  environment?: Record<string, string>;
  /** ARN of the secret. */
  secretArn: pulumi.Input<string>;
  /** ARN of the secret's key in this region. */
  secretKeyArn: pulumi.Input<string>;
  /** Days between two rotations, 1 to 90. */
  days: number;
  /** VPC of the function. A change replaces its security group. */
  vpcId: pulumi.Input<string>;
  /** Private subnets in which it runs. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Address range of the VPC, in which the endpoint of Secrets Manager is. */
  endpointRange: string;
  /** The database of this region that knows the password. */
  database: RotatedDatabase;
  /**
   * Address ranges of the other regions' networks, by region: the writer may be there.
   * @default {}
   */
  otherRanges?: Record<string, string>;
  /**
   * Classification of what the password opens, as the function's tag `data-classification`.
   * @default "cardholder"
   */
  dataClassification?: string;
  /**
   * Days that its log is kept; one of CloudWatch's numbers.
   * @default 400
   */
  logRetentionInDays?: number;
}

/** A database that a rotation logs in to. */
export interface RotatedDatabase {
  /** Security group of its instances; a rule that admits the function is added to it. */
  securityGroupId: pulumi.Input<string>;
  port: number;
}

/** Defaults, and what every rotator has. */
export const defaults = {
  dataClassification: "cardholder",
  logRetentionInDays: 400,
  runtime: "nodejs22.x",
  /** Seconds; three logins with eight seconds of patience each, and a cold start. */
  timeout: 60,
  memorySize: 256,
  /** Node trusts the authorities of RDS only when it is told where Lambda keeps them, from version 20 on. */
  certificates: "/var/runtime/ca-cert.pem",
} as const;
