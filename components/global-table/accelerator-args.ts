import type * as pulumi from "@pulumi/pulumi";
import type { TableAccess } from "./policies";

/** What {@link TableAccelerator} takes. */
export interface TableAcceleratorArgs {
  /** Region of the accelerator and of its tables. A change replaces it. */
  region: string;
  /**
   * Name of the cluster, unique in account and region: up to 20 lower-case letters, digits and single hyphens. A change
   * replaces it, and the new one starts empty.
   */
  resourceName: string;
  /** The tables, with the key of each in this region. */
  tables: AcceleratedTable[];
  /** What clients may do through it: the accelerator's own role may do no more. */
  access: TableAccess;
  /** Class of every node, for example `dax.r7i.large` or `dax.t3.small`. A change replaces the cluster. */
  nodeType: string;
  /**
   * Nodes, 3 to 11: one that writes and its replicas. Fewer than three don't outlive the loss of a zone.
   * @default 3
   */
  nodeCount?: number;
  vpcId: pulumi.Input<string>;
  /** Private subnets, in at least three zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Security groups that may connect, by a name for each, for example `{ service: id }`.
   * @default none here: clients that are made afterwards open both ends by themselves
   */
  clients?: Record<string, pulumi.Input<string>>;
  /**
   * Seconds for which an item is answered from memory. Writes that another region, or a client without the accelerator,
   * made meanwhile are not seen until then.
   * @default 60
   */
  itemTtlSeconds?: number;
  /**
   * Seconds for which the answer of a query is kept, whatever is written meanwhile.
   * @default 60
   */
  queryTtlSeconds?: number;
  /**
   * When AWS may patch and restart nodes, in UTC.
   * @default sun:05:00-sun:06:00
   */
  maintenanceWindow?: string;
}

/** A table or replica that is accelerated. */
export interface AcceleratedTable {
  arn: pulumi.Input<string>;
  /** ARN of its key. */
  keyArn: pulumi.Input<string>;
}

/** The posture of an accelerator unless its args say otherwise. */
export const acceleratorDefaults = {
  nodeCount: 3,
  itemTtlSeconds: 60,
  queryTtlSeconds: 60,
  maintenanceWindow: "sun:05:00-sun:06:00",
  /** Port of clusters that speak TLS. */
  port: 9111,
} as const;
