import assert from "node:assert/strict";
import { ResourceGraph } from "../frame/graph";
import { isAdrift, isOpen, meaning } from "../rules/related";
import { reference, resource, type TestResource, unknown } from "../testing";
import { stackArgs } from "../testing/engine";

const target = (name: string, outputs: Record<string, unknown> = {}) =>
  resource("aws:ec2/subnet:Subnet", name, {}, { outputs });
const a = target("a");
const b = target("b");
const made = target("made", { id: "subnet-1", arn: "arn:made" });

/** What a property means, as `sure` and `maybe` names. */
function means(ids: unknown, targets: readonly TestResource[] = [a, b, made]): [string[], string[]] {
  const holder = resource("aws:rds/subnetGroup:SubnetGroup", "holder", { ids });
  const graph = new ResourceGraph(
    stackArgs([...targets, holder], { settings: {}, stackTags: new Map() }).resources,
  );
  const [from] = graph.ofType([holder.type]);
  assert.ok(from);
  const { sure, maybe } = meaning(from, "ids", graph.ofType(["aws:ec2/subnet:Subnet"]));
  return [sure.map(({ name }) => name), maybe.map(({ name }) => name)];
}

function from(props: Record<string, unknown>) {
  const holder = resource("aws:rds/subnetGroup:SubnetGroup", "holder", props);
  const graph = new ResourceGraph(stackArgs([a, holder], { settings: {}, stackTags: new Map() }).resources);
  const [found] = graph.ofType([holder.type]);
  assert.ok(found);
  return found;
}

describe("what a property means", () => {
  it("finds resources by known names, wherever they stand", () => {
    for (const ids of ["subnet-1", ["subnet-1"], { network: [{ subnet: "arn:made" }] }]) {
      assert.deepEqual(means(ids), [["made"], []]);
    }
    assert.deepEqual(means(["subnet-2"]), [[], []]);
    assert.deepEqual(means(undefined), [[], []]);
  });

  it("takes the end of an ARN for an id that the outputs lack", () => {
    const arnOnly = target("arn-only", { arn: "arn:aws:ec2:us-east-2:111122223333:subnet/subnet-5" });
    assert.deepEqual(means(["subnet-5"], [arnOnly, a]), [["arn-only"], []]);
  });

  it("finds resources by edges while their names are not known", () => {
    assert.deepEqual(means(reference(a)), [["a"], []]);
    assert.deepEqual(means([reference(a), reference(b)]), [["a", "b"], []]);
    assert.deepEqual(means([reference(a), "subnet-1"]), [["made", "a"], []]);
    // The value is known, in a spelling that is none of the names.
    assert.deepEqual(means(reference(a, "eu/a")), [["a"], []]);
  });

  it("is not sure of one edge among more edges than values", () => {
    assert.deepEqual(means(reference(a, reference(b))), [[], ["a", "b"]]);
    assert.deepEqual(means([reference(a, reference(b)), unknown]), [["a", "b"], []]);
  });

  it("needs no edges once the names are known", () => {
    const one = target("one", { id: "subnet-7", arn: "arn:one" });
    const ids = [reference(made, reference(one, "subnet-1"))];
    assert.deepEqual(means(ids, [made, one]), [["made"], []]);
  });

  it("knows what is open, and what is adrift without an edge", () => {
    const holder = from({ adrift: [unknown], bound: [reference(a)], known: ["x", 1, null] });
    assert.deepEqual(
      ["adrift", "bound", "known", "absent"].map((key) => [isOpen(holder.props, key), isAdrift(holder, key)]),
      [
        [true, true],
        [true, false],
        [false, false],
        [false, false],
      ],
    );
  });
});
