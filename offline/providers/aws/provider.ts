import type { FactCheck } from "../../facts/check/index";
import { autoname, nameProperty } from "../core/check/autoname";
import { checkInputs } from "../core/check/check-inputs";
import { nearest } from "../core/check/nearest";
import { diffInputs } from "../core/diff/diff-inputs";
import { createdOutputs, type OutputPlan, updatedOutputs } from "../core/lifecycle/outputs";
import { stableHex } from "../core/lifecycle/stable";
import {
  type CheckRequest,
  type CheckResult,
  type Created,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  type Failure,
  type InvokeResult,
  type Log,
  type PropertyChange,
  type Provider,
  ProviderError,
  type ReadRequest,
  type ReadState,
  type Subject,
  type UpdateRequest,
} from "../core/protocol/provider";
import type { Catalog } from "../core/shape/catalog";
import type { ResourceShape } from "../core/shape/types";
import { text } from "../core/values/read";
import { plainMap, UNKNOWN, type Value, type ValueMap } from "../core/values/value";
import type { Account, Stored } from "./account/account";
import { keepDrift } from "./account/drift";
import { restoreSecretsIn } from "./account/encode";
import { forget } from "./account/forget";
import { reach } from "./account/lost-regions";
import { comparedInputs, readBack } from "./account/read-back";
import { claimNames, releaseNames, renameHolder } from "./account/unique-names";
import { Birth } from "./birth";
import { withDefaults } from "./defaults";
import { callFunction } from "./functions/call";
import { namingRule } from "./naming";
import { computedOutputs, generalText, newId } from "./outputs/index";
import type { Judge } from "./refusals/judge";
import { diffRule } from "./replaces";
import { readSettings, type Settings } from "./settings";

export interface AwsOptions {
  version: string;
  catalog: Catalog;
  account: Account;
  /** False when the account lives in this process only, so that what is missing there says nothing. */
  accountLasts: boolean;
  judge: Judge;
  /** What AWS takes as values; without it only the shape of inputs and the refusals are checked. */
  facts?: FactCheck;
  environment: NodeJS.ProcessEnv;
}

/** The stand-in for the AWS provider. */
export class AwsProvider implements Provider {
  readonly name = "aws";
  readonly version: string;
  private settings: Settings;
  private log: Log = () => undefined;
  /** URNs that the state of the running stack knows. */
  private readonly known = new Set<string>();
  /** URNs of what a killed run left in the account. */
  private readonly leftBehind = new Set<string>();

  constructor(private readonly options: AwsOptions) {
    this.version = options.version;
    // The default provider may be asked before it is configured, in a preview; then only the account is known.
    const unconfigured = { region: options.environment.AWS_REGION ?? "us-east-1" };
    this.settings = readSettings(unconfigured, options.environment);
  }

  configure(config: ValueMap, log: Log): void {
    this.settings = readSettings(config, this.options.environment);
    this.options.judge.warnThrough(log);
    this.options.facts?.warnThrough(log);
    this.log = log;
  }

  check(request: CheckRequest): CheckResult {
    const shape = this.options.catalog.resource(request.type);
    if (shape === undefined) return { inputs: request.news, failures: [this.unknownType(request.type)] };
    this.overlookLeftBehind(request);
    const random = () => stableHex(7, request.urn, String(this.nextGeneration(request)), "name");
    const named = autoname(request, shape.inputs, namingRule(request.type), random);
    const failures = checkInputs(this.options.catalog, request.type, shape.inputs, named);
    const inputs = withDefaults(this.settings, shape, request, named);
    const region = this.regionOf(shape, inputs);
    const judged = { ...request, region, inputs, phase: "check" as const };
    const refused = this.options.judge.atCheck({ ...judged, settings: this.settings });
    const isNew = request.olds === undefined;
    const wrong = this.options.facts?.atCheck({ ...request, region, isNew, inputs: request.news }) ?? [];
    return { inputs, failures: [...failures, ...refused, ...unsaid(wrong, [...failures, ...refused])] };
  }

  diff(request: DiffRequest): PropertyChange[] {
    const shape = this.options.catalog.resource(request.type);
    const name = shape === undefined ? undefined : nameProperty(shape.inputs);
    const oldInputs = comparedInputs(request.type, request.oldInputs, request.oldOutputs);
    return diffInputs({ ...request, oldInputs }, diffRule(request.type, name));
  }

