import { maps, text } from "../../../core/values/read";
import { hasUnknown, type ValueMap } from "../../../core/values/value";
import { providerFile } from "../exclusive";
import { byProvider } from "../phases";
import { found, type Refusal } from "../refusal";

const common = {
  ...byProvider,
  types: ["aws:dynamodb/table:Table"],
  source: providerFile("dynamodb/table.go"),
} as const;

const keyed = ["hashKey", "rangeKey", "globalSecondaryIndexes", "localSecondaryIndexes", "attributes"];

export const unusedAttribute: Refusal = {
  ...common,
  name: "dynamodb-unused-attribute",
  sentence: "Each attribute of a table's definition is a key of the table or of an index.",
  judge({ inputs }) {
    const names = attributesAndKeys(inputs);
    const unused = names?.attributes.filter((name) => !names.keys.includes(name)) ?? [];
    return unused.length === 0
      ? undefined
      : found(
          `all attributes must be indexed. Unused attributes: ${unused.join(", ")}. Only keys are declared; other attributes just come with the items`,
          "attributes",
        );
  },
};

export const undeclaredKey: Refusal = {
  ...common,
  name: "dynamodb-undeclared-key",
  sentence: "Each key of a table or index is among the table's attributes.",
  judge({ inputs }) {
    const names = attributesAndKeys(inputs);
    const missing = names?.keys.filter((key) => !names.attributes.includes(key)) ?? [];
    return missing.length === 0
      ? undefined
      : found(
          `all indexes must match a defined attribute. Without one: ${[...new Set(missing)].join(", ")}; add it to attributes`,
          "attributes",
        );
  },
};

/** Undefined while any of it is unknown, and for a table whose attributes come from a backup. */
function attributesAndKeys(inputs: ValueMap): { attributes: string[]; keys: string[] } | undefined {
  if (keyed.some((property) => hasUnknown(inputs[property]))) return undefined;
  const attributes = maps(inputs, "attributes").flatMap((attribute) => text(attribute, "name") ?? []);
  const indexes = ["globalSecondaryIndexes", "localSecondaryIndexes"].flatMap((list) => maps(inputs, list));
  const keys = [inputs, ...indexes].flatMap((owner) => [
    ...["hashKey", "rangeKey"].flatMap((key) => text(owner, key) ?? []),
    ...maps(owner, "keySchemas").flatMap((key) => text(key, "attributeName") ?? []),
  ]);
  return attributes.length === 0 ? undefined : { attributes, keys };
}
