import type { ValueMap } from "../../core/values/value";
import type { Account, Stored } from "./account";
import {
  arnOf,
  clusterType,
  globalType,
  instancesOf,
  instanceType,
  membersOf,
  sourceOf,
} from "./global-database";

type ReadBack = (stored: Stored, account: Account) => { inputs: ValueMap; outputs: ValueMap };

/** Types of which AWS answers something that follows from other resources, or from what was done outside Pulumi. */
const table: Record<string, ReadBack> = {
  [globalType]: ({ id, inputs, outputs }, account) => ({
    inputs,
    outputs: {
      ...outputs,
      globalClusterMembers: membersOf(account, id).map(({ cluster, isWriter }) => ({
        dbClusterArn: arnOf(cluster),
        isWriter,
      })),
    },
  }),
  [clusterType]: (stored, account) => {
    const { inputs, outputs } = stored;
    // A replica outside a global database has the source that its program gave it.
    if (inputs.globalClusterIdentifier === undefined) return { inputs, outputs };
    const source = sourceOf(account, stored);
    return { inputs: withSource(inputs, source), outputs: withSource(outputs, source) };
  },
  [instanceType]: (stored, account) => {
    const { inputs, outputs } = stored;
    const cluster = account.find(clusterType, String(inputs.clusterIdentifier), stored.region);
    if (cluster === undefined) return { inputs, outputs };
    const isFirst = instancesOf(account, cluster)[0]?.id === stored.id;
    return { inputs, outputs: { ...outputs, writer: isFirst && sourceOf(account, cluster) === undefined } };
  },
};

function withSource(properties: ValueMap, source: Stored | undefined): ValueMap {
  const { replicationSourceIdentifier: _, ...others } = properties;
  return source === undefined ? others : { ...others, replicationSourceIdentifier: arnOf(source) };
}

/**
 * The old inputs as the provider compares them. It reads the source of a cluster back although no default belongs to
 * it: a program that does not ignore it would clear it, also before the first refresh.
 * hashicorp/terraform-provider-aws, internal/service/rds/cluster.go.
 */
export function comparedInputs(type: string, oldInputs: ValueMap, oldOutputs: ValueMap): ValueMap {
  const source = oldOutputs.replicationSourceIdentifier;
  if (type !== clusterType || source === undefined) return oldInputs;
  return { replicationSourceIdentifier: source, ...oldInputs };
}

/** A resource as a call to AWS would read it now. */
export function readBack(stored: Stored, account: Account): { inputs: ValueMap; outputs: ValueMap } {
  return table[stored.type]?.(stored, account) ?? { inputs: stored.inputs, outputs: stored.outputs };
}