  create(request: CreateRequest): Created {
    const shape = this.shapeOf(request);
    const { inputs } = request;
    if (request.preview) {
      const birth = this.birth(request, shape, inputs, 0);
      return { id: "", outputs: withId(UNKNOWN, createdOutputs(this.plan(shape, birth, ""), inputs, true)) };
    }
    const region = this.regionOf(shape, inputs);
    reach(this.options.account, request.type, describe(request), region);
    this.options.judge.before({ ...request, region, inputs, phase: "create", settings: this.settings });
    const generation = this.nextGeneration(request);
    const birth = this.birth(request, shape, inputs, generation);
    const id = newId(birth, nameProperty(shape.inputs));
    const holder = { type: request.type, urn: request.urn, id };
    claimNames(this.options.account, this.options.judge, { ...request, region, inputs }, holder);
    const outputs = withId(id, createdOutputs(this.plan(shape, birth, id), inputs, false));
    const { type, urn } = request;
    if (this.leftBehind.delete(urn)) this.log("warning", takenOver(request), urn);
    const stored = { type, urn, id, region: region ?? "", generation, createdAt: now(), inputs, outputs };
    this.options.account.put(stored);
    return { id, outputs };
  }

  read(request: ReadRequest): ReadState | undefined {
    const { id, type, inputs, outputs } = request;
    // A refresh sends the inputs of the state; an import and `Type.get(...)` have none.
    const isLookup = Object.keys(inputs).length === 0;
    const region = text(outputs, "region") ?? text(inputs, "region");
    reach(this.options.account, type, describe(request), this.placeOf(type, region));
    const stored =
      this.options.account.find(type, id, region) ??
      (isLookup ? this.options.account.find(type, id) : undefined);
    if (stored !== undefined) {
      const actual = readBack(stored, this.options.account);
      return {
        id,
        inputs: restoreSecretsIn(actual.inputs, inputs),
        outputs: restoreSecretsIn(actual.outputs, outputs),
      };
    }
    if (isLookup) throw new ProviderError(this.notThere(request, region));
    return this.options.accountLasts ? undefined : { id, inputs, outputs };
  }

  update(request: UpdateRequest): ValueMap {
    const shape = this.shapeOf(request);
    const { type, id, news, oldInputs, oldOutputs, preview } = request;
    const region = text(oldOutputs, "region") ?? this.regionOf(shape, oldInputs);
    const stored = this.options.account.find(type, id, region);
    const birth = this.birth(
      { ...request, urn: stored?.urn ?? request.urn },
      shape,
      news,
      stored?.generation ?? 0,
    );
    const plan = this.plan(shape, birth, id);
    const outputs = withId(id, updatedOutputs(plan, oldInputs, oldOutputs, news, preview));
    if (preview) return outputs;

    if (stored === undefined && this.options.accountLasts)
      throw new ProviderError(
        `${describe(request)} with id "${id}" is not in the offline account; run a refresh first`,
      );
    reach(this.options.account, type, describe(request), region);
    this.options.judge.before({ ...request, region, inputs: news, phase: "update", settings: this.settings });
    const holder = { type, urn: request.urn, id };
    renameHolder(
      this.options.account,
      this.options.judge,
      { ...request, region, inputs: news },
      oldInputs,
      holder,
    );
    if (stored === undefined) return outputs;
    const kept = {
      inputs: keepDrift(restoreSecretsIn(stored.inputs, oldInputs), oldInputs, news),
      outputs: keepDrift(restoreSecretsIn(stored.outputs, oldOutputs), oldOutputs, outputs),
    };
    this.options.account.put({ ...stored, ...kept });
    return kept.outputs;
  }

  delete(request: DeleteRequest): void {
    const { type, id, outputs, oldInputs } = request;
    const region = text(outputs, "region") ?? text(oldInputs, "region");
    reach(this.options.account, type, describe(request), this.placeOf(type, region));
    const stored = this.options.account.find(type, id, region);
    if (stored === undefined) return;
    const inputs = restoreSecretsIn(stored.inputs, oldInputs);
    const subject = { ...request, region: stored.region, inputs, settings: this.settings };
    this.options.judge.before({ ...subject, outputs: stored.outputs, phase: "delete" });
    forget(this.options.account, stored);
    releaseNames(
      this.options.account,
      { ...request, region: stored.region, inputs },
      { type, urn: stored.urn, id },
    );
  }

