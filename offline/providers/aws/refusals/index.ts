import { aliasNotCovered } from "./cloudfront/alias-not-covered";
import { certificateRegion } from "./cloudfront/certificate-region";
import { originGroupMembers } from "./cloudfront/origin-group-members";
import { originGroupWriteMethods } from "./cloudfront/origin-group-write-methods";
import { unknownTargetOrigin } from "./cloudfront/unknown-target-origin";
import { webAclRegion } from "./cloudfront/web-acl-region";
import { deleteProtectedDatabase, deleteProtectedLoadBalancer } from "./database/delete-protected";
import { finalSnapshot } from "./database/final-snapshot";
import { clusterHasInstances, globalHasMembers } from "./database/has-members";
import { keyRegion } from "./database/key-region";
import { secondaryCredentials } from "./database/secondary-credentials";
import { secondaryKey } from "./database/secondary-key";
import { aliasZone } from "./dns/alias-zone";
import { cnameAtApex, cnameBesideOthers } from "./dns/cname";
import { routingConflict } from "./dns/routing-conflict";
import { zoneNotEmpty } from "./dns/zone-not-empty";
import { listenerCertificateRegion } from "./load-balancing/certificate-region";
import { targetGroupWithoutListener } from "./load-balancing/target-group-without-listener";
import { clusterZones, loadBalancerZones, subnetGroupZones } from "./load-balancing/zones";
import { addressQuota } from "./network/address-quota";
import { networkInUse } from "./network/in-use";
import { securityGroupRuleQuota } from "./network/security-group-rule-quota";
import { subnetConflict, subnetOutsideVpc } from "./network/subnet-range";
import type { Refusal } from "./refusal";
import {
  replicationDestinationVersioning,
  replicationSourceVersioning,
} from "./storage/replication-versioning";

/** Every refusal of the stand-in; names that are taken are beside them in account/unique-names. */
export const refusals: readonly Refusal[] = [
  originGroupWriteMethods,
  unknownTargetOrigin,
  originGroupMembers,
  certificateRegion,
  webAclRegion,
  aliasNotCovered,
  subnetOutsideVpc,
  subnetConflict,
  securityGroupRuleQuota,
  networkInUse,
  addressQuota,
  loadBalancerZones,
  subnetGroupZones,
  clusterZones,
  listenerCertificateRegion,
  targetGroupWithoutListener,
  replicationSourceVersioning,
  replicationDestinationVersioning,
  cnameAtApex,
  cnameBesideOthers,
  routingConflict,
  aliasZone,
  zoneNotEmpty,
  secondaryCredentials,
  secondaryKey,
  keyRegion,
  deleteProtectedDatabase,
  deleteProtectedLoadBalancer,
  finalSnapshot,
  globalHasMembers,
  clusterHasInstances,
];
