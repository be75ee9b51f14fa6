import assert from "node:assert/strict";
import { catalogue } from "../../../../providers/aws/refusals/catalogue";
import { coveredRefusals } from "./kit";
// What each refusal is tested by. They are no files of the suite themselves: a worker that ran one alone would count it twice.
import "./cloudfront";
import "./compute";
import "./database";
import "./dns";
import "./identity";
import "./in-use";
import "./load-balancing";
import "./names";
import "./network";
import "./operations";
import "./storage";

/** A mistake, the group it belongs to, and the refusal that finds it; or why none does. */
type Mistake = readonly [group: number, mistake: string, by: string | { none: string }];

/** Mistakes that only AWS or its provider finds, by group: single resources, one stack, several regions, over time. */
const mistakes: readonly Mistake[] = [
  [1, "a behaviour on an origin group allows writes", "cloudfront-origin-group-write-methods"],
  [2, "a set of methods that CloudFront does not have", "cloudfront-method-set"],
  [3, "a behaviour targets an origin that is not there", "cloudfront-unknown-target-origin"],
  [4, "an origin group without two members", "cloudfront-origin-group-members"],
  [5, "forwarded values beside a cache policy", "cloudfront-forwarded-values"],
  [6, "a cache key without caching", "cloudfront-cache-key-without-caching"],
  [7, "a Lambda@Edge function without a version", "cloudfront-lambda-version"],
  [7, "a Lambda@Edge function of another region", "cloudfront-lambda-region"],
  [7, "a Lambda@Edge function with environment variables", "cloudfront-lambda-settings"],
  [8, "a global web ACL outside us-east-1", "wafv2-cloudfront-scope-region"],
  [9, "two rules of one priority", "wafv2-rule-priority"],
  [9, "a log destination with another name", "wafv2-log-destination-name"],
  [10, "a record with both values and an alias, or neither", "route53-record-values"],
  [10, "an alias with a TTL", "route53-alias-ttl"],
  [10, "a record with two routing policies", "route53-one-routing-policy"],
  [10, "a routing policy without an identifier", "route53-routing-set-identifier"],
  [11, "a database password with characters that RDS does not take", "rds-password"],
  [11, "a cache token that is too short", "elasticache-auth-token"],
  [12, "a master user name that the engine reserves", "rds-reserved-username"],
  [13, "a snapshot restored into a global database", "rds-snapshot-in-global"],
  [13, "a password beside a managed one", "rds-managed-and-given-password"],
  [13, "a cluster restored from two sources", "rds-two-origins"],
  [13, "a replica of an instance whose password RDS manages", "rds-replica-of-managed-password"],
  [14, "settings of a global datastore's secondary", "elasticache-global-settings"],
  [14, "clusters and node groups counted at once", "elasticache-node-counts"],
  [14, "a token beside user groups", "elasticache-token-and-users"],
  [14, "several zones without failover", "elasticache-multi-az-failover"],
  [14, "failover with a single node", "elasticache-failover-nodes"],
  [15, "half an Auto Mode", "eks-auto-mode"],
  [15, "Outposts with settings of the region", "eks-outpost-settings"],
  [16, "a function without code, or with two sources", "lambda-code-source"],
  [16, "a code bucket without a key", "lambda-code-object"],
  [16, "a variable that Lambda reserves", "lambda-reserved-environment"],
  [17, "a Fargate size that does not exist", "ecs-fargate-size"],
  [18, "an attribute that no key uses", "dynamodb-unused-attribute"],
  [18, "replicas of a new table with provisioned capacity", "dynamodb-new-table-replicas"],
  [18, "a replica of a table whose writes are not scaled", "dynamodb-replica-capacity"],
  [19, "an alarm over more than a day", "cloudwatch-alarm-window"],
  [19, "an alarm on a metric without a statistic", "cloudwatch-alarm-statistic"],
  [19, "encrypted results without a way to encrypt", "athena-result-encryption"],
  [20, "cold storage for less than 90 days", "backup-cold-storage"],
  [21, "a load balancer's name that AWS does not take", "lb-name"],
  [21, "a TLS listener without a certificate", "lb-listener-certificate"],
  [22, "a VPC that is too large", "vpc-range"],
  [22, "a subnet that is too small", "subnet-range"],
  [22, "a zone given twice", "subnet-zone-twice"],
  [22, "a netmask without a pool", "vpc-netmask-without-pool"],
  [22, "a flow log without one target", "flow-log-target"],
  [23, "a description beyond ASCII", "security-group-description"],
  [24, "a FIFO queue without the suffix", "sqs-fifo-name"],
  [24, "a FIFO topic without the suffix", "sns-fifo-name"],
  [24, "inline policies that are too long", "iam-inline-policy-size"],
  [25, "a key policy that nobody can change", "kms-policy-lockout"],
  [25, "a statement without an action, a resource or a principal", "iam-malformed-policy"],
  [26, "a subnet outside its VPC", "subnet-outside-vpc"],
  [26, "a subnet over another", "subnet-conflict"],
  [27, "a zone of another region", "availability-zone-region"],
  [28, "more rules than a group takes", "security-group-rule-quota"],
  [28, "the same rule twice", "security-group-rule-twice"],
  [29, "two endpoints that answer to one name", "vpc-endpoint-private-dns"],
  [30, "a load balancer in one zone", "application-load-balancer-zones"],
  [30, "a database subnet group in one zone", "db-subnet-group-zones"],
  [30, "a Kubernetes cluster in one zone", "eks-cluster-zones"],
  [30, "a zone without control planes", "eks-unsupported-zone"],
  [31, "two listeners on a port", "lb-listener-port-taken"],
  [31, "a load balancer's name twice", "lb-name-taken"],
  [31, "a target group's name twice", "lb-target-group-name-taken"],
  [32, "a service before its listener", "ecs-target-group-without-listener"],
  [33, "replication before the source's versioning", "s3-replication-source-versioning"],
  [33, "replication before the destination's versioning", "s3-replication-destination-versioning"],
  [34, "an ACL on a bucket that takes none", "s3-acl-not-supported"],
  [34, "distribution logs into a bucket that takes no ACL", "cloudfront-log-bucket-acl"],
  [34, "a public policy where it is blocked", "s3-public-policy-blocked"],
  [35, "a CNAME at the apex", "route53-cname-at-apex"],
  [35, "a name outside its zone", "route53-name-outside-zone"],
  [35, "simple and routed records of one name", "route53-simple-and-routed"],
  [35, "an alias in the wrong zone", "route53-alias-zone"],
  [36, "an alias that the certificate does not cover", "cloudfront-alias-not-covered"],
  [36, "an alias on two distributions", "cloudfront-alias-taken"],
  [37, "eleven managed policies on a role", "iam-policies-per-role-quota"],
  [37, "a trust policy that names nobody", "iam-trust-principal"],
  [37, "a sixth Elastic IP address", "elastic-ip-quota"],
  [38, "a distribution's certificate of another region", "cloudfront-certificate-region"],
  [38, "a distribution's web ACL that is not global", "cloudfront-web-acl-region"],
  [39, "credentials on a secondary cluster", "rds-secondary-credentials"],
  [40, "an encrypted secondary without a key", "rds-secondary-key"],
  [40, "a database key of another region", "rds-key-region"],
  [41, "a managed password in a global database", "rds-global-managed-password"],
  [41, "a secondary of another engine version", "rds-secondary-engine-version"],
  [42, "an existing cluster that joins a global database", "rds-join-global-database"],
  [43, "a secret's replica in its own region", "secret-replica-region"],
  [43, "a key's replica in its own region", "kms-replica-region"],
  [43, "a replica of a single-Region key", "kms-replica-of-single-region-key"],
  [44, "a peering of overlapping ranges", "vpc-peering-overlap"],
  [44, "a listener's certificate of another region", "lb-listener-certificate-region"],
  [45, "a Kubernetes version skipped", "eks-version-step"],
  [45, "an add-on for another version", "eks-addon-version"],
  [46, "a protected database deleted", "rds-deletion-protection"],
  [46, "a database deleted without its last snapshot", "rds-final-snapshot"],
  [46, "a global database deleted with members", "rds-global-cluster-members"],
  [47, "a certificate deleted in use", "acm-certificate-in-use"],
  [47, "a target group deleted in use", "lb-target-group-in-use"],
  [47, "a load balancer deleted in use", "lb-in-use"],
  [47, "an accelerator's listener deleted with groups", "globalaccelerator-endpoint-groups"],
  [
    47,
    "a distribution deleted while it is enabled",
    {
      none: "the provider disables a distribution before it deletes it, so the mistake can't be made with Pulumi",
    },
  ],
  [47, "a zone deleted with records", "route53-zone-not-empty"],
  [47, "a role deleted with policies", "iam-role-in-use"],
  [47, "a web ACL deleted in use", "wafv2-web-acl-in-use"],
  [47, "a network part deleted in use", "network-in-use"],
  [48, "a VPC origin changed while attached", "cloudfront-vpc-origin-attached"],
  [49, "a secret made again too early", "secret-scheduled-for-deletion"],
  [49, "a queue made again too early", "sqs-queue-deleted-recently"],
];

describe("coverage of offline refusals", () => {
  const names = new Set(catalogue().map(({ name }) => name));

  it("names a refusal, or the reason why there is none, for each mistake of all 49 groups", () => {
    const groups = new Set(mistakes.map(([group]) => group));
    assert.deepEqual(
      Array.from({ length: 49 }, (_, index) => index + 1).filter((group) => !groups.has(group)),
      [],
    );
    const unknown = mistakes.filter(([, , by]) => typeof by === "string" && !names.has(by));
    assert.deepEqual(unknown, []);
    for (const [, mistake, by] of mistakes)
      assert.ok(typeof by === "string" || by.none.length > 20, `${mistake} needs a reason`);
  });

  it("refuses at least 70 of them, each by a refusal of its own", () => {
    const found = mistakes.flatMap(([, , by]) => (typeof by === "string" ? [by] : []));
    assert.equal(new Set(found).size, found.length);
    assert.ok(found.length >= 70, `${found.length} of ${mistakes.length}`);
  });

  it("tests each refusal with a mistake and its twin", () => {
    assert.deepEqual(
      [...names].filter((name) => !coveredRefusals.has(name)),
      [],
    );
  });
});
