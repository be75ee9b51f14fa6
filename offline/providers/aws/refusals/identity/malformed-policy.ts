import { maps } from "../../../core/values/read";
import { isMap, type Value, type ValueMap } from "../../../core/values/value";
import { always } from "../phases";
import { many, statementsOf } from "../policy-document";
import { found, type Refusal } from "../refusal";

/** What a policy is attached to decides what its statements must name. */
type Kind = "identity" | "trust" | "resource" | "repository";

/** Pairs of which a statement has one. A trust and a repository's policy are about what they are attached to. */
const needed: Readonly<Record<Kind, readonly (readonly [string, string])[]>> = {
  identity: [
    ["Action", "NotAction"],
    ["Resource", "NotResource"],
  ],
  trust: [
    ["Principal", "NotPrincipal"],
    ["Action", "NotAction"],
  ],
  resource: [
    ["Principal", "NotPrincipal"],
    ["Action", "NotAction"],
    ["Resource", "NotResource"],
  ],
  repository: [
    ["Principal", "NotPrincipal"],
    ["Action", "NotAction"],
  ],
};

/** Where a type has its policy. */
const policies: Readonly<Record<string, readonly [property: string, kind: Kind]>> = {
  "aws:iam/role:Role": ["assumeRolePolicy", "trust"],
  "aws:iam/policy:Policy": ["policy", "identity"],
  "aws:iam/rolePolicy:RolePolicy": ["policy", "identity"],
  "aws:iam/groupPolicy:GroupPolicy": ["policy", "identity"],
  "aws:iam/userPolicy:UserPolicy": ["policy", "identity"],
  "aws:ecr/repositoryPolicy:RepositoryPolicy": ["policy", "repository"],
  "aws:kms/key:Key": ["policy", "resource"],
  "aws:kms/replicaKey:ReplicaKey": ["policy", "resource"],
  "aws:s3/bucketPolicy:BucketPolicy": ["policy", "resource"],
  "aws:sqs/queuePolicy:QueuePolicy": ["policy", "resource"],
  "aws:sns/topicPolicy:TopicPolicy": ["policy", "resource"],
  "aws:backup/vaultPolicy:VaultPolicy": ["policy", "resource"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["policy", "resource"],
  "aws:secretsmanager/secretPolicy:SecretPolicy": ["policy", "resource"],
};

export const malformedPolicy: Refusal = {
  ...always,
  name: "iam-malformed-policy",
  code: "MalformedPolicyDocument",
  sentence: "Each statement of a policy names actions, and, as its kind asks, resources and a principal.",
  source: "IAM User Guide, IAM JSON policy elements reference",
  types: Object.keys(policies),
  judge({ type, inputs }) {
    const mistake = malformed(type, inputs);
    return mistake && found(mistake.sentence, mistake.property);
  },
};

/** Absent, or an empty list or map. */
function isNothing(value: Value | undefined): boolean {
  const given = many(value);
  return given.every((one) => isMap(one) && Object.keys(one).length === 0);
}

/** What is missing in a policy of a resource; undefined where nothing is, or where it is not known yet. */
export function malformed(
  type: string,
  inputs: ValueMap,
): { sentence: string; property: string } | undefined {
  const [property, kind] = policies[type] ?? [];
  if (property === undefined || kind === undefined) return undefined;
  const inline = type === "aws:iam/role:Role" ? maps(inputs, "inlinePolicies") : [];
  const documents = [
    ...(statementsOf(inputs[property]) ?? []).map((statement) => ({ statement, of: kind, property })),
    ...inline
      .flatMap(({ policy }) => statementsOf(policy) ?? [])
      .map((statement) => ({ statement, of: "identity" as const, property: "inlinePolicies" })),
  ];
  for (const { statement, of, property: place } of documents) {
    const missing = needed[of].find((pair) => pair.every((key) => isNothing(statement[key])));
    if (missing === undefined) continue;
    const { Sid } = statement;
    const which = typeof Sid === "string" ? `The statement ${Sid}` : "A statement";
    return { sentence: `${which} has no ${missing.join(" and no ")}`, property: place };
  }
  return undefined;
}
