import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { combine } from "../../../providers/components/outputs";
import { installedVersion } from "../../../providers/components/plugins";
import type { Build, ComponentPackage } from "../../../providers/components/serve";
import {
  construct,
  type Json,
  output,
  reference,
  type Scenario,
  secret,
  unknown,
  urnOf,
} from "./fake-engine";

/** A bucket in a folder in a box: every option and value of the protocol can be seen on them. */
const box: Build = (construction) => {
  const component = construction.root();
  const folder = construction.component("test:index:Folder", "folder", {}, { parent: component });
  const { given, listed } = construction.inputs;
  const bucket = construction.resource(
    "aws:s3/bucket:Bucket",
    "bucket",
    { given, listed },
    { parent: folder },
  );
  const object = construction.resource(
    "aws:s3/object:Object",
    "object",
    {
      bucket: bucket.id,
      arn: bucket.output("arn"),
      upper: combine([given], (value) => String(value).toUpperCase()),
    },
    { parent: bucket, dependsOn: [folder] },
  );
  return {
    resource: component,
    outputs: { bucket, arn: bucket.output("arn"), upper: object.output("upper") },
  };
};
const test: ComponentPackage = { name: "test", version: "1.0.0", components: { "test:index:Box": box } };
const build = (inputs: Json, scenario: Scenario = {}) =>
  construct(test, "test:index:Box", "box", inputs, scenario);

const bucketUrn = urnOf("aws:s3/bucket:Bucket", "bucket");
const other = urnOf("aws:s3/bucket:Bucket", "other");
const bucketOf = (built: Awaited<ReturnType<typeof build>>) => built.get("aws:s3/bucket:Bucket", "bucket");
const objectOf = (built: Awaited<ReturnType<typeof build>>) => built.get("aws:s3/object:Object", "object");

