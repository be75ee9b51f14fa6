import * as fs from "node:fs";
import * as path from "node:path";
import {
  type PolicyResource,
  type PolicyResourceOptions,
  type ResourceValidationArgs,
  type StackValidationArgs,
  unknownCheckingProxy,
} from "@pulumi/policy";
import { Configuration, type PolicyEntry } from "../../policy-pack/frame/configuration";
import { runningPolicies } from "../../policy-pack/frame/pack";
import type { PeerStack } from "../../policy-pack/frame/peers";
import { Results } from "../../policy-pack/frame/results";
import { defaultLevel } from "../../policy-pack/frame/rule";
import { Waivers } from "../../policy-pack/frame/waivers";
import { rules } from "../../policy-pack/rules";
import { parsePeer } from "../../policy-pack/snapshot/read";
import { snapshotOf } from "../../policy-pack/snapshot/write";
import type { JsonMap, Node, StackGraph, SystemGraph } from "./graph";
import { clearOf } from "./wire";

/** What the policy pack said against a resource. */
export interface Violation {
  readonly rule: string;
  readonly urn: string;
  readonly level: string;
  readonly message: string;
}

const root = path.resolve(__dirname, "../..");
const DRIVER = "well-architected";

/** A configuration file of the pack, read as Pulumi's command does: one entry per policy. */
export function readConfiguration(file: string): Configuration {
  const given = JSON.parse(fs.readFileSync(path.join(root, file), "utf8")) as Record<string, JsonMap>;
  const entries = Object.entries(given).map(([policy, settings]): [string, PolicyEntry] => {
    const rule = rules.find(({ id }) => id === policy);
    return [policy, { level: rule ? defaultLevel(rule.severity) : "mandatory", settings }];
  });
  return new Configuration(new Map(entries));
}

/** Snapshots of stacks; the same graph has the same. */
const knownPeers = new WeakMap<StackGraph, PeerStack>();

/**
 * All that the pack says against a system: each stack is judged beside snapshots of the others.
 *
 * @param sound a graph about whose nodes the rules for one resource have said all they have to say
 */
export async function violationsOf(
  system: SystemGraph,
  configuration: Configuration,
  sound: SystemGraph = [],
): Promise<Violation[]> {
  const unchanged = new Set(sound.flatMap(({ nodes }) => nodes));
  const peers = new Map(system.map((stack) => [stack.stack, knownPeers.get(stack) ?? peerOf(stack)]));
  const found: Violation[] = [];
  for (const stack of system) {
    const others = system.flatMap((other) => (other === stack ? [] : (peers.get(other.stack) ?? [])));
    found.push(...(await judge(stack, others, configuration, unchanged)));
  }
  return found;
}

async function judge(
  stack: StackGraph,
  peers: readonly PeerStack[],
  configuration: Configuration,
  unchanged: ReadonlySet<Node>,
): Promise<Violation[]> {
  const results = new Results("proof", "0.0.0");
  const surroundings = { configuration, peers, waivers: new Waivers(), findings: [] };
  const session = {
    surroundings: () => surroundings,
    results,
    inputs: new Map(stack.nodes.map(({ urn, inputs }) => [urn, guarded(inputs)])),
    changed: () => undefined,
  };
  const ignored = () => undefined;
  const resources = stack.nodes.map((node) => policyResource(node, stack));
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  for (const [index, node] of stack.nodes.entries()) link(resources[index] as PolicyResource, node, byUrn);
  for (const policy of runningPolicies(rules, session)) {
    if ("validateResource" in policy && typeof policy.validateResource === "function") {
      for (const [index, node] of stack.nodes.entries()) {
        if (unchanged.has(node)) continue;
        const { opts, provider } = resources[index] as PolicyResource;
        await policy.validateResource(resourceArgs(node, opts, provider), ignored);
      }
    }
    if ("validateStack" in policy) {
      const args: StackValidationArgs = { resources, ...calls };
      await policy.validateStack(args, ignored);
    }
  }
  return results
    .list()
    .flatMap(({ rule, urn, status, level, message }) =>
      status === "violation" ? [{ rule, urn, level, message }] : [],
    );
}

const calls = {
  stackTags: new Map<string, string>(),
  getConfig: <T extends object>() => ({}) as T,
  notApplicable: (reason?: string): never => {
    throw new Error(reason);
  },
};

function resourceArgs(
  node: Node,
  opts: PolicyResourceOptions,
  provider: PolicyResource["provider"],
): ResourceValidationArgs {
  const { type, name, urn } = node;
  const props = guarded(node.inputs);
  return {
    ...{ type, name, urn, props, opts, ...classChecks },
    ...(provider ? { provider } : {}),
    ...calls,
  };
}

function policyResource(node: Node, stack: StackGraph): PolicyResource {
  const { type, name, urn } = node;
  return {
    ...{ type, name, urn, ...classChecks },
    props: guarded(node.outputs),
    opts: {
      protect: node.protect ?? false,
      ignoreChanges: [...node.ignoreChanges],
      aliases: [],
      additionalSecretOutputs: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      ...(node.parent === undefined ? {} : { parent: node.parent }),
    },
    ...(type.startsWith("aws:")
      ? {
          provider: {
            type: "pulumi:providers:aws",
            name: "aws",
            urn: node.provider ?? "",
            props: stack.provider,
          },
        }
      : {}),
    dependencies: [],
    propertyDependencies: {},
  };
}

/** Classes of the SDK are what users' own policies ask for; the rules of this pack go by type tokens. */
const classChecks = { isType: () => false, asType: () => undefined };

function link(resource: PolicyResource, node: Node, byUrn: ReadonlyMap<string, PolicyResource>): void {
  const present = (urns: readonly string[]) => urns.flatMap((urn) => byUrn.get(urn) ?? []);
  const parent = node.parent === undefined ? undefined : byUrn.get(node.parent);
  if (parent) resource.parent = parent;
  resource.dependencies = present(node.dependencies);
  for (const [property, urns] of Object.entries(node.propertyDependencies)) {
    // The engine names only the properties that refer to something.
    if (urns.length > 0) resource.propertyDependencies[property] = present(urns);
  }
}

/** Properties as policies get them; nodes that no mistake concerns are the same objects in every graph. */
const known = new WeakMap<object, Record<string, unknown>>();

function guarded(values: Record<string, unknown>): Record<string, unknown> {
  const before = known.get(values);
  if (before !== undefined) return before;
  const props = unknownCheckingProxy(clearOf(values as JsonMap)) as Record<string, unknown>;
  known.set(values, props);
  return props;
}

/** The stack as others see it: its snapshot, written and read again. */
function peerOf(graph: StackGraph): PeerStack {
  const { stack, provider, nodes } = graph;
  const urn = `urn:pulumi:${stack}::tandem::pulumi:pulumi:Stack::tandem-${stack}`;
  const [own] = nodes.flatMap(({ provider: name }) => (name?.includes("pulumi:providers:aws") ? [name] : []));
  const [id, ...rest] = (own ?? "").split("::").reverse();
  const resources = [
    { urn, type: "pulumi:pulumi:Stack" },
    { urn: rest.reverse().join("::"), id, type: "pulumi:providers:aws", inputs: provider },
    ...nodes,
  ];
  const peer = parsePeer(snapshotOf({ deployment: { resources } }, DRIVER), new Date());
  if (typeof peer === "string") throw new Error(`the snapshot of ${stack} can't be read: ${peer}`);
  knownPeers.set(graph, peer);
  return peer;
}
