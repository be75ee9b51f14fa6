import assert from "node:assert/strict";
import { ResourceGraph } from "../../frame/graph";
import { stackRule } from "../../frame/rule";
import { text } from "../../frame/values";
import {
  judge,
  provider,
  reference,
  resource,
  secret,
  type TestPeer,
  type TestResource,
  urnOf,
} from "../../testing";
import { stackArgs } from "../../testing/engine";
import { peerOf } from "../../testing/peer";
import { texts } from "../support/probes";

const A = "test:a:A";
const rule = (check: Parameters<typeof stackRule>[0]["check"]) =>
  stackRule({ ...texts, id: "probe", types: [A], check });

function graphOf(resources: TestResource[], peers: TestPeer[]): ResourceGraph {
  const { resources: nodes } = stackArgs(resources, { settings: {}, stackTags: new Map() });
  return new ResourceGraph(nodes, new Map(), peers.map(peerOf));
}

const keyArn = "arn:aws:kms:us-west-2:111122223333:key/k-1";
const key = resource("aws:kms/key:Key", "key", { region: "us-west-2" }, { outputs: { arn: keyArn } });
const queue = (kmsKeyId: unknown) => resource("aws:sqs/queue:Queue", "queue", { kmsKeyId });
const peer: TestPeer = { stack: "other", region: "us-west-2", ageDays: 3, resources: [key] };

describe("peers", () => {
  it("are seen by all rules and judged by none", async () => {
    const probe = rule(({ graph, judge: judgeOne, sees, peers }) => {
      for (const one of graph.ofType([A]))
        judgeOne(one, ({ violation }) => violation(`Own: ${!one.isPeer}.`));
      const own = graph.own([A]).map(({ name, stack }) => `${stack}/${name}`);
      assert.deepEqual(own, ["test/mine"]);
      assert.deepEqual(
        graph.ofType([A]).map(({ name, stack }) => `${stack}/${name}`),
        ["test/mine", "other/theirs"],
      );
      assert.deepEqual([sees("us-west-2"), sees("us-east-2"), sees("eu-west-1")], [true, true, false]);
      assert.deepEqual(
        peers.map(({ stack, region, ageDays }) => [stack, region, ageDays]),
        [["other", "us-west-2", 3]],
      );
    });
    const mine = resource(A, "mine", { region: "us-east-2" });
    const theirs = resource(A, "theirs", { region: "us-west-2" });
    const outcomes = await judge(probe, [mine], { peers: [{ ...peer, resources: [theirs] }] });
    assert.deepEqual(
      outcomes.map(({ resource: name, message }) => [name, message]),
      [["mine", "Own: true."]],
    );
  });

  it("are not this stack: its own snapshot in a list for all stacks does not count", async () => {
    const probe = rule(({ graph, peers }) => {
      assert.equal(graph.resources.length, 1);
      assert.deepEqual(peers, []);
    });
    const mine = resource(A, "mine");
    assert.deepEqual(await judge(probe, [mine], { peers: [{ stack: "test", resources: [mine] }] }), []);
  });

  it("answer what a snapshot leaves out like what is not known", async () => {
    const probe = rule((stack) => {
      const [theirs] = stack.graph.ofType([A]).filter(({ isPeer }) => isPeer);
      for (const mine of stack.graph.own([A])) {
        stack.judge(mine, ({ violation }) => {
          if (theirs && text(mine.props, "state") !== text(theirs.props, "state")) violation("They differ.");
        });
      }
    });
    const theirs = { stack: "other", resources: [resource(A, "theirs", { state: secret("hunter2") })] };
    const [outcome] = await judge(probe, [resource(A, "mine", { state: "a" })], { peers: [theirs] });
    assert.deepEqual([outcome?.status, outcome?.message], ["not-evaluated", "state is not known yet"]);
  });

  it("are referred to by ARN, in a property, a list or a policy document", () => {
    const target = () => ({ peers: [peer] });
    for (const value of [keyArn, [keyArn], { a: { b: keyArn } }, JSON.stringify({ Resource: [keyArn] })]) {
      const graph = graphOf([queue(value)], target().peers);
      const found = graph.get(urnOf(queue(value)));
      assert.deepEqual(
        found?.references("kmsKeyId").map(({ name, stack }) => `${stack}/${name}`),
        ["other/key"],
      );
      const [theirs] = graph.ofType(["aws:kms/key:Key"]);
      assert.ok(theirs && found?.refersTo("kmsKeyId", theirs, []));
      assert.deepEqual(
        graph.referrers(theirs).map(({ name }) => name),
        ["queue"],
      );
    }
    const graph = graphOf([queue(`${keyArn}2`)], [peer]);
    assert.deepEqual(graph.get(urnOf(queue("")))?.references("kmsKeyId"), []);
  });

  it("know what selects things inside a bucket or log group for the whole", () => {
    const bucketArn = "arn:aws:s3:::logs";
    const bucket = resource("aws:s3/bucket:Bucket", "logs", {}, { outputs: { arn: bucketArn } });
    for (const arn of [bucketArn, `${bucketArn}/*`, `${bucketArn}/a/b.txt`, `${bucketArn}:*`]) {
      const graph = graphOf([queue(arn), bucket], []);
      assert.equal(graph.get(urnOf(queue("")))?.references("kmsKeyId").length, 1, arn);
    }
  });

  it("have no options, while this stack's resources have, with account, partition, parent and stack", () => {
    const hub = resource("my:index:Hub", "hub");
    const aws = provider("aws", "aws", {
      region: "us-gov-west-1",
      assumeRoles: JSON.stringify([{ roleArn: "arn:aws-us-gov:iam::444455556666:role/x" }]),
    });
    const mine = resource(
      A,
      "mine",
      { other: reference(key) },
      { parent: hub, provider: aws, protect: true, ignoreChanges: ["tags"] },
    );
    const graph = graphOf([hub, mine], [peer]);
    const found = graph.get(urnOf(mine));
    assert.deepEqual([found?.opts?.protect, found?.opts?.ignoreChanges], [true, ["tags"]]);
    assert.deepEqual([found?.parent?.name, found?.stack, found?.isPeer], ["hub", "test", false]);
    assert.deepEqual(
      [found?.account, found?.partition, found?.region],
      ["444455556666", "aws-us-gov", "us-gov-west-1"],
    );
    const [theirs] = graph.ofType(["aws:kms/key:Key"]);
    assert.deepEqual([theirs?.opts, theirs?.account, theirs?.partition], [undefined, "111122223333", "aws"]);
  });

  it("survive references in a circle and parents that do not end", () => {
    const one = resource(A, "one", { arn: "x" });
    const two = resource(A, "two", { other: reference(one) });
    Object.assign(one.props, { other: reference(two) });
    const graph = graphOf([one, two], []);
    const found = graph.get(urnOf(one));
    assert.ok(found);
    assert.deepEqual(
      graph.referrers(found).map(({ name }) => name),
      ["two"],
    );
    const urn = "urn:pulumi:s::p::test:a:A::a";
    const loop = {
      type: A,
      urn,
      name: "a",
      props: { region: "us-east-1" },
      parent: { urn },
      propertyDependencies: {},
    };
    const looped = new ResourceGraph([loop]);
    assert.deepEqual(
      looped.resources.map((each) => looped.twinsOf(each)),
      [[]],
    );
  });
});
