import { isIPv4 } from "node:net";
import * as dms from "@pulumi/aws/dms";
import * as ec2 from "@pulumi/aws/ec2";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { HTTPS_ANYWHERE, reach } from "../arguments/traffic";
import { RegionalKey } from "../regional-key";
import { type DatabaseMigrationArgs, defaults, ReplicationKind } from "./args";
import {
  ACCOUNT_ROLES,
  accountTrust,
  endpointTrust,
  type MigrationScope,
  sourcePolicy,
  tableMappings,
  targetPolicy,
  taskSettings,
} from "./documents";
import { mistakes } from "./validate";

export * from "./args";

/** Where a migration runs. */
interface Place {
  key: RegionalKey;
  subnetGroup: dms.ReplicationSubnetGroup;
  securityGroupId: pulumi.Output<string>;
}

/**
 * Moves the data of a MySQL server into an Aurora MySQL cluster with AWS DMS: TLS at both ends, the source's password in
 * Secrets Manager, the target reached as a user of the database by a token of IAM, and each row compared afterwards.
 *
 * It is made ready and not started: people start it when both ends are. Tables, users and indexes come before, by a dump of the
 * schema; DMS moves rows.
 *
 * Cost: while it runs, about 70 USD a month for each capacity unit, or the replication instance; 1 USD for the key.
 */
export class DatabaseMigration extends pulumi.ComponentResource {
  /** ARN of the replication, by which people start it. */
  readonly replicationArn: pulumi.Output<string>;
  /** Security group of the migration: a source in a VPC admits it. */
  readonly securityGroupId: pulumi.Output<string>;

  private readonly scope: pulumi.Output<MigrationScope>;

  constructor(name: string, args: DatabaseMigrationArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("DatabaseMigration", name, mistakes(args));
    super("tandem:components:DatabaseMigration", name, args, opts);
    const invoke = { parent: this };
    this.scope = pulumi
      .all([getPartitionOutput({}, invoke), getCallerIdentityOutput({}, invoke)])
      .apply(([{ partition, dnsSuffix }, { accountId }]) => ({
        partition,
        dnsSuffix,
        accountId,
        region: args.region,
      }));
    const place = this.place(name, args);
    const source = this.source(name, args, place.key);
    const target = this.target(name, args, place.key);
    const ends = { sourceEndpointArn: source.endpointArn, targetEndpointArn: target.endpointArn };

    this.replicationArn =
      (args.kind ?? defaults.kind) === ReplicationKind.Serverless
        ? this.serverless(name, args, place, ends)
        : this.instance(name, args, place, ends);
    this.securityGroupId = place.securityGroupId;
    this.registerOutputs({ replicationArn: this.replicationArn, securityGroupId: this.securityGroupId });
  }

  private place(name: string, args: DatabaseMigrationArgs): Place {
    const { region, resourceName, vpcId, subnetIds, source, target } = args;
    const key = new RegionalKey(
      `${name}-key`,
      { region, alias: resourceName, description: `Changes on their way, and endpoints, of ${resourceName}` },
      { parent: this },
    );
    const { id: securityGroupId } = new ec2.SecurityGroup(
      `${name}-security-group`,
      { region, vpcId, description: `Migration ${resourceName}` },
      { parent: this },
    );
    const group = { region, securityGroupId, name, what: `migration ${resourceName}`, parent: this };
    reach(group, [
      ...HTTPS_ANYWHERE,
      {
        name: "source",
        cidrIpv4: isIPv4(source.host) ? `${source.host}/32` : "0.0.0.0/0",
        port: source.port,
      },
      { name: "target", securityGroupId: target.securityGroupId, port: target.port },
    ]);
    const subnetGroup = new dms.ReplicationSubnetGroup(
      `${name}-subnet-group`,
      {
        region,
        replicationSubnetGroupId: resourceName,
        replicationSubnetGroupDescription: `Subnets of ${resourceName}`,
        subnetIds,
      },
      { parent: this, dependsOn: this.accountRoles(name, args) },
    );
    return { key, subnetGroup, securityGroupId };
  }

  private accountRoles(name: string, args: DatabaseMigrationArgs): pulumi.Resource[] {
    if (!(args.ownsAccountRoles ?? defaults.ownsAccountRoles)) return [];
    return Object.entries(ACCOUNT_ROLES).map(([roleName, path]) => {
      const role = new iam.Role(
        `${name}-${roleName}`,
        {
          name: roleName,
          description: "Of the account, for AWS DMS",
          assumeRolePolicy: this.scope.apply(({ accountId }) => accountTrust(accountId)),
        },
        { parent: this },
      );
      const policyArn = this.scope.apply(({ partition }) => `arn:${partition}:iam::aws:policy/${path}`);
      return new iam.RolePolicyAttachment(
        `${name}-${roleName}-policy`,
        { role: role.name, policyArn },
        { parent: this },
      );
    });
  }

