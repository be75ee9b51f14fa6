import type { RulesModule } from "./packages";

/** A rule file in memory, as the engine takes it. */
export interface RuleSource {
  name: string;
  content: string;
}

/** Every rule has this head; a merged module has it once. */
const HEAD = "package cdk_preflight\n\nimport rego.v1\n";

/** Where a template tells the rules which region it is for (see template.ts). */
export const REGION_MAPPING = "TandemDeployment";

/**
 * Rules for some CloudFormation types, one module per service: the engine's time to compile goes with the number of
 * modules.
 *
 * About 90 rules compare an ARN with the region of the deployment, `data.cdk_preflight.deploy_region`. Read from the
 * template it makes one engine serve all regions; as a constant it would cost a new engine for each.
 *
 * @param types leave out rules of other types; all rules when undefined
 */
export function ruleSources(
  { BUNDLED_LIBS, BUNDLED_RULES }: RulesModule,
  types?: ReadonlySet<string>,
): RuleSource[] {
  const services = new Map<string, string[]>();
  for (const { service, resourceTypes, rego } of BUNDLED_RULES) {
    const concerned = resourceTypes.some((type) => type === "*" || types === undefined || types.has(type));
    if (!concerned) continue;
    const bodies = services.get(service) ?? [];
    if (bodies.length === 0) services.set(service, bodies);
    bodies.push(rego.replace(/^(?:package|import)\s.*\n/gm, ""));
  }
  return [
    ...BUNDLED_LIBS.map(({ name, rego }) => ({ name, content: rego })),
    ...[...services].map(([service, bodies]) => ({
      name: `rules/${service}`,
      content: HEAD + bodies.join("\n"),
    })),
    { name: "region", content: `${HEAD}\ndeploy_region := input.mappings.${REGION_MAPPING}.Region.Name\n` },
  ];
}
