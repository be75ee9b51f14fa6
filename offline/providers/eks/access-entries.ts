import type { ChildOptions, Construction } from "../components/construction";
import { Fields } from "../components/fields";
import { combine, type Input, type InputMap, isInputMap } from "../components/outputs";
import type { Resource } from "../components/resource";

/** Registers access entries, and under each of them the policies it is associated with. */
export function accessEntries(
  construction: Construction,
  clusterName: Input,
  entries: Fields,
  options: ChildOptions,
): readonly Resource[] {
  return entries.keys().map((key) => {
    const entry = entries.fields(key) ?? new Fields({});
    const name = `${construction.name}-${key}`;
    const resource = construction.resource(
      "aws:eks/accessEntry:AccessEntry",
      name,
      {
        clusterName,
        kubernetesGroups: entry.input("kubernetesGroups"),
        principalArn: entry.input("principalArn"),
        tags: entry.input("tags"),
        type: entry.input("type"),
        userName: entry.input("username"),
      },
      options,
    );
    const policies = entry.fields("accessPolicies") ?? new Fields({});
    for (const policy of policies.keys()) {
      construction.resource(
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        `${name}-${policy}`,
        {
          accessScope: part(policies.input(policy), "accessScope"),
          clusterName,
          policyArn: part(policies.input(policy), "policyArn"),
          principalArn: entry.input("principalArn"),
        },
        { parent: resource, dependsOn: [resource] },
      );
    }
    return resource;
  });
}

/** One property of an object that may be known only later. */
function part(object: Input, key: string): Input {
  if (isInputMap(object)) return object[key];
  return combine([object], (known) => (isMapLike(known) ? known[key] : undefined));
}

function isMapLike(value: unknown): value is InputMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
