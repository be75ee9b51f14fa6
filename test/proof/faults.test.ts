import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseFaults } from "../../offline/providers/faults/parse";
import { figuresOf, lineOf } from "../../proof/faults/figures";
import { pointOf, startOf } from "../../proof/faults/interrupt";
import { type Kind, kinds, targetOf } from "../../proof/faults/kinds";
import { readOptions } from "../../proof/faults/options";
import { differences, pictureOf } from "../../proof/faults/outcome";
import { type Plan, plansOf } from "../../proof/faults/plan";
import { descendants, parseProcesses, targets } from "../../proof/faults/processes";
import type { Run } from "../../proof/faults/run";
import { chosenStacks, type Stack, stacksOf } from "../../proof/faults/stacks";
import type { Start, Untouched } from "../../proof/faults/untouched";

const root = path.resolve(__dirname, "../..");
const all = stacksOf(root);
const stacks = chosenStacks(all);
const every = Object.keys(kinds) as Kind[];

/** How often each value of a list occurs. */
function counts(values: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const value of values) found[value] = (found[value] ?? 0) + 1;
  return found;
}

describe("plans of interrupted deployments", () => {
  const plans = plansOf({ seed: "one", runs: 130, stacks });

  it("take a primary and what stands on it from each of the five systems", () => {
    assert.deepEqual(counts(stacks.map(({ system }) => system)), {
      "payment-hub": 2,
      "request-response": 2,
      "secure-cart": 2,
      storefront: 2,
      "web-app": 2,
    });
    for (const { name, after } of stacks.filter((stack) => stack.after !== undefined)) {
      assert.ok(
        stacks.some((stack) => stack.name === after && stack.after === undefined),
        name,
      );
    }
  });

  it("spread evenly over systems, stacks and kinds, and every kind meets every system", () => {
    for (const each of [
      counts(plans.map(({ stack }) => stack.system)),
      counts(plans.map(({ stack }) => stack.name)),
      counts(plans.map(({ kind }) => kind)),
    ]) {
      const numbers = Object.values(each);
      assert.ok(Math.max(...numbers) - Math.min(...numbers) <= 1, JSON.stringify(each));
    }
    const pairs = new Set(plans.map(({ stack, kind }) => `${stack.system} ${kind}`));
    assert.equal(pairs.size, 5 * every.length);
  });

  it("are the same for the same seed, and others for another one", () => {
    const points = (seed: string) =>
      plansOf({ seed, runs: 20, stacks }).map(({ point, way }) => [point, way]);
    assert.deepEqual(points("one"), points("one"));
    assert.notDeepEqual(points("one"), points("two"));
  });

  it("reach every part of the way, by the clock and by the account, and both ways on", () => {
    const tenths = new Set(plans.map(({ point }) => Math.floor(point * 10)));
    assert.equal(tenths.size, 10);
    assert.deepEqual(Object.keys(counts(plans.map(({ byClock }) => String(byClock)))).sort(), [
      "false",
      "true",
    ]);
    assert.deepEqual(Object.keys(counts(plans.map(({ way }) => way))).sort(), ["refresh, then up", "up"]);
  });
});

describe("points of interruption", () => {
  const urn = (name: string) => `urn:pulumi:dev::tandem::tandem:index:Site$aws:s3/bucket:Bucket::${name}`;
  const resource = (name: string) => ({
    urn: urn(name),
    type: "aws:s3/bucket:Bucket",
    id: name,
    created: "",
  });
  const start = (part: number, ...names: string[]): Start => ({
    ...{ part, folder: undefined },
    urns: new Set(names.map(urn)),
  });
  const untouched: Untouched = {
    picture: { resources: new Map(), account: new Map() },
    resources: ["a", "b", "c", "d"].map(resource),
    ...{ size: 40, milliseconds: 10_000, folder: "" },
    starts: [start(0), start(0.5, "a", "b")],
  };
  const planned = (kind: Kind, changes: Partial<Plan> = {}): Plan => ({
    ...{
      number: 0,
      stack: stacks[0] as Stack,
      kind,
      point: 0.75,
      byClock: false,
      way: "up",
      previewed: true,
    },
    chance: () => 0,
    ...changes,
  });

  it("begin at the nearest part that was kept", () => {
    assert.equal(startOf(planned("engine"), untouched).part, 0.5);
    assert.equal(startOf(planned("engine", { point: 0.4 }), untouched).part, 0);
  });

  it("count resources from there on, or milliseconds, and come nearer when the stack was up first", () => {
    const at = (changes: Partial<Plan>, attempt?: number) =>
      pointOf(planned("engine", changes), untouched, start(0.5), attempt).kill;
    assert.equal(at({})?.resources, 10);
    assert.equal(at({}, 1)?.resources, 5);
    assert.equal(at({ byClock: true })?.milliseconds, 2700);
  });

  it("kill each process of the kind once one of them has ended nothing", () => {
    const first = pointOf(planned("provider"), untouched, start(0.5));
    assert.deepEqual([first.kill?.isEach, first.says.startsWith("provider killed")], [false, true]);
    const second = pointOf(planned("provider"), untouched, start(0.5), 1);
    assert.deepEqual([second.kill?.isEach, second.says.startsWith("each provider killed")], [true, true]);
  });

  for (const kind of every.filter((one) => targetOf(one) === undefined)) {
    it(`${kind} is a rule that the providers know, about something that is still to be made`, () => {
      const from = start(0.5, "a", "b");
      for (const chance of [0, 0.3, 0.6, 0.999]) {
        const { faults } = pointOf(planned(kind, { chance: () => chance }), untouched, from);
        const [rule] = parseFaults(faults);
        assert.ok(rule, faults);
        if (rule.nth !== undefined) assert.ok(rule.nth >= 1 && rule.nth <= 2, faults);
        else if (kind !== "throttle") assert.ok([urn("c"), urn("d")].includes(rule.pattern), faults);
      }
    });
  }
});

