import type * as pulumi from "@pulumi/pulumi";
import type { ReaderScaling, ServerlessCapacity } from "../database-parts/capacity";

/** What the stack that creates the global database says of it. */
export interface GlobalClusterCreation {
  /** Name of the first database. A change replaces the cluster: Pulumi ignores it after creation. */
  databaseName: string;
  /** Administrator's name; not one that PostgreSQL or RDS reserves. Ignored after creation. */
  masterUsername: string;
  /** Name of the secret that holds the administrator's credentials. A change replaces the secret. */
  secretName: string;
  /** Regions that get a replica of the secret, each under a key of its own. Not the region of this member. */
  secretReplicaRegions: string[];
  /**
   * Readers that come and go with their load. Only here: Aurora scales no readers of a secondary cluster.
   * @default none: as many readers as there are instances
   */
  readerScaling?: ReaderScaling;
  /**
   * Seconds, 20 or more, that every other member may be behind before commits wait for one of them. Not for two regions
   * without a reason: with the only other region lost, no payment is stored until the parameter is taken away.
   * @default none: commits never wait
   */
  rpoSeconds?: number;
}

/** What a stack that joins an existing global database says of it. */
export interface GlobalClusterJoin {
  /** Region of the member that replicates to this one when it is created. Ignored after creation. */
  sourceRegion: string;
}

/** What every member needs. */
export interface GlobalDatabaseMember {
  /** Region of this member. A change replaces the cluster. */
  region: string;
  /** Identifier of the global database, equal in all stacks. */
  globalClusterIdentifier: string;
  /** Identifier of this member, unique over all regions of the account: put the region into it. A change replaces the cluster. */
  clusterIdentifier: string;
  /** Alias of the member's key, without `alias/`. */
  keyAlias: string;
  /** Full Aurora PostgreSQL version such as `16.8`, equal in all members. */
  engineVersion: string;
  /** VPC of the member. */
  vpcId: pulumi.Input<string>;
  /** Isolated subnets in at least two zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Security groups that may connect, by a name for each, for example `{ cluster: id }`. */
  clients: Record<string, pulumi.Input<string>>;
  /** Instance class of every instance, for example `db.r7g.xlarge` or `db.serverless`; classes of the `t` family can't join. */
  instanceClass: string;
  /**
   * Capacity of every instance, with the class `db.serverless` and only then.
   * @default none
   */
  serverless?: ServerlessCapacity;
  /** Instances of this member, 1 to 15. Two or more keep a writer when a zone is lost. */
  instanceCount: number;
  /**
   * Days of point-in-time recovery, 1 to 35.
   * @default 35
   */
  backupRetentionDays?: number;
  /**
   * Days that the database's own log is kept; one of CloudWatch's numbers.
   * @default 400
   */
  logRetentionInDays?: number;
  /**
   * Classification of what is in the database, as the tag `data-classification` of its clusters: rules for cardholders'
   * data hold by it.
   * @default "cardholder"
   */
  dataClassification?: string;
  /**
   * Protect against deletion, in Pulumi and in RDS. `false` also lets RDS delete without a last snapshot.
   * @default true
   */
  protect?: boolean;
}

/**
 * Either how to create the global database or how to join it. A member that joins takes no credentials: RDS refuses
 * them ("cross region replication cluster").
 */
export type GlobalDatabaseMembership =
  | { creates: GlobalClusterCreation; joins?: undefined }
  | { creates?: undefined; joins: GlobalClusterJoin };

/** What {@link GlobalDatabase} takes. */
export type GlobalDatabaseArgs = GlobalDatabaseMember & GlobalDatabaseMembership;

/** The posture of a member unless its args say otherwise. */
export const defaults = {
  backupRetentionDays: 35,
  dataClassification: "cardholder",
  protect: true,
  /** Seconds between two measurements of enhanced monitoring. */
  monitoringInterval: 60,
  port: 5432,
  logRetentionInDays: 400,
  /** Days of Performance Insights; what the advanced mode of Database Insights asks for. */
  insightsRetentionInDays: 465,
  passwordLength: 40,
} as const;
