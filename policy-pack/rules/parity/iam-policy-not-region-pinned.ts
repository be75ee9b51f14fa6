import type { StackResource } from "../../frame/graph";
import { GLOBAL, regionOfArn } from "../../frame/region";
import { type Judgement, type Stack, stackRule } from "../../frame/rule";
import { shared } from "../../frame/shared-settings";
import type { Region } from "../../frame/subject";
import { types } from "../../frame/types";
import { known } from "../../frame/values";
import { naming } from "../naming";
import { eachStatement, type Statement } from "../policy-documents";
import { meant } from "../related";

const policyTypes = [...types.rolePolicy, ...types.managedPolicy];

export const iamPolicyNotRegionPinned = stackRule({
  id: "iam-policy-not-region-pinned",
  area: "parity",
  title: "A role that works in several regions is allowed to in all of them",
  severity: "high",
  why: "Roles are global, the ARNs in their policies are not. A role that both regions use and whose policy names resources of one region only is refused everything in the other, which is found out on the day of the failover.",
  mend: "Name the resources of every region in which the role works, put * for the region in their ARNs, or give each region a role of its own.",
  example: `
new aws.iam.RolePolicy("orders", { role: sharedRole.id, policy: {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:*:111122223333:orders" }],
} });`,
  wellArchitected: ["REL13-BP04"],
  pci: [],
  settings: { regions: shared.regions },
  types: [...types.role, ...policyTypes, ...types.rolePolicyAttachment],
  check(stack, { regions }) {
    const users = new Map(
      stack.graph.ofType(types.role).map((role) => [role, regionsUsing(stack, role)] as const),
    );
    // A role of one region may well be pinned to it.
    const spread = [...users.keys()].filter((role) => new Set(users.get(role)).size > 1);
    if (spread.length === 0) return;
    for (const policy of stack.graph.own(policyTypes)) {
      stack.judge(policy, (judgement) => {
        const used = new Set(rolesOf(stack, policy, spread).flatMap((role) => users.get(role) ?? []));
        const needed = regions.length > 0 ? regions.filter((region) => used.has(region)) : [...used].sort();
        if (needed.length > 1) judgePolicy(policy, needed, judgement);
      });
    }
  },
});

function rolesOf(
  { graph }: Stack,
  policy: StackResource,
  roles: readonly StackResource[],
): readonly StackResource[] {
  const names = ["name", "id", "arn"];
  const attachments = graph.ofType(types.rolePolicyAttachment);
  const attached = naming(attachments, "policyArn", graph.own(policyTypes), policy);
  return [policy, ...attached].flatMap((source) => meant(source, "role", roles, names));
}

/** Regions of what works under a role. */
function regionsUsing({ graph }: Stack, role: StackResource): Region[] {
  return graph.referrers(role).flatMap((user) => {
    const region = known(() => user.region);
    return region === undefined || region === GLOBAL ? [] : [region];
  });
}

function judgePolicy(policy: StackResource, needed: readonly Region[], judgement: Judgement): void {
  const named = new Set<Region>();
  eachStatement(policy.props, "policy", judgement, (statement) => {
    for (const region of regionsIn(statement)) named.add(region);
  });
  const missing = needed.filter((region) => !named.has(region));
  if (named.size === 0 || missing.length === 0 || missing.length === needed.length) return;
  judgement.violation(
    `It names ${[...named].sort().join(", ")}, but its role also works in ${missing.join(", ")}.`,
  );
}

/** Regions that a statement allows something in: by its resources, or by the region of the request. */
function regionsIn(statement: Statement): Region[] {
  if (!statement.allows) return [];
  const asked = statement.conditions
    .filter(({ operator, key }) => key === "aws:requestedregion" && !/Not/i.test(operator))
    .flatMap(({ values }) => values);
  return [...statement.resources.flatMap((resource) => regionOfArn(resource) ?? []), ...asked];
}
