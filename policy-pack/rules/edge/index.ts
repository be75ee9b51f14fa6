import type { Rule } from "../../frame/rule";
import { cloudfrontModernProtocols } from "./cloudfront-modern-protocols";
import { edgeTlsFloor } from "./edge-tls-floor";
import { edgeWafEffective } from "./edge-waf-effective";
import { originLockedToEdge } from "./origin-locked-to-edge";
import { paymentPageHeaders } from "./payment-page-headers";
import { paymentPathsNotCached } from "./payment-paths-not-cached";
import { staticSitePrivate } from "./static-site-private";
import { wafLogsRedacted } from "./waf-logs-redacted";

/** In the order of the catalogue. */
export const edgeRules: readonly Rule[] = [
  edgeWafEffective,
  paymentPageHeaders,
  edgeTlsFloor,
  originLockedToEdge,
  staticSitePrivate,
  wafLogsRedacted,
  paymentPathsNotCached,
  cloudfrontModernProtocols,
];
