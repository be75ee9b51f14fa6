import type { TypeShape } from "../../providers/core/shape/types";
import type { SchemaNode, TypeSchema } from "./schema";

/** What a Pulumi input holds, behind lists and alternatives. */
export interface Kind {
  list: boolean;
  map: boolean;
  ref: string | undefined;
  scalar: "string" | "number" | "boolean" | undefined;
}

export function kindOf(type: TypeShape): Kind {
  if (typeof type === "string") {
    const scalar = type === "string" || type === "number" || type === "boolean" ? type : undefined;
    return { list: false, map: false, ref: undefined, scalar };
  }
  switch (type[0]) {
    case "list":
      return { ...kindOf(type[1]), list: true };
    case "map":
      return { list: false, map: true, ref: undefined, scalar: undefined };
    case "ref":
      return { list: false, map: false, ref: type[1], scalar: undefined };
    default: {
      const kinds = (type.slice(1) as TypeShape[]).map(kindOf);
      return kinds.find(({ list, ref }) => list || ref !== undefined) ?? kinds[0] ?? kindOf("any");
    }
  }
}

/** True when both sides hold text, or numbers, or switches, or objects. */
export function agrees(kind: Kind, node: SchemaNode, schema: TypeSchema): boolean {
  const inner = schema.isList(node) ? schema.item(node) : schema.resolve(node);
  const hasProperties = Object.keys(schema.properties(inner)).length > 0;
  if (kind.ref !== undefined) return hasProperties;
  if (kind.scalar === undefined) return true;
  if (hasProperties) return false;
  const types = [inner.type ?? []].flat();
  if (types.length === 0) return inner.enum === undefined || kind.scalar !== "boolean";
  if (types.includes("object")) return kind.scalar === "string";
  if (kind.scalar === "boolean") return types.includes("boolean");
  return !(types.length === 1 && types[0] === "boolean");
}
