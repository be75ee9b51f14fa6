import assert from "node:assert/strict";
import { chooseMutants } from "../../proof/mutants/choose";
import type { Node, StackGraph, SystemGraph } from "../../proof/mutants/graph";
import { deployedGraph, graphsBeside } from "../../proof/mutants/graphs";
import { judge, soundSystem } from "../../proof/mutants/judge";
import { mutantsOf, operators } from "../../proof/mutants/operators";
import { inCreationOrder } from "../../proof/mutants/order";
import { replay } from "../../proof/mutants/replay";
import { figuresOf, survivorsOf } from "../../proof/mutants/report";
import { plantIn } from "../../proof/mutants/run";
import { equivalents } from "../../proof/mutants/survivors";
import { systems } from "../../proof/mutants/systems";
import { changed, INSIDE, pathText, placesIn } from "../../proof/mutants/tree";

const webApp = systems.find(({ name }) => name === "web-app") as (typeof systems)[number];

function node(name: string, more: Partial<Node> = {}): Node {
  return {
    ...{ urn: `urn:pulumi:one::test::aws:sns/topic:Topic::${name}`, type: "aws:sns/topic:Topic", name },
    ...{
      custom: true,
      inputs: {},
      outputs: {},
      dependencies: [],
      propertyDependencies: {},
      ignoreChanges: [],
    },
    ...more,
  };
}

describe("a planted mistake", () => {
  it("changes one value, also one inside a policy document, and nothing else", () => {
    const policy = JSON.stringify({ Statement: [{ Action: ["a:b"], Condition: { x: 1 } }], Version: "1" });
    const inputs = { policy, name: "n" };
    const now = changed(inputs, ["policy", INSIDE, "Statement", 0, "Condition"], undefined) as typeof inputs;
    assert.deepEqual(JSON.parse(now.policy), { Statement: [{ Action: ["a:b"] }], Version: "1" });
    assert.equal(now.name, "n");
    assert.equal(inputs.policy, policy, "the sound one stays as it is");
    assert.deepEqual(changed({ list: [1, 2, 3] }, ["list", 1], undefined), { list: [1, 3] });
  });

  it("is told by the place where it is", () => {
    const places = [...placesIn({ rules: [{ on: true }], policy: '{"Statement":[]}' })];
    assert.deepEqual(
      places.map(({ path }) => pathText(path)),
      ["rules", "rules[0]", "rules[0].on", "policy", "policy", "policy.Statement"],
    );
  });

  it("shows where a wait is missing: what has the least to wait for is made first", () => {
    const [late, first] = [node("late"), node("first")];
    const waiting = { ...late, dependencies: [first.urn] };
    const names = (nodes: readonly Node[]) => inCreationOrder(nodes).map(({ name }) => name);
    assert.deepEqual(names([waiting, first]), ["first", "late"]);
    assert.deepEqual(names([late, first]), ["late", "first"]);
  });
});

