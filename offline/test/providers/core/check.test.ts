import assert from "node:assert/strict";
import { autoname, nameProperty } from "../../../providers/core/check/autoname";
import { checkInputs } from "../../../providers/core/check/check-inputs";
import { Secret, UNKNOWN, type ValueMap } from "../../../providers/core/values/value";
import { catalogOf } from "../support";

const catalog = catalogOf("@pulumi/aws");

function failures(type: string, inputs: ValueMap): string[] {
  const shape = catalog.resource(type);
  assert.ok(shape);
  return checkInputs(catalog, type, shape.inputs, inputs).map(
    ({ property, reason }) => `${property}: ${reason}`,
  );
}

const distribution = "aws:cloudfront/distribution:Distribution";
const record = "aws:route53/record:Record";

describe("check of inputs", () => {
  it("names every missing required input", () => {
    assert.deepEqual(failures(record, { name: "a" }), [
      `type: ${record} needs "type" (text), which is missing`,
      `zoneId: ${record} needs "zoneId" (text), which is missing`,
    ]);
  });

  it("finds unknown inputs with the nearest right name, at any depth", () => {
    const subnet = { vpcId: "v", cidr: "10.0.0.0/24" };
    assert.deepEqual(failures("aws:ec2/subnet:Subnet", subnet), [
      'cidr: aws:ec2/subnet:Subnet has no "cidr"; did you mean "cidrBlock"?',
    ]);
    const inputs: ValueMap = { ...validDistribution(), origins: [{ originId: "a", domainNam: "x" }] };
    assert.deepEqual(failures(distribution, inputs), [
      'origins[0].domainName: origins needs "domainName" (text), which is missing',
      'origins[0].domainNam: origins has no "domainNam"; did you mean "domainName"?',
    ]);
  });

  it("finds wrong types and shows path and value", () => {
    assert.deepEqual(
      failures(record, { zoneId: "Z", name: "n", type: "A", ttl: "soon", records: "1.2.3.4" }),
      [
        'ttl: "ttl" wants number, got text "soon"',
        'records: "records" wants a list of text, got text "1.2.3.4"',
      ],
    );
  });

  it("takes what a bridged provider converts: numbers in text, booleans in text, text from numbers", () => {
    assert.deepEqual(
      failures(record, {
        zoneId: "Z",
        name: "n",
        type: "A",
        ttl: "60",
        allowOverwrite: "true",
        setIdentifier: 1,
      }),
      [],
    );
  });

  it("skips unknown values and never shows a secret", () => {
    assert.deepEqual(failures(record, { zoneId: UNKNOWN, name: UNKNOWN, type: "A", records: UNKNOWN }), []);
    const [only, ...more] = failures(record, {
      zoneId: "Z",
      name: "n",
      type: "A",
      ttl: new Secret("hunter2"),
    });
    assert.equal(only, 'ttl: "ttl" wants number, got a secret of another type');
    assert.deepEqual(more, []);
  });

  it("takes a whole correct distribution", () => {
    assert.deepEqual(failures(distribution, validDistribution()), []);
  });
});

describe("automatic names", () => {
  const shape = (type: string) => catalog.resource(type)?.inputs ?? {};
  const request = { urn: "u", type: "t", name: "orders", olds: undefined, autonaming: undefined };

  it("are for optional name, or for x beside xPrefix", () => {
    assert.equal(nameProperty(shape("aws:ec2/securityGroup:SecurityGroup")), "name");
    assert.equal(nameProperty(shape("aws:s3/bucket:Bucket")), "bucket");
    assert.equal(nameProperty(shape("aws:rds/cluster:Cluster")), "clusterIdentifier");
    assert.equal(nameProperty(shape("aws:ec2/vpc:Vpc")), undefined);
    assert.equal(nameProperty(shape(record)), undefined);
  });

  it("are the logical name and the digits, cut to the limit in front of the digits", () => {
    const inputs = shape("aws:lb/loadBalancer:LoadBalancer");
    const name = (logical: string, rule = {}) =>
      autoname({ ...request, name: logical, news: {} }, inputs, rule, () => "abcdef0").name;
    assert.equal(name("orders"), "orders-abcdef0");
    assert.equal(name("a".repeat(40), { maxLength: 32 }), `${"a".repeat(24)}-abcdef0`);
    assert.equal(name("Orders", { lowerCase: true, lead: "alias/" }), "alias/orders-abcdef0");
  });

  it("give way to a given name or prefix, known or not", () => {
    const inputs = shape("aws:ec2/securityGroup:SecurityGroup");
    for (const news of [{ name: "mine" }, { namePrefix: "mine-" }, { name: UNKNOWN }] as ValueMap[])
      assert.deepEqual(
        autoname({ ...request, news }, inputs, {}, () => "abcdef0"),
        news,
      );
  });

  it("stay over updates, and go when the program takes its own name out", () => {
    const inputs = shape("aws:ec2/securityGroup:SecurityGroup");
    const olds = { name: "orders-1234567", __defaults: ["name"] };
    assert.equal(
      autoname({ ...request, olds, news: {} }, inputs, {}, () => "abcdef0").name,
      "orders-1234567",
    );
    assert.equal(
      autoname({ ...request, olds: { name: "mine" }, news: {} }, inputs, {}, () => "abcdef0").name,
      "orders-abcdef0",
    );
  });

  it("follow the user's autonaming settings", () => {
    const inputs = shape("aws:ec2/securityGroup:SecurityGroup");
    const named = (mode: "enforce" | "disable") =>
      autoname(
        { ...request, news: {}, autonaming: { mode, proposedName: "theirs" } },
        inputs,
        {},
        () => "abcdef0",
      ).name;
    assert.equal(named("enforce"), "theirs");
    assert.equal(named("disable"), undefined);
  });
});

function validDistribution(): ValueMap {
  return {
    enabled: true,
    origins: [{ originId: "a", domainName: "a.example.com" }],
    defaultCacheBehavior: {
      targetOriginId: "a",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  };
}
