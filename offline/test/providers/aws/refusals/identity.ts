import type { Value, ValueMap } from "../../../../providers/core/values/value";
import type { Cloud, Resource } from "../../support";
import { types } from "../fixtures";
import { type Case, describeRefusals } from "./kit";
import { other } from "./world";

const root = "arn:aws:iam::123456789012:root";

const policy = (...Statement: Value[]): string => JSON.stringify({ Version: "2012-10-17", Statement });

const allow = (Principal: Value, Action: Value): ValueMap => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource: "*",
});

const key = (cloud: Cloud, ...statements: Value[]) =>
  cloud.create(types.key, "key", { policy: policy(...statements) });

const role = (cloud: Cloud, name: string, principal: Value, changes: ValueMap = {}) =>
  cloud.create(types.role, name, {
    name,
    assumeRolePolicy: policy({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }),
    ...changes,
  });

const service: ValueMap = { Service: "ec2.amazonaws.com" };

const longPolicy = (length: number): string => policy({ ...allow("*", "s3:*"), Sid: "x".repeat(length) });

function inlinePolicies(cloud: Cloud, ...lengths: number[]): void {
  role(cloud, "app", service);
  for (const [index, length] of lengths.entries())
    cloud.create("aws:iam/rolePolicy:RolePolicy", `inline-${index}`, {
      role: "app",
      policy: longPolicy(length),
    });
}

function attach(cloud: Cloud, count: number): void {
  role(cloud, "app", service, { managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] });
  for (let index = 1; index < count; index++)
    cloud.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", `attachment-${index}`, {
      role: "app",
      policyArn: `arn:aws:iam::123456789012:policy/p${index}`,
    });
}

const secret = (cloud: Cloud, changes: ValueMap) => cloud.create(types.secret, "secret", changes);

function replicaKey(cloud: Cloud, multiRegion: boolean, region: string): void {
  const primary = cloud.create(types.key, "primary", { multiRegion });
  cloud.create("aws:kms/replicaKey:ReplicaKey", "replica", {
    primaryKeyArn: String(primary.outputs.arn),
    region,
  });
}

function again(cloud: Cloud, type: string, inputs: ValueMap, region?: string): Resource {
  cloud.delete(cloud.create(type, "first", inputs));
  return cloud.create(type, "second", region === undefined ? inputs : { ...inputs, region });
}

const { Principal: _, ...grant } = allow("", "s3:GetObject");

function managed(cloud: Cloud, statement: ValueMap): void {
  cloud.create("aws:iam/policy:Policy", "read", { policy: policy(statement) });
}

const topic = (cloud: Cloud, statement: ValueMap) =>
  cloud.create("aws:sns/topicPolicy:TopicPolicy", "topic", {
    ...{ arn: "arn:aws:sns:eu-central-1:123456789012:t", policy: policy(statement) },
  });

const cases: Case[] = [
  {
    refusal: "iam-malformed-policy",
    code: "MalformedPolicyDocument",
    mistake: (cloud) => managed(cloud, { Sid: "Read", Effect: "Allow", Action: "s3:GetObject" }),
    twin: (cloud) => managed(cloud, grant),
  },
  {
    refusal: "iam-malformed-policy",
    code: "MalformedPolicyDocument",
    mistake: (cloud) => topic(cloud, { ...grant, Principal: {} }),
    twin: (cloud) => topic(cloud, allow("*", "sns:Publish")),
  },
  {
    refusal: "iam-malformed-policy",
    code: "MalformedPolicyDocument",
    mistake: (cloud) =>
      role(cloud, "app", service, {
        inlinePolicies: [{ name: "x", policy: policy({ Effect: "Allow", Action: [], Resource: "*" }) }],
      }),
    twin: (cloud) => role(cloud, "app", service, { inlinePolicies: [{ name: "x", policy: policy(grant) }] }),
  },
  {
    refusal: "kms-policy-lockout",
    code: "MalformedPolicyDocumentException",
    mistake: (cloud) => key(cloud, allow({ Service: "cloudfront.amazonaws.com" }, "kms:*")),
    twin: (cloud) => key(cloud, allow({ AWS: root }, "kms:*")),
  },
  {
    refusal: "kms-policy-lockout",
    code: "MalformedPolicyDocumentException",
    mistake: (cloud) => key(cloud, allow({ AWS: root }, ["kms:Decrypt", "kms:GenerateDataKey*"])),
    twin: (cloud) => key(cloud, allow({ AWS: [root] }, ["kms:Decrypt", "kms:Put*"])),
  },
  {
    refusal: "kms-replica-region",
    code: "UnsupportedOperationException",
    mistake: (cloud) => replicaKey(cloud, true, "eu-west-1"),
    twin: (cloud) => replicaKey(cloud, true, "eu-central-1"),
  },
  {
    refusal: "kms-replica-of-single-region-key",
    code: "UnsupportedOperationException",
    mistake: (cloud) => replicaKey(cloud, false, "eu-central-1"),
    twin: (cloud) => replicaKey(cloud, true, "eu-central-1"),
  },
  {
    refusal: "secret-replica-region",
    code: "InvalidParameterException",
    mistake: (cloud) => secret(cloud, { replicas: [{ region: "eu-central-1" }, { region: "eu-west-1" }] }),
    twin: (cloud) => secret(cloud, { replicas: [{ region: "eu-central-1" }] }),
  },
  {
    refusal: "secret-scheduled-for-deletion",
    code: "InvalidRequestException",
    mistake: (cloud) => again(cloud, types.secret, { name: "db" }),
    twin: (cloud) => {
      again(cloud, types.secret, { name: "db", recoveryWindowInDays: 0 });
      again(other(cloud, { stack: "other" }), types.secret, { name: "other" }, "eu-central-1");
    },
  },
  {
    refusal: "sqs-queue-deleted-recently",
    code: "QueueDeletedRecently",
    mistake: (cloud) => again(cloud, "aws:sqs/queue:Queue", { name: "events" }),
    twin: (cloud) => {
      // Without a name of its own the second queue has another one.
      again(cloud, "aws:sqs/queue:Queue", {});
    },
  },
  {
    refusal: "iam-inline-policy-size",
    code: "LimitExceeded",
    mistake: (cloud) => inlinePolicies(cloud, 10_300),
    twin: (cloud) => inlinePolicies(cloud, 10_000),
  },
  {
    refusal: "iam-inline-policy-size",
    code: "LimitExceeded",
    mistake: (cloud) => inlinePolicies(cloud, 5_200, 5_200),
    twin: (cloud) => inlinePolicies(cloud, 5_000, 5_000),
  },
  {
    refusal: "iam-managed-policy-size",
    code: "LimitExceeded",
    mistake: (cloud) => cloud.create("aws:iam/policy:Policy", "p", { policy: longPolicy(6_200) }),
    twin: (cloud) => cloud.create("aws:iam/policy:Policy", "p", { policy: longPolicy(6_000) }),
  },
  {
    refusal: "iam-policies-per-role-quota",
    code: "LimitExceeded",
    mistake: (cloud) => attach(cloud, 11),
    twin: (cloud) => attach(cloud, 10),
  },
  {
    refusal: "iam-trust-principal",
    code: "MalformedPolicyDocument",
    mistake: (cloud) => role(cloud, "app", { AWS: "arn:aws:iam::123456789012:role/deployer" }),
    twin: (cloud) => {
      role(cloud, "deployer", { AWS: [root, "arn:aws:iam::999999999999:role/theirs"] });
      role(cloud, "app", { AWS: "arn:aws:iam::123456789012:role/deployer" });
    },
  },
];

describeRefusals("keys, secrets and identities", cases);
