import assert from "node:assert/strict";
import { ResourceGraph } from "../../frame/graph";
import { given, known, text } from "../../frame/values";
import { provider, reference, resource, type TestResource, unknown, urnOf } from "../../testing";
import { resourceArgs, stackArgs } from "../../testing/engine";

function graphOf(...resources: TestResource[]): ResourceGraph {
  const context = { settings: {}, stackTags: new Map() };
  const inputs = resources.map((one) => [urnOf(one), resourceArgs(one, context).props] as const);
  return new ResourceGraph(stackArgs(resources, context).resources, new Map(inputs));
}
const names = (resources: readonly { name: string }[]) => resources.map(({ name }) => name);

const west = { provider: provider("aws", "west", { region: "us-west-2" }) };
const key = resource("aws:kms/key:Key", "key", { description: "a" }, west);
const bucket = resource("aws:s3/bucket:Bucket", "bucket", { bucket: "site", region: "us-east-1" }, west);
const policy = resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {
  bucket: reference(bucket),
  policy: { a: [reference(key)] },
});

describe("resource graph", () => {
  const graph = graphOf(key, bucket, policy);

  it("finds resources by several tokens", () => {
    assert.deepEqual(names(graph.ofType(["aws:s3/bucket:Bucket", "aws:kms/key:Key", "aws:x/y:Z"])), [
      "bucket",
      "key",
    ]);
  });

  it("finds resources by region, and leaves out those whose region nobody says", () => {
    assert.deepEqual(names(graph.inRegion("us-west-2")), ["key"]);
    assert.deepEqual(names(graph.inRegion("us-east-1")), ["bucket"]);
    assert.deepEqual(names(graph.inRegion("eu-west-1")), []);
  });

  it("follows references both ways, from any depth, while their values are not known", () => {
    const found = graph.get(urnOf(policy));
    assert.deepEqual(names(found?.references("policy") ?? []), ["key"]);
    assert.deepEqual(names(found?.references("none") ?? []), []);
    const target = graph.get(urnOf(bucket));
    assert.ok(target);
    assert.deepEqual(names(graph.referrers(target)), ["policy"]);
  });

  it("knows the other resource by its edge or by a name it has", () => {
    const byName = resource("aws:s3/bucketPolicy:BucketPolicy", "by-name", { bucket: "site" });
    const other = resource("aws:s3/bucketPolicy:BucketPolicy", "other", { bucket: "other" });
    const open = resource("aws:s3/bucketPolicy:BucketPolicy", "open", { bucket: unknown });
    const all = graphOf(bucket, policy, byName, other, open);
    const target = all.get(urnOf(bucket));
    assert.ok(target);
    const refers = (of: TestResource) => all.get(urnOf(of))?.refersTo("bucket", target, ["bucket", "id"]);
    assert.deepEqual([refers(policy), refers(byName), refers(other)], [true, true, false]);
    assert.throws(() => refers(open), /\.bucket can't be known/);
  });

  it("keeps what the program set apart from what others added, before and after a deployment", () => {
    for (const added of [unknown, "added"]) {
      const cluster = resource(
        "aws:rds/cluster:Cluster",
        "cluster",
        { kmsKeyId: unknown, engine: "aurora" },
        { outputs: { globalClusterIdentifier: added, arn: "arn:aws:rds:us-west-2:111122223333:cluster:a" } },
      );
      const found = graphOf(cluster).get(urnOf(cluster));
      assert.ok(found);
      assert.equal(given(found.props, "globalClusterIdentifier"), false);
      assert.equal(
        known(() => text(found.outputs, "globalClusterIdentifier")),
        added === unknown ? undefined : "added",
      );
      assert.equal(text(found.props, "engine"), "aurora");
      assert.equal(given(found.props, "kmsKeyId"), true);
      assert.throws(() => text(found.props, "kmsKeyId"), /\.kmsKeyId can't be known/);
      assert.equal(found.region, "us-west-2");
    }
  });

  it("shows the outputs of a resource whose inputs it does not have", () => {
    const cluster = resource("aws:rds/cluster:Cluster", "cluster", {}, { outputs: { engine: "aurora" } });
    const { resources } = stackArgs([cluster], { settings: {}, stackTags: new Map() });
    const [found] = new ResourceGraph(resources).resources;
    assert.equal(found && text(found.props, "engine"), "aurora");
  });

  it("is in the order of URNs, whatever order the resources were created in", () => {
    const zones = ["c", "a", "b"].map((name) => resource("aws:route53/zone:Zone", name));
    assert.deepEqual(names(graphOf(...zones).ofType(["aws:route53/zone:Zone"])), ["a", "b", "c"]);
  });
});
