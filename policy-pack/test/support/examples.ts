import type { Example } from "../../docs-pages/example";
import type { Rule } from "../../frame/rule";
import type { Subject } from "../../frame/subject";
import { rawOf } from "../../frame/values";

/** Of each rule the shortest resource that its tests saw it refuse: the bad example of the rule's page. */
export class Examples {
  private readonly shortest = new Map<string, Example>();

  note(rule: Rule, { type, name, props }: Subject, message: string): void {
    const example: Example = { rule: rule.id, type, name, props: rawOf(props), message };
    const earlier = this.shortest.get(rule.id);
    if (!earlier || weight(example) < weight(earlier)) this.shortest.set(rule.id, example);
  }

  /** One per line as JSON, in the order of the rules' ids. */
  lines(): string {
    const all = [...this.shortest.values()].sort((one, other) => (one.rule < other.rule ? -1 : 1));
    return all.map((example) => `${JSON.stringify(example)}\n`).join("");
  }
}

/** An example without a single property says little, so it counts as long. */
function weight({ props, message }: Example): string {
  const text = JSON.stringify(props);
  const length = text === "{}" ? 200 : text.length;
  return `${String(length).padStart(8, "0")} ${text} ${message}`;
}
