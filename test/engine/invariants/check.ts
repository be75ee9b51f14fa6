import { byType, type Deployed } from "../../support/state";
import type { Values } from "../../support/values";

/** What holds for every system: a sentence, and what speaks against it, one text each. */
export type Check = readonly [title: string, complaints: (resources: readonly Deployed[]) => string[]];

/** The region in which AWS has a resource; undefined for what is in all. */
export function regionOf({ inputs, outputs }: Deployed): string | undefined {
  const region = inputs.region ?? outputs.region;
  return typeof region === "string" ? region : undefined;
}

export const stackOf = ({ urn }: Deployed): string => urn.split("::")[0] ?? urn;

export const typed = (resources: readonly Deployed[], type: string): Deployed[] =>
  byType(resources, `aws:${type}`);

/** Resources by what others call them: id and ARN. */
export function byReference(resources: readonly Deployed[]): Map<unknown, Deployed> {
  return new Map(
    resources.flatMap((one): [unknown, Deployed][] => [
      [one.id, one],
      [one.outputs.arn, one],
    ]),
  );
}

/** Resources by URN. */
export const byUrn = (resources: readonly Deployed[]): Map<string, Deployed> =>
  new Map(resources.map((one) => [one.urn, one]));

/** All that is made before a resource. */
export function madeBefore(urn: string, known: ReadonlyMap<string, Deployed>): Set<string> {
  const found = new Set<string>();
  const open = [urn];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const other of known.get(at)?.dependencies ?? []) {
      if (found.has(other)) continue;
      found.add(other);
      open.push(other);
    }
  }
  return found;
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: string | string[];
  readonly Resource?: string | string[];
  readonly Condition?: Readonly<Record<string, Values>>;
}

/** The statements of a document in JSON; none of anything else. */
export function statementsOf(policy: unknown): Statement[] {
  if (typeof policy !== "string" || !policy.startsWith("{")) return [];
  return [(JSON.parse(policy) as { Statement?: Statement | Statement[] }).Statement ?? []].flat();
}
