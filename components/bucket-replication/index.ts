import * as pulumi from "@pulumi/pulumi";
import type { Mistake } from "../arguments/mistakes";
import { refuse } from "../arguments/mistakes";
import { physicalNameMistakes } from "../arguments/physical-names";
import { createReplication, type ReplicatedStore } from "./create";

export type { ReplicatedStore } from "./create";

/** What {@link BucketReplication} takes. */
export interface BucketReplicationArgs {
  /** Name of the role that S3 takes on, unique in the account, up to 64 characters. */
  resourceName: string;
  /** The bucket that is copied, versioned; it may be another stack's. */
  source: ReplicatedStore;
  /** Versioned buckets in other regions. Each region once. */
  destinations: ReplicatedStore[];
  /**
   * The versioning of those buckets that the same program makes: S3 refuses replication before it. The component's own
   * `dependsOn` does not reach what it holds.
   * @default nothing is waited for
   */
  after?: pulumi.Resource[];
}

/** What S3 would refuse, or what would not survive the loss of a region. */
export function mistakes({ resourceName, source, destinations }: BucketReplicationArgs): Mistake[] {
  const role = { what: "IAM role", name: resourceName, longest: 64 };
  const found = physicalNameMistakes("resourceName", resourceName, [role]);
  if (destinations.length === 0) {
    found.push({ propertyPath: "destinations", reason: "[] is not allowed, at least one bucket is" });
  }
  const regions = destinations.map(({ region }) => region);
  regions.forEach((region, index) => {
    const propertyPath = `destinations[${index}].region`;
    if (region === source.region) {
      found.push({ propertyPath, reason: `"${region}" is not allowed, other regions than the source's are` });
    } else if (regions.indexOf(region) !== index) {
      found.push({
        propertyPath,
        reason: `"${region}" is not allowed twice, each bucket has its own region`,
      });
    }
  });
  return found;
}

/**
 * Copies each new object of one bucket to buckets of other regions within fifteen minutes, for nearly all objects:
 * encrypted ones, deletions and changes of replicas too. Objects that were there before are not copied, and copies are
 * not copied again, so two buckets can follow each other.
 *
 * A bucket has one such configuration. For two buckets of two stacks the stack that comes up later makes both of them,
 * its own and the other's: S3 takes no rule towards a bucket that is not there.
 *
 * Cost: storage in each region, transfer between regions and replication time control by the gigabyte.
 */
export class BucketReplication extends pulumi.ComponentResource {
  constructor(name: string, args: BucketReplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("BucketReplication", name, mistakes(args));
    // Resources are no values of a component, and its state has no use for them.
    super("tandem:components:BucketReplication", name, { ...args, after: undefined }, opts);
    const { resourceName, source, destinations } = args;
    const regions = destinations.map(({ region }) => region).join(", ");
    const description = `S3 replication from ${source.region} to ${regions}`;
    const { after = [] } = args;
    createReplication(name, { roleName: resourceName, description, source, destinations, after }, this);
    this.registerOutputs();
  }
}
