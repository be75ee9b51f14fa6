import { type Finding, findingsOf } from "./findings";
import type { GraphResource } from "./graph/graph";
import type { Engine } from "./judge/engine";
import type { Mappings } from "./translate/mapping";
import { translate } from "./translate/translate";

/** What the deep check found in a graph. */
export interface Report {
  findings: Finding[];
  /** AWS resources of the graph. */
  resources: number;
  /** Of these, the ones that were judged: their types, or what they are parts of, have a mapping. */
  judged: number;
  milliseconds: number;
}

/** Judges a whole graph: one template per region, all with one engine. */
export function checkGraph(graph: readonly GraphResource[], engine: Engine, mappings: Mappings): Report {
  const started = Date.now();
  const findings: Finding[] = [];
  const judged = new Set<string>();
  for (const translation of translate(graph, mappings)) {
    if (translation.drafts.size === 0) continue;
    for (const { owner, places } of translation.drafts.values()) {
      judged.add(owner.urn);
      for (const { resource } of places.values()) judged.add(resource.urn);
    }
    const verdicts = engine.judge(translation.template, translation.region ?? "us-east-1");
    findings.push(...findingsOf(verdicts, translation, mappings));
  }
  return {
    findings: findings.sort(byPlace),
    resources: graph.length,
    judged: judged.size,
    milliseconds: Date.now() - started,
  };
}

function byPlace(one: Finding, other: Finding): number {
  return one.urn.localeCompare(other.urn) || one.property.localeCompare(other.property);
}
