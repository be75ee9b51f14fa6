import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";
import { graphsOf, groupsOf, readStacks } from "../../proof/run-stacks";
import { type Engine, openEngine } from "../support/engine";
import { makeProject, type Project } from "../support/project";
import { byType } from "../support/state";

/** A step of a preview, as `pulumi preview --json` tells it. */
interface Step {
  op: string;
  urn: string;
  diffReasons?: string[];
  newState?: { type: string; inputs?: Record<string, unknown> };
}

/** Moves one of the shipped stacks to another region: its file alone is changed. */
function move(project: Project, stack: string, region: string): void {
  project.change(stack, (settings) => {
    settings.region = region;
    (settings.network as Record<string, unknown>).availabilityZones = ["a", "b", "c"].map(
      (zone) => region + zone,
    );
  });
}

/** Adds a failover region: the secondary's file under another name, with region, range and place changed. */
async function addFailoverRegion(engine: Engine, stack: string, region: string, order: number) {
  const { directory } = engine.project;
  const file = path.join(directory, "Pulumi.prod-secondary.yaml");
  const { config } = yaml.parse(fs.readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  engine.project.write(`Pulumi.${stack}.yaml`, yaml.stringify({ config }));
  move(engine.project, stack, region);
  engine.project.change(stack, (settings) => {
    (settings.network as Record<string, unknown>).cidr = `10.${100 + order}.0.0/16`;
    settings.recovery = { order };
  });
  await engine.home.ensureStack("tandem", stack);
}

describe("the regions of the payment hub", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
  });
  after(() => engine?.close());

  const up = (stack: string) => engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack]);
  const preview = async (stack: string): Promise<Step[]> => {
    const { stdout } = await engine.succeed(["preview", "--json", "--stack", stack]);
    return (JSON.parse(stdout) as { steps: Step[] }).steps.filter(({ op }) => op !== "same");
  };

  it("HUB-11 a third and a fourth region come by their stack files alone", async () => {
    await up("prod-primary");
    await up("prod-secondary");
    await addFailoverRegion(engine, "prod-third", "eu-west-1", 2);
    await addFailoverRegion(engine, "prod-fourth", "ap-southeast-2", 3);

    assert.deepEqual(await preview("prod-secondary"), [], "a failover region knows nothing of the others");

    const steps = await preview("prod-primary");
    for (const { op, urn, newState } of steps) {
      const text = JSON.stringify(newState?.inputs ?? {});
      assert.ok(op === "create" || op === "update", `${op} ${urn}`);
      if (op === "create")
        assert.match(urn + text, /eu-west-1|ap-southeast-2/, `${urn} is not of a new region`);
    }
    const lists: Record<string, string[]> = {
      "aws:secretsmanager/secret:Secret": ["replicas"],
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ["rules"],
      "aws:iam/rolePolicy:RolePolicy": ["policy"],
      "aws:cloudwatch/dashboard:Dashboard": ["dashboardBody"],
      // The regions that home's fence keeps out, and the plans whose checks keep home out.
      "aws:lambda/function:Function": ["environment"],
      // The regions that a document may be asked for.
      "aws:ssm/document:Document": ["content"],
      "aws:route53/healthCheck:HealthCheck": ["childHealthThreshold", "childHealthchecks"],
    };
    const updated = steps.filter(({ op, newState }) => op === "update" && newState?.type.startsWith("aws:"));
    for (const { urn, newState, diffReasons } of updated) {
      assert.deepEqual(diffReasons?.sort(), lists[newState?.type ?? ""], urn);
    }

    await up("prod-primary");
    await up("prod-third");
    await up("prod-fourth");
    const names = [];
    for (const stack of ["prod-primary", "prod-secondary", "prod-third", "prod-fourth"]) {
      for (const { inputs } of byType(await engine.state(stack), "aws:route53/record:Record")) {
        const [routing] = (inputs.failoverRoutingPolicies ?? []) as { type: string }[];
        const name = String(inputs.name).split(".")[0];
        if (routing) names.push(`${name} ${routing.type} ${inputs.setIdentifier}`);
      }
    }
    assert.deepEqual(names.sort(), [
      "api-origin PRIMARY us-east-2",
      "api-origin SECONDARY us-west-2",
      "api-origin-1 PRIMARY us-west-2",
      "api-origin-1 SECONDARY eu-west-1",
      "api-origin-2 PRIMARY eu-west-1",
      "api-origin-2 SECONDARY ap-southeast-2",
      "api-origin-3 PRIMARY ap-southeast-2",
    ]);
  });

  it("surprise 4: refuses another role for a stack that is up, with the runbook to use instead", async () => {
    const swapped = { "prod-primary": "secondary", "prod-secondary": "primary" };
    for (const [stack, role] of Object.entries(swapped)) {
      engine.project.change(stack, (settings) => {
        settings.role = role;
      });
    }
    for (const stack of Object.keys(swapped)) {
      const output = await engine.fail(["preview", "--stack", stack]);
      assert.match(output, /role: "(secondary|primary)" is not allowed, this stack was brought up as/);
      assert.match(output, /docs\/runbooks\/failover\.md/);
    }
  });
});

const pairs = [
  ["eu-west-1", "eu-central-1"],
  ["ap-southeast-1", "ap-southeast-2"],
  ["us-east-1", "us-west-2"],
] as const;
for (const [index, [home, failover]] of pairs.entries()) {
  // Without the engine: that it makes the same of the shipped pair is shown by the tests of `npm run check`.
  // One of the pairs is joined by transit gateways instead.
  const link = index === 0 ? "transit-gateway" : "peering";
  it(`HUB-11 the pair lives in ${home} and ${failover} after a change of its files alone (${link})`, async () => {
    const project = makeProject();
    try {
      move(project, "prod-primary", home);
      move(project, "prod-secondary", failover);
      for (const stack of ["prod-primary", "prod-secondary"]) {
        project.change(stack, (settings) => {
          (settings.network as Record<string, unknown>).link = link;
        });
      }
      const [pair = []] = groupsOf(
        readStacks(project.directory).filter(({ stack }) => /^prod-(primary|secondary)$/.test(stack)),
      );
      const graphs = await graphsOf(pair);
      assert.deepEqual([...graphs.keys()], ["prod-primary", "prod-secondary"]);
      const routes = byType(graphs.get("prod-secondary"), "aws:ec2/route:Route").filter(({ name }) =>
        name.startsWith("link-"),
      );
      assert.equal(routes.length, 12, "six inner route tables at each end");
    } finally {
      project.remove();
    }
  });
}
