import { stableUuid } from "../../core/lifecycle/stable";
import { ProviderError } from "../../core/protocol/provider";
import { flag, text } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import type { Stored } from "../account/account";
import { arnOf, membersOf } from "../account/global-database";
import { dnsName } from "../records";
import { regionFacts } from "../regions";
import type { Call, FunctionTable } from "./table";

/** Functions that look up one resource of the pretend account. */
export const account: FunctionTable = {
  "aws:route53/getZone:getZone": zone,
  "aws:kms/getKey:getKey": (call) => {
    const wanted = text(call.args, "keyId") ?? "";
    const key = keyOf(call, wanted);
    return {
      ...key.outputs,
      id: key.id,
      keyId: wanted,
      awsAccountId: call.settings.accountId,
      enabled: true,
      keyState: "Enabled",
      keyManager: "CUSTOMER",
      origin: "AWS_KMS",
      keyUsage: "ENCRYPT_DECRYPT",
    };
  },
  "aws:kms/getAlias:getAlias": (call) => {
    const name = text(call.args, "name") ?? "";
    const own = call.account.find("aws:kms/alias:Alias", name, call.region);
    if (own !== undefined)
      return { ...own.outputs, id: own.id, targetKeyId: lastPart(text(own.outputs, "targetKeyArn") ?? "") };
    if (!name.startsWith("alias/aws/"))
      throw new ProviderError(nothing(call, "getAlias", `key alias "${name}"`));
    const keyId = stableUuid(call.settings.accountId, call.region, name);
    const arn = (resource: string): string =>
      `arn:${regionFacts(call.region).partition}:kms:${call.region}:${call.settings.accountId}:${resource}`;
    return { id: arn(name), name, arn: arn(name), targetKeyArn: arn(`key/${keyId}`), targetKeyId: keyId };
  },
  "aws:acm/getCertificate:getCertificate": (call) => {
    const domain = text(call.args, "domain") ?? "";
    const found = inRegion(
      call,
      "aws:acm/certificate:Certificate",
      ({ outputs }) => text(outputs, "domainName") === domain,
    );
    return answer(call, "getCertificate", `certificate for "${domain}"`, found);
  },
  "aws:secretsmanager/getSecret:getSecret": (call) => {
    const wanted = text(call.args, "arn") ?? text(call.args, "name") ?? "";
    const found = inRegion(
      call,
      "aws:secretsmanager/secret:Secret",
      ({ id, outputs }) => id === wanted || text(outputs, "name") === wanted,
    );
    return answer(call, "getSecret", `secret "${wanted}"`, found);
  },
  "aws:s3/getBucket:getBucket": (call) => {
    const wanted = text(call.args, "bucket") ?? "";
    return answer(call, "getBucket", `bucket "${wanted}"`, call.account.find("aws:s3/bucket:Bucket", wanted));
  },
  "aws:rds/getCluster:getCluster": (call) => {
    const wanted = text(call.args, "clusterIdentifier") ?? "";
    return answer(
      call,
      "getCluster",
      `cluster "${wanted}"`,
      call.account.find("aws:rds/cluster:Cluster", wanted, call.region),
    );
  },
  "aws:rds/getGlobalCluster:getGlobalCluster": (call) => {
    const wanted = text(call.args, "identifier") ?? "";
    const found = call.account.find("aws:rds/globalCluster:GlobalCluster", wanted);
    return {
      ...answer(call, "getGlobalCluster", `global cluster "${wanted}"`, found),
      identifier: wanted,
      members: membersOf(call.account, wanted).map(({ cluster, isWriter }) => ({
        dbClusterArn: arnOf(cluster),
        isWriter,
      })),
    };
  },
  "aws:eks/getCluster:getCluster": (call) => {
    const wanted = text(call.args, "name") ?? "";
    return answer(
      call,
      "getCluster",
      `cluster "${wanted}"`,
      call.account.find("aws:eks/cluster:Cluster", wanted, call.region),
    );
  },
  "aws:lb/getLoadBalancer:getLoadBalancer": (call) => {
    const wanted = text(call.args, "arn") ?? text(call.args, "name") ?? "";
    const found = inRegion(
      call,
      "aws:lb/loadBalancer:LoadBalancer",
      ({ id, outputs }) => id === wanted || text(outputs, "name") === wanted,
    );
    return answer(call, "getLoadBalancer", `load balancer "${wanted}"`, found);
  },
};

function zone(call: Call): ValueMap {
  const [name, id] = [text(call.args, "name"), text(call.args, "zoneId")];
  const isPrivate = flag(call.args, "privateZone") ?? false;
  const zones = call.account.all("aws:route53/zone:Zone").filter((one) => {
    const named = name === undefined || dnsName(text(one.outputs, "name") ?? "") === dnsName(name);
    const kind = id !== undefined || Array.isArray(one.inputs.vpcs) === isPrivate;
    return named && kind && (id === undefined || one.id === id);
  });
  const [found] = zones;
  if (found === undefined)
    throw new ProviderError(nothing(call, "getZone", `hosted zone ${JSON.stringify(name ?? id ?? null)}`));
  if (zones.length > 1)
    throw new ProviderError(
      `getZone: ${zones.length} hosted zones match; give its zoneId: ${zones.map((one) => one.id).join(", ")}`,
    );
  return {
    ...{
      callerReference: "",
      linkedServicePrincipal: "",
      linkedServiceDescription: "",
      resourceRecordSetCount: 2,
    },
    ...found.outputs,
    ...{ id: found.id, zoneId: found.id, privateZone: Array.isArray(found.inputs.vpcs) },
  };
}

function keyOf(call: Call, wanted: string): Stored {
  const alias = call.account.find("aws:kms/alias:Alias", wanted, call.region);
  const id = lastPart(alias === undefined ? wanted : (text(alias.outputs, "targetKeyArn") ?? ""));
  const key =
    call.account.find("aws:kms/key:Key", id, call.region) ??
    call.account.find("aws:kms/replicaKey:ReplicaKey", id, call.region);
  if (key === undefined) throw new ProviderError(nothing(call, "getKey", `key "${wanted}"`));
  return key;
}

const inRegion = (call: Call, type: string, test: (one: Stored) => boolean): Stored | undefined =>
  call.account.all(type).find((one) => one.region === call.region && test(one));

function answer(call: Call, name: string, what: string, found: Stored | undefined): ValueMap {
  if (found === undefined) throw new ProviderError(nothing(call, name, what));
  return { ...found.outputs, id: found.id };
}

const nothing = ({ region }: Call, name: string, what: string): string =>
  `${name}: the offline account has no ${what} in ${region}; create it in a stack of this home first`;

const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
