import type { Rule } from "../../frame/rule";
import { auroraGlobalCapacityParity } from "./aurora-global-capacity-parity";
import { auroraGlobalCoversFailoverRegion } from "./aurora-global-covers-failover-region";
import { auroraGlobalEngineParity } from "./aurora-global-engine-parity";
import { auroraGlobalRegionalCmk } from "./aurora-global-regional-cmk";
import { auroraGlobalRegionsDistinct } from "./aurora-global-regions-distinct";
import { auroraGlobalRpoGuard } from "./aurora-global-rpo-guard";
import { auroraGlobalSecondaryNotHeadless } from "./aurora-global-secondary-not-headless";
import { auroraGlobalUnsupportedFeature } from "./aurora-global-unsupported-feature";
import { auroraReplicaLagAlarm } from "./aurora-replica-lag-alarm";
import { cacheFailoverReady } from "./cache-failover-ready";
import { cacheSessionStoreGlobal } from "./cache-session-store-global";
import { databaseDeletionProtection } from "./database-deletion-protection";
import { dynamodbReplicaInFailoverRegion } from "./dynamodb-replica-in-failover-region";
import { dynamodbReplicaProtectionParity } from "./dynamodb-replica-protection-parity";
import { ecrReplicated } from "./ecr-replicated";
import { eventBusGlobalEndpoint } from "./event-bus-global-endpoint";
import { kmsMultiRegionReplicaPresent } from "./kms-multi-region-replica-present";
import { replicatedDataUsesTargetRegionKey } from "./replicated-data-uses-target-region-key";
import { s3CriticalReplicationComplete } from "./s3-critical-replication-complete";
import { secretReplicated } from "./secret-replicated";

/** In the order of the catalogue. */
export const dataRules: readonly Rule[] = [
  auroraGlobalRegionsDistinct,
  auroraGlobalCoversFailoverRegion,
  auroraGlobalSecondaryNotHeadless,
  auroraGlobalEngineParity,
  auroraGlobalCapacityParity,
  auroraGlobalRegionalCmk,
  auroraGlobalUnsupportedFeature,
  auroraGlobalRpoGuard,
  auroraReplicaLagAlarm,
  databaseDeletionProtection,
  dynamodbReplicaInFailoverRegion,
  dynamodbReplicaProtectionParity,
  kmsMultiRegionReplicaPresent,
  replicatedDataUsesTargetRegionKey,
  secretReplicated,
  s3CriticalReplicationComplete,
  ecrReplicated,
  cacheFailoverReady,
  cacheSessionStoreGlobal,
  eventBusGlobalEndpoint,
];
