import type { Rule } from "../frame/rule";
import { auroraGlobalRegionalCmk } from "./data/aurora-global-regional-cmk";
import { auroraGlobalRegionsDistinct } from "./data/aurora-global-regions-distinct";
import { auroraGlobalUnsupportedFeature } from "./data/aurora-global-unsupported-feature";
import { databaseDeletionProtection } from "./data/database-deletion-protection";
import { secretReplicated } from "./data/secret-replicated";
import { edgeTlsFloor } from "./edge/edge-tls-floor";
import { staticSitePrivate } from "./edge/static-site-private";
import { cloudfrontOriginGroupWriteMethods } from "./failover/cloudfront-origin-group-write-methods";
import { failoverPairComplete } from "./failover/failover-pair-complete";
import { failoverRecordNeedsHealthSignal } from "./failover/failover-record-needs-health-signal";
import { eksApiPrivate } from "./kubernetes/eks-api-private";
import { noAdminPortsOpen } from "./network/no-admin-ports-open";

/** All rules of the pack, in the order of the catalogue. */
export const rules: readonly Rule[] = [
  failoverRecordNeedsHealthSignal,
  failoverPairComplete,
  cloudfrontOriginGroupWriteMethods,
  auroraGlobalRegionsDistinct,
  auroraGlobalUnsupportedFeature,
  auroraGlobalRegionalCmk,
  databaseDeletionProtection,
  secretReplicated,
  noAdminPortsOpen,
  edgeTlsFloor,
  staticSitePrivate,
  eksApiPrivate,
];
