import assert from "node:assert/strict";
import type { RegisteredResource } from "../../offline/in-process";
import { Secret, type ValueMap } from "../../offline/providers/core/values/value";
import { sharedAddresses } from "../../proof/fuzz/properties/addresses";
import {
  collateralOfOneMore,
  differencesOfTwoRuns,
  shapeDifferences,
} from "../../proof/fuzz/properties/compare";
import { wrongNames } from "../../proof/fuzz/properties/names";
import { strayResources } from "../../proof/fuzz/properties/regions";
import { plainSecrets } from "../../proof/fuzz/properties/secrets";
import type { SystemUp, Up } from "../../proof/fuzz/properties/system";
import { sameUrns } from "../../proof/fuzz/properties/urns";
import { graphOf } from "../../proof/run-stacks";

const VPC = "aws:ec2/vpc:Vpc";
const BUCKET = "aws:s3/bucket:Bucket";

interface Sketch {
  type: string;
  name: string;
  inputs?: ValueMap;
  outputs?: ValueMap;
}

function resource(stack: string, { type, name, inputs = {}, outputs = {} }: Sketch): RegisteredResource {
  return {
    ...{
      urn: `urn:pulumi:${stack}::tandem::${type}::${name}`,
      type,
      name,
      custom: true,
      parent: "",
      id: name,
    },
    ...{ inputs, outputs, dependencies: [], propertyDependencies: {}, provider: "" },
    options: {
      ...{ protect: false, retainOnDelete: false, deletedWith: "" },
      ...{ ignoreChanges: [], replaceOnChanges: [], additionalSecretOutputs: [] },
    },
  };
}

function up(stack: string, region: string, sketches: readonly Sketch[]): Up {
  const resources = sketches.map((sketch) => resource(stack, sketch));
  const deployment = { resources, outputs: {}, diagnostics: [] };
  return { stack, region, deployment, graph: graphOf(deployment) };
}

const system = (...stacks: Up[]): SystemUp => ({ set: { system: "web-app", stacks: [] }, stacks });

const network = (cidrBlock: string): Sketch => ({ type: VPC, name: "network", inputs: { cidrBlock } });
const bucket = (name: string, region?: string): Sketch => ({
  ...{ type: BUCKET, name: `bucket-${name}` },
  inputs: { bucket: name, ...(region !== undefined && { region }) },
});

const HERE = "eu-west-1";
const THERE = "us-east-2";

