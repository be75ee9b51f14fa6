import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";
import { graphsOf, groupsOf, readStacks } from "../../proof/run-stacks";
import { makeProject, type Project } from "../support/project";
import { shapeOf } from "../support/shape";

/**
 * Makes `dev` comparable: a failover region, as production has one, and the names that others gave to it, the domain,
 * the addresses of people and their roles, which stand in the names of resources.
 */
function makeComparable(project: Project): void {
  const failover = configOf(project, "prod-secondary");
  const network = { ...failover["tandem:network"], cidr: "10.40.0.0/16" };
  const given = { ...failover, "tandem:environment": "dev", "tandem:network": network };
  project.write("Pulumi.dev-secondary.yaml", yaml.stringify({ config: given }));
  const production = configOf(project, "prod-primary");
  const { administrators } = production["tandem:cluster"] as { administrators?: string[] };
  project.change("dev", (settings) => {
    settings.dns = production["tandem:dns"];
    settings.watch = { ...(settings.watch as object), ...production["tandem:watch"] };
    settings.cluster = { ...(settings.cluster as object), administrators };
  });
}

function configOf({ directory }: Project, stack: string): Record<string, object> {
  const file = path.join(directory, `Pulumi.${stack}.yaml`);
  return (yaml.parse(fs.readFileSync(file, "utf8")) as { config: Record<string, object> }).config;
}

describe("the environments of a system", () => {
  let project: Project;
  before(() => {
    project = makeProject();
  });
  after(() => project?.remove());

  /** The shape of a stack that is up; its group is brought up in this process. */
  async function shapeOfStack(stack: string): Promise<Record<string, string[]>> {
    const [group = []] = groupsOf(readStacks(project.directory)).filter((all) =>
      all.some((one) => one.stack === stack),
    );
    return shapeOf((await graphsOf(group)).get(stack) ?? []);
  }

  it("are the same payment hub: each component holds the same resources, and only their sizes differ", async () => {
    makeComparable(project);
    const [production, dev] = [await shapeOfStack("prod-primary"), await shapeOfStack("dev")];
    assert.ok(Object.keys(production).length > 40, `${Object.keys(production).length} components`);
    assert.deepEqual(dev, production);
  });

  it("WEB-9 are the same web application in dev, test and production", async () => {
    const production = configOf(project, "web-app-prod-primary");
    for (const stack of ["web-app-dev", "web-app-test"]) {
      // The domain and the addresses of people stand in the names of resources.
      project.change(stack, (settings) => {
        settings.dns = production["tandem:dns"];
        settings.watch = { ...(settings.watch as object), ...production["tandem:watch"] };
      });
    }
    const shape = await shapeOfStack("web-app-prod-primary");
    assert.ok(Object.keys(shape).length > 40, `${Object.keys(shape).length} components`);
    // What only production has: the people who approve a release, and the settings that an account's registry has once.
    const ofProduction = [
      "aws:cloudwatch/eventRule:EventRule delivery-approval-rule",
      "aws:cloudwatch/eventTarget:EventTarget delivery-approval-target",
      "aws:ecr/replicationConfiguration:ReplicationConfiguration images-replication",
    ];
    const shared = Object.fromEntries(
      Object.entries(shape).map(([place, held]) => [
        place,
        held.filter((one) => !ofProduction.includes(one)),
      ]),
    );
    const all = Object.values(shape).flat();
    assert.ok(ofProduction.every((one) => all.includes(one)));
    for (const stack of ["web-app-dev", "web-app-test"])
      assert.deepEqual(await shapeOfStack(stack), shared, stack);
  });
});
