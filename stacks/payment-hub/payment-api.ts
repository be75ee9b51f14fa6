import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { defaults as database } from "../../components/global-database";
import { PodIdentity } from "../../components/pod-identity";
import type { Hub } from "./hub";
import { paymentApiPolicy } from "./payment-api-policy";
import type { RegionalHalf } from "./regional";

/**
 * The payment API's rights in this region's AWS account.
 *
 * @param globalEndpoint host name of the writer
 * @returns what its manifests need to know of this region, as the environment of its pods
 */
export function paymentApi(hub: Hub, half: RegionalHalf, globalEndpoint: pulumi.Input<string>) {
  const { settings, names, opts } = hub;
  const { region, cluster: compute, network } = settings;
  const { namespace, serviceAccount, databaseUser } = names.workload;
  new PodIdentity(
    "payment-api",
    {
      region,
      clusterName: half.cluster.clusterName,
      clusterArn: half.cluster.clusterArn,
      namespace,
      serviceAccount,
      policy: policyOf(hub),
    },
    opts,
  );
  return {
    AWS_REGION: region,
    COMPUTE: compute.compute,
    CLUSTER: names.cluster,
    VPC_ID: half.network.vpcId,
    VPC_CIDR: network.cidr,
    TARGET_GROUP_ARN: half.cluster.targetGroupArn,
    PORT: String(compute.targetPort),
    GLOBAL_DATABASE: names.globalDatabase,
    DATABASE_WRITER_HOST: globalEndpoint,
    DATABASE_READER_HOST: half.database.readerEndpoint,
    DATABASE_PORT: String(database.port),
    DATABASE_NAME: settings.database.name,
    DATABASE_USER: databaseUser,
    ORIGIN_SECRET: names.originSecret,
  };
}

function policyOf({ settings, names, opts }: Hub): pulumi.Output<string> {
  const invoke = { provider: opts.providers.aws };
  const { partition, dnsSuffix } = getPartitionOutput({}, invoke);
  const { accountId } = getCallerIdentityOutput({}, invoke);
  return pulumi.all([partition, dnsSuffix, accountId]).apply(([part, suffix, account]) =>
    paymentApiPolicy({
      partition: part,
      dnsSuffix: suffix,
      accountId: account,
      region: settings.region,
      globalClusterIdentifier: names.globalDatabase,
      databaseUser: names.workload.databaseUser,
      originSecret: names.originSecret,
      originSecretKey: names.key("edge-origin-header"),
    }),
  );
}