/** Mistakes in what no other region has, or that look right in themselves, and who has to see them. */
const hardToSee: readonly (readonly [operator: string, name: string, path: RegExp, by: RegExp])[] = [
  ["drop-statement", "delivery-permissions", /Statement\[3\]$/, /^must$/],
  ["drop-condition", "delivery-permissions", /Statement\[6\]/, /^must$/],
  ["drop-statement", "media-files-replication-permissions", /Statement\[0\]$/, /^must$/],
  ["drop-statement", "people-developers-group-permissions", /Statement\[2\]$/, /^groups of people differ/],
  [
    "drop-dependency",
    "media-files-replication",
    /dependsOn/,
    /waits for the role's rights|both keep versions/,
  ],
  ["drop-resource", "media-alarms-copy-failed-us-east-1", /^$/, /^metrics that belong together/],
  ["drop-resource", "images-web-lifecycle", /^$/, /^what belongs together/],
  ["drop-block", "media-files-replication", /replicaModifications$/, /^a bucket's copies are whole/],
  ["lower-count", "edge-alarms-media-server-errors", /^evaluationPeriods$/, /^an alarm/],
  ["lower-count", "web-scaling", /^minCapacity$/, /same settings|what scales starts/],
  ["swap-reference", "delivery-review-project", /groupName$/, /refers to its own|^every build is a step/],
  ["swap-region", "web-execution-role", /SourceArn/, /same settings|does so in its region/],
  ["swap-region", "media-logs-bucket-versioning", /^region$/, /region/],
  ["widen-resource", "query-log-policy", /Resource$/, /^a policy of a region's logs/],
  ["weaken", "media-files-replication", /deleteMarkerReplication/, /copies/],
];

describe("mistakes planted in the web application", () => {
  let graph: SystemGraph;
  let beside: SystemGraph;
  before(async function () {
    this.timeout(120_000);
    graph = await deployedGraph(webApp);
    beside = await graphsBeside(webApp);
  });

  it("come of every kind, of most kinds dozens", () => {
    for (const operator of operators) {
      const all = mutantsOf(operator, graph);
      assert.ok(all.length > 0, operator.name);
      for (const mutant of all.slice(0, 3)) assert.notDeepEqual(mutant.plant(), graph);
    }
  });

  it("are the same for the same seed, others for another, and of each kind", function () {
    this.timeout(20_000);
    const told = (seed: number) =>
      chooseMutants(graph, 50, seed).map(({ operator, urn, path, change }) => [operator, urn, path, change]);
    assert.deepEqual(told(1), told(1));
    assert.notDeepEqual(told(1), told(2));
    const kinds = new Map<string, number>();
    for (const [kind = ""] of told(1)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    assert.equal(kinds.size, operators.length);
  });

  it("a region in another's place goes on into what reads the resource", () => {
    const [home] = graph as [StackGraph];
    const topic = home.nodes.find(
      ({ type, inputs }) => type === "aws:sns/topic:Topic" && inputs.region === home.region,
    );
    const [mutant] = mutantsOf(
      operators.find(({ name }) => name === "swap-region") as (typeof operators)[number],
      graph,
    ).filter(({ urn, path }) => urn === topic?.urn && path === "region");
    const { system } = replay((mutant as NonNullable<typeof mutant>).plant());
    const now = system[0]?.nodes.find(({ urn }) => urn === topic?.urn)?.outputs.arn;
    assert.notEqual(now, topic?.outputs.arn);
    const text = JSON.stringify(system[0]?.nodes.filter(({ type }) => /metricAlarm/.test(type)));
    assert.ok(text.includes(String(now)));
  });

  it("are caught or explained, and the sound system is accused of nothing", async function () {
    this.timeout(180_000);
    const result = await plantIn(webApp, { graph, beside }, 40, 7);
    assert.deepEqual(
      survivorsOf(result.verdicts).map(({ mutant: { operator, urn, path } }) => `${operator} ${urn} ${path}`),
      [],
    );
    assert.deepEqual(
      result.sound.alarms.filter(({ isAdvice }) => !isAdvice),
      [],
    );
    assert.equal(figuresOf([result], "graphs")[0]?.value, "40");
  });

  it("are caught by what asks for each of them, and not by chance", async function () {
    this.timeout(120_000);
    const sound = await soundSystem(webApp, graph, beside);
    for (const [operator, name, path, by] of hardToSee) {
      const found = mutantsOf(
        operators.find((one) => one.name === operator) as (typeof operators)[number],
        sound.graph,
      );
      const mutant = found.find((one) => one.urn.endsWith(`::${name}`) && path.test(one.path));
      assert.ok(mutant, `${operator} ${name} ${path}`);
      const caught = await judge(sound, mutant);
      assert.match(caught?.by ?? "nobody", by, `${operator} ${name} ${mutant.path}: ${caught?.message}`);
    }
  });

  it("that mean nothing are explained", () => {
    for (const [, , , reason] of equivalents) assert.ok(reason.length > 15, reason);
  });
});
