import type { Policies } from "@pulumi/policy";
import * as server from "@pulumi/policy/server";
import type { AnalyzeRequest, AnalyzeResponse, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { Configuration, type PolicyEntry } from "./frame/configuration";
import { runningPolicies } from "./frame/pack";
import { ALL } from "./frame/pack-settings";
import type { PeerStack } from "./frame/peers";
import { Results, type ResultsDocument } from "./frame/results";
import { defaultLevel, type Level, levels } from "./frame/rule";
import type { Session } from "./frame/run";
import { surroundingsOf } from "./frame/surroundings";
import { version } from "./package.json";
import { rules } from "./rules";
import { parsePeer } from "./snapshot/read";
import { snapshotOf } from "./snapshot/write";

const PACK = "tandem-well-architected";

/** What is in a file for `--policy-pack-config`: by policy, a level, or settings with a level. */
export type PolicyConfigFile = Readonly<Record<string, unknown>>;

/**
 * Judges one stack by the whole pack in this process, as Pulumi's policy server does with what the engine sends it.
 *
 * @param config content of the file for `--policy-pack-config`
 * @param directory folder that relative paths in it start from
 * @param peers stacks in other regions, beside those that the file names
 * @param resources one request per resource, in the order of registration
 * @param stack all resources with their outputs
 */
export async function judgeInProcess(
  config: PolicyConfigFile,
  directory: string,
  peers: readonly PeerStack[],
  resources: readonly AnalyzeRequest[],
  stack: AnalyzeStackRequest,
): Promise<ResultsDocument> {
  const results = new Results(PACK, version);
  const read = surroundingsOf(new Configuration(entriesOf(config)), rules, { directory });
  const surroundings = { ...read, peers: [...read.peers, ...peers] };
  const session: Session = {
    surroundings: () => surroundings,
    results,
    inputs: new Map(),
    changed: () => undefined,
  };
  const policies = runningPolicies(rules, session);
  const analyze = handler<AnalyzeRequest>("makeAnalyzeRpcFun", policies);
  const analyzeStack = handler<AnalyzeStackRequest>("makeAnalyzeStackRpcFun", policies);
  for (const request of resources) await call(analyze, request);
  await call(analyzeStack, stack);
  return results.document();
}

/**
 * What the rules for other stacks may know of a stack.
 *
 * @param exported as `pulumi stack export` gives it
 */
export function peerOf(exported: unknown): PeerStack {
  const peer = parsePeer(snapshotOf(exported, version), new Date());
  if (typeof peer === "string") throw new Error(peer);
  return peer;
}

type Handler<Request> = (
  call: { request: Request },
  reply: (error: Error | null | undefined, response?: AnalyzeResponse) => void,
) => void;

/** What Pulumi's policy server answers calls with; its declarations leave it out, since the engine is its only caller. */
function handler<Request>(name: string, policies: Policies): Handler<Request> {
  const make = Reflect.get(server, name) as (...args: unknown[]) => Handler<Request>;
  return make(PACK, version, "advisory", policies);
}

function call<Request>(handler: Handler<Request>, request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    handler({ request }, (error) => (error ? reject(error) : resolve()));
  });
}

/** The entries that the engine makes of the file: a level for all goes to each policy that has none of its own. */
function entriesOf(config: PolicyConfigFile): Map<string, PolicyEntry> {
  const all = levelOf(config[ALL]);
  const entries = new Map<string, PolicyEntry>();
  if (all !== undefined) for (const { id } of rules) entries.set(id, { level: all, settings: {} });
  for (const [name, entry] of Object.entries(config)) {
    if (name === ALL) continue;
    const { enforcementLevel, ...settings } =
      typeof entry === "object" && entry !== null
        ? (entry as Record<string, unknown>)
        : { enforcementLevel: entry };
    const rule = rules.find(({ id }) => id === name);
    const preset = rule === undefined ? "mandatory" : defaultLevel(rule.severity);
    entries.set(name, {
      level: levelOf(enforcementLevel) ?? all ?? preset,
      settings,
      remediate: enforcementLevel === "remediate",
    });
  }
  return entries;
}

function levelOf(given: unknown): Level | undefined {
  return given === "remediate" ? "mandatory" : levels.find((level) => level === given);
}
