import { ProviderError, type Subject } from "../../core/protocol/provider";
import { flag, number, text, texts } from "../../core/values/read";
import type { ValueMap } from "../../core/values/value";
import { zoneRecordKey } from "../records";
import { ruleKey } from "../security-group-rules";
import type { Account, Holder, UniqueName } from "./account";
import { forgetDeleted, noteDeleted } from "./deleted-names";

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
  /** Where the rule is written down. */
  source: string;
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
  takenMessage(named: Named, rule: NameRule, name: UniqueName, holder: Holder): string;
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
  source: string,
): NameRule => ({ refusal, code, source, kind, what, scope, names: one(property) });

const loadBalancer = rule(
  "lb-name-taken",
  "DuplicateLoadBalancerName",
  "load-balancer",
  "load balancer name",
  "region",
  "name",
  "Elastic Load Balancing API Reference, CreateLoadBalancer",
);
const targetGroup = rule(
  "lb-target-group-name-taken",
  "DuplicateTargetGroupName",
  "target-group",
  "target group name",
  "region",
  "name",
  "Elastic Load Balancing API Reference, CreateTargetGroup",
);
const listener: NameRule = {
  refusal: "lb-listener-port-taken",
  code: "DuplicateListener",
  source: "Elastic Load Balancing API Reference, CreateListener",
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
  source: "Amazon EC2 API Reference, AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress",
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
    "Amazon S3 API Reference, CreateBucket",
  ),
  "aws:rds/cluster:Cluster": rule(
    "rds-cluster-identifier-taken",
    "DBClusterAlreadyExistsFault",
    "rds-cluster",
    "cluster identifier",
    "region",
    "clusterIdentifier",
    "Amazon RDS API Reference, CreateDBCluster",
  ),
  "aws:rds/clusterInstance:ClusterInstance": rule(
    "rds-instance-identifier-taken",
    "DBInstanceAlreadyExists",
    "rds-instance",
    "instance identifier",
    "region",
    "identifier",
    "Amazon RDS API Reference, CreateDBInstance",
  ),
  "aws:rds/globalCluster:GlobalCluster": rule(
    "rds-global-cluster-identifier-taken",
    "GlobalClusterAlreadyExistsFault",
    "rds-global",
    "global cluster identifier",
    "account",
    "globalClusterIdentifier",
    "Amazon RDS API Reference, CreateGlobalCluster",
  ),
  "aws:rds/subnetGroup:SubnetGroup": rule(
    "rds-subnet-group-name-taken",
    "DBSubnetGroupAlreadyExists",
    "rds-subnet-group",
    "subnet group name",
    "region",
    "name",
    "Amazon RDS API Reference, CreateDBSubnetGroup",
  ),
  "aws:eks/cluster:Cluster": rule(
    "eks-cluster-name-taken",
    "ResourceInUseException",
    "eks-cluster",
    "cluster name",
    "region",
    "name",
    "Amazon EKS API Reference, CreateCluster",
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
    "IAM API Reference, CreateRole",
  ),
  "aws:iam/instanceProfile:InstanceProfile": rule(
    "iam-instance-profile-name-taken",
    "EntityAlreadyExists",
    "iam-profile",
    "instance profile name",
    "account",
    "name",
    "IAM API Reference, CreateInstanceProfile",
  ),
  "aws:cloudwatch/logGroup:LogGroup": rule(
    "log-group-name-taken",
    "ResourceAlreadyExistsException",
    "log-group",
    "log group name",
    "region",
    "name",
    "Amazon CloudWatch Logs API Reference, CreateLogGroup",
  ),
  "aws:kms/alias:Alias": rule(
    "kms-alias-taken",
    "AlreadyExistsException",
    "kms-alias",
    "key alias",
    "region",
    "name",
    "AWS KMS API Reference, CreateAlias",
  ),
  "aws:secretsmanager/secret:Secret": rule(
    "secret-name-taken",
    "ResourceExistsException",
    "secret",
    "secret name",
    "region",
    "name",
    "AWS Secrets Manager API Reference, CreateSecret",
  ),
  "aws:iam/policy:Policy": rule(
    "iam-policy-name-taken",
    "EntityAlreadyExists",
    "iam-policy",
    "policy name",
    "account",
    "name",
    "IAM API Reference, CreatePolicy",
  ),
  "aws:lambda/function:Function": rule(
    "lambda-function-name-taken",
    "ResourceConflictException",
    "lambda-function",
    "function name",
    "region",
    "name",
    "AWS Lambda API Reference, CreateFunction",
  ),
  "aws:dynamodb/table:Table": rule(
    "dynamodb-table-name-taken",
    "ResourceInUseException",
    "dynamodb-table",
    "table name",
    "region",
    "name",
    "Amazon DynamoDB API Reference, CreateTable",
  ),
  "aws:elasticache/replicationGroup:ReplicationGroup": rule(
    "elasticache-replication-group-taken",
    "ReplicationGroupAlreadyExists",
    "replication-group",
    "replication group id",
    "region",
    "replicationGroupId",
    "Amazon ElastiCache API Reference, CreateReplicationGroup",
  ),
  "aws:ecr/repository:Repository": rule(
    "ecr-repository-name-taken",
    "RepositoryAlreadyExistsException",
    "ecr-repository",
    "repository name",
    "region",
    "name",
    "Amazon ECR API Reference, CreateRepository",
  ),
  "aws:backup/vault:Vault": rule(
    "backup-vault-name-taken",
    "AlreadyExistsException",
    "backup-vault",
    "vault name",
    "region",
    "name",
    "AWS Backup API Reference, CreateBackupVault",
  ),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groupRule("ingress"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groupRule("egress"),
  "aws:cloudfront/distribution:Distribution": {
    refusal: "cloudfront-alias-taken",
    code: "CNAMEAlreadyExists",
    source: "CloudFront Developer Guide, Restrictions on using alternate domain names",
    kind: "cloudfront-alias",
    what: "alternate domain name",
    scope: "world",
    names: ({ inputs }) => texts(inputs, "aliases").map((alias) => alias.toLowerCase()),
  },
  "aws:route53/record:Record": {
    refusal: "route53-record-exists",
    code: "InvalidChangeBatch",
    source: "Route 53 API Reference, ChangeResourceRecordSets",
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
  forgetDeleted(account, named);
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

/** Frees the names of a deleted resource; names that another one has meanwhile taken, or that AWS keeps, stay. */
export function releaseNames(account: Account, named: Named, holder: Holder): void {
  noteDeleted(account, named, holder.id);
  for (const { name } of uniqueNames(named))
    if (account.holder(name)?.id === holder.id) account.release(name);
}