  private endpointRole(
    name: string,
    { region, resourceName }: DatabaseMigrationArgs,
    policy: pulumi.Input<string>,
  ) {
    const role = new iam.Role(
      `${name}-role`,
      {
        description: `Endpoints of ${resourceName} in ${region}`,
        assumeRolePolicy: this.scope.apply(endpointTrust),
      },
      { parent: this },
    );
    const permissions = new iam.RolePolicy(
      `${name}-permissions`,
      { role: role.name, name: "endpoint", policy },
      { parent: this },
    );
    return { roleArn: role.arn, permissions };
  }

  private source(name: string, args: DatabaseMigrationArgs, key: RegionalKey): dms.Endpoint {
    const { region, resourceName, source } = args;
    const policy = pulumi
      .all([this.scope, source.secretArn, pulumi.output(source.secretKeyArn)])
      .apply(([scope, secretArn, keyArn]) => sourcePolicy(scope, secretArn, keyArn));
    const { roleArn, permissions } = this.endpointRole(`${name}-source`, args, policy);
    return new dms.Endpoint(
      `${name}-source`,
      {
        region,
        endpointId: `${resourceName}-source`,
        endpointType: "source",
        engineName: "mysql",
        secretsManagerArn: source.secretArn,
        secretsManagerAccessRoleArn: roleArn,
        sslMode: "verify-ca",
        certificateArn: source.certificateArn,
        kmsKeyArn: key.arn,
      },
      { parent: this, dependsOn: permissions },
    );
  }

  private target(name: string, args: DatabaseMigrationArgs, key: RegionalKey): dms.Endpoint {
    const { region, resourceName, target } = args;
    const policy = pulumi
      .all([this.scope, target.resourceId])
      .apply(([scope, resourceId]) => targetPolicy(scope, { resourceId, username: target.username }));
    const { roleArn, permissions } = this.endpointRole(`${name}-target`, args, policy);
    return new dms.Endpoint(
      `${name}-target`,
      {
        region,
        endpointId: `${resourceName}-target`,
        endpointType: "target",
        engineName: "aurora",
        serverName: target.host,
        port: target.port,
        username: target.username,
        mysqlSettings: { authenticationMethod: "iam", serviceAccessRoleArn: roleArn },
        sslMode: "verify-full",
        certificateArn: target.certificateArn,
        kmsKeyArn: key.arn,
      },
      { parent: this, dependsOn: permissions },
    );
  }

  private serverless(name: string, args: DatabaseMigrationArgs, place: Place, ends: Ends) {
    const { region, resourceName, schemas } = args;
    return new dms.ReplicationConfig(
      `${name}-replication`,
      {
        region,
        replicationConfigIdentifier: resourceName,
        replicationType: args.migrationType ?? defaults.migrationType,
        ...ends,
        tableMappings: tableMappings(schemas),
        replicationSettings: taskSettings(),
        startReplication: false,
        computeConfig: {
          minCapacityUnits: 1,
          maxCapacityUnits: args.maximumCapacity ?? defaults.maximumCapacity,
          multiAz: defaults.multiAz,
          kmsKeyId: place.key.arn,
          replicationSubnetGroupId: place.subnetGroup.replicationSubnetGroupId,
          vpcSecurityGroupIds: [place.securityGroupId],
        },
      },
      { parent: this },
    ).arn;
  }

  private instance(name: string, args: DatabaseMigrationArgs, place: Place, ends: Ends) {
    const { region, resourceName, schemas } = args;
    const instance = new dms.ReplicationInstance(
      `${name}-instance`,
      {
        region,
        replicationInstanceId: resourceName,
        replicationInstanceClass: args.instanceClass ?? defaults.instanceClass,
        allocatedStorage: args.storageGb ?? defaults.storageGb,
        multiAz: defaults.multiAz,
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        kmsKeyArn: place.key.arn,
        replicationSubnetGroupId: place.subnetGroup.replicationSubnetGroupId,
        vpcSecurityGroupIds: [place.securityGroupId],
      },
      { parent: this },
    );
    return new dms.ReplicationTask(
      `${name}-replication`,
      {
        region,
        replicationTaskId: resourceName,
        migrationType: args.migrationType ?? defaults.migrationType,
        replicationInstanceArn: instance.replicationInstanceArn,
        ...ends,
        tableMappings: tableMappings(schemas),
        replicationTaskSettings: taskSettings(),
        startReplicationTask: false,
      },
      { parent: this },
    ).replicationTaskArn;
  }
}

/** ARNs of both endpoints. */
interface Ends {
  sourceEndpointArn: pulumi.Output<string>;
  targetEndpointArn: pulumi.Output<string>;
}