describe("remote components on the wire", () => {
  it("an argument's dependencies reach the children that use it, property by property", async () => {
    const built = await build({ given: output("a", [other]), listed: ["x", output("y", [bucketUrn])] });
    assert.deepEqual(bucketOf(built).inputs, { given: "a", listed: ["x", "y"] });
    assert.deepEqual(bucketOf(built).propertyDependencies, { given: [other], listed: [bucketUrn] });
    assert.deepEqual(bucketOf(built).dependencies, [bucketUrn, other].sort());
    assert.deepEqual(objectOf(built).propertyDependencies.upper, [other]);
  });

  it("dependencies named for a whole argument count when it holds no outputs of its own", async () => {
    const named = (request: ConstructRequest) => {
      for (const key of ["given", "listed"]) {
        request
          .getInputdependenciesMap()
          .set(key, new ConstructRequest.PropertyDependencies().setUrnsList([other]));
      }
    };
    const built = await build({ given: "a", listed: [output("y", [])] }, { request: named });
    assert.deepEqual(bucketOf(built).propertyDependencies, { given: [other], listed: [] });
    const plain = await build({ given: reference(other, "id") }, { request: named });
    assert.deepEqual(bucketOf(plain).inputs.given, reference(other, "id"));
    assert.deepEqual(bucketOf(plain).propertyDependencies.given, []);
  });

  it("secrets stay secret through children, computations and outputs", async () => {
    const built = await build(
      { given: output("a", [], true) },
      { outputs: { "aws:s3/bucket:Bucket": { arn: secret("arn:1") } } },
    );
    assert.deepEqual(bucketOf(built).inputs.given, secret("a"));
    assert.deepEqual(objectOf(built).inputs.upper, secret("A"));
    assert.deepEqual(objectOf(built).inputs.arn, secret("arn:1"));
    assert.deepEqual(built.state.arn, secret("arn:1"));
  });

  it("what is not known stays unknown: an argument, an id and an output in preview", async () => {
    const built = await build({ given: output(undefined, [other]) }, { preview: true });
    assert.equal(bucketOf(built).inputs.given, unknown);
    assert.deepEqual(objectOf(built).inputs, { bucket: unknown, arn: unknown, upper: unknown });
    assert.deepEqual(objectOf(built).propertyDependencies.upper, [other]);
    assert.equal(built.state.arn, unknown);
  });

  it("after up an output that the provider does not answer is absent, not unknown", async () => {
    const built = await build({ given: "a" });
    assert.deepEqual(objectOf(built).inputs, { bucket: "bucket-id", upper: "A" });
    assert.deepEqual(Object.keys(built.state).sort(), ["bucket", "upper"]);
  });

  it("after up a property that the provider does not answer is the one it was given; in preview it is unknown", async () => {
    assert.equal((await build({ given: "a" }, { terse: true })).state.upper, "A");
    assert.equal((await build({ given: "a" }, { terse: true, preview: true })).state.upper, unknown);
  });

  it("outputs name the resources they come from; a resource is returned as a reference", async () => {
    const built = await build({ given: "a" }, { outputs: { "aws:s3/bucket:Bucket": { arn: "arn:1" } } });
    assert.deepEqual(built.state.bucket, reference(bucketUrn, "bucket-id"));
    assert.deepEqual(built.stateDependencies, {
      arn: [bucketUrn],
      bucket: [bucketUrn],
      upper: [urnOf("aws:s3/object:Object", "object")],
    });
  });

  it("depending on a component means depending on the resources in it", async () => {
    assert.deepEqual(objectOf(await build({})).dependencies, [bucketUrn]);
  });

  it("children get the provider of their package through all levels, components name the providers", async () => {
    const built = await build(
      {},
      {
        request: (request) => request.getProvidersMap().set("aws", "urn::aws").set("random", "urn::random"),
      },
    );
    assert.equal(bucketOf(built).request.getProvider(), "urn::aws");
    assert.equal(objectOf(built).request.getProvider(), "urn::aws");
    const root = built.get("test:index:Box", "box").request;
    assert.equal(root.getProvider(), "");
    assert.deepEqual(
      [...root.getProvidersMap().entries()],
      [
        ["aws", "urn::aws"],
        ["random", "urn::random"],
      ],
    );
    assert.equal(bucketOf(await build({})).request.getProvider(), "");
  });

  it("protect is inherited; aliases, ignoreChanges, timeouts and the rest stay with the component", async () => {
    const built = await build(
      {},
      {
        request: (request) => {
          request.setProtect(true);
          request.setRetainondelete(true);
          request.setParent("urn:parent");
          request.setIgnorechangesList(["given"]);
          request.setDeletedwith("urn:gone");
          request.setDependenciesList([other]);
          request.setCustomtimeouts(new ConstructRequest.CustomTimeouts().setCreate("5m"));
          request.setAliasesList([
            new Alias().setUrn("urn:old"),
            new Alias().setSpec(new Alias.Spec().setName("old")),
          ]);
          request.setResourceHooks(new ConstructRequest.ResourceHooksBinding().setAfterCreateList(["hook"]));
        },
      },
    );
    const root = built.get("test:index:Box", "box").request;
    assert.equal(root.getParent(), "urn:parent");
    assert.deepEqual([root.getProtect(), root.getRetainondelete()], [true, true]);
    assert.deepEqual(root.getIgnorechangesList(), ["given"]);
    assert.deepEqual(root.getDependenciesList(), [other]);
    assert.equal(root.getDeletedwith(), "urn:gone");
    assert.equal(root.getCustomtimeouts()?.getCreate(), "5m");
    assert.deepEqual(root.getHooks()?.getAfterCreateList(), ["hook"]);
    const [byUrn, byName] = root.getAliasesList();
    assert.equal(byUrn?.getUrn(), "urn:old");
    assert.deepEqual(
      [byName?.getSpec()?.getName(), byName?.getSpec()?.getParenturn()],
      ["old", "urn:parent"],
    );
    const child = objectOf(built).request;
    assert.equal(child.getProtect(), true);
    assert.deepEqual(
      [child.hasRetainondelete(), child.getIgnorechangesList(), child.getAliasesList()],
      [false, [], []],
    );
    assert.equal(child.getCustomtimeouts()?.getCreate(), "");
  });

  it("sends the capability flags of the SDK with every registration", async () => {
    for (const { request } of (await build({})).resources) {
      assert.deepEqual(
        [request.getAcceptsecrets(), request.getAcceptresources(), request.getSupportspartialvalues()],
        [true, true, true],
      );
      assert.deepEqual(
        [request.getSupportsresultreporting(), request.getAliasspecs(), request.getRemote()],
        [true, true, false],
      );
    }
  });

  it("a child that fails fails the component with the engine's sentence alone", async () => {
    const failing = { type: "aws:s3/bucket:Bucket", message: "BucketAlreadyExists: choose another name" };
    await assert.rejects(build({}, { failing }), { details: "BucketAlreadyExists: choose another name" });
  });
});

describe("versions of children's plugins", () => {
  it("is the newest installed one, and nothing without a home", () => {
    const home = mkdtempSync(path.join(tmpdir(), "plugins-"));
    for (const version of ["7.9.0", "7.48.0", "7.5.1"])
      mkdirSync(path.join(home, "plugins", `resource-aws-v${version}`), { recursive: true });
    mkdirSync(path.join(home, "plugins", "resource-awsx-v9.0.0"));
    assert.equal(installedVersion("aws", home), "7.48.0");
    assert.equal(installedVersion("kubernetes", home), "");
    assert.equal(installedVersion("aws", path.join(home, "nowhere")), "");
    assert.equal(installedVersion("aws", undefined), "");
    rmSync(home, { recursive: true });
  });
});
