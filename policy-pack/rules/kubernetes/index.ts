import type { Rule } from "../../frame/rule";
import { eksAccessEntries } from "./eks-access-entries";
import { eksApiPrivate } from "./eks-api-private";
import { eksAuditLogs } from "./eks-audit-logs";
import { eksNodesMultiAzImdsv2 } from "./eks-nodes-multi-az-imdsv2";
import { eksSecretEncryption } from "./eks-secret-encryption";
import { eksSupportedVersion } from "./eks-supported-version";
import { eksZonalShift } from "./eks-zonal-shift";

/** In the order of the catalogue. */
export const kubernetesRules: readonly Rule[] = [
  eksApiPrivate,
  eksSecretEncryption,
  eksAuditLogs,
  eksSupportedVersion,
  eksNodesMultiAzImdsv2,
  eksAccessEntries,
  eksZonalShift,
];
