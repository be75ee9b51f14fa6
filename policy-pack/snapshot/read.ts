import * as fs from "node:fs";
import * as path from "node:path";
import { unknownCheckingProxy } from "@pulumi/policy";
import type { PackFinding } from "../frame/findings";
import { packRules } from "../frame/pack-rules";
import type { PeerNode, PeerStack } from "../frame/peers";
import { type Props, UNKNOWN } from "../frame/values";
import { FORMAT, isHidden, VERSION } from "./format";

const DAY_MS = 86_400_000;

type Json = Readonly<Record<string, unknown>>;

/** Reads the snapshots of peers. A file that can't be read is a finding; the others count all the same. */
export function readPeers(
  files: readonly string[],
  directory: string,
  now: Date,
): { stacks: PeerStack[]; findings: PackFinding[] } {
  const stacks: PeerStack[] = [];
  const findings: PackFinding[] = [];
  for (const file of files) {
    const read = readPeer(path.resolve(directory, file), now);
    if (typeof read === "string") {
      findings.push({ rule: packRules.peerSnapshotReadable, message: `${file}: ${read}.` });
    } else if (stacks.some(({ stack, project }) => stack === read.stack && project === read.project)) {
      const message = `${file}: another snapshot of ${read.stack} is listed before it; this one is not used.`;
      findings.push({ rule: packRules.peerSnapshotReadable, message });
    } else stacks.push(read);
  }
  return { stacks, findings };
}

/** The peer, or what is wrong with its file. */
function readPeer(file: string, now: Date): PeerStack | string {
  let content: string;
  try {
    content = fs.readFileSync(file, "utf8");
  } catch (error) {
    const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
    return code === "ENOENT" ? `there is no such file` : "the file can't be read";
  }
  try {
    return parsePeer(JSON.parse(content), now);
  } catch {
    // The parser's message would quote the file.
    return "the file is no JSON; it may be cut off";
  }
}

/** The peer in a parsed snapshot, or what is wrong with it. */
export function parsePeer(value: unknown, now: Date): PeerStack | string {
  const snapshot = record(value);
  if (snapshot?.format !== FORMAT) return "it is no snapshot of tandem-policies";
  if (snapshot.version !== VERSION) {
    return `it is a snapshot of version ${String(snapshot.version).slice(0, 10)}; this pack reads version ${VERSION}`;
  }
  const { stack, project, region, time, resources } = snapshot;
  for (const [name, text] of Object.entries({ stack, project, time })) {
    if (typeof text !== "string" || text === "") return `${name} is missing`;
  }
  const writtenAt = new Date(String(time));
  if (Number.isNaN(writtenAt.getTime())) return "time is no date";
  if (!Array.isArray(resources)) return "resources is missing";
  const nodes: PeerNode[] = [];
  for (const [index, one] of resources.entries()) {
    const node = nodeOf(one);
    if (!node) return `resources[${index}] has no urn, type, inputs or outputs`;
    nodes.push(node);
  }
  return {
    stack: String(stack),
    project: String(project),
    ...(typeof region === "string" ? { region } : {}),
    writtenAt,
    ageDays: Math.max(0, Math.floor((now.getTime() - writtenAt.getTime()) / DAY_MS)),
    resources: nodes,
  };
}

function nodeOf(value: unknown): PeerNode | undefined {
  const { urn, type, parent, providerRegion, inputs, outputs, propertyDependencies } = record(value) ?? {};
  if (typeof urn !== "string" || typeof type !== "string") return undefined;
  const [own, added] = [record(shown(inputs)), record(shown(outputs))];
  if (!own || !added) return undefined;
  return {
    urn,
    type,
    name: urn.split("::").slice(3).join("::"),
    inputs: unknownCheckingProxy(own) as Props,
    // As the engine has it for this stack's resources: outputs hold the inputs too.
    props: unknownCheckingProxy({ ...own, ...added }) as Props,
    ...(typeof parent === "string" ? { parent: { urn: parent } } : {}),
    ...(typeof providerRegion === "string" ? { provider: { props: { region: providerRegion } } } : {}),
    propertyDependencies: edges(propertyDependencies),
  };
}

/** What was left out is read as what is not known, which a guard keeps from being read. */
function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  if (isHidden(value)) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shown(item)]));
}

function edges(value: unknown): Record<string, { urn: string }[]> {
  return Object.fromEntries(
    Object.entries(record(value) ?? {}).map(([name, urns]) => [
      name,
      (Array.isArray(urns) ? urns : []).flatMap((urn) => (typeof urn === "string" ? [{ urn }] : [])),
    ]),
  );
}

function record(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
