import { areas, defaultLevel, type Rule } from "./frame/rule";
import { rules } from "./rules";

/** The catalogue of the rules, in Markdown. */
export function catalogue(): string {
  const head = [
    "# Rules",
    "",
    `${rules.length} rules. Made from the rules by \`npm run rules\`; do not edit.`,
    "",
    "| rule | severity | level | Well-Architected | PCI DSS 4.0.1 |",
    "| --- | --- | --- | --- | --- |",
    ...rules.map(row),
  ];
  const sections = Object.entries(areas).flatMap(([area, title]) => [
    "",
    `## ${title} (\`${area}\`)`,
    ...rules.filter((rule) => rule.area === area).flatMap(section),
  ]);
  return `${[...head, ...sections].join("\n")}\n`;
}

function row(rule: Rule): string {
  const cells = [
    `[${rule.id}](#${rule.id})`,
    rule.severity,
    defaultLevel(rule.severity),
    rule.wellArchitected.join(", "),
    rule.pci.join(", ") || "-",
  ];
  return `| ${cells.join(" | ")} |`;
}

function section(rule: Rule): string[] {
  return [
    "",
    `### ${rule.id}`,
    `**${rule.title}.**`,
    "",
    rule.why,
    "",
    `${rule.kind === "resource" ? "Looks at each" : "Compares all"} ${rule.types.map((type) => `\`${type}\``).join(", ")}.`,
    ...settings(rule),
    "",
    `Mend: ${rule.mend}`,
    "```ts",
    rule.example.trim(),
    "```",
  ];
}

function settings(rule: Rule): string[] {
  const entries = Object.entries(rule.settings);
  if (entries.length === 0) return [];
  const lines = entries.map(
    ([name, { schema }]) =>
      `- \`${name}\`: ${schema.description} Default: \`${JSON.stringify(schema.default)}\`.`,
  );
  return ["", "Settings:", ...lines];
}