describe("processes of an engine", () => {
  const printed = [
    "    1     0 /sbin/init",
    "   10     1 /home/bin/pulumi up --stack dev",
    "   11    10 /usr/bin/node /home/bin/pulumi-language-nodejs 127.0.0.1:1",
    "   12    11 /usr/bin/node --require /x/guard.cjs /x/node_modules/@pulumi/pulumi/cmd/run/index.js --monitor 127.0.0.1:2",
    "   13    10 /usr/bin/node /home/plugins/resource-aws-v7/pulumi-resource-aws 127.0.0.1:1",
    "   14    10 /usr/bin/node /home/plugins/resource-awsx-v3/pulumi-resource-awsx 127.0.0.1:1",
    "   20     1 /usr/bin/node /home/plugins/resource-aws-v7/pulumi-resource-aws 127.0.0.1:9",
    "",
  ].join("\n");
  const running = parseProcesses(printed);

  it("are found below it, and nobody else's", () => {
    assert.deepEqual(
      descendants(running, 10).map(({ pid }) => pid),
      [11, 12, 13, 14],
    );
    assert.deepEqual(targets(running, 10, "engine"), [10]);
    assert.deepEqual(targets(running, 10, "host"), [11]);
    assert.deepEqual(targets(running, 10, "program"), [12]);
    assert.deepEqual(targets(running, 10, "provider"), [13, 14]);
    assert.deepEqual(targets(running, 20, "provider"), []);
  });
});

