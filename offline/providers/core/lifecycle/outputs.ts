import { defaultsKey } from "../check/check-inputs";
import { equal } from "../diff/equal";
import type { Catalog } from "../shape/catalog";
import type { ResourceShape, TypeShape } from "../shape/types";
import { plainMap, Secret, UNKNOWN, type Value, type ValueMap } from "../values/value";
import { complete, type Fill } from "./complete";
import { generalValue, type TextFor } from "./general-value";

/** Values a package computes for a resource from its plain inputs; unnamed properties get a general value. */
export type Compute = (inputs: ValueMap) => ValueMap;

export interface OutputPlan {
  catalog: Catalog;
  shape: ResourceShape;
  compute: Compute;
  /** Values that a preview knows too: defaults that do not depend on the cloud. */
  known?: Compute;
  textFor: TextFor;
  /** Inputs that the provider never gives back (write-only). */
  isWriteOnly(property: string): boolean;
  /** False when given objects come back exactly as they were given. @default true */
  completesObjects?: boolean;
}

const unknown: Fill = () => UNKNOWN;

/** Outputs of a new resource. In a preview everything that the inputs do not say is unknown, as in the cloud. */
export function createdOutputs(plan: OutputPlan, inputs: ValueMap, preview: boolean): ValueMap {
  const known = plan.known?.(plainMap(inputs));
  const computed = preview ? { ...known } : { ...known, ...computeFor(plan, inputs) };
  const fill = preview ? unknown : general(plan);
  const outputs: ValueMap = {};
  for (const [property, shape] of Object.entries(plan.shape.outputs)) {
    const given = echoed(plan, inputs, property);
    const value = computed[property];
    if (value !== undefined) outputs[property] = keepMark(given, value);
    else if (given !== undefined)
      outputs[property] = completed(plan, shape.t, given, undefined, fill, property);
    else if (shape.o !== 1) outputs[property] = fill(property, shape.t);
  }
  return markSecrets(plan.shape, outputs);
}

/**
 * Outputs after an update: changed inputs anew, everything else as it was, except computed outputs that depend on a
 * changed input. In a preview such an output is unknown.
 */
export function updatedOutputs(
  plan: OutputPlan,
  oldInputs: ValueMap,
  oldOutputs: ValueMap,
  news: ValueMap,
  preview: boolean,
): ValueMap {
  const [before, after] = [computeFor(plan, oldInputs), computeFor(plan, news)];
  const fill = preview ? unknown : general(plan);
  const outputs: ValueMap = {};
  for (const [property, shape] of Object.entries(plan.shape.outputs)) {
    const old = oldOutputs[property];
    const given = echoed(plan, news, property);
    const computedAnew = after[property] !== undefined && !equal(before[property], after[property]);
    const changed = computedAnew || !equal(oldInputs[property], news[property]);
    if (!changed && old !== undefined) outputs[property] = keepMark(given, old);
    else if (computedAnew && (given === undefined || !preview))
      outputs[property] = preview ? UNKNOWN : keepMark(given, after[property] ?? null);
    else if (given !== undefined) outputs[property] = completed(plan, shape.t, given, old, fill, property);
    else if (shape.o !== 1) outputs[property] = after[property] ?? fill(property, shape.t);
  }
  return markSecrets(plan.shape, outputs);
}

/** The input that comes back as the output of the same name. */
function echoed(plan: OutputPlan, inputs: ValueMap, property: string): Value | undefined {
  if (property === defaultsKey || plan.isWriteOnly(property)) return undefined;
  return inputs[property] ?? undefined;
}

function completed(
  plan: OutputPlan,
  type: TypeShape,
  given: Value,
  old: Value | undefined,
  fill: Fill,
  property: string,
): Value {
  return plan.completesObjects === false ? given : complete(plan.catalog, type, given, old, fill, property);
}

const computeFor = (plan: OutputPlan, inputs: ValueMap): ValueMap => plan.compute(plainMap(inputs));

const general =
  (plan: OutputPlan): Fill =>
  (path, type) =>
    generalValue(plan.catalog, plan.textFor, path, type);

/** A secret input stays secret in whatever output it flows to. */
function keepMark(given: Value | undefined, value: Value): Value {
  return given instanceof Secret && !(value instanceof Secret) ? new Secret(value) : value;
}

function markSecrets(shape: ResourceShape, outputs: ValueMap): ValueMap {
  for (const property of shape.secrets) {
    const value = outputs[property];
    if (value !== undefined && !(value instanceof Secret)) outputs[property] = new Secret(value);
  }
  return outputs;
}
