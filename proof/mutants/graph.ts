import type { Deployed } from "../../test/support/state";

/** A value of an exported state: JSON, with Pulumi's marks for secrets, files and references. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonMap = { [key: string]: Json };

/** A resource of a graph with all that a program said of it. */
export interface Node extends Deployed {
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly ignoreChanges: readonly string[];
  /** `URN::ID` of its provider; absent for components. */
  readonly provider?: string;
}

/** One deployed stack: what it holds, and how its AWS provider was set. */
export interface StackGraph {
  readonly stack: string;
  readonly region: string;
  /** Configuration of the default AWS provider, as the engine sends it. */
  readonly provider: JsonMap;
  /** In the order of their creation, without the stack itself and providers. */
  readonly nodes: readonly Node[];
}

/** All stacks of a system, in the order in which they come up. */
export type SystemGraph = readonly StackGraph[];

const AWS_PROVIDER = "pulumi:providers:aws";

/**
 * The graph of an exported stack.
 *
 * @param exported what `pulumi stack export` prints
 * @throws Error when it is no export of a stack with a default AWS provider
 */
export function graphOf(exported: unknown): StackGraph {
  const { deployment } = exported as { deployment?: { resources?: Partial<Node>[] } };
  const all = deployment?.resources ?? [];
  const provider = all.find(({ type }) => type === AWS_PROVIDER)?.inputs as JsonMap | undefined;
  const [, stack] = /^urn:pulumi:(.+?)::/.exec(all[0]?.urn ?? "") ?? [];
  if (provider === undefined || stack === undefined)
    throw new Error("this is no export of a stack with a default AWS provider");
  return {
    stack,
    region: String(provider.region),
    provider,
    nodes: all.filter(({ type }) => type?.startsWith("pulumi:") === false).map(nodeOf),
  };
}

function nodeOf(resource: Partial<Node>): Node {
  return {
    ...resource,
    custom: resource.custom ?? false,
    urn: resource.urn as string,
    type: resource.type as string,
    name: (resource.urn as string).split("::").at(-1) as string,
    inputs: resource.inputs ?? {},
    outputs: resource.outputs ?? {},
    dependencies: resource.dependencies ?? [],
    propertyDependencies: resource.propertyDependencies ?? {},
    ignoreChanges: resource.ignoreChanges ?? [],
  };
}

/** Puts another graph in a stack's place. */
export function withStack(system: SystemGraph, changed: StackGraph): SystemGraph {
  return system.map((one) => (one.stack === changed.stack ? changed : one));
}

/** What a resource waits for without reading a value of it: `dependsOn`. */
export function waitsFor(node: Node): string[] {
  const read = new Set(Object.values(node.propertyDependencies).flat());
  return node.dependencies.filter((urn) => !read.has(urn));
}
