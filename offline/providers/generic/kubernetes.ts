import type { CheckRequest, Subject } from "../core/protocol/provider";
import type { ResourceShape } from "../core/shape/types";
import { child, text } from "../core/values/read";
import { isMap, type ValueMap } from "../core/values/value";

/** Objects of Kubernetes carry their name in `metadata`; a type without it is none. */
export function isKubernetesObject(shape: ResourceShape): boolean {
  const type = JSON.stringify(shape.inputs.metadata?.t ?? "");
  return type.includes("ObjectMeta");
}

/** Names an object that names itself in no way, and keeps the name over updates, as the real provider does. */
export function withName({ news, olds, name }: CheckRequest, random: string): ValueMap {
  const { metadata } = news;
  if (metadata !== undefined && !isMap(metadata)) return news;
  if (metadata?.name !== undefined || metadata?.generateName !== undefined) return news;
  const old = text(child(olds ?? {}, "metadata") ?? {}, "name");
  return { ...news, metadata: { ...metadata, name: old ?? `${name}-${random}` } };
}

/** `namespace/name`, or the name alone where the type's own package says that it has no namespace. */
export function objectId({ type, name }: Subject, inputs: ValueMap): string {
  const metadata = child(inputs, "metadata") ?? {};
  const objectName = text(metadata, "name") ?? `${text(metadata, "generateName") ?? name}offline`;
  const kind = type.slice(type.lastIndexOf(":") + 1);
  return clusterScoped.has(kind) ? objectName : `${text(metadata, "namespace") ?? "default"}/${objectName}`;
}

/** Kinds of the core APIs that live outside namespaces. */
const clusterScoped = new Set([
  ...[
    "Namespace",
    "Node",
    "PersistentVolume",
    "ClusterRole",
    "ClusterRoleBinding",
    "StorageClass",
    "CSIDriver",
  ],
  ...["CustomResourceDefinition", "PriorityClass", "IngressClass", "RuntimeClass", "APIService", "CSINode"],
  ...["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "ValidatingAdmissionPolicy"],
]);

/** What makes another object of it. */
export const identity = [
  "apiVersion",
  "kind",
  "metadata.name",
  "metadata.namespace",
  "metadata.generateName",
];
