import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { DatabaseForm, type RelationalDatabaseArgs } from "./args";
import { createAurora } from "./aurora";
import { createSurroundings } from "./create-surroundings";
import { engineFacts } from "./engine";
import { createInstance } from "./instance";
import { connectPolicy } from "./policies";
import { mistakes } from "./validate";

export {
  type AuroraForm,
  type AuroraServerlessForm,
  type DatabaseCommon,
  DatabaseEngine,
  DatabaseForm,
  type DatabaseReplicaArgs,
  defaults,
  Insights,
  type InstanceForm,
  type RelationalDatabaseArgs,
} from "./args";
export { DatabaseReplica } from "./replica";

/**
 * A PostgreSQL or MySQL database of one region, as an RDS instance or an Aurora cluster: key, network access, logs and
 * monitoring, TLS for every client, names of IAM for those who want them, and an administrator's password that nobody
 * has to know.
 *
 * Cost: dominated by instances or capacity units; besides 1 USD a month for the key and 0.40 USD for the secret, and
 * with advanced insights about 9 USD a month for each vCPU.
 */
export class RelationalDatabase extends pulumi.ComponentResource {
  /** Identifier of cluster or instance. */
  readonly identifier: string;
  /** ARN of cluster or instance, for backups. */
  readonly arn: pulumi.Output<string>;
  /** RDS's own id of cluster or instance, which policies name. */
  readonly resourceId: pulumi.Output<string>;
  /** Host that takes writes. */
  readonly endpoint: pulumi.Output<string>;
  /** Hosts that take reads: one of an Aurora cluster for all its readers, one for each replica of an instance. */
  readonly readerEndpoints: pulumi.Output<string>[];
  /** Host of the reader for reports, where there is one. */
  readonly reportingEndpoint: pulumi.Output<string> | undefined;
  readonly port: number;
  /** Security group of all its instances. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Name of its subnet group, for restores beside it. */
  readonly subnetGroupName: pulumi.Output<string>;
  /** ARN of the secret with the administrator's password. */
  readonly secretArn: pulumi.Output<string>;
  /** ARN of that secret's key. */
  readonly secretKeyArn: pulumi.Output<string>;
  /** ARN of the key of storage, backups and logs. */
  readonly keyArn: pulumi.Output<string>;
  /** Identifiers of the instances that are always there, for alarms. */
  readonly instanceIdentifiers: string[];
  /** Names of the log groups. */
  readonly logGroupNames: string[] = [];

  private readonly region: string;

  constructor(name: string, args: RelationalDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("RelationalDatabase", name, mistakes(args));
    super("tandem:components:RelationalDatabase", name, args, opts);
    this.identifier = args.identifier;
    this.region = args.region;

    const around = createSurroundings(name, args, this.logGroupNames, this);
    const database =
      args.form === DatabaseForm.Instance
        ? createInstance(name, args, around, this)
        : createAurora(name, args, around, this);

    this.arn = database.arn;
    this.resourceId = database.resourceId;
    this.endpoint = database.endpoint;
    this.readerEndpoints = database.readerEndpoints;
    this.reportingEndpoint = database.reportingEndpoint;
    this.port = engineFacts(args.form, args.engine).port;
    this.securityGroupId = around.securityGroup.id;
    this.subnetGroupName = around.subnetGroup.name;
    this.secretArn = database.secretArn;
    this.secretKeyArn = database.secretKeyArn;
    this.keyArn = around.key.arn;
    this.instanceIdentifiers = database.instanceIdentifiers;
    this.registerOutputs({
      arn: this.arn,
      endpoint: this.endpoint,
      readerEndpoints: this.readerEndpoints,
      reportingEndpoint: this.reportingEndpoint,
      securityGroupId: this.securityGroupId,
      secretArn: this.secretArn,
    });
  }

  /**
   * Policy that lets a role connect as one user of this database, with a token of IAM instead of a password.
   *
   * @param user name in the database, which has been let in by token there
   * @returns a JSON document
   */
  connectPolicy(user: string): pulumi.Output<string> {
    const invoke = { parent: this };
    return pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke), this.resourceId])
      .apply(([{ partition }, { accountId }, resourceId]) =>
        connectPolicy({ partition, region: this.region, accountId, resourceId, user }),
      );
  }
}
