import * as dax from "@pulumi/aws/dax";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../arguments/mistakes";
import { createClientAccess } from "../database-parts/access";
import { acceleratorDefaults as defaults, type TableAcceleratorArgs } from "./accelerator-args";
import { acceleratorMistakes } from "./accelerator-validate";
import { acceleratorPolicy, DAX_TRUST, type TableAccess, tablePolicy } from "./policies";

export { type AcceleratedTable, acceleratorDefaults, type TableAcceleratorArgs } from "./accelerator-args";
export { REGIONS_WITHOUT_DAX } from "./accelerator-validate";

/**
 * A DAX cluster in front of tables of one region: answers from memory, over TLS, encrypted on its disks, with nodes in
 * several zones.
 *
 * It is of its region alone: what another region writes comes into the table within a second, and into the memory when
 * the item there has expired.
 *
 * Cost: dominated by the nodes, which are paid by the hour.
 */
export class TableAccelerator extends pulumi.ComponentResource {
  /** Address for clients, with its scheme: `daxs://name.id.dax-clusters.region.amazonaws.com`. */
  readonly endpoint: pulumi.Output<string>;
  /** ARN of the cluster. */
  readonly arn: pulumi.Output<string>;
  /** Name of the cluster, for alarms. */
  readonly clusterName: pulumi.Output<string>;
  readonly port: number = defaults.port;
  /** Security group of the nodes. */
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: TableAcceleratorArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("TableAccelerator", name, acceleratorMistakes(args));
    super("tandem:components:TableAccelerator", name, args, opts);

    const { region, resourceName: of, vpcId, clients } = args;
    const access = { region, vpcId, of, protocol: "DAX", port: defaults.port, clients };
    const securityGroup = createClientAccess(name, access, this);
    const cluster = this.cluster(name, args, securityGroup.id, this.role(name, args));

    this.arn = cluster.arn;
    this.clusterName = cluster.clusterName;
    this.endpoint = pulumi.interpolate`daxs://${cluster.clusterAddress}`;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      arn: this.arn,
      endpoint: this.endpoint,
      securityGroupId: this.securityGroupId,
    });
  }

  /**
   * Policy that lets a role ask the accelerator.
   *
   * @returns a JSON document
   */
  policy(access: TableAccess): pulumi.Output<string> {
    return this.arn.apply((arn) => acceleratorPolicy(arn, access));
  }

  /** The role with which DAX asks the tables; returns its ARN, known once it may. */
  private role(name: string, args: TableAcceleratorArgs): pulumi.Output<string> {
    const role = new iam.Role(
      `${name}-role`,
      { description: `Items for the accelerator ${args.resourceName}`, assumeRolePolicy: DAX_TRUST },
      { parent: this },
    );
    const { dnsSuffix } = getPartitionOutput({}, { parent: this });
    const { region, access } = args;
    const policies = args.tables.map(({ arn, keyArn }, index) => {
      const policy = pulumi
        .all([arn, keyArn, dnsSuffix])
        .apply(([tableArn, key, suffix]) =>
          tablePolicy({ region, tableArn, keyArn: key, dnsSuffix: suffix }, access),
        );
      return new iam.RolePolicy(
        `${name}-table-${index + 1}`,
        { role: role.name, name: `table-${index + 1}`, policy },
        { parent: this },
      );
    });
    return pulumi.all([role.arn, pulumi.all(policies.map((policy) => policy.id))]).apply(([arn]) => arn);
  }

  private cluster(
    name: string,
    args: TableAcceleratorArgs,
    securityGroupId: pulumi.Output<string>,
    iamRoleArn: pulumi.Output<string>,
  ): dax.Cluster {
    const { region, resourceName } = args;
    const description = `Accelerator ${resourceName}`;
    const subnetGroup = new dax.SubnetGroup(
      `${name}-subnet-group`,
      { region, description, subnetIds: args.subnetIds },
      { parent: this },
    );
    const parameterGroup = new dax.ParameterGroup(
      `${name}-parameter-group`,
      {
        region,
        description,
        parameters: [
          { name: "query-ttl-millis", value: milliseconds(args.queryTtlSeconds ?? defaults.queryTtlSeconds) },
          { name: "record-ttl-millis", value: milliseconds(args.itemTtlSeconds ?? defaults.itemTtlSeconds) },
        ],
      },
      { parent: this },
    );
    return new dax.Cluster(
      `${name}-cluster`,
      {
        region,
        clusterName: resourceName,
        description,
        iamRoleArn,
        nodeType: args.nodeType,
        replicationFactor: args.nodeCount ?? defaults.nodeCount,
        clusterEndpointEncryptionType: "TLS",
        // Under a key of AWS: DAX takes no other.
        serverSideEncryption: { enabled: true },
        subnetGroupName: subnetGroup.name,
        parameterGroupName: parameterGroup.name,
        securityGroupIds: [securityGroupId],
        maintenanceWindow: args.maintenanceWindow ?? defaults.maintenanceWindow,
      },
      // Another one of the same name can only come after it; it holds nothing that the tables have not.
      { parent: this, deleteBeforeReplace: true },
    );
  }
}

const milliseconds = (seconds: number): string => String(seconds * 1000);
