import { type Policies, Secret as PolicySecret, type ResourceValidationPolicy } from "@pulumi/policy";
import { isUnknown } from "../frame/values";
import { proxied, resourceArgs } from "./engine";
import type { TestResource } from "./resource";
import { Secret, send } from "./values";

/** A resource after the remediations among the policies, one after the other as Pulumi runs them. */
export async function remediated(policies: Policies, resource: TestResource): Promise<TestResource> {
  let props: Record<string, unknown> | undefined;
  for (const policy of policies) {
    if (!("remediateResource" in policy) || !policy.remediateResource) continue;
    const args = resourceArgs(resource, { settings: {}, stackTags: new Map() });
    const now = props ?? proxied(resource.props, "marked");
    props = (await attempt(policy.remediateResource, { ...args, props: now })) ?? props;
  }
  return props ? { ...resource, props: merged(resource, props) } : resource;
}

type Remediation = NonNullable<ResourceValidationPolicy["remediateResource"]>;

/** Pulumi goes on when one met a value that is not known. */
async function attempt(
  remediate: Remediation,
  args: Parameters<Remediation>[0],
): Promise<Record<string, unknown> | undefined> {
  try {
    return (await remediate(args)) ?? undefined;
  } catch (error) {
    if (isUnknown(error)) return undefined;
    throw error;
  }
}

/** The changed inputs; those that did not change keep this kit's marks, such as references. */
function merged({ props }: TestResource, result: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(result).map(([key, value]) => {
      const before = props[key];
      const same = JSON.stringify(send(before, "marked").value) === JSON.stringify(value);
      return [key, same ? before : marked(value)];
    }),
  );
}

function marked(value: unknown): unknown {
  if (value instanceof PolicySecret) return new Secret(value.value);
  return value;
}
