import { text } from "../../../core/values/read";
import type { Account, Stored } from "../../account/account";
import { clusterType, instancesOf, instanceType, membersOf } from "../../account/global-database";
import { title } from "../known";
import { found, type Refusal } from "../refusal";

/** Another member that a cluster writes for; undefined for one that copies itself, or that is alone. */
function readerOf(account: Account, cluster: Stored | undefined): Stored | undefined {
  const globalId = cluster && text(cluster.inputs, "globalClusterIdentifier");
  if (cluster === undefined || globalId === undefined) return undefined;
  const members = membersOf(account, globalId);
  const writes = members.some((one) => one.isWriter && isSame(one.cluster, cluster));
  return writes ? members.find(({ isWriter }) => !isWriter)?.cluster : undefined;
}

const isSame = (one: Stored, other: { id: string; region: string }): boolean =>
  one.id === other.id && one.region === other.region;

const common = { phases: ["delete"], severity: "error" } as const;

export const writerHasReaders: Refusal = {
  ...common,
  name: "rds-writer-with-readers",
  code: "InvalidGlobalClusterStateFault",
  sentence: "The writer of a global database can't be deleted while there are other members.",
  source: "hashicorp/terraform-provider-aws #26236",
  types: [clusterType],
  judge({ id = "", region = "" }, account) {
    const reader = readerOf(account, account.find(clusterType, id, region));
    return reader === undefined
      ? undefined
      : found(
          `it writes, and ${title(reader)} in ${reader.region} copies from it; delete the other members first, or switch over to one of them`,
        );
  },
};

export const lastWriterInstance: Refusal = {
  ...common,
  name: "rds-last-writer-instance",
  code: "InvalidDBClusterStateFault",
  sentence: "The last instance of a global database's writer can't be deleted while there are other members.",
  source: "hashicorp/terraform-provider-aws #26234",
  types: [instanceType],
  judge({ id = "", region = "", inputs }, account) {
    const cluster = account.find(clusterType, text(inputs, "clusterIdentifier") ?? "", region);
    const reader = readerOf(account, cluster);
    if (cluster === undefined || reader === undefined) return undefined;
    if (instancesOf(account, cluster).some((one) => one.id !== id)) return undefined;
    return found(
      `it is the last instance of the writer ${title(cluster)}, and ${title(reader)} in ${reader.region} copies from it; delete the other members first, or switch over to one of them`,
    );
  },
};
