import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";
import { type Engine, openEngine } from "../support/engine";

interface Step {
  newState?: { type: string; urn: string; parent?: string };
}

/**
 * The shape of a stack: for each component, by its place below the others, the resources that it holds itself, each by type
 * and name. Sizes are left out of the names: which of several instances it is, and which of a list of regions. So three
 * instances are as one, but an instance that is missing, or a component that is made in production alone, is seen.
 */
function shape(steps: readonly Step[]): Record<string, string[]> {
  const resources = steps.flatMap(({ newState }) => newState ?? []);
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const placeOf = (urn: string | undefined): string => {
    const resource = urn === undefined ? undefined : byUrn.get(urn);
    return resource === undefined ? "" : `${placeOf(resource.parent)}/${named(resource)}`;
  };
  const found: Record<string, Set<string>> = {};
  for (const resource of resources) {
    const place = placeOf(resource.parent);
    found[place] = (found[place] ?? new Set()).add(named(resource));
  }
  return Object.fromEntries(Object.entries(found).map(([place, held]) => [place, [...held].sort()]));
}

function named({ type, urn }: { type: string; urn: string }): string {
  const name = urn.split("::").at(-1) ?? "";
  const sizeless = name.replace(/\b[a-z]{2}-[a-z]+-\d[a-z]?\b/g, "<region>").replace(/\b\d+\b/g, "<n>");
  return type === "pulumi:pulumi:Stack" ? type : `${type} ${sizeless}`;
}

/**
 * Makes `dev` comparable: a failover region, as production has one, and the names that others gave to it, the domain,
 * the addresses of people and their roles, which stand in the names of resources.
 */
function makeComparable({ project }: Engine): void {
  const config = (stack: string) => {
    const file = path.join(project.directory, `Pulumi.${stack}.yaml`);
    return (yaml.parse(fs.readFileSync(file, "utf8")) as { config: Record<string, object> }).config;
  };
  const failover = config("prod-secondary");
  const network = { ...failover["tandem:network"], cidr: "10.40.0.0/16" };
  const given = { ...failover, "tandem:environment": "dev", "tandem:network": network };
  project.write("Pulumi.dev-secondary.yaml", yaml.stringify({ config: given }));
  const production = config("prod-primary");
  const { administrators } = production["tandem:cluster"] as { administrators?: string[] };
  project.change("dev", (settings) => {
    settings.dns = production["tandem:dns"];
    settings.watch = { ...(settings.watch as object), ...production["tandem:watch"] };
    settings.cluster = { ...(settings.cluster as object), administrators };
  });
}

describe("dev and production", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
    makeComparable(engine);
  });
  after(() => engine?.close());

  async function shapeOf(stack: string): Promise<Record<string, string[]>> {
    const { stdout } = await engine.succeed(["preview", "--json", "--stack", stack]);
    return shape((JSON.parse(stdout) as { steps: Step[] }).steps);
  }

  it("are the same system: each component holds the same resources, and only their sizes differ", async () => {
    const [production, dev] = [await shapeOf("prod-primary"), await shapeOf("dev")];
    assert.ok(Object.keys(production).length > 40, `${Object.keys(production).length} components`);
    assert.deepEqual(dev, production);
  });
});
