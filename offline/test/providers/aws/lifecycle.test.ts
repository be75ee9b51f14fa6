import assert from "node:assert/strict";
import { MemoryAccount } from "../../../providers/aws/account/account";
import { knownTypes } from "../../../providers/aws/outputs/index";
import {
  Asset,
  isUnknown,
  plainMap,
  Secret,
  UNKNOWN,
  type ValueMap,
} from "../../../providers/core/values/value";
import { Cloud, catalogOf } from "../support";
import { aurora, distribution, subnet, types, vpc } from "./fixtures";

const unknownKeys = (outputs: ValueMap): string[] =>
  Object.entries(outputs)
    .filter(([, value]) => isUnknown(value))
    .map(([key]) => key)
    .sort();

describe("AWS stand-in: creation", () => {
  it("tells a preview what the inputs say and nothing that only the cloud can", () => {
    const outputs = new Cloud().preview(types.vpc, "net", { cidrBlock: "10.0.0.0/16", tags: { a: "b" } });
    assert.equal(outputs.cidrBlock, "10.0.0.0/16");
    assert.equal(outputs.region, "eu-west-1");
    assert.deepEqual(outputs.tagsAll, { a: "b" });
    assert.deepEqual(unknownKeys(outputs), [
      ...["arn", "defaultNetworkAclId", "defaultRouteTableId", "defaultSecurityGroupId", "dhcpOptionsId"],
      ...[
        "enableDnsHostnames",
        "enableNetworkAddressUsageMetrics",
        "id",
        "ipv6AssociationId",
        "ipv6CidrBlock",
      ],
      ...["ipv6CidrBlockNetworkBorderGroup", "mainRouteTableId", "ownerId"],
    ]);
  });

  it("leaves the computed member of a given object unknown in a preview", () => {
    const inputs = {
      roleArn: "arn:aws:iam::123456789012:role/r",
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
    };
    const { vpcConfig } = new Cloud().preview(types.eks, "eks", inputs);
    const given = vpcConfig as ValueMap;
    assert.deepEqual(given.subnetIds, ["subnet-1", "subnet-2"]);
    assert.ok(isUnknown(given.clusterSecurityGroupId));
    const made = new Cloud().create(types.eks, "eks", inputs).outputs;
    assert.match(String((made.vpcConfig as ValueMap).clusterSecurityGroupId), /^sg-[0-9a-f]{17}$/);
    assert.match(
      JSON.stringify(made.identities),
      /https:\/\/oidc\.eks\.eu-west-1\.amazonaws\.com\/id\/[0-9A-F]{32}/,
    );
    assert.match(String((made.certificateAuthority as ValueMap).data), /^[A-Za-z0-9+/=]+$/);
  });

  it("gives the same ids on every machine, and others to every URN", () => {
    const [first, again, otherStack] = [{}, {}, { stack: "b" }].map((options) => vpc(new Cloud(options)).id);
    assert.equal(first, again);
    assert.notEqual(first, otherStack);
    assert.match(first ?? "", /^vpc-[0-9a-f]{17}$/);
  });

  it("writes partition, region and account into ARNs", () => {
    const arn = (region: string) => String(vpc(new Cloud({ region })).outputs.arn).replace(/vpc-\w+/, "ID");
    assert.equal(arn("eu-west-1"), "arn:aws:ec2:eu-west-1:123456789012:vpc/ID");
    assert.equal(arn("cn-north-1"), "arn:aws-cn:ec2:cn-north-1:123456789012:vpc/ID");
    assert.equal(arn("us-gov-west-1"), "arn:aws-us-gov:ec2:us-gov-west-1:123456789012:vpc/ID");
    const role = new Cloud().create(types.role, "r", {
      name: "worker",
      path: "/pay/",
      assumeRolePolicy: "{}",
    });
    assert.equal(role.outputs.arn, "arn:aws:iam::123456789012:role/pay/worker");
    const elsewhere = new Cloud().create(types.logs, "l", { name: "/x", region: "us-east-1" });
    assert.equal(elsewhere.outputs.arn, "arn:aws:logs:us-east-1:123456789012:log-group:/x");
  });

  it("gives names and addresses of the services' own form", () => {
    const cloud = new Cloud();
    const net = vpc(cloud);
    const subnets = [subnet(cloud, net, 0).id, subnet(cloud, net, 1).id];
    const nlb = cloud.create(types.balancer, "n", {
      name: "nlb",
      loadBalancerType: "network",
      subnets,
    }).outputs;
    assert.match(String(nlb.dnsName), /^nlb-[0-9a-f]{16}\.elb\.eu-west-1\.amazonaws\.com$/);
    assert.equal(nlb.zoneId, "Z2IFOLAFXWLO4F");
    assert.equal(nlb.vpcId, net.id);
    const alb = cloud.create(types.balancer, "a", { name: "alb", internal: true, subnets }).outputs;
    assert.match(String(alb.dnsName), /^internal-alb-\d{10}\.eu-west-1\.elb\.amazonaws\.com$/);
    assert.equal(alb.zoneId, "Z32O12XQLNTSW2");
    const cluster = cloud.create(types.cluster, "c", aurora({ clusterIdentifier: "pay" })).outputs;
    assert.match(String(cluster.endpoint), /^pay\.cluster-[a-z0-9]{12}\.eu-west-1\.rds\.amazonaws\.com$/);
    assert.equal(cluster.engineVersionActual, "16.8");
    const edge = cloud.create(types.distribution, "e", distribution()).outputs;
    assert.match(String(edge.domainName), /^d[a-z0-9]{13}\.cloudfront\.net$/);
    assert.equal(edge.hostedZoneId, "Z2FDTNDATAQYW2");
    const bucket = cloud.create(types.bucket, "b", { bucket: "site" }).outputs;
    assert.equal(bucket.bucketRegionalDomainName, "site.s3.eu-west-1.amazonaws.com");
    assert.equal(bucket.arn, "arn:aws:s3:::site");
    const zone = cloud.create(types.zone, "z", { name: "example.com" }).outputs;
    assert.equal((zone.nameServers as string[]).length, 4);
    const eip = cloud.create(types.eip, "ip", {});
    const nat = cloud.create(types.nat, "nat", { allocationId: eip.id, subnetId: subnets[0] ?? "" }).outputs;
    assert.equal(nat.publicIp, eip.outputs.publicIp);
  });

  it("makes one validation record per name, the same in every region, and one for wildcard and apex", () => {
    const options = (region: string) => {
      const inputs = {
        region,
        domainName: "example.com",
        subjectAlternativeNames: ["*.example.com", "api.example.com"],
        validationMethod: "DNS",
      };
      return new Cloud().create(types.certificate, `c-${region}`, inputs).outputs
        .domainValidationOptions as ValueMap[];
    };
    assert.deepEqual(options("us-east-1"), options("eu-west-1"));
    const [apex, wildcard, api] = options("us-east-1");
    assert.equal(apex?.resourceRecordName, wildcard?.resourceRecordName);
    assert.equal(apex?.resourceRecordValue, wildcard?.resourceRecordValue);
    assert.notEqual(apex?.resourceRecordName, api?.resourceRecordName);
    assert.equal(options("us-east-1").length, 3);
  });

  it("keeps secret inputs secret in the output of the same name", () => {
    const inputs = aurora({ masterUsername: "pay", masterPassword: new Secret("hunter22") });
    const cloud = new Cloud();
    assert.deepEqual(cloud.preview(types.cluster, "c", inputs).masterPassword, new Secret("hunter22"));
    assert.deepEqual(cloud.create(types.cluster, "c", inputs).outputs.masterPassword, new Secret("hunter22"));
    assert.equal(
      cloud.create(types.cluster, "d", aurora({ masterPasswordWo: new Secret("x") })).outputs
        .masterPasswordWo,
      undefined,
    );
  });

  it("keeps a secret input secret where the provider completes it", () => {
    const { description } = new Cloud().create(types.key, "k", {
      description: new Secret("for the vault"),
    }).outputs;
    assert.deepEqual(description, new Secret("for the vault"));
  });

  it("merges the provider's default tags under the resource's own", () => {
    const cloud = new Cloud({
      config: { defaultTags: JSON.stringify({ tags: { team: "pay", a: "default" } }) },
    });
    const { inputs, outputs } = vpc(cloud, "net", { tags: { a: "own" } });
    assert.deepEqual(outputs.tags, { a: "own" });
    assert.deepEqual(inputs.tagsAll, { team: "pay", a: "own" });
    assert.deepEqual(outputs.tagsAll, { team: "pay", a: "own" });
    assert.equal(
      cloud.check(types.vpc, "x", { cidrBlock: "10.0.0.0/16", tags: { a: UNKNOWN } }).inputs.tagsAll,
      UNKNOWN,
    );
  });

  it("writes a name after a prefix when only the prefix is given", () => {
    const { outputs } = new Cloud().create(types.group, "g", { namePrefix: "pay-" });
    assert.match(String(outputs.name), /^pay-\d{26}$/);
    assert.ok(isUnknown(new Cloud().preview(types.group, "g", { namePrefix: "pay-" }).name));
  });

  it("knows by hand every type it claims to, and fills all their outputs", () => {
    const catalog = catalogOf("@pulumi/aws");
    const gone = knownTypes.filter((type) => catalog.resource(type) === undefined);
    // Sub-resources of a bucket are listed with and without the old V2 ending; not all ever had one.
    assert.deepEqual(
      gone.filter((type) => !type.startsWith("aws:s3/bucket")),
      [],
    );
    for (const type of knownTypes.filter((one) => catalog.resource(one) !== undefined)) {
      const inputs = exampleInputs(catalog, type);
      const { id, outputs } = new Cloud({ allow: everything }).createUnchecked(type, "example", inputs);
      assert.ok(id.length > 0 && !id.includes("undefined"), `${type}: ${id}`);
      const missing = Object.entries(catalog.resource(type)?.outputs ?? {}).filter(
        ([key, { o }]) => o !== 1 && outputs[key] === undefined,
      );
      assert.deepEqual(missing, [], type);
      assert.equal(JSON.stringify(plainMap(outputs)).includes("undefined"), false, type);
    }
  }).timeout(20_000);

  it("says which type a program may have meant when there is none of that name", () => {
    assert.deepEqual(new Cloud().refused("aws:ec2/vpc:Vcp", "x", {}), [
      "@pulumi/aws 7.48.0 has no resource type aws:ec2/vpc:Vcp; did you mean aws:ec2/vpc:Vpc?",
    ]);
  });
});

