import { code, type Example } from "./docs-pages/example";
import { otherNames, otherTools } from "./docs-pages/other-tools";
import { packRuleList } from "./frame/pack-rules";
import { packSettings } from "./frame/pack-settings";
import { areas, defaultLevel, type Rule, type RuleText } from "./frame/rule";
import type { SettingDefinitions } from "./frame/settings";
import { shared } from "./frame/shared-settings";
import { bestPractices, edition } from "./frame/well-architected";
import { notCheckable } from "./not-checkable";
import { rules } from "./rules";

const GENERATED = "Made from the rules by `npm run rules`; do not edit.";

/** The catalogue of the rules, in Markdown. */
export function catalogue(): string {
  const lines = [
    "# Rules",
    "",
    `${rules.length} rules. ${GENERATED}`,
    "",
    `Ids of best practices are those of the AWS Well-Architected Framework, edition ${edition}; requirements are those of PCI DSS 4.0.1.`,
    '"Mends" marks rules that can mend what they find where the setting `remediate` allows it.',
    ...Object.entries(areas).flatMap(([area, title]) => table(title, area)),
    "",
    "## Not checkable",
    "",
    "What people ask of a policy pack and what can't be told before a deployment.",
    "",
    ...notCheckable.map(({ id, reason }) => `- \`${id}\`: ${reason}`),
    "",
    "## Checks of other tools",
    "",
    "What other tools check of the resource types that the pack is for.",
    "",
    ...otherTools(),
    "",
    "## Settings of the pack",
    "",
    "Under `well-architected`. Those of the second list are shared: they count for every rule that has the same setting, unless the rule has its own.",
    "",
    ...settings(Object.fromEntries(Object.entries(packSettings).filter(([name]) => !(name in shared)))),
    "",
    ...settings(shared),
  ];
  return `${lines.join("\n")}\n`;
}

/** One page per rule, by file name. */
export function pages(examples: readonly Example[]): Map<string, string> {
  const all = [...rules, ...packRuleList];
  return new Map(
    all.map((rule) => [
      `${rule.id}.md`,
      page(
        rule,
        examples.find((one) => one.rule === rule.id),
      ),
    ]),
  );
}

function table(title: string, area: string): string[] {
  const members: readonly (Rule | RuleText)[] = [...rules, ...packRuleList].filter(
    (rule) => rule.area === area,
  );
  if (members.length === 0) return [];
  return [
    "",
    `## ${title} (\`${area}\`)`,
    "",
    "| rule | what must be so | severity | level | Well-Architected | PCI DSS | |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...members.map(row),
  ];
}

function row(rule: Rule | RuleText): string {
  const cells = [
    `[${rule.id}](docs/${rule.id}.md)`,
    rule.title,
    rule.severity,
    defaultLevel(rule.severity),
    rule.wellArchitected.join(", ") || "-",
    rule.pci.join(", ") || "-",
    [...(mends(rule) ? ["mends"] : []), ...(rule.waivable === false ? ["no waivers"] : [])].join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}

function page(rule: Rule | RuleText, bad: Example | undefined): string {
  const lines = [
    `# ${rule.id}`,
    "",
    `**${rule.title}.**`,
    "",
    rule.why,
    "",
    `- Severity ${rule.severity}; ${defaultLevel(rule.severity)} unless its level is set, by \`${rule.id}\`, \`${rule.area}\` or \`${rule.severity}\`.`,
    ...("kind" in rule ? [`- ${looks(rule)}`] : []),
    `- ${rule.waivable === false ? "It can't be waived." : "A violation can be waived for a time."}`,
    ...(mends(rule) ? ["- It can mend what it finds: put its id into the setting `remediate`."] : []),
    ...rule.wellArchitected.map(
      (id) => `- Well-Architected ${id}: ${bestPractices[id]} (edition ${edition}).`,
    ),
    ...(rule.pci.length > 0 ? [`- PCI DSS 4.0.1: ${rule.pci.join(", ")}.`] : []),
    ...otherNames(rule.id).map((names) => `- ${names}.`),
    ...("kind" in rule && Object.keys(rule.settings).length > 0
      ? ["", "## Settings", "", ...settings(rule.settings)]
      : []),
    ...(bad ? ["", "## Refused", "", ...fenced("ts", code(bad)), "", `> ${bad.message}`] : []),
    "",
    "## Mended",
    "",
    rule.mend,
    "",
    ...fenced("kind" in rule ? "ts" : "", rule.example.replace(/^\n/, "").trimEnd()),
    "",
    GENERATED,
  ];
  return `${lines.join("\n")}\n`;
}

function looks(rule: Rule): string {
  const names = [...new Set(rule.types)].map((type) => `\`${type}\``);
  const scope =
    rule.kind === "resource"
      ? "Looks at each resource by itself"
      : "Compares resources of the stack and its peers";
  return `${scope}: ${names.join(", ")}.`;
}

function mends(rule: Rule | RuleText): boolean {
  return "remediate" in rule && rule.remediate !== undefined;
}

function fenced(language: string, text: string): string[] {
  return [`\`\`\`${language}`, text, "```"];
}

function settings(definitions: SettingDefinitions): string[] {
  return Object.entries(definitions).map(([name, { schema, default: preset }]) => {
    const value = preset === undefined ? "none" : `\`${JSON.stringify(preset)}\``;
    return `- \`${name}\`: ${schema.description} Default: ${value}.`;
  });
}