  invoke(token: string, args: ValueMap): InvokeResult {
    return callFunction(token, args, {
      settings: this.settings,
      account: this.options.account,
      catalog: this.options.catalog,
    });
  }

  /**
   * A new resource of a URN that the account holds already, and the state of the stack does not know: a run was killed
   * between its creation and the note of it.
   */
  private overlookLeftBehind({ type, urn, olds }: CheckRequest): void {
    if (olds !== undefined) this.known.add(urn);
    if (this.known.has(urn) || this.options.account.ofUrn(type, urn).length === 0) return;
    this.options.account.overlook(type, urn);
    this.leftBehind.add(urn);
  }

  private shapeOf({ type }: Subject): ResourceShape {
    const shape = this.options.catalog.resource(type);
    if (shape === undefined) throw new ProviderError(this.unknownType(type).reason);
    return shape;
  }

  private unknownType(type: string) {
    const guess = nearest(type, this.options.catalog.resourcesLike(type));
    const hint = guess === undefined ? "" : `; did you mean ${guess}?`;
    return { property: "", reason: `@pulumi/aws ${this.version} has no resource type ${type}${hint}` };
  }

  /** 0 for a new resource; the next number while an older one of the same URN still lives (a replacement). */
  private nextGeneration({ type, urn }: Subject): number {
    const living = this.options.account.ofUrn(type, urn);
    return living.reduce((next: number, one: Stored) => Math.max(next, one.generation + 1), 0);
  }

  /** Region a resource lives in; "" for global services, undefined while it is not known. */
  private regionOf(shape: ResourceShape, inputs: ValueMap): string | undefined {
    if (shape.inputs.region === undefined) return "";
    return inputs.region === undefined ? this.settings.region : text(inputs, "region");
  }

  /** Region that a call about an existing resource goes to. */
  private placeOf(type: string, region: string | undefined): string | undefined {
    const isGlobal = this.options.catalog.resource(type)?.inputs.region === undefined;
    return isGlobal ? "" : (region ?? this.settings.region);
  }

  private birth(subject: Subject, shape: ResourceShape, inputs: ValueMap, generation: number): Birth {
    const { urn, type, name } = subject;
    const region = this.regionOf(shape, inputs);
    return new Birth({
      ...{ urn, type, name, generation },
      region: region || (this.settings.region ?? "us-east-1"),
      isGlobal: region === "",
      accountId: this.settings.accountId,
      account: this.options.account,
      inputs: plainMap(inputs),
    });
  }

  private plan(shape: ResourceShape, birth: Birth, id: string): OutputPlan {
    const name = nameProperty(shape.inputs);
    return {
      catalog: this.options.catalog,
      shape,
      compute: (inputs) => computedOutputs(new Birth({ ...birth.facts, inputs }), id, name),
      textFor: (path) => generalText(birth, path),
      isWriteOnly: (property) => property.endsWith("Wo"),
    };
  }

  private notThere(request: ReadRequest, region: string | undefined): string {
    const place = region === undefined || region === "" ? "" : ` in ${region}`;
    return `${describe(request)}: the offline account has nothing with id "${request.id}"${place}; only what was created offline can be read or imported`;
  }
}

/** Failures about other inputs than those that already failed: one reason is enough. */
function unsaid(failures: readonly Failure[], said: readonly Failure[]): Failure[] {
  const properties = new Set(said.map(({ property }) => property));
  return failures.filter(({ property }) => !properties.has(property));
}

/** The real provider repeats a resource's id among its outputs, and policies read it there. */
const withId = (id: Value, outputs: ValueMap): ValueMap => ({ ...outputs, id });

const describe = ({ type, name }: Subject): string => `${type} "${name}"`;

let lastTime = 0;

/** Milliseconds, never the same twice in a process: the account orders resources by it. */
function now(): number {
  lastTime = Math.max(Date.now(), lastTime + 0.001);
  return lastTime;
}

function takenOver(subject: Subject): string {
  return `${describe(subject)}: the account has one that the state of this stack does not know, left behind by a run that was killed. Offline it is taken over; in AWS, import it or delete it before the next up`;
}
