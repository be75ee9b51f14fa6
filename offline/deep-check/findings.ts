import type { GraphResource } from "./graph/graph";
import type { Verdict } from "./judge/engine";
import { isTold, placeOf } from "./policy";
import type { Mappings, TypeMapping } from "./translate/mapping";
import type { Draft } from "./translate/template";
import { segmentsOf } from "./translate/template";
import type { Translation } from "./translate/translate";

/** A mistake that AWS would refuse, in Pulumi's words. */
export interface Finding {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly region: string | undefined;
  /** Pulumi's path of the input, `ingress[0].fromPort`; empty when the resource as a whole is meant. */
  readonly property: string;
  /** The value as the program set it; undefined when it is secret, not known, absent or long. */
  readonly value: string | undefined;
  /** What is wrong, mostly in AWS's words. */
  readonly message: string;
  /** How to mend it. */
  readonly fix: string | undefined;
  /** Documentation page. */
  readonly url: string | undefined;
  readonly rule: string;
}

/** What of an engine's verdicts on a template is to be told, each once. */
export function findingsOf(
  verdicts: readonly Verdict[],
  translation: Translation,
  mappings: Mappings,
): Finding[] {
  const findings = new Map<string, Finding>();
  for (const verdict of verdicts) {
    const draft = verdict.logicalId === undefined ? undefined : translation.drafts.get(verdict.logicalId);
    if (draft === undefined || !isTold(verdict, draft, translation.drafts)) continue;
    const finding = findingOf(verdict, draft, translation, mappings);
    // The same mistake is found by the schema, by cfn-lint and by a rule at times: the one that tells more stays.
    const key = `${finding.urn} ${finding.property}`;
    const known = findings.get(key);
    if (known === undefined || (known.fix === undefined && finding.fix !== undefined))
      findings.set(key, finding);
  }
  return [...findings.values()];
}

function findingOf(
  verdict: Verdict,
  draft: Draft,
  { drafts, region }: Translation,
  mappings: Mappings,
): Finding {
  const { resource, path } = place(verdict, draft, mappings);
  const words = new Words(drafts, draft, mappings);
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    region,
    property: path,
    value: shown(resource, path),
    message: words.say(verdict.message),
    fix: verdict.fix === undefined || verdict.fix === "" ? undefined : words.say(verdict.fix),
    url: verdict.url?.startsWith("https://docs.aws.amazon.com/") ? verdict.url : undefined,
    rule: verdict.rule,
  };
}

/** The input that a verdict speaks of: where its value came from, or what the mapping calls it when there is none. */
function place(
  verdict: Verdict,
  draft: Draft,
  mappings: Mappings,
): { resource: GraphResource; path: string } {
  const cfn = placeOf(verdict);
  const written = draft.places.get(cfn);
  if (written !== undefined) return written;
  const inside = [...draft.places].filter(
    ([known]) => known.startsWith(`${cfn}.`) || known.startsWith(`${cfn}[`),
  );
  const owner = inside[0]?.[1].resource ?? draft.owner;
  const mapping = mappings.of(owner.type);
  if (cfn === "") return { resource: owner, path: "" };
  // Several values below a place that is no input of its own: what their paths have in common.
  if (inside.length > 0 && cfn !== "") {
    const shared = commonPath(inside.map(([, source]) => source.path));
    if (shared !== "") return { resource: owner, path: shared };
  }
  const above = nearestAbove(draft, cfn);
  return { resource: above?.resource ?? owner, path: mapping === undefined ? cfn : inPulumi(mapping, cfn) };
}

/** `DefaultActions[0].Order` -> `defaultActions[0].order` */
function inPulumi(mapping: TypeMapping, cfn: string): string {
  const indexes = [...cfn.matchAll(/\[(\d+)\]|\.(\d+)(?=\.|$)/g)].map(
    ([, bracketed, dotted]) => bracketed ?? dotted,
  );
  const path = mapping.toPulumi(cfn.replace(/\[\d+\]|\.\d+(?=\.|$)/g, ".*"));
  return path.replace(/\.\*/g, () => {
    const index = indexes.shift();
    return index === undefined ? "" : `[${index}]`;
  });
}

function nearestAbove(draft: Draft, cfn: string): { resource: GraphResource } | undefined {
  const top = String(segmentsOf(cfn)[0]);
  return [...draft.places].find(([known]) => segmentsOf(known)[0] === top)?.[1];
}

function commonPath(paths: readonly string[]): string {
  const [first = "", ...rest] = paths;
  const segments = first.split(/(?=[.[])/);
  while (segments.length > 0 && !rest.every((path) => `${path}.`.startsWith(segments.join(""))))
    segments.pop();
  return segments.join("");
}

/** A value short enough to show. Secrets never came this far: they are unknown values in a graph. */
function shown({ inputs }: GraphResource, path: string): string | undefined {
  let value: unknown = inputs;
  for (const segment of segmentsOf(path)) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[segment];
  }
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  const text = JSON.stringify(value);
  return text.length > 120 ? undefined : text;
}

/** Turns CloudFormation's names in a sentence into Pulumi's. */
class Words {
  constructor(
    private readonly drafts: ReadonlyMap<string, Draft>,
    private readonly draft: Draft,
    private readonly mappings: Mappings,
  ) {}

  say(sentence: string): string {
    const mapping = this.mappings.of(this.draft.owner.type);
    return sentence
      .replace(/\bR[A-Z0-9]\w*/g, (word) => {
        const known = this.drafts.get(word);
        return known === undefined ? word : `"${known.owner.name}"`;
      })
      .replace(/\bProperties\.([A-Za-z0-9.[\]]+)/g, (_all, path: string) =>
        mapping === undefined ? path : inPulumi(mapping, path),
      )
      .replace(/\b[A-Z][a-z]+(?:[A-Z]+[a-z0-9]*)+\b/g, (word) => this.property(word) ?? word);
  }

  /** Pulumi's name of a property that stands in the resource by this name. */
  private property(word: string): string | undefined {
    for (const [place, { path }] of this.draft.places) {
      if (
        place
          .replace(/\[\d+\]$/, "")
          .split(".")
          .at(-1) === word
      )
        return path
          .replace(/\[\d+\]$/, "")
          .split(".")
          .at(-1);
    }
    return undefined;
  }
}
