/** The part of JSON Schema that settings use. */
export interface SchemaNode {
  type?: string;
  description?: string;
  /** What the key takes, in words, where type and range don't say it. */
  allowed?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
}

/** The node that a path of keys and list positions leads to. */
export function nodeAt(root: SchemaNode, path: readonly PropertyKey[]): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>(
    (node, key) => (typeof key === "number" ? node?.items : node?.properties?.[String(key)]),
    root,
  );
}

/** What a key takes, in words: `1 to 15`, `primary or secondary`, `a number`. */
export function allowed(node: SchemaNode | undefined): string {
  if (node === undefined) return "no such key";
  if (node.allowed !== undefined) return node.allowed;
  if (node.enum !== undefined) return list(node.enum.map(String));
  if (node.const !== undefined) return String(node.const);
  if (node.type === "integer" || node.type === "number") {
    return node.minimum !== undefined && node.maximum !== undefined
      ? `${node.minimum} to ${node.maximum}`
      : "a number";
  }
  if (node.type === "array") {
    return node.minItems === undefined
      ? "a list"
      : `a list of ${node.minItems} to ${node.maxItems ?? "any number of"} items`;
  }
  if (node.type === "string") {
    return node.maxLength === undefined
      ? "a text"
      : `a text of ${node.minLength ?? 0} to ${node.maxLength} characters`;
  }
  if (node.type === "boolean") return "true or false";
  if (node.properties !== undefined)
    return `a map with the keys ${list(Object.keys(node.properties), "and")}`;
  return "another value";
}

/** `a, b or c`. */
export function list(words: readonly string[], conjunction = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}