describe("properties of random systems", () => {
  it("tell a URN that is there twice", () => {
    assert.deepEqual(sameUrns(system(up("a", HERE, [bucket("x"), bucket("y")]))), []);
    assert.equal(sameUrns(system(up("a", HERE, [bucket("x"), bucket("x")]))).length, 1);
  });

  it("tell a name that AWS does not take, and one that two resources of two stacks have", () => {
    assert.deepEqual(wrongNames(system(up("a", HERE, [bucket("x-a")]), up("b", THERE, [bucket("x-b")]))), []);
    assert.match(
      wrongNames(system(up("a", HERE, [bucket("Upper")])))[0] ?? "",
      /does not take the name "Upper"/,
    );
    assert.match(
      wrongNames(system(up("a", HERE, [bucket("x-a")]), up("b", THERE, [bucket("x-a")])))[0] ?? "",
      /is that of urn:pulumi:a/,
    );
  });

  it("take one name in two regions where AWS does", () => {
    const topic: Sketch = { type: "aws:sns/topic:Topic", name: "topic", inputs: { name: "alarms" } };
    assert.deepEqual(wrongNames(system(up("a", HERE, [topic]), up("b", THERE, [topic]))), []);
    assert.equal(wrongNames(system(up("a", HERE, [topic]), up("b", HERE, [topic]))).length, 1);
  });

  it("tell networks of two stacks that share an address, and subnets outside of any network", () => {
    const subnet: Sketch = { type: "aws:ec2/subnet:Subnet", name: "s", inputs: { cidrBlock: "10.9.0.0/24" } };
    const [one, other] = [network("10.1.0.0/16"), network("10.2.0.0/16")];
    assert.deepEqual(sharedAddresses(system(up("a", HERE, [one]), up("b", THERE, [other]))), []);
    assert.equal(
      sharedAddresses(system(up("a", HERE, [one]), up("b", THERE, [network("10.1.128.0/17")]))).length,
      1,
    );
    assert.match(sharedAddresses(system(up("a", HERE, [one, subnet])))[0] ?? "", /is in no network/);
  });

  it("tell a resource in a region that nobody named, and one whose ARN is elsewhere", () => {
    assert.deepEqual(strayResources(system(up("a", HERE, [bucket("x"), bucket("y", "us-east-1")]))), []);
    assert.match(
      strayResources(system(up("a", HERE, [bucket("x", "sa-east-1")])))[0] ?? "",
      /sa-east-1 is neither/,
    );
    const arn = `arn:aws:sns:${THERE}:111122223333:t`;
    const topic: Sketch = { type: "aws:sns/topic:Topic", name: "t", outputs: { arn } };
    assert.match(strayResources(system(up("a", HERE, [topic])))[0] ?? "", /is in us-east-2, and was asked/);
  });

  it("tell a secret that stands in clear elsewhere", () => {
    const password: Sketch = {
      type: "x",
      name: "p",
      outputs: { result: new Secret("correct horse battery") },
    };
    const leak: Sketch = { type: "y", name: "l", inputs: { url: "postgres://correct horse battery@db" } };
    assert.deepEqual(plainSecrets(system(up("a", HERE, [password]))), []);
    assert.match(
      plainSecrets(system(up("a", HERE, [password, leak])))[0] ?? "",
      /inputs\.url holds a secret/,
    );
  });

  it("tell two runs apart by a resource and by an input", () => {
    const first = system(up("a", HERE, [bucket("x")]));
    assert.deepEqual(differencesOfTwoRuns(first, system(up("a", HERE, [bucket("x")]))), []);
    assert.equal(differencesOfTwoRuns(first, system(up("a", HERE, [bucket("x"), bucket("y")]))).length, 1);
    const changed = { ...bucket("x"), inputs: { bucket: "x", region: HERE } };
    assert.equal(differencesOfTwoRuns(first, system(up("a", HERE, [changed]))).length, 1);
  });

  it("take longer lists and what names the new region, and tell every other change", () => {
    const key = (policy: unknown, days = 30): Sketch => ({
      ...{ type: "aws:kms/key:Key", name: "key" },
      inputs: { policy: JSON.stringify(policy), deletionWindowInDays: days },
    });
    const last = up("b", THERE, [network("10.2.0.0/16")]);
    const smaller = system(up("a", HERE, [key({ regions: [HERE] })]));
    const larger = (sketch: Sketch[]) => system(up("a", HERE, sketch), last);
    assert.deepEqual(collateralOfOneMore(smaller, larger([key({ regions: [HERE, THERE] })])), []);
    assert.deepEqual(collateralOfOneMore(smaller, larger([key({ regions: [HERE, "x"] })])), []);
    assert.match(
      collateralOfOneMore(smaller, larger([key({ regions: [HERE] }, 7)]))[0] ?? "",
      /does not name it/,
    );
    assert.match(collateralOfOneMore(smaller, larger([]))[0] ?? "", /goes away/);
  });

  it("take what names a resource that is made for the new region, and no other", () => {
    const check: Sketch = { type: "aws:route53/healthCheck:HealthCheck", name: "check-of-both" };
    const record = (healthCheckId: string): Sketch => ({
      ...{ type: "aws:route53/record:Record", name: "origin" },
      inputs: { healthCheckId },
    });
    const last = up("b", THERE, []);
    const smaller = system(up("a", HERE, [record("own-check")]));
    const larger = (id: string) => system(up("a", HERE, [record(id), check]), last);
    assert.deepEqual(collateralOfOneMore(smaller, larger("check-of-both")), []);
    assert.equal(collateralOfOneMore(smaller, larger("another-check")).length, 1);
  });

  it("tell environments of two shapes", () => {
    const dev = system(up("dev", HERE, [bucket("x")]));
    assert.deepEqual(shapeDifferences(dev, system(up("prod", HERE, [bucket("x")]))), []);
    assert.equal(shapeDifferences(dev, system(up("prod", HERE, [bucket("x"), bucket("y")]))).length, 1);
  });
});
