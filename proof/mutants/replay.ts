import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { awsCatalog } from "../../offline/account/catalog";
import { FactCheck } from "../../offline/facts/check/index";
import { type Account, MemoryAccount } from "../../offline/providers/aws/account/account";
import { AwsProvider } from "../../offline/providers/aws/provider";
import { refusals } from "../../offline/providers/aws/refusals/index";
import { Judge } from "../../offline/providers/aws/refusals/judge";
import { ProviderError } from "../../offline/providers/core/protocol/provider";
import type { Catalog } from "../../offline/providers/core/shape/catalog";
import type { ValueMap } from "../../offline/providers/core/values/value";
import type { Json, JsonMap, Node, StackGraph, SystemGraph } from "./graph";
import { inCreationOrder } from "./order";
import { toJsonMap, toValues } from "./wire";

/** What the stand-in said against a resource. */
export interface Refused {
  readonly urn: string;
  readonly reason: string;
}

/** A system brought up in an account of its own. */
export interface Replayed {
  /** The graph with the outputs that the stand-in gave, and what follows from them in what reads them. */
  readonly system: SystemGraph;
  readonly refused: readonly Refused[];
}

const root = path.resolve(__dirname, "../..");
let shapes: Catalog | undefined;
const catalog = (): Catalog => {
  shapes ??= awsCatalog(root);
  return shapes;
};

let factCheck: FactCheck | undefined;

/**
 * Brings a system up in the stand-in, without the engine: checks and creates every resource of its stacks, after all that
 * it depends on. Where the outputs of a resource are not those of the graph, what read them reads the new ones.
 */
export function replay(system: SystemGraph): Replayed {
  const account = new MemoryAccount();
  const refused: Refused[] = [];
  const stacks = system.map((stack) => replayStack(stack, account, refused));
  return { system: stacks, refused };
}

function replayStack(stack: StackGraph, account: Account, refused: Refused[]): StackGraph {
  const provider = providerFor(stack, account);
  const renamed = new Renamed();
  const made = new Map<string, Node>();
  for (const node of inCreationOrder(stack.nodes)) {
    const inputs = renamed.in(node);
    if (!node.type.startsWith("aws:")) {
      made.set(node.urn, inputs === node.inputs ? node : { ...node, inputs });
      continue;
    }
    try {
      const created = create(provider, node, inputs, refused);
      renamed.note(node, { ...created.outputs, id: created.id });
      made.set(node.urn, asBefore(node, created) ? node : { ...node, ...created });
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      refused.push({ urn: node.urn, reason: error.message });
      made.set(node.urn, { ...node, inputs });
    }
  }
  const nodes = stack.nodes.map((node) => made.get(node.urn) as Node);
  return nodes.every((node, index) => node === stack.nodes[index]) ? stack : { ...stack, nodes };
}

/** Inputs that the stand-in has checked and found good; they stand for themselves while nothing in them changes. */
const good = new WeakSet<object>();

function create(provider: AwsProvider, node: Node, inputs: JsonMap, refused: Refused[]) {
  const { urn, type, name } = node;
  const request = { urn, type, name };
  const news: ValueMap = toValues(inputs);
  if (good.has(inputs)) {
    const { id, outputs } = provider.create({ ...request, inputs: news, preview: false });
    return { id, inputs, outputs: toJsonMap(outputs) };
  }
  delete news.tagsAll;
  const checked = provider.check({ ...request, olds: undefined, news, autonaming: undefined });
  for (const { property, reason } of checked.failures)
    refused.push({ urn, reason: `${property}: ${reason}` });
  const { id, outputs } = provider.create({ ...request, inputs: checked.inputs, preview: false });
  const kept = toJsonMap(checked.inputs);
  if (checked.failures.length === 0) good.add(kept);
  return { id, inputs: kept, outputs: toJsonMap(outputs) };
}

/** Whether a resource came out as the graph has it; then its node stays the same object, which others may know. */
function asBefore(node: Node, { id, inputs, outputs }: Pick<Node, "id" | "inputs" | "outputs">): boolean {
  return node.id === id && node.inputs === inputs && isDeepStrictEqual(node.outputs, outputs);
}

function providerFor(stack: StackGraph, account: Account): AwsProvider {
  factCheck ??= new FactCheck({ TANDEM_OFFLINE_FACTS: "refuse" });
  const provider = new AwsProvider({
    version: String(stack.provider.version ?? ""),
    catalog: catalog(),
    account,
    accountLasts: false,
    judge: new Judge(account, refusals, undefined),
    facts: factCheck,
    environment: {},
  });
  provider.configure(toValues(stack.provider), () => undefined);
  return provider;
}

/** Texts that a resource's outputs have now instead of those of the graph: ids, ARNs, addresses. */
class Renamed {
  private readonly texts = new Map<string, Map<string, string>>();

  note(node: Node, outputs: JsonMap): void {
    const changed = new Map<string, string>();
    compare(node.outputs as JsonMap, outputs, changed);
    if (node.id !== undefined && outputs.id !== node.id) changed.set(node.id, String(outputs.id));
    if (changed.size > 0) this.texts.set(node.urn, changed);
  }

  /** The inputs of a resource with what it reads of others as that is now. */
  in(node: Node): JsonMap {
    const inputs = node.inputs as JsonMap;
    if (this.texts.size === 0) return inputs;
    const entries = Object.entries(inputs).map(([key, value]): [string, Json] => {
      const changed = (node.propertyDependencies[key] ?? []).flatMap((urn) => [
        ...(this.texts.get(urn) ?? []),
      ]);
      // The longest first: an ARN holds the name that may have changed as well.
      changed.sort(([one], [other]) => other.length - one.length);
      return [key, changed.length === 0 ? value : replaced(value, changed)];
    });
    return Object.fromEntries(entries);
  }
}

/** Shorter texts, such as `1` or `true`, stand for themselves and are no name of anything. */
const SHORTEST_NAME = 6;

function compare(old: Json | undefined, now: Json | undefined, changed: Map<string, string>): void {
  if (typeof old === "string" && typeof now === "string") {
    if (old !== now && old.length >= SHORTEST_NAME && now !== "") changed.set(old, now);
  } else if (Array.isArray(old) && Array.isArray(now)) {
    for (const [index, item] of old.entries()) compare(item, now[index], changed);
  } else if (isMap(old) && isMap(now)) {
    for (const [key, item] of Object.entries(old)) compare(item, now[key], changed);
  }
}

function replaced(value: Json, changed: readonly [string, string][]): Json {
  if (typeof value === "string")
    return changed.reduce((text, [old, now]) => text.split(old).join(now), value);
  if (Array.isArray(value)) return value.map((item) => replaced(item, changed));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, changed)]));
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
