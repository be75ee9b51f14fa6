import type { Condition, Statement } from "../../policy-pack/rules/policy-documents";
import type { Deployed } from "../../test/support/state";
import type { ActionFacts } from "./action-facts";
import { knownArns } from "./arns";
import type { AccessDocument, Collected } from "./documents";
import { mostFrequent, resourcesOfSystem, type SystemGraph, textOf } from "./graph";
import { ArnNames } from "./names";

/** A role or group, and what is to be said of it. */
interface Section {
  readonly stack: string;
  readonly name: string;
  readonly lines: readonly string[];
}

/** The page of a system: each role, who may take it and when, and what it may do on what. Markdown. */
export function accessPage(graph: SystemGraph, collected: Collected, facts: ActionFacts): string {
  const writer = new Writer(new ArnNames(knownArns(graph)), collected, facts, homeRegions(graph));
  const subjects = resourcesOfSystem(graph).filter(({ resource }) =>
    /^aws:iam\/(role|group):/.test(resource.type),
  );
  const sections = subjects.map(({ stack, resource }) => writer.section(stack, resource));
  const merged = merge(sections);
  return [
    `# Who may do what: ${graph.system}`,
    "",
    `<!-- Written by npm run access -- --docs from the resources of the stacks ${Object.keys(graph.stacks).join(", ")}. -->`,
    "",
    "One section for each role and group, by the name that the program gives it. Resources are named likewise; `<region>`",
    "is the stack's own region. Names in `code` under *AWS's own* are managed policies of AWS.",
    "",
    ...merged.flatMap(({ name, stacks, lines }) => [
      `## ${name}`,
      "",
      `In ${stacks.join(", ")}.`,
      "",
      ...lines,
      "",
    ]),
  ]
    .join("\n")
    .replace(/\n+$/, "\n");
}

/** Sections of the same name that say the same become one. */
function merge(sections: readonly Section[]): { name: string; stacks: string[]; lines: readonly string[] }[] {
  const merged = new Map<string, { name: string; stacks: string[]; lines: readonly string[] }>();
  for (const { stack, name, lines } of sections) {
    const key = [name, ...lines].join("\n");
    const same = merged.get(key);
    if (same) same.stacks.push(stack);
    else merged.set(key, { name, stacks: [stack], lines });
  }
  return [...merged.values()].sort((one, other) =>
    one.name < other.name ? -1 : one.name > other.name ? 1 : 0,
  );
}

/** The region that most resources of a stack are in, by stack. */
function homeRegions({ stacks }: SystemGraph): Map<string, string> {
  return new Map(
    Object.entries(stacks).map(([stack, resources]) => [
      stack,
      mostFrequent(resources.flatMap((resource) => textOf(resource, "region") ?? [])),
    ]),
  );
}

class Writer {
  constructor(
    private readonly names: ArnNames,
    private readonly collected: Collected,
    private readonly facts: ActionFacts,
    private readonly regions: ReadonlyMap<string, string>,
  ) {}

  section(stack: string, subject: Deployed): Section {
    const arn = textOf(subject, "arn") ?? "";
    const about = this.collected.documents.filter((document) => document.about === arn);
    const of = (kind: AccessDocument["kind"]) =>
      about.filter((document) => document.kind === kind).flatMap(({ statements }) => statements);
    const managed = this.collected.managed
      .filter((policy) => policy.about === arn)
      .map(({ policyArn }) => `\`${policyArn.split("/").at(-1)}\``)
      .sort();
    const lines = [
      ...of("trust").flatMap((statement) => [`Taken by ${this.trust(statement)}.`, ""]),
      ...(managed.length > 0 ? [`AWS's own: ${managed.join(", ")}.`, ""] : []),
      ...this.table(of("identity")),
    ];
    const region = this.regions.get(stack) ?? "";
    return { stack, name: subject.name, lines: lines.map((line) => line.replaceAll(region, "<region>")) };
  }

  private trust(statement: Statement): string {
    const who = statement.principals
      .map(({ id }) => `\`${id.endsWith(":root") ? "this account" : id}\``)
      .join(" or ");
    const when = this.conditions(statement.conditions);
    return `${statement.allows ? who : `everybody but ${who}`}${when && `, when ${when}`}`;
  }

  private table(statements: readonly Statement[]): string[] {
    if (statements.length === 0) return ["It has no permissions of its own."];
    const rows = statements.map((statement) => {
      const actions = statement.has("NotAction")
        ? `everything but ${this.actions(statement.excludedActions)}`
        : this.actions(statement.actions);
      const on = statement.resources.map((resource) => this.names.of(resource)).map(code);
      const cells = [
        `${statement.allows ? "" : "**not** "}${actions}`,
        on.join("<br>"),
        this.conditions(statement.conditions),
      ];
      return `| ${cells.join(" | ")} |`;
    });
    return ["| may | on | when |", "|---|---|---|", ...rows];
  }

  private actions(patterns: readonly string[]): string {
    return patterns
      .map((pattern) => (/[*?]/.test(pattern) ? pattern : (this.facts.matching(pattern)[0]?.name ?? pattern)))
      .map(code)
      .join("<br>");
  }

  private conditions(conditions: readonly Condition[]): string {
    return conditions
      .map(({ operator, key, values }) => {
        const meant = values.map((value) =>
          code(/^\d{12}$/.test(value) ? "this account" : this.names.of(value)),
        );
        return `${code(this.facts.conditionKey(key) ?? key)} ${inWords(operator)} ${meant.join(" or ")}`;
      })
      .join(" and ");
  }
}

function inWords(operator: string): string {
  const [, quantifier = "", name = operator] = /^(ForAllValues:|ForAnyValue:)?(.*)$/.exec(operator) ?? [];
  const verbs: Record<string, string> = {
    StringEquals: "is",
    StringLike: "is like",
    StringNotEquals: "is not",
    ArnEquals: "is",
    ArnLike: "is like",
    Bool: "is",
    BoolIfExists: "is, if known,",
    NumericLessThan: "is less than",
  };
  const several = quantifier === "ForAnyValue:" ? "has one that " : quantifier === "" ? "" : "has only what ";
  return `${several}${verbs[name] ?? name}`;
}

/** A code span of a table's cell. */
function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}
