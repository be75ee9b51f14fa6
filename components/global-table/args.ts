/** What a key holds. */
export enum AttributeType {
  String = "S",
  Number = "N",
  Binary = "B",
}

/** An attribute that a table or an index finds items by. */
export interface KeyAttribute {
  name: string;
  type: AttributeType;
}

/** A global secondary index: another way to find the items, with all of their attributes. */
export interface TableIndex {
  /** Name of the index, 3 to 255 letters, digits, `-`, `_` and `.`. */
  name: string;
  hashKey: KeyAttribute;
  /** @default none */
  rangeKey?: KeyAttribute;
  /**
   * Attributes that the index holds besides the keys. A change makes the index anew.
   * @default all
   */
  attributes?: string[];
}

/** Capacity that comes and goes with its use. */
export interface ScaledCapacity {
  /** Units that are always there, 1 or more. */
  minimum: number;
  /** Units at most. */
  maximum: number;
  /**
   * Use of the units, in percent, that is kept to: 20 to 90.
   * @default 70
   */
  target?: number;
}

/** Units of the table, and of each of its indexes. */
export interface ProvisionedCapacity {
  read: ScaledCapacity;
  /** Writes of any region cost units in all of them. */
  write: ScaledCapacity;
}

/** What {@link GlobalTable} takes. */
export interface GlobalTableArgs {
  /** Region of the table that the others are replicas of; all of them take writes. A change replaces the table. */
  region: string;
  /** Name of the table, equal in every region: 3 to 255 letters, digits, `-`, `_` and `.`. A change replaces it. */
  tableName: string;
  /** Alias of the key in each region, without `alias/`. */
  keyAlias: string;
  /** Regions that get a replica, without the table's own. */
  replicaRegions: string[];
  /** A change replaces the table. */
  hashKey: KeyAttribute;
  /**
   * A change replaces the table.
   * @default none
   */
  rangeKey?: KeyAttribute;
  /** @default [] */
  indexes?: TableIndex[];
  /**
   * Capacity that is paid whether it is used or not, and scales with its use. DynamoDB takes a change of this once a day.
   * @default none: on demand, paid by the request
   */
  capacity?: ProvisionedCapacity;
  /**
   * Attribute with the second, counted from 1970, at which an item goes by itself.
   * @default none: items stay
   */
  ttlAttribute?: string;
  /**
   * Days of point-in-time recovery of the table, 1 to 35; replicas have 35.
   * @default 35
   */
  recoveryDays?: number;
  /**
   * Protect against deletion, in Pulumi and in DynamoDB.
   * @default true
   */
  protect?: boolean;
}

/** The posture of a table unless its args say otherwise. */
export const defaults = { recoveryDays: 35, protect: true, target: 70 } as const;
