import type { Json } from "../graph";
import { isMap, type Place } from "../tree";
import { type Operator, valueOperator } from "./operator";

/** Whether a place is a part of a statement of a policy document. */
const isStatement = ({ path, value }: Place): boolean =>
  path.includes("#") && path.includes("Statement") && isMap(value) && "Effect" in value;

const inStatement = ({ path }: Place, key: string): boolean => path.includes("#") && path.at(-1) === key;

const widenAction = valueOperator("widen-action", "a policy that allows more actions", (place) => {
  if (!inStatement(place, "Action")) return [];
  const [first] = [place.value].flat();
  const service = typeof first === "string" ? first.split(":")[0] : undefined;
  const wider: Json = `${service}:*`;
  return service === undefined || place.value === wider || first === "*" ? [] : [wider];
});

const widenResource = valueOperator("widen-resource", "a policy that counts for every resource", (place) =>
  inStatement(place, "Resource") && ![place.value].flat().includes("*") ? ["*"] : [],
);

const widenPrincipal = valueOperator("widen-principal", "a policy for everybody", (place) =>
  inStatement(place, "Principal") && place.value !== "*" ? ["*"] : [],
);

const dropCondition = valueOperator("drop-condition", "a statement without its condition", (place) =>
  inStatement(place, "Condition") ? [undefined] : [],
);

const dropStatement = valueOperator("drop-statement", "a statement of a policy left out", (place) =>
  isStatement(place) && typeof place.path.at(-1) === "number" ? [undefined] : [],
);

export const policyOperators: readonly Operator[] = [
  widenAction,
  widenResource,
  widenPrincipal,
  dropCondition,
  dropStatement,
];
