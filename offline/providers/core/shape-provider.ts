import { checkInputs } from "./check/check-inputs";
import { nearest } from "./check/nearest";
import { type DiffRule, diffInputs } from "./diff/diff-inputs";
import { createdOutputs, type OutputPlan, updatedOutputs } from "./lifecycle/outputs";
import {
  type CheckRequest,
  type CheckResult,
  type Created,
  type CreateRequest,
  type DiffRequest,
  type Failure,
  type InvokeResult,
  type PropertyChange,
  type Provider,
  ProviderError,
  type ReadRequest,
  type ReadState,
  type Subject,
  type UpdateRequest,
} from "./protocol/provider";
import type { Catalog } from "./shape/catalog";
import type { ResourceShape } from "./shape/types";
import { plainMap, type ValueMap } from "./values/value";

/** What a package adds to what its shapes say. */
export interface ShapeRules {
  /** Inputs with the package's own defaults and names, before they are compared with the shape. */
  prepare?(request: CheckRequest, shape: ResourceShape): ValueMap;
  /** Rules on values, after the shape. */
  failures?(request: CheckRequest, inputs: ValueMap): Failure[];
  diffRule(type: string): DiffRule;
  /** Makes a new resource of plain inputs: its id and what only the provider can say. */
  make(subject: Subject, inputs: ValueMap): { id: string; computed: ValueMap };
  outputPlan(subject: Subject, shape: ResourceShape): Omit<OutputPlan, "catalog" | "shape" | "compute">;
}

/** A stand-in that knows a package by its shapes alone, without an account behind it. */
export class ShapeProvider implements Provider {
  constructor(
    readonly name: string,
    readonly version: string,
    private readonly catalog: Catalog,
    private readonly rules: ShapeRules,
  ) {}

  configure(): void {
    // Nothing here depends on the package's settings.
  }

  check(request: CheckRequest): CheckResult {
    const shape = this.catalog.resource(request.type);
    if (shape === undefined)
      return { inputs: request.news, failures: [{ property: "", reason: this.unknown(request.type) }] };
    const inputs = this.rules.prepare?.(request, shape) ?? request.news;
    const failures = checkInputs(this.catalog, request.type, shape.inputs, inputs);
    return { inputs, failures: [...failures, ...(this.rules.failures?.(request, inputs) ?? [])] };
  }

  diff(request: DiffRequest): PropertyChange[] {
    return diffInputs(request, this.rules.diffRule(request.type));
  }

  create(request: CreateRequest): Created {
    const { inputs, preview } = request;
    const made = preview ? { id: "", computed: {} } : this.rules.make(request, plainMap(inputs));
    return { id: made.id, outputs: createdOutputs(this.plan(request, made.computed), inputs, preview) };
  }

  read({ type, name, id, inputs, outputs }: ReadRequest): ReadState {
    if (Object.keys(outputs).length === 0)
      throw new ProviderError(
        `${type} "${name}": the offline stand-in for ${this.name} can't read "${id}"; it knows what is in the stack's state alone`,
      );
    return { id, inputs, outputs };
  }

  update(request: UpdateRequest): ValueMap {
    const { oldInputs, oldOutputs, news, preview } = request;
    return updatedOutputs(this.plan(request), oldInputs, oldOutputs, news, preview);
  }

  delete(): void {
    // There is no account to delete from.
  }

  invoke(token: string): InvokeResult {
    throw new ProviderError(`the offline stand-in for ${this.name} does not know the function ${token}`);
  }

  private plan(subject: Subject, computed: ValueMap = {}): OutputPlan {
    const shape = this.catalog.resource(subject.type);
    if (shape === undefined) throw new ProviderError(this.unknown(subject.type));
    return {
      catalog: this.catalog,
      shape,
      compute: () => computed,
      ...this.rules.outputPlan(subject, shape),
    };
  }

  private unknown(type: string): string {
    const guess = nearest(type, this.catalog.resourcesLike(type));
    const hint = guess === undefined ? "" : `; did you mean ${guess}?`;
    return `${this.name} ${this.version} has no resource type ${type}${hint}`;
  }
}
