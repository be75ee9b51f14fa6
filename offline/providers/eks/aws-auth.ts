import { stringify } from "yaml";
import type { Construction } from "../components/construction";
import { combine, type Input } from "../components/outputs";
import type { Resource } from "../components/resource";
import { isMap, type Value } from "../core/values/value";

/** The ConfigMap in the cluster that says which IAM roles and users are who in Kubernetes. */
export function awsAuth(
  construction: Construction,
  instanceRoleArns: readonly Input[],
  parent: Resource,
  kubernetes: Resource,
): Resource {
  const { roleMappings, userMappings } = construction.inputs;
  const nodes = instanceRoleArns.map((roleArn) => ({
    roleArn,
    username: "system:node:{{EC2PrivateDNSName}}",
    groups: ["system:bootstrappers", "system:nodes"],
  }));
  return construction.resource(
    "kubernetes:core/v1:ConfigMap",
    `${construction.name}-nodeAccess`,
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      immutable: false,
      metadata: {
        name: "aws-auth",
        namespace: "kube-system",
        annotations: { "pulumi.com/patchForce": "true" },
      },
      data: {
        mapRoles: combine([roleMappings, nodes], (own, added) => mappings("rolearn", "roleArn", own, added)),
        mapUsers:
          userMappings === undefined
            ? undefined
            : combine([userMappings], (own) => mappings("userarn", "userArn", own)),
      },
    },
    { parent, providers: { kubernetes } },
  );
}

function mappings(key: string, argument: string, ...lists: readonly (Value | undefined)[]): string {
  const entries = lists.flatMap((list) => (Array.isArray(list) ? list.filter(isMap) : []));
  const documents = entries.map((entry) => ({
    [key]: entry[argument],
    username: entry.username,
    groups: entry.groups,
  }));
  return stringify(documents, { lineWidth: 0 });
}
