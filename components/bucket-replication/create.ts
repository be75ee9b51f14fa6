import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { replicationPolicy, replicationTrust } from "./documents";
import { REPLICATION_MINUTES, replicationRules } from "./rules";

/** A versioned bucket with its key. */
export interface ReplicatedStore {
  /** Region of bucket and key. */
  region: string;
  bucketName: pulumi.Input<string>;
  bucketArn: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
}

/** Where objects are copied from and to. */
export interface Replication {
  /** Name of the role that S3 takes on, unique in the account. */
  roleName: string;
  /** What the role is for. */
  description: string;
  source: ReplicatedStore;
  /** Buckets in other regions. */
  destinations: ReplicatedStore[];
  /** The versioning of these buckets, where it is made in the same program: S3 refuses replication before it. */
  after?: pulumi.Resource[];
}

/** Makes role, rights and rules of a bucket's replication; a bucket has one such configuration. */
export function createReplication(name: string, args: Replication, parent: pulumi.Resource): void {
  const role = new iam.Role(
    `${name}-replication-role`,
    { name: args.roleName, description: args.description, assumeRolePolicy: replicationTrust() },
    { parent },
  );
  const permissions = new iam.RolePolicy(
    `${name}-replication-permissions`,
    { role: role.name, name: "replicate", policy: policyOf(args, parent) },
    { parent },
  );
  new s3.BucketReplicationConfig(
    `${name}-replication`,
    {
      region: args.source.region,
      bucket: args.source.bucketName,
      role: role.arn,
      rules: replicationRules(args.destinations, REPLICATION_MINUTES),
    },
    { parent, dependsOn: [permissions, ...(args.after ?? [])] },
  );
}

function policyOf({ source, destinations }: Replication, parent: pulumi.Resource): pulumi.Output<string> {
  const known = ({ region, bucketArn, keyArn }: ReplicatedStore) =>
    pulumi.output({ region, bucketArn, keyArn });
  return pulumi
    .all([known(source), pulumi.all(destinations.map(known)), getPartitionOutput({}, { parent })])
    .apply(([from, to, { dnsSuffix }]) => replicationPolicy(from, to, dnsSuffix));
}
