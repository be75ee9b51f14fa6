import type { Account, Stored } from "../providers/aws/account/account";
import { forget } from "../providers/aws/account/forget";
import { releaseNames } from "../providers/aws/account/unique-names";
import { diffRule } from "../providers/aws/replaces";
import { nameProperty } from "../providers/core/check/autoname";
import { checkInputs } from "../providers/core/check/check-inputs";
import type { Catalog } from "../providers/core/shape/catalog";
import type { ResourceShape } from "../providers/core/shape/types";
import type { Value, ValueMap } from "../providers/core/values/value";
import { AccountError } from "./error";
import { logicalName, title } from "./find";
import { parsePath, type Steps, topOf, withValue } from "./property-path";

/**
 * Changes a property as a person in the console would: the account has another value than the program says, which a
 * refresh finds.
 *
 * @param path such as `backupRetentionPeriod`, `tags.owner` or `ingress[0].fromPort`
 * @param value undefined takes the property away
 * @throws AccountError for a property that the type does not have, a value that it can't have, or one that AWS can't
 * change in place
 */
export function set(
  account: Account,
  catalog: Catalog,
  stored: Stored,
  path: string,
  value: Value | undefined,
): Stored {
  const shape = catalog.resource(stored.type);
  if (shape === undefined)
    throw new AccountError(`${title(stored)}: its type is not one of the installed package`);
  const steps = parsePath(path);
  const top = topOf(steps);
  if (diffRule(stored.type, nameProperty(shape.inputs)).isCreateOnly(path, stored.inputs, stored.inputs))
    throw new AccountError(
      `${title(stored)}: ${top} can't be changed in place, in AWS as here; \`account delete\` the resource instead`,
    );
  const inputs = withValue(stored.inputs, steps, value);
  if (shape.inputs[top] !== undefined || shape.outputs[top] === undefined)
    checkValue(catalog, stored, shape, inputs, top);
  const seen = isSeenByPrograms(stored, shape, top);
  const changed = {
    ...stored,
    inputs: seen ? withTags(inputs, steps, value) : stored.inputs,
    outputs: withTags(withValue(stored.outputs, steps, value), steps, value),
  };
  account.put(changed);
  return changed;
}

/**
 * Whether a refresh makes a difference of it that the next `up` would undo. Not for what the provider computes when the
 * program says nothing: those properties always have a value, so their type is not optional.
 */
function isSeenByPrograms({ inputs }: Stored, shape: ResourceShape, top: string): boolean {
  if (shape.inputs[top] === undefined) return false;
  return inputs[top] !== undefined || shape.outputs[top]?.o === 1;
}

/** The tags that a resource has in all are the program's and the provider's: both lists change. */
function withTags(outputs: ValueMap, [top, ...rest]: Steps, value: Value | undefined): ValueMap {
  const isTag = top === "tags" && outputs.tagsAll !== undefined && rest.length > 0;
  return isTag ? withValue(outputs, ["tagsAll", ...rest], value) : outputs;
}

function checkValue(
  catalog: Catalog,
  stored: Stored,
  shape: ResourceShape,
  inputs: ValueMap,
  top: string,
): void {
  const below = new RegExp(`^${top}($|[.[])`);
  const wrong = checkInputs(catalog, stored.type, shape.inputs, inputs).find(({ property }) =>
    below.test(property),
  );
  if (wrong !== undefined) throw new AccountError(`${title(stored)}: ${wrong.reason}`);
}

/** Whether a property is a text, so that what is given for it is one too, whatever it looks like. */
export function takesText(catalog: Catalog, { type }: Stored, path: string): boolean {
  const [top, ...rest] = parsePath(path);
  let found = catalog.resource(type)?.inputs[top]?.t;
  for (const step of rest) {
    if (found === undefined || typeof found === "string" || found[0] === "union") return false;
    if (found[0] === "ref") found = catalog.nested("inputs", found[1])?.[step]?.t;
    else found = found[1];
  }
  return found === "string";
}

/** Takes a resource out of the account behind Pulumi's back, and frees its names. Nothing else is deleted with it. */
export function remove(account: Account, stored: Stored): void {
  const { type, urn, id, region, inputs } = stored;
  forget(account, stored);
  releaseNames(account, { type, urn, name: logicalName(urn), region, inputs }, { type, urn, id });
}
