import assert from "node:assert/strict";
import { isUnknown, type ValueMap } from "../../../providers/core/values/value";
import { genericProvider } from "../../../providers/generic/provider";
import { catalogOf } from "../support";

const provider = genericProvider("kubernetes", "4.0.0", catalogOf("@pulumi/kubernetes"));
const subject = (type: string) => ({ urn: `urn:pulumi:s::p::${type}::api`, type, name: "api" });
const namespace = "kubernetes:core/v1:Namespace";
const service = "kubernetes:core/v1:Service";

const check = (type: string, news: ValueMap, olds?: ValueMap) =>
  provider.check({ ...subject(type), news, olds, autonaming: undefined });

describe("stand-in by shape alone", () => {
  it("names objects and keeps their names", () => {
    const { inputs, failures } = check(namespace, {});
    assert.deepEqual(failures, []);
    const { name } = inputs.metadata as ValueMap;
    assert.match(String(name), /^api-[a-z0-9]{8}$/);
    assert.deepEqual(check(namespace, { metadata: { labels: { a: "b" } } }, inputs).inputs.metadata, {
      labels: { a: "b" },
      name,
    });
    assert.deepEqual(check(namespace, { metadata: { generateName: "x-" } }).inputs, {
      metadata: { generateName: "x-" },
    });
  });

  it("gives objects their namespaced id and returns what was given as it was", () => {
    const inputs: ValueMap = { metadata: { name: "api", namespace: "pay" }, spec: { ports: [{ port: 80 }] } };
    const { id, outputs } = provider.create({ ...subject(service), inputs, preview: false });
    assert.equal(id, "pay/api");
    assert.deepEqual(outputs.spec, inputs.spec);
    const made = provider.create({
      ...subject(namespace),
      inputs: { metadata: { name: "pay" } },
      preview: false,
    });
    assert.equal(made.id, "pay");
    assert.ok(isUnknown(provider.create({ ...subject(service), inputs, preview: true }).outputs.status));
  });

  it("checks against the shape, and makes an object anew for another name only", () => {
    const failures = check(service, { metadata: { name: "a" }, spec: { port: [] } }).failures;
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["spec.port"],
    );
    const diff = (before: ValueMap, after: ValueMap) =>
      provider.diff({
        ...subject(service),
        id: "x",
        oldInputs: before,
        oldOutputs: {},
        news: after,
        ignoreChanges: [],
      });
    const object = (name: string, type: string): ValueMap => ({ metadata: { name }, spec: { type } });
    assert.deepEqual(diff(object("a", "x"), object("a", "y")), [
      { path: "spec.type", kind: "update", replace: false },
    ]);
    assert.deepEqual(diff(object("a", "x"), object("b", "x")), [
      { path: "metadata.name", kind: "update", replace: true },
    ]);
  });

  it("says what it can't do: read from nowhere, answer functions", () => {
    const request = { ...subject(service), id: "pay/api", inputs: {}, outputs: {} };
    assert.throws(() => provider.read(request), /stand-in for kubernetes can't read "pay\/api"/);
    assert.throws(
      () => provider.invoke("kubernetes:yaml:decode"),
      /does not know the function kubernetes:yaml:decode/,
    );
  });
});
