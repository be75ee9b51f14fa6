import { createHash } from "node:crypto";
import type { Construction } from "../components/construction";
import { combine, dependingOn, type Input, type Output, observed } from "../components/outputs";
import type { Resource } from "../components/resource";

export interface ServiceRoleArguments {
  /** The service that may take the role, such as `eks.amazonaws.com`. */
  readonly service: Input;
  readonly description?: string;
  /** Names of AWS's own policies to attach. */
  readonly managedPolicies: readonly string[];
  readonly partition: Input;
  readonly tags: Input;
  /** Default `sts:AssumeRole` alone. */
  readonly assumeRoleActions?: readonly string[];
}

export interface ServiceRole {
  readonly role: Resource;
  /** The role as an output that is there only when its policies are attached. */
  readonly resolved: Promise<Output>;
  readonly resolvedArn: Promise<Output>;
}

/** `eks:index:ServiceRole`: a role for an AWS service with AWS's policies attached. */
export function serviceRole(
  construction: Construction,
  name: string,
  args: ServiceRoleArguments,
  parent: Resource,
): ServiceRole {
  const policies = args.managedPolicies.map((policy) => `arn:aws:iam::aws:policy/${policy}`);
  const arns = args.managedPolicies.map((policy) =>
    combine([args.partition], (partition) => `arn:${partition}:iam::aws:policy/${policy}`),
  );
  const component = construction.component(
    "eks:index:ServiceRole",
    name,
    {
      service: args.service,
      description: args.description,
      managedPolicyArns: policies.map((id, index) => ({ id, arn: arns[index] })),
      tags: args.tags,
      assumeRoleActions: args.assumeRoleActions,
    },
    { parent },
  );
  const role = construction.resource(
    "aws:iam/role:Role",
    `${name}-role`,
    {
      description: args.description,
      assumeRolePolicy: combine([args.service], (service) =>
        trustPolicy(String(service), args.assumeRoleActions ?? ["sts:AssumeRole"]),
      ),
      tags: args.tags,
    },
    { parent: component },
  );
  const attachments = policies.map((id, index) =>
    construction.resource(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      `${name}-${shortHash(id)}`,
      { policyArn: arns[index], role },
      { parent: component },
    ),
  );
  const attached = Promise.all([role, ...attachments].map((resource) => resource.urn()));
  observed(attached);
  const resolved = observed(dependingOn(role, attached));
  construction.registerOutputs(component, { resolvedRole: resolved, directRole: role });
  return { role, resolved, resolvedArn: observed(dependingOn(role.output("arn"), attached)) };
}

function trustPolicy(service: string, actions: readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Action: actions, Effect: "Allow", Principal: { Service: [service] } }],
  });
}

/** Eight digits that tell the attachments of a role apart. */
function shortHash(text: string): string {
  return createHash("sha1").update(text).digest("hex").slice(0, 8);
}
