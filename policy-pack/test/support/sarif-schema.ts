/**
 * The part of SARIF 2.1.0 that a log of this pack may use, as JSON Schema: the standard's own names, required properties,
 * lists of words and forms (OASIS, Static Analysis Results Interchange Format 2.1.0, sections 3.13 to 3.58). Stricter than
 * the standard in one way: what the pack does not mean to write is not allowed.
 */
const object = (required: readonly string[], properties: Readonly<Record<string, unknown>>) => ({
  type: "object",
  required,
  properties,
  additionalProperties: false,
});
const text = { type: "string" };
const list = (items: unknown, more: object = {}) => ({ type: "array", items, ...more });
const message = object(["text"], { text, markdown: text });
const bag = {
  type: "object",
  properties: { tags: list(text, { uniqueItems: true }) },
  additionalProperties: true,
};
const level = { enum: ["none", "note", "warning", "error"] };

const descriptor = object(["id"], {
  id: text,
  shortDescription: message,
  fullDescription: message,
  help: message,
  defaultConfiguration: object([], { level }),
  properties: bag,
});

const location = object([], {
  physicalLocation: object(["artifactLocation"], {
    artifactLocation: object([], { uri: { type: "string", format: "uri-reference" } }),
    region: object([], { startLine: { type: "integer", minimum: 1 } }),
  }),
  logicalLocations: list(object([], { name: text, fullyQualifiedName: text, kind: text })),
});

const suppression = object(["kind"], {
  kind: { enum: ["inSource", "external"] },
  status: { enum: ["accepted", "underReview", "rejected"] },
  justification: text,
  properties: bag,
});

const result = {
  ...object(["message", "ruleId"], {
    ruleId: text,
    ruleIndex: { type: "integer", minimum: 0 },
    kind: { enum: ["notApplicable", "pass", "fail", "review", "open", "informational"] },
    level,
    message,
    locations: list(location, { minItems: 1 }),
    partialFingerprints: { type: "object", additionalProperties: text },
    suppressions: list(suppression, { uniqueItems: true }),
  }),
  // 3.27.10: a level other than "none" is for failures alone.
  if: { properties: { kind: { const: "fail" } } },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: {},
  else: { properties: { level: { const: "none" } } },
};

export const sarifSchema = object(["version", "runs"], {
  $schema: { type: "string", format: "uri" },
  version: { const: "2.1.0" },
  runs: list(
    object(["tool", "results"], {
      tool: object(["driver"], {
        driver: object(["name"], {
          name: text,
          semanticVersion: text,
          rules: list(descriptor, { uniqueItems: true }),
        }),
      }),
      automationDetails: object([], { id: text }),
      invocations: list(object(["executionSuccessful"], { executionSuccessful: { type: "boolean" } })),
      columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
      results: list(result),
      properties: bag,
    }),
  ),
});
