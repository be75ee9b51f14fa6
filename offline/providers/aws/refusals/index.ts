import {
  authToken,
  failoverNodes,
  inheritedSettings,
  multiZoneFailover,
  nodeCounts,
  tokenAndUsers,
} from "./cache/replication-group";
import { aliasNotCovered } from "./cloudfront/alias-not-covered";
import { cacheMethods, forwardedValues, keyWithoutCaching } from "./cloudfront/cache";
import { certificateRegion } from "./cloudfront/certificate-region";
import { edgeFunctionRegion, edgeFunctionSettings, edgeFunctionVersion } from "./cloudfront/lambda-edge";
import { logBucketAcl } from "./cloudfront/log-bucket";
import { originGroupMembers } from "./cloudfront/origin-group-members";
import { originGroupWriteMethods } from "./cloudfront/origin-group-write-methods";
import { unknownTargetOrigin } from "./cloudfront/unknown-target-origin";
import { vpcOriginChange } from "./cloudfront/vpc-origin";
import { webAclRegion } from "./cloudfront/web-acl-region";
import { fargateSize } from "./compute/ecs";
import { addonVersion, autoMode, clusterZone, outpostSettings, versionStep } from "./compute/eks";
import { codeObject, codeSource, reservedVariables } from "./compute/lambda";
import { databaseConflicts } from "./database/conflicts";
import { databasePassword, databaseUser } from "./database/credentials";
import { deleteProtectedDatabase, deleteProtectedLoadBalancer } from "./database/delete-protected";
import { finalSnapshot } from "./database/final-snapshot";
import { globalManagedPassword, joinGlobal, secondaryEngineVersion } from "./database/global-rules";
import { clusterHasInstances, globalHasMembers } from "./database/has-members";
import { keyRegion } from "./database/key-region";
import { replicaOfManagedPassword } from "./database/replica-password";
import { secondaryCredentials } from "./database/secondary-credentials";
import { secondaryKey } from "./database/secondary-key";
import { lastWriterInstance, writerHasReaders } from "./database/writer-last";
import { aliasZone } from "./dns/alias-zone";
import { cnameAtApex, cnameBesideOthers } from "./dns/cname";
import { outsideZone } from "./dns/outside-zone";
import { aliasTtl, recordValues, routingIdentifier, routingPolicies } from "./dns/record-shape";
import { routedAlike } from "./dns/routed-alike";
import { routingConflict } from "./dns/routing-conflict";
import { zoneNotEmpty } from "./dns/zone-not-empty";
import { globalScopeRegion, logDestinationName, rulePriorities } from "./firewall/web-acl";
import { keyPolicyLockout } from "./identity/key-policy";
import { malformedPolicy } from "./identity/malformed-policy";
import { inlinePolicySize, managedPolicySize } from "./identity/policy-size";
import { policiesPerRole, trustedPrincipal } from "./identity/roles";
import { holdingRefusals } from "./in-use/table";
import { listenerCertificateRegion } from "./load-balancing/certificate-region";
import { listenerCertificate } from "./load-balancing/listener-certificate";
import { balancerName } from "./load-balancing/names";
import { targetGroupWithoutListener } from "./load-balancing/target-group-without-listener";
import { clusterZones, loadBalancerZones, subnetGroupZones } from "./load-balancing/zones";
import { queueName, topicName } from "./messaging/fifo";
import { addressQuota } from "./network/address-quota";
import { flowLogTarget, netmaskWithoutPool, subnetZoneTwice } from "./network/arguments";
import { endpointPrivateDns } from "./network/endpoint-private-dns";
import { groupDescription } from "./network/group-description";
import { networkInUse } from "./network/in-use";
import { peeringOverlap } from "./network/peering";
import { subnetSize, vpcSize } from "./network/range-size";
import { securityGroupRuleQuota } from "./network/security-group-rule-quota";
import { subnetConflict, subnetOutsideVpc } from "./network/subnet-range";
import { zoneOfOtherRegion } from "./network/zone-region";
import { alarmStatistic, alarmWindow } from "./operations/alarm";
import { coldStorageTime } from "./operations/backup";
import { queueDeletedRecently, secretScheduled } from "./recreated/too-early";
import type { Refusal } from "./refusal";
import { replicaKeyRegion, replicaOfSingleRegionKey, secretReplicaRegion } from "./regional/replicas";
import { resultEncryption } from "./storage/athena";
import { aclOnOwnedBucket, publicBucketPolicy } from "./storage/bucket-access";
import { newTableReplicas, replicaCapacity, undeclaredKey, unusedAttribute } from "./storage/dynamodb";
import {
  replicationDestinationVersioning,
  replicationSourceVersioning,
} from "./storage/replication-versioning";

