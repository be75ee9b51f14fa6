import { maps, text } from "../../../core/values/read";
import { hasUnknown, type ValueMap } from "../../../core/values/value";
import { providerFile } from "../exclusive";
import { title } from "../known";
import { byProvider, whenMade } from "../phases";
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

const source = "hashicorp/terraform-provider-aws #13097";
const wish = "scale its writes first (appautoscaling Target and Policy), or pay by request";

export const replicaCapacity: Refusal = {
  phases: ["create"],
  severity: "error",
  code: "ValidationException",
  name: "dynamodb-replica-capacity",
  sentence: "A table with provisioned capacity gets a replica once its writes are scaled.",
  source,
  types: ["aws:dynamodb/tableReplica:TableReplica"],
  judge({ inputs }, account) {
    const arn = text(inputs, "globalTableArn");
    const table = account
      .all("aws:dynamodb/table:Table")
      .find(({ outputs }) => arn !== undefined && text(outputs, "arn") === arn);
    if (table === undefined || isOnDemand(table.inputs)) return undefined;
    const scales = account
      .all("aws:appautoscaling/policy:Policy")
      .some(
        (policy) =>
          policy.region === table.region &&
          text(policy.inputs, "resourceId") === `table/${text(table.outputs, "name")}` &&
          text(policy.inputs, "scalableDimension") === "dynamodb:table:WriteCapacityUnits",
      );
    return scales
      ? undefined
      : found(
          `table write capacity should either be Pay-Per-Request or AutoScaled: ${title(table)} is neither; ${wish}`,
          "globalTableArn",
        );
  },
};

export const newTableReplicas: Refusal = {
  ...whenMade,
  code: "ValidationException",
  name: "dynamodb-new-table-replicas",
  sentence: "A new table with provisioned capacity has no replicas: nothing can scale its writes yet.",
  source,
  types: ["aws:dynamodb/table:Table"],
  judge: ({ inputs, olds }) =>
    olds !== undefined || isOnDemand(inputs) || maps(inputs, "replicas").length === 0
      ? undefined
      : found(
          `table write capacity should either be Pay-Per-Request or AutoScaled; ${wish}, and make the replicas TableReplicas that depend on it`,
          "replicas",
        ),
};

/** Provisioned is DynamoDB's default; what is not known yet is not judged. */
const isOnDemand = (inputs: ValueMap): boolean =>
  hasUnknown(inputs.billingMode) || text(inputs, "billingMode") === "PAY_PER_REQUEST";

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
