import * as rds from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { DatabaseForm, type DatabaseReplicaArgs, defaults } from "./args";
import { createSurroundings } from "./create-surroundings";
import { engineFacts } from "./engine";
import { commonSettings, createParameterGroup } from "./instance";
import { replicaMistakes } from "./validate";

/** What promotion changes, and what RDS takes only from the source. */
const managedByPromotion = ["replicateSourceDb"];

/**
 * A read replica of an RDS instance of another region, under a key of its own region: answers reads there, and can be
 * promoted when the other region is lost. It has databases, users and passwords of its source.
 *
 * Promotion is somebody's decision, outside of Pulumi: `aws rds promote-read-replica`. What was not copied by then is lost.
 *
 * Cost: that of an instance of its class, twice with a standby, and the traffic between the regions.
 */
export class DatabaseReplica extends pulumi.ComponentResource {
  /** ARN of the replica, for backups. */
  readonly arn: pulumi.Output<string>;
  /** Host that takes reads. */
  readonly endpoint: pulumi.Output<string>;
  readonly port: number;
  /** Security group of the replica. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Name of its subnet group, for restores beside it. */
  readonly subnetGroupName: pulumi.Output<string>;
  /** ARN of the key of storage, backups and logs. */
  readonly keyArn: pulumi.Output<string>;
  /** Names of the log groups. */
  readonly logGroupNames: string[] = [];

  constructor(name: string, args: DatabaseReplicaArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("DatabaseReplica", name, replicaMistakes(args));
    super("tandem:components:DatabaseReplica", name, args, opts);
    const facts = { ...args, form: DatabaseForm.Instance as const };
    const around = createSurroundings(name, facts, this.logGroupNames, this);
    const replica = new rds.Instance(
      `${name}-replica`,
      {
        ...commonSettings(facts, around, createParameterGroup(name, facts, this)),
        identifier: args.identifier,
        replicateSourceDb: args.sourceArn,
        kmsKeyId: around.key.arn,
        dbSubnetGroupName: around.subnetGroup.name,
        multiAz: args.multiAz ?? defaults.multiAz,
        backupRetentionPeriod: args.backupRetentionDays ?? defaults.backupRetentionDays,
        // RDS takes no last snapshot of a replica.
        skipFinalSnapshot: true,
      },
      {
        parent: this,
        protect: around.protect,
        ignoreChanges: managedByPromotion,
        dependsOn: around.createLogs("instance", args.identifier),
      },
    );

    this.arn = replica.arn;
    this.endpoint = replica.address;
    this.port = engineFacts(DatabaseForm.Instance, args.engine).port;
    this.securityGroupId = around.securityGroup.id;
    this.subnetGroupName = around.subnetGroup.name;
    this.keyArn = around.key.arn;
    this.registerOutputs({ arn: this.arn, endpoint: this.endpoint, securityGroupId: this.securityGroupId });
  }
}
