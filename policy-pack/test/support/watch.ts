import type { ResourceGraph } from "../../frame/graph";
import type { Subject } from "../../frame/subject";
import { rawOf } from "../../frame/values";

/** What a message may say although it is also a value: regions, versions, the fixed words of AWS's own lists, and names of AWS's own parameters. */
const fixed = [
  /^[a-z]{2,}(-[a-z]+)+-\d[a-z]?$/,
  /^v?\d+(\.\d+)*$/,
  /^[A-Z][A-Z0-9_]+$/,
  /^(TLSv1(\.\d)?|allow-all|https-only|http1\.1|ingress|egress|backup|rate)$/,
  /^(public-read(-write)?|authenticated-read|unblocked|open-access|enable|host|http|preferred|redirect|SSE-KMS)$/,
  // Parameters of databases.
  /^(rds\.force_ssl|require_secure_transport|neptune_enforce_ssl|audit_logs)$/,
  /^(api|audit|authenticator|controllerManager|scheduler|warm-standby|tier-\d|enhanced|standard)$/,
];

/** The texts among the properties of resources that a message prints. Numbers and names in the program are no secrets. */
export function printed(message: string, resources: readonly Subject[]): string[] {
  const names = new Set(resources.map(({ name }) => name));
  const values = new Set(resources.flatMap(({ props }) => textsIn(rawOf(props))));
  return [...values].filter(
    (value) =>
      value.length >= 4 &&
      !names.has(value) &&
      !fixed.some((form) => form.test(value)) &&
      new RegExp(`(?<![\\w-])${escaped(value)}(?![\\w-])`, "u").test(message),
  );
}

/** A graph that tells which types it is asked for. */
export function readTypes(graph: ResourceGraph, note: (type: string) => void): ResourceGraph {
  const told: ResourceGraph = Object.create(graph);
  told.ofType = (tokens) => {
    for (const token of tokens) note(token);
    return graph.ofType(tokens);
  };
  return told;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
