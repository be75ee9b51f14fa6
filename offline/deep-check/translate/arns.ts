import type { GraphResource } from "../graph/graph";

const ACCOUNT = "123456789012";
const UUID = "00000000-0000-4000-8000-000000000000";

/**
 * Forms of ARNs, for a resource of another region whose ARN is not known yet: its region is, and that is what rules on
 * regions ask for. Source: "Resource types" of the services' pages in the Service Authorization Reference.
 */
const FORMS: Readonly<Record<string, (region: string) => string>> = {
  "acm/certificate:Certificate": (region) => `acm:${region}:${ACCOUNT}:certificate/${UUID}`,
  "kms/key:Key": (region) => `kms:${region}:${ACCOUNT}:key/${UUID}`,
  "kms/replicaKey:ReplicaKey": (region) => `kms:${region}:${ACCOUNT}:key/${UUID}`,
  "lambda/function:Function": (region) => `lambda:${region}:${ACCOUNT}:function:not-known-yet`,
  "sns/topic:Topic": (region) => `sns:${region}:${ACCOUNT}:not-known-yet`,
  "sqs/queue:Queue": (region) => `sqs:${region}:${ACCOUNT}:not-known-yet`,
  "wafv2/webAcl:WebAcl": (region) => `wafv2:${region}:${ACCOUNT}:regional/webacl/not-known-yet/${UUID}`,
  "dynamodb/table:Table": (region) => `dynamodb:${region}:${ACCOUNT}:table/not-known-yet`,
  "cloudwatch/logGroup:LogGroup": (region) => `logs:${region}:${ACCOUNT}:log-group:not-known-yet`,
  "secretsmanager/secret:Secret": (region) =>
    `secretsmanager:${region}:${ACCOUNT}:secret:not-known-yet-AbCdEf`,
  "lb/loadBalancer:LoadBalancer": (region) =>
    `elasticloadbalancing:${region}:${ACCOUNT}:loadbalancer/net/not-known-yet/0123456789abcdef`,
  "lb/targetGroup:TargetGroup": (region) =>
    `elasticloadbalancing:${region}:${ACCOUNT}:targetgroup/not-known-yet/0123456789abcdef`,
};

/** An ARN in the resource's region that stands for the one it will get; undefined for types without a form here. */
export function arnOf({ type, region, inputs }: GraphResource): string | undefined {
  if (region === undefined) return undefined;
  if (type === "aws:wafv2/webAcl:WebAcl" && inputs.scope === "CLOUDFRONT")
    return `arn:aws:wafv2:${region}:${ACCOUNT}:global/webacl/not-known-yet/${UUID}`;
  // Keys of several regions say so in their ids.
  if (type === "aws:kms/key:Key" && inputs.multiRegion === true)
    return `arn:${partition(region)}:kms:${region}:${ACCOUNT}:key/mrk-0123456789abcdef0123456789abcdef`;
  const form = FORMS[type.replace(/^aws:/, "")];
  return form === undefined ? undefined : `arn:${partition(region)}:${form(region)}`;
}

function partition(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
