import { allowed, type SchemaNode } from "../stacks/settings/describe";
import { jsonSchema } from "../stacks/settings/parse";
import type { SystemName } from "../stacks/settings/schemas";

interface DescribedNode extends SchemaNode {
  default?: unknown;
  required?: string[];
  properties?: Record<string, DescribedNode>;
}

/** The reference page of a system's settings, as Markdown. */
export function settingsReference(system: SystemName): string {
  const rows = rowsOf(jsonSchema(system) as DescribedNode, "tandem:");
  return [
    `# Settings of ${system}`,
    "",
    "Generated from the schema by `npm run docs`; do not edit.",
    "",
    "| key | takes | default | what it does |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function rowsOf(node: DescribedNode, prefix: string): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const required = node.required?.includes(key) ?? false;
    const preset =
      child.default !== undefined ? `\`${JSON.stringify(child.default)}\`` : required ? "(required)" : "none";
    const row = `| \`${prefix}${key}\` | ${cell(allowed(child))} | ${child.properties ? "" : preset} | ${cell(child.description ?? "")} |`;
    return [row, ...rowsOf(child, `${prefix}${key}.`)];
  });
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