describe("AWS stand-in: changes", () => {
  const changed = (type: string, before: ValueMap, after: ValueMap, ignore: string[] = []) => {
    const cloud = new Cloud({ allow: everything });
    return cloud
      .diff(cloud.create(type, "x", before), after, ignore)
      .map(({ path, kind, replace }) => `${path} ${kind}${replace ? " replace" : ""}`);
  };

  it("sees none in the same program", () => {
    assert.deepEqual(changed(types.distribution, distribution(), distribution()), []);
    assert.deepEqual(changed(types.bucket, {}, {}), []);
    assert.deepEqual(changed(types.group, { namePrefix: "a" }, { namePrefix: "a" }), []);
  });

  it("names the property and what happens to it", () => {
    assert.deepEqual(
      changed(types.vpc, { cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.0.0.0/16", tags: { a: "b" } }),
      ["tagsAll.a add", "tags add"],
    );
    assert.deepEqual(changed(types.vpc, { cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.1.0.0/16" }), [
      "cidrBlock update replace",
    ]);
    assert.deepEqual(changed(types.cluster, aurora({ port: 5432 }), aurora({})), ["port delete"]);
    assert.deepEqual(changed(types.record, recordInputs({ ttl: 60 }), recordInputs({ ttl: 30 })), [
      "ttl update",
    ]);
    assert.deepEqual(
      changed(types.distribution, distribution(), distribution({ origins: renamedOrigin() })),
      ["origins[1].domainName update"],
    );
  });

  it("makes anew for another region, and where x is create-only also for another xPrefix", () => {
    assert.deepEqual(changed(types.logs, {}, { region: "us-east-1" }), ["region update replace"]);
    assert.deepEqual(changed(types.group, { namePrefix: "a" }, { namePrefix: "b" }), [
      "namePrefix update replace",
    ]);
  });

  it("treats as one what AWS does not tell apart: order of sets, spacing of JSON, numbers as text", () => {
    const group = (subnetIds: string[]): ValueMap => ({ subnetIds });
    assert.deepEqual(changed(types.subnetGroup, group(["a", "b"]), group(["b", "a"])), []);
    assert.deepEqual(changed(types.subnetGroup, group(["a", "b"]), group(["b", "c"])).length > 0, true);
    const role = (assumeRolePolicy: string): ValueMap => ({ assumeRolePolicy });
    assert.deepEqual(changed(types.role, role('{"a":1,"b":[2]}'), role('{ "b": [2], "a": 1 }')), []);
    assert.deepEqual(changed(types.role, role('{"a":1}'), role('{"a":2}')), ["assumeRolePolicy update"]);
    assert.deepEqual(changed(types.record, recordInputs({ ttl: 60 }), recordInputs({ ttl: "60" })), []);
  });

  it("leaves ignored properties alone, nested ones too", () => {
    assert.deepEqual(
      changed(types.cluster, aurora({ databaseName: "a" }), aurora({ databaseName: "b" }), ["databaseName"]),
      [],
    );
    assert.deepEqual(
      changed(
        types.vpc,
        { cidrBlock: "10.0.0.0/16", tags: { a: "1" } },
        { cidrBlock: "10.0.0.0/16", tags: { a: "2" } },
        ["tags.a", 'tagsAll["a"]'],
      ),
      [],
    );
    assert.deepEqual(
      changed(types.distribution, distribution(), distribution({ origins: renamedOrigin() }), [
        "origins[*].domainName",
      ]),
      [],
    );
  });

  it("knows replacements that depend on more than one property", () => {
    const nlb = (changes: ValueMap): ValueMap => ({ loadBalancerType: "network", ...changes });
    assert.deepEqual(changed(types.balancer, nlb({}), nlb({ securityGroups: ["sg-1"] })), [
      "securityGroups add replace",
    ]);
    assert.deepEqual(
      changed(types.balancer, nlb({ securityGroups: ["sg-1"] }), nlb({ securityGroups: ["sg-2"] })),
      ["securityGroups[0] update"],
    );
    assert.deepEqual(changed(types.balancer, nlb({ subnets: ["a"] }), nlb({ subnets: ["a", "b"] })), [
      "subnets[1] add",
    ]);
    assert.deepEqual(changed(types.balancer, nlb({ subnets: ["a", "b"] }), nlb({ subnets: ["a"] })), [
      "subnets[1] delete replace",
    ]);
    assert.deepEqual(
      changed(types.cluster, aurora({ storageType: "a" }), aurora({ storageType: "aurora-iopt1" })),
      ["storageType update"],
    );
    assert.deepEqual(changed(types.cluster, aurora({ snapshotIdentifier: "a" }), aurora({})), [
      "snapshotIdentifier delete",
    ]);
    assert.deepEqual(
      changed(types.cluster, aurora({ snapshotIdentifier: "a" }), aurora({ snapshotIdentifier: "b" })),
      ["snapshotIdentifier update replace"],
    );
  });

  it("takes an unknown new value for a change, of a create-only input for a replacement", () => {
    assert.deepEqual(changed(types.nat, { subnetId: "subnet-1" }, { subnetId: UNKNOWN }), [
      "subnetId update replace",
    ]);
  });

  it("tells assets apart by their content", () => {
    const asset = (hash: string, path: string) => new Asset({ hash, path });
    const object = (source: Asset): ValueMap => ({ bucket: "b", key: "k", source });
    const type = "aws:s3/bucketObjectv2:BucketObjectv2";
    assert.deepEqual(changed(type, object(asset("1", "a")), object(asset("1", "b"))), []);
    assert.deepEqual(changed(type, object(asset("1", "a")), object(asset("2", "a"))), ["source update"]);
  });

  it("keeps computed outputs over an update, except those that depend on what changed", () => {
    const cloud = new Cloud();
    const inputs = { bucket: "b", key: "index.html", content: "one" };
    const type = "aws:s3/bucketObjectv2:BucketObjectv2";
    const object = cloud.create(type, "o", inputs);
    const preview = cloud.update(object, { ...inputs, content: "two" }, true).outputs;
    assert.equal(preview.arn, object.outputs.arn);
    assert.ok(isUnknown(preview.etag) && isUnknown(preview.versionId));
    const updated = cloud.update(object, { ...inputs, content: "two" }).outputs;
    assert.notEqual(updated.etag, object.outputs.etag);
    assert.equal(updated.content, "two");
    assert.deepEqual(
      cloud.update(object, { ...inputs, tags: { a: "b" } }, true).outputs.etag,
      object.outputs.etag,
    );
  });

  it("gives the new half of a replacement another id and another automatic name", () => {
    const cloud = new Cloud();
    const old = cloud.create(types.group, "g", { description: "a" });
    // The engine first asks with the old inputs, and once it knows of the replacement without them.
    assert.deepEqual(cloud.diff(old, { description: "b" }), [
      { path: "description", kind: "update", replace: true },
    ]);
    const next = cloud.create(types.group, "g", { description: "b" });
    assert.notEqual(next.id, old.id);
    assert.notEqual(next.outputs.name, old.outputs.name);
    cloud.delete(old);
    const checked = cloud.check(types.group, "g", { description: "b" }, { olds: next.inputs });
    assert.equal(checked.inputs.name, next.outputs.name);
    assert.equal(cloud.create(types.group, "h", {}).outputs.name === next.outputs.name, false);
  });
});

describe("AWS stand-in: reading", () => {
  const read = (cloud: Cloud, type: string, id: string, inputs: ValueMap = {}, outputs: ValueMap = {}) =>
    cloud.provider.read({ ...cloud.subject(type, "x"), id, inputs, outputs });

  it("finds what exists unchanged, secrets included", () => {
    const cloud = new Cloud();
    const cluster = cloud.create(types.cluster, "c", aurora({ masterPassword: new Secret("hunter22") }));
    assert.deepEqual(read(cloud, types.cluster, cluster.id, cluster.inputs, cluster.outputs), {
      id: cluster.id,
      inputs: cluster.inputs,
      outputs: cluster.outputs,
    });
  });

  it("says that something is gone when it was deleted elsewhere", () => {
    const cloud = new Cloud();
    const net = vpc(cloud);
    cloud.delete(net);
    assert.equal(read(cloud, types.vpc, net.id, net.inputs, net.outputs), undefined);
  });

  it("imports what exists and explains what does not", () => {
    const account = new MemoryAccount();
    const net = vpc(new Cloud({ account }));
    const importing = new Cloud({ account, stack: "other" });
    assert.deepEqual(read(importing, types.vpc, net.id)?.outputs, net.outputs);
    assert.throws(
      () => read(importing, types.vpc, "vpc-1"),
      /"x": the offline account has nothing with id "vpc-1"; only what was created offline/,
    );
  });

  it("refuses to update what is not there any more", () => {
    const cloud = new Cloud();
    const net = vpc(cloud);
    cloud.delete(net);
    assert.throws(
      () => cloud.update(net, { cidrBlock: "10.0.0.0/16", tags: { a: "b" } }),
      /not in the offline account; run a refresh first/,
    );
  });

  it("needs a region, and says where it may come from", () => {
    assert.throws(() => new Cloud({ config: { region: "" } }), /set aws:region in the stack's settings/);
  });
});

/** Names of all refusals that the examples here would meet without meaning to. */
const everything = [
  "cloudfront-origin-group-members",
  "db-subnet-group-zones",
  "eks-cluster-zones",
  "application-load-balancer-zones",
].join(",");

const recordInputs = (changes: ValueMap): ValueMap => ({
  zoneId: "Z1",
  name: "a",
  type: "A",
  records: ["192.0.2.1"],
  ...changes,
});

const renamedOrigin = (): ValueMap[] => [
  { originId: "a", domainName: "a.example.com" },
  { originId: "b", domainName: "c.example.com" },
];

/** The least inputs of a type: a text, number, list or object for everything required. */
function exampleInputs(catalog: ReturnType<typeof catalogOf>, type: string): ValueMap {
  const inputs: ValueMap = {};
  for (const [key, { t, o }] of Object.entries(catalog.resource(type)?.inputs ?? {})) {
    if (o === 1) continue;
    inputs[key] =
      t === "number" ? 1 : t === "boolean" ? true : typeof t === "string" ? key : t[0] === "list" ? [] : {};
  }
  return inputs;
}