describe("a healed stack beside an untouched one", () => {
  let account: string;
  beforeEach(() => {
    account = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-picture-"));
    put("resources/a/1.json", { urn: "urn:a", createdAt: 1, inputs: {} });
  });
  afterEach(() => fs.rmSync(account, { recursive: true }));

  function put(file: string, content: object): void {
    fs.mkdirSync(path.dirname(path.join(account, file)), { recursive: true });
    fs.writeFileSync(path.join(account, file), JSON.stringify(content));
  }
  const bucket = (changes: object = {}) => ({
    ...{ urn: "urn:a", type: "aws:s3/bucket:Bucket", id: "a", created: "yesterday", modified: "today" },
    ...{ provider: "urn:p::11", dependencies: ["x", "y"], inputs: { b: 1, a: 2 }, outputs: {} },
    ...changes,
  });
  const provider = (id: string) => ({ urn: "urn:p", type: "pulumi:providers:aws", id });
  const picture = (resources: object[], more: object = {}) =>
    pictureOf({ deployment: { resources, ...more } }, account);

  it("is equal where only times, the order and the provider's id differ", () => {
    const properties = (...urns: string[]) => ({
      propertyDependencies: { b: urns, a: [] },
    });
    const untouched = picture([provider("11"), bucket(properties("x", "y"))]);
    put("resources/a/1.json", { inputs: {}, createdAt: 2, urn: "urn:a" });
    const again = bucket({
      ...{ created: "now", modified: "now", provider: "urn:p::22", propertyDependencies: { b: ["y", "x"] } },
      ...{ dependencies: ["y", "x"], inputs: { a: 2, b: 1 } },
    });
    assert.deepEqual(differences(untouched, picture([provider("22"), again])), []);
  });

  it("is equal where two members of a cluster came in another turn, and no other property differs", () => {
    const member = (outputs: object) => [
      { urn: "urn:m", type: "aws:rds/clusterInstance:ClusterInstance", id: "m", outputs },
    ];
    const first = { writer: true, availabilityZone: "us-east-2a", port: 5432 };
    const second = { writer: false, availabilityZone: "us-east-2b", port: 5432 };
    assert.deepEqual(differences(picture(member(first)), picture(member(second))), []);
    assert.equal(differences(picture(member(first)), picture(member({ ...first, port: 3306 }))).length, 1);
  });

  it("is equal where only what is made up at random differs, plain or in another secret's text", () => {
    const secret = (value: unknown) => ({
      "4dabf18193072939515e22adb298388d": "1b",
      plaintext: JSON.stringify(value),
    });
    const of = (password: string, user = "admin") =>
      picture([
        { ...provider("11"), outputs: {} },
        {
          urn: "urn:r",
          type: "random:index/randomPassword:RandomPassword",
          id: "none",
          outputs: { result: secret(password) },
        },
        bucket({
          inputs: {
            text: secret(JSON.stringify({ user, password })),
            list: [{ password: secret({ password }) }],
          },
        }),
      ]);
    assert.deepEqual(differences(of('a"b>cdef'), of("other-one")), []);
    assert.match(differences(of("same"), of("same", "root")).join(), /^the state has another urn:a: /);
  });

  it("differs by a property, a resource too few or too many, an old half, an error, and a pending operation", () => {
    const untouched = picture([bucket()]);
    const of = (resources: object[], more?: object) => differences(untouched, picture(resources, more));
    assert.match(of([bucket({ inputs: { a: 2, b: 2 } })]).join(), /^the state has another urn:a: /);
    assert.match(of([bucket({ initErrors: ["not ready"] })]).join(), /has another urn:a: .*initErrors/);
    assert.match(of([]).join(), /^the state lacks urn:a/);
    assert.match(of([bucket(), bucket({ urn: "urn:b" })]).join(), /^the state has one too many, urn:b/);
    assert.match(
      of([bucket(), bucket({ delete: true })]).join(),
      /too many, urn:a \(waits for its deletion\)/,
    );
    const operation = { type: "creating", resource: { urn: "urn:c" } };
    assert.match(of([bucket()], { pending_operations: [operation] }).join(), /too many, pending operation 1/);
  });

  it("differs by an orphan of the account, and by something that went", () => {
    const untouched = picture([bucket()]);
    put("resources/a/2.json", { urn: "urn:b" });
    fs.rmSync(path.join(account, "resources/a/1.json"));
    assert.deepEqual(
      differences(untouched, picture([bucket()])).map((line) => line.split(":")[0]),
      ["the account lacks resources/a/1.json", "the account has one too many, resources/a/2.json"],
    );
  });
});

describe("figures of interrupted deployments", () => {
  const run = (number: number, findings: string[] = []): Run => ({
    plan: plansOf({ seed: "one", runs: 13, stacks })[number] as Plan,
    ...{ says: "killed", had: 3, seconds: 1, findings, home: undefined },
  });

  it("count kills and faults apart, and are not met when one stack did not heal", () => {
    const figures = figuresOf([run(0), run(1, ["the account has one too many, x"]), run(6)]);
    assert.deepEqual(
      figures.slice(0, 3).map(({ figure, value, met }) => [figure, value, met]),
      [
        ["deployments that were interrupted", "3", false],
        ["kills survived", "1 of 2", false],
        ["provider faults survived", "1 of 1", true],
      ],
    );
  });

  it("a line says which run it was and what is wrong", () => {
    assert.match(
      lineOf(run(1, ["the state lacks x"])),
      /^FAILED 1 \S+ engine-in-call: killed; .*\n {2}the state lacks x$/,
    );
  });
});

describe("the command's options", () => {
  const refused = (args: string[], message: RegExp) => assert.throws(() => readOptions(args, all), message);

  it("name what does not exist, with what is near", () => {
    refused(["--kind", "provder"], /^Error: there is no kind "provder"; did you mean provider\?$/);
    refused(["--system", "webapp"], /did you mean web-app\?/);
    refused(["--stack", "x"], /there is no stack "x"; there are dev, prod-primary, /);
    refused(["--runs", "0"], /--runs is "0"; it takes a whole number from 1/);
    refused(["--only", "5", "--runs", "5"], /numbered from 0 to 4/);
    refused(["--loud"], /Unknown option '--loud'/);
  });

  it("give the line that repeats the runs, and tell a part from all", () => {
    const part = readOptions(["--seed", "s", "--kind", "hang"], all);
    assert.equal(part?.command, "npm run faults -- --runs 100 --seed s --kind hang");
    assert.equal(part?.isPart, true);
    assert.equal(readOptions(["--runs", "2"], all)?.isPart, false);
    assert.equal(readOptions(["--minutes", "2"], all)?.time, 120_000);
    assert.equal(readOptions(["--help"], all), undefined);
  });
});
