import { ProviderError, type Subject } from "../../core/protocol/provider";
import { flag, number, text, texts } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import { zoneRecordKey } from "../records";
import { ruleKey } from "../security-group-rules";
import type { Account, Holder, UniqueName } from "./account";

/** A resource as far as its names go. */
export interface Named extends Subject {
  region: string | undefined;
  inputs: ValueMap;
}

/** One thing that AWS allows once, and how it says that it is taken. */
export interface NameRule {
  /** Name of the offline refusal. */
  refusal: string;
  /** AWS's error code. */
  code: string;
  kind: string;
  /** What the names are in a sentence: `bucket name`. */
  what: string;
  scope: "world" | "account" | "region" | ((named: Named) => string | undefined);
  names(named: Named): string[];
}

/** Who decides about a name that is taken: the judge of refusals, which itself asks this file for names. */
export interface NameJudge {
  /** Whether a refusal is switched on. */
  isOn(refusal: string): boolean;
  takenMessage(subject: Subject, rule: NameRule, name: UniqueName, holder: Holder): string;
}

const one = (property: string) => (named: Named) => {
  const name = text(named.inputs, property);
  return name === undefined ? [] : [name];
};

const rule = (
  refusal: string,
  code: string,
  kind: string,
  what: string,
  scope: NameRule["scope"],
  property: string,
): NameRule => ({ refusal, code, kind, what, scope, names: one(property) });

const loadBalancer = rule(
  "lb-name-taken",
  "DuplicateLoadBalancerName",
  "load-balancer",
  "load balancer name",
  "region",
  "name",
);
const targetGroup = rule(
  "lb-target-group-name-taken",
  "DuplicateTargetGroupName",
  "target-group",
  "target group name",
  "region",
  "name",
);
const listener: NameRule = {
  refusal: "lb-listener-port-taken",
  code: "DuplicateListener",
  kind: "listener",
  what: "port of this load balancer",
  scope: ({ inputs }) => text(inputs, "loadBalancerArn"),
  names: ({ inputs }) => {
    const port = number(inputs, "port");
    return port === undefined ? [] : [String(port)];
  },
};

const groupRule = (direction: string): NameRule => ({
  refusal: "security-group-rule-twice",
  code: "InvalidPermission.Duplicate",
  kind: `group-rule-${direction}`,
  what: `${direction} rule of this security group`,
  scope: ({ inputs }) => text(inputs, "securityGroupId"),
  names: ({ inputs }) => ruleKey(inputs),
});