const edge = [
  originGroupWriteMethods,
  unknownTargetOrigin,
  originGroupMembers,
  cacheMethods,
  forwardedValues,
  keyWithoutCaching,
  certificateRegion,
  webAclRegion,
  aliasNotCovered,
  edgeFunctionVersion,
  edgeFunctionRegion,
  edgeFunctionSettings,
  logBucketAcl,
  vpcOriginChange,
  globalScopeRegion,
  rulePriorities,
  logDestinationName,
];

const dns = [
  recordValues,
  aliasTtl,
  routingPolicies,
  routingIdentifier,
  cnameAtApex,
  cnameBesideOthers,
  outsideZone,
  routingConflict,
  routedAlike,
  aliasZone,
  zoneNotEmpty,
];

const network = [
  vpcSize,
  subnetSize,
  subnetZoneTwice,
  netmaskWithoutPool,
  zoneOfOtherRegion,
  subnetOutsideVpc,
  subnetConflict,
  securityGroupRuleQuota,
  groupDescription,
  endpointPrivateDns,
  peeringOverlap,
  flowLogTarget,
  networkInUse,
  addressQuota,
];

const loadBalancing = [
  balancerName,
  loadBalancerZones,
  listenerCertificate,
  listenerCertificateRegion,
  targetGroupWithoutListener,
  deleteProtectedLoadBalancer,
];

const databases = [
  subnetGroupZones,
  databasePassword,
  databaseUser,
  ...databaseConflicts,
  globalManagedPassword,
  secondaryCredentials,
  secondaryKey,
  secondaryEngineVersion,
  joinGlobal,
  keyRegion,
  deleteProtectedDatabase,
  finalSnapshot,
  globalHasMembers,
  clusterHasInstances,
  writerHasReaders,
  lastWriterInstance,
  inheritedSettings,
  nodeCounts,
  tokenAndUsers,
  authToken,
  multiZoneFailover,
  failoverNodes,
  unusedAttribute,
  undeclaredKey,
  replicaCapacity,
  newTableReplicas,
  replicaOfManagedPassword,
];

const compute = [
  clusterZones,
  clusterZone,
  autoMode,
  outpostSettings,
  versionStep,
  addonVersion,
  codeSource,
  codeObject,
  reservedVariables,
  fargateSize,
];

const storage = [
  replicationSourceVersioning,
  replicationDestinationVersioning,
  aclOnOwnedBucket,
  publicBucketPolicy,
];

const identity = [
  keyPolicyLockout,
  replicaKeyRegion,
  replicaOfSingleRegionKey,
  secretReplicaRegion,
  secretScheduled,
  inlinePolicySize,
  managedPolicySize,
  policiesPerRole,
  trustedPrincipal,
  malformedPolicy,
];

const operations = [
  alarmStatistic,
  alarmWindow,
  coldStorageTime,
  queueName,
  topicName,
  queueDeletedRecently,
  resultEncryption,
];

/** Every refusal of the stand-in; names that are taken are beside them in account/unique-names. */
export const refusals: readonly Refusal[] = [
  ...edge,
  ...dns,
  ...network,
  ...loadBalancing,
  ...databases,
  ...compute,
  ...storage,
  ...identity,
  ...operations,
  ...holdingRefusals,
];
