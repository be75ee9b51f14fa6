import type { Rule } from "../../frame/rule";
import { cdeEgressRestricted } from "./cde-egress-restricted";
import { cdeIngressByReference } from "./cde-ingress-by-reference";
import { cdeSubnetIsolated } from "./cde-subnet-isolated";
import { dataStoreNotPublic } from "./data-store-not-public";
import { defaultNetworkClosed } from "./default-network-closed";
import { encryptedInTransit } from "./encrypted-in-transit";
import { flowLogsEveryVpc } from "./flow-logs-every-vpc";
import { natPerAz } from "./nat-per-az";
import { noAdminPortsOpen } from "./no-admin-ports-open";
import { privateEndpointsForCde } from "./private-endpoints-for-cde";
import { publicAccessOff } from "./public-access-off";
import { requestsOverTls } from "./requests-over-tls";

/** In the order of the catalogue. */
export const networkRules: readonly Rule[] = [
  cdeSubnetIsolated,
  cdeIngressByReference,
  cdeEgressRestricted,
  noAdminPortsOpen,
  privateEndpointsForCde,
  flowLogsEveryVpc,
  defaultNetworkClosed,
  natPerAz,
  dataStoreNotPublic,
  publicAccessOff,
  encryptedInTransit,
  requestsOverTls,
];
