import type { SchemaNode } from "./describe";
import { jsonSchema } from "./parse";
import { systemNames } from "./schemas";

/** JSON Schema of a stack's file, for completion and checks in the editor. */
export function stackFileSchema(): Record<string, unknown> {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Settings of a tandem stack",
    type: "object",
    properties: {
      config: { type: "object", oneOf: systemNames.map((name) => namespaced(jsonSchema(name))) },
    },
    required: ["config"],
  };
}

/** `region` -> `tandem:region`; keys of other namespaces (`pulumi:`, `aws:`) are Pulumi's own business. */
function namespaced(schema: SchemaNode & { required?: string[] }): Record<string, unknown> {
  const prefix = (key: string) => `tandem:${key}`;
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([key, node]) => [prefix(key), node]),
    ),
    required: (schema.required ?? []).map(prefix),
    patternProperties: { "^(?!tandem:)": {} },
    additionalProperties: false,
  };
}
