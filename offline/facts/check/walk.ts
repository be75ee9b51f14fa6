import { isMap, isUnknown, Secret, type Value, type ValueMap } from "../../providers/core/values/value";
import type { PropertyNode, PropertyNodes, TypeNode } from "../node";
import type { FactFinding } from "./finding";
import { foreign } from "./reference";
import { judgeCount, judgeValue } from "./value";

/**
 * Holds the inputs against the facts of their type. Values that are unknown, secret or computed are skipped, and so is
 * what Pulumi holds in another form than the facts are about.
 */
export function judgeInputs(type: TypeNode, inputs: ValueMap, region: string | undefined): FactFinding[] {
  const findings: FactFinding[] = regional(type, inputs, region);
  object(type, type.d[type.k] ?? {}, inputs, "", findings);
  return findings;
}

/**
 * Keys and certificates of another region, in the resource's own inputs; deeper ones are often about a replica, which
 * has a region of its own.
 */
function regional(type: TypeNode, inputs: ValueMap, region: string | undefined): FactFinding[] {
  if (region === undefined || region === "") return [];
  return Object.entries(inputs).flatMap(([path, value]): FactFinding[] => {
    const refers = type.d[type.k]?.[path]?.f?.refers;
    const wrong =
      refers === undefined || typeof value !== "string" ? undefined : foreign(refers, value, region);
    return wrong === undefined ? [] : [{ path, sentence: `${path} ${wrong}`, severity: "error" }];
  });
}

function object(
  type: TypeNode,
  nodes: PropertyNodes,
  value: ValueMap,
  at: string,
  findings: FactFinding[],
): void {
  for (const [key, inner] of Object.entries(value)) {
    const node = nodes[key];
    if (node !== undefined) property(type, node, inner, at === "" ? key : `${at}.${key}`, findings);
  }
}

function property(
  type: TypeNode,
  node: PropertyNode,
  value: Value,
  path: string,
  findings: FactFinding[],
): void {
  if (value === null || isUnknown(value) || value instanceof Secret) return;
  if (Array.isArray(value)) {
    if (node.f !== undefined) tell(judgeCount(node.f, value.length), path, findings);
    for (const [index, item] of value.entries()) {
      if (!Array.isArray(item)) property(type, node, item, `${path}[${index}]`, findings);
    }
  } else if (isMap(value)) {
    if (node.k !== undefined) object(type, type.d[node.k] ?? {}, value, path, findings);
  } else if (node.f !== undefined && (typeof value === "string" || typeof value === "number"))
    tell(judgeValue(node.f, value), path, findings);
}

function tell(wrong: string | undefined, path: string, findings: FactFinding[]): void {
  if (wrong !== undefined) findings.push({ path, sentence: `${path} ${wrong}`, severity: "error" });
}