/** What must be unique, by type. */
export const nameRules: Record<string, NameRule> = {
  "aws:s3/bucket:Bucket": rule(
    "s3-bucket-name-taken",
    "BucketAlreadyExists",
    "bucket",
    "bucket name",
    "world",
    "bucket",
  ),
  "aws:rds/cluster:Cluster": rule(
    "rds-cluster-identifier-taken",
    "DBClusterAlreadyExistsFault",
    "rds-cluster",
    "cluster identifier",
    "region",
    "clusterIdentifier",
  ),
  "aws:rds/clusterInstance:ClusterInstance": rule(
    "rds-instance-identifier-taken",
    "DBInstanceAlreadyExists",
    "rds-instance",
    "instance identifier",
    "region",
    "identifier",
  ),
  "aws:rds/globalCluster:GlobalCluster": rule(
    "rds-global-cluster-identifier-taken",
    "GlobalClusterAlreadyExistsFault",
    "rds-global",
    "global cluster identifier",
    "account",
    "globalClusterIdentifier",
  ),
  "aws:rds/subnetGroup:SubnetGroup": rule(
    "rds-subnet-group-name-taken",
    "DBSubnetGroupAlreadyExists",
    "rds-subnet-group",
    "subnet group name",
    "region",
    "name",
  ),
  "aws:eks/cluster:Cluster": rule(
    "eks-cluster-name-taken",
    "ResourceInUseException",
    "eks-cluster",
    "cluster name",
    "region",
    "name",
  ),
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:alb/targetGroup:TargetGroup": targetGroup,
  "aws:lb/listener:Listener": listener,
  "aws:alb/listener:Listener": listener,
  "aws:iam/role:Role": rule(
    "iam-role-name-taken",
    "EntityAlreadyExists",
    "iam-role",
    "role name",
    "account",
    "name",
  ),
  "aws:iam/instanceProfile:InstanceProfile": rule(
    "iam-instance-profile-name-taken",
    "EntityAlreadyExists",
    "iam-profile",
    "instance profile name",
    "account",
    "name",
  ),
  "aws:cloudwatch/logGroup:LogGroup": rule(
    "log-group-name-taken",
    "ResourceAlreadyExistsException",
    "log-group",
    "log group name",
    "region",
    "name",
  ),
  "aws:kms/alias:Alias": rule(
    "kms-alias-taken",
    "AlreadyExistsException",
    "kms-alias",
    "key alias",
    "region",
    "name",
  ),
  "aws:secretsmanager/secret:Secret": rule(
    "secret-name-taken",
    "ResourceExistsException",
    "secret",
    "secret name",
    "region",
    "name",
  ),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule("ingress"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule("egress"),
  "aws:cloudfront/distribution:Distribution": {
    refusal: "cloudfront-alias-taken",
    code: "CNAMEAlreadyExists",
    kind: "cloudfront-alias",
    what: "alternate domain name",
    scope: "world",
    names: ({ inputs }) => texts(inputs, "aliases").map((alias) => alias.toLowerCase()),
  },
  "aws:route53/record:Record": {
    refusal: "route53-record-exists",
    code: "InvalidChangeBatch",
    kind: "record",
    what: "record set (name, type and setIdentifier) of this zone",
    scope: ({ inputs }) => text(inputs, "zoneId"),
    names: (named) => {
      const key = flag(named.inputs, "allowOverwrite") === true ? undefined : zoneRecordKey(named.inputs);
      return key === undefined ? [] : [key];
    },
  },
};

/** The unique names that a resource holds, as far as its inputs are known. */
export function uniqueNames(named: Named): { rule: NameRule; name: UniqueName }[] {
  const found = nameRules[named.type];
  if (found === undefined || named.region === undefined) return [];
  const scope = scopeOf(found, named);
  if (scope === undefined) return [];
  return found.names(named).map((name) => ({ rule: found, name: { kind: found.kind, scope, name } }));
}

function scopeOf({ scope }: NameRule, named: Named): string | undefined {
  if (typeof scope === "function") return scope(named);
  return scope === "region" ? named.region : "";
}

/** Takes all names of a new resource, or none. */
export function claimNames(account: Account, judge: NameJudge, named: Named, holder: Holder): void {
  const wanted = uniqueNames(named);
  const taken: UniqueName[] = [];
  for (const { rule: found, name } of wanted) {
    const other = account.claim(name, holder);
    if (other === undefined) taken.push(name);
    // A run that was killed in the middle of this very creation has taken it already.
    else if (other.urn === holder.urn && other.id === holder.id) continue;
    else if (judge.isOn(found.refusal)) {
      for (const mine of taken) account.release(mine);
      throw new ProviderError(judge.takenMessage(named, found, name, other));
    }
  }
}

/** Gives up names that an update drops and takes those it adds. */
export function renameHolder(
  account: Account,
  judge: NameJudge,
  named: Named,
  oldInputs: ValueMap,
  holder: Holder,
): void {
  const before = uniqueNames({ ...named, inputs: oldInputs }).map(({ name }) => JSON.stringify(name));
  const after = uniqueNames(named);
  for (const { rule: found, name } of after) {
    if (before.includes(JSON.stringify(name))) continue;
    const other = account.claim(name, holder);
    if (other !== undefined && other.id !== holder.id && judge.isOn(found.refusal))
      throw new ProviderError(judge.takenMessage(named, found, name, other));
  }
  const kept = new Set(after.map(({ name }) => JSON.stringify(name)));
  for (const { name } of uniqueNames({ ...named, inputs: oldInputs }))
    if (!kept.has(JSON.stringify(name)) && account.holder(name)?.id === holder.id) account.release(name);
}

/** Frees the names of a deleted resource; names that another one has meanwhile taken stay. */
export function releaseNames(account: Account, named: Named, holder: Holder): void {
  for (const { name } of uniqueNames(named))
    if (account.holder(name)?.id === holder.id) account.release(name);
}
