import assert from "node:assert/strict";
import { knownFunctions } from "../../../providers/aws/functions/call";
import { knownRegions } from "../../../providers/aws/regions";
import { isUnknown, Secret, UNKNOWN, type ValueMap } from "../../../providers/core/values/value";
import { Cloud, catalogOf } from "../support";
import { globalDatabase, subnet, types, vpc } from "./fixtures";

const call = (cloud: Cloud, name: string, args: ValueMap = {}): ValueMap => {
  const [module, fn] = name.includes("/") ? name.split("/") : ["index", name];
  return cloud.invoke(`aws:${module}/${fn}:${fn}`, args);
};

describe("AWS stand-in: functions", () => {
  it("exist in the package under the names that the stand-in answers to", () => {
    const catalog = catalogOf("@pulumi/aws");
    assert.deepEqual(
      knownFunctions.filter((token) => catalog.function(token) === undefined),
      [],
    );
  });

  it("answer who and where", () => {
    const cloud = new Cloud({ region: "cn-north-1" });
    assert.deepEqual(call(cloud, "getPartition"), {
      id: "aws-cn",
      partition: "aws-cn",
      dnsSuffix: "amazonaws.com.cn",
      reverseDnsPrefix: "cn.com.amazonaws",
    });
    assert.equal(call(cloud, "getRegion").region, "cn-north-1");
    assert.equal(call(cloud, "getCallerIdentity").accountId, "123456789012");
    const arn = call(cloud, "getArn", { arn: "arn:aws:rds:eu-west-1:123456789012:cluster:pay" });
    assert.deepEqual(
      [arn.service, arn.region, arn.account, arn.resource],
      ["rds", "eu-west-1", "123456789012", "cluster:pay"],
    );
    assert.throws(() => call(cloud, "getArn", { arn: "pay" }), /"pay" is not an ARN/);
  });

  it("list at least three zones in every region, six in us-east-1", () => {
    for (const region of knownRegions) {
      const { names, zoneIds } = call(new Cloud({ region }), "getAvailabilityZones") as {
        names: string[];
        zoneIds: string[];
      };
      assert.ok(names.length >= 3 && names.length === zoneIds.length, region);
      assert.ok(names.every((name) => name.startsWith(region) && name.length === region.length + 1));
      assert.equal(new Set(zoneIds).size, zoneIds.length);
    }
    assert.deepEqual(
      call(new Cloud(), "getAvailabilityZones", { region: "us-east-1" }).names,
      [..."abcdef"].map((letter) => `us-east-1${letter}`),
    );
    const [excluded] = call(new Cloud(), "getAvailabilityZones", { excludeNames: ["eu-west-1a"] })
      .names as string[];
    assert.equal(excluded, "eu-west-1b");
  });

  it("write policy documents as IAM reads them", () => {
    const { json } = call(new Cloud(), "iam/getPolicyDocument", {
      statements: [
        {
          sid: "Read",
          actions: ["s3:GetObject", "s3:ListBucket"],
          resources: ["arn:aws:s3:::b/&{aws:username}/*"],
          principals: [
            { type: "Service", identifiers: ["cloudfront.amazonaws.com"] },
            { type: "AWS", identifiers: ["111111111111", "222222222222"] },
          ],
          conditions: [{ test: "StringEquals", variable: "AWS:SourceArn", values: ["arn:x"] }],
        },
        {
          effect: "Deny",
          notActions: ["iam:*"],
          resources: ["*"],
          principals: [{ type: "*", identifiers: ["*"] }],
        },
      ],
    });
    assert.deepEqual(JSON.parse(String(json)), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:ListBucket", "s3:GetObject"],
          Resource: `arn:aws:s3:::b/\${aws:username}/*`,
          Principal: { Service: "cloudfront.amazonaws.com", AWS: ["222222222222", "111111111111"] },
          Condition: { StringEquals: { "AWS:SourceArn": "arn:x" } },
        },
        { Effect: "Deny", NotAction: "iam:*", Resource: "*", Principal: "*" },
      ],
    });
  });

  it("merge source and override documents by Sid", () => {
    const cloud = new Cloud();
    const document = (sid: string, action: string) =>
      String(
        call(cloud, "iam/getPolicyDocument", { statements: [{ sid, actions: [action], resources: ["*"] }] })
          .json,
      );
    const { json } = call(cloud, "iam/getPolicyDocument", {
      sourcePolicyDocuments: [document("A", "a:1"), document("B", "b:1")],
      overridePolicyDocuments: [document("B", "b:2")],
    });
    const { Statement } = JSON.parse(String(json)) as { Statement: { Action: string }[] };
    assert.deepEqual(
      Statement.map(({ Action }) => Action),
      ["a:1", "b:2"],
    );
  });

  it("know AWS's managed prefix lists and policies", () => {
    const cloud = new Cloud();
    const list = call(cloud, "ec2/getManagedPrefixList", {
      name: "com.amazonaws.global.cloudfront.origin-facing",
    });
    assert.match(String(list.id), /^pl-[0-9a-f]{8}$/);
    assert.equal(list.maxEntries, 55);
    assert.equal(
      call(cloud, "ec2/getManagedPrefixList", { name: "com.amazonaws.eu-west-1.route53-healthchecks" })
        .maxEntries,
      25,
    );
    assert.throws(
      () => call(cloud, "ec2/getManagedPrefixList", { name: "com.amazonaws.us-east-1.route53-healthchecks" }),
      /eu-west-1 has no prefix list/,
    );
    assert.equal(
      call(cloud, "cloudfront/getCachePolicy", { name: "Managed-CachingDisabled" }).id,
      "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    );
    assert.equal(
      call(cloud, "cloudfront/getOriginRequestPolicy", { name: "Managed-AllViewerExceptHostHeader" }).id,
      "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    );
    assert.equal(
      call(cloud, "cloudfront/getResponseHeadersPolicy", { id: "67f7725c-6f97-4210-82d7-5512b31e9d03" }).name,
      "Managed-SecurityHeadersPolicy",
    );
    assert.throws(
      () => call(cloud, "cloudfront/getCachePolicy", { name: "Managed-Cachingdisabled" }),
      /there is no policy "Managed-Cachingdisabled"; AWS manages/,
    );
    assert.equal(call(cloud, "lb/getHostedZoneId", { loadBalancerType: "network" }).id, "Z2IFOLAFXWLO4F");
  });

  it("look up what the account has, and say what it has not", () => {
    const cloud = new Cloud();
    const net = vpc(cloud, "net", { tags: { Name: "pay" } });
    const first = subnet(cloud, net, 0);
    subnet(cloud, net, 1);
    assert.equal(call(cloud, "ec2/getVpc", { tags: { Name: "pay" } }).id, net.id);
    assert.equal(call(cloud, "ec2/getVpc", { filters: [{ name: "tag:Name", values: ["p*"] }] }).id, net.id);
    assert.throws(
      () => call(cloud, "ec2/getVpc", { tags: { Name: "x" } }),
      /no matching VPC; create it in a stack of this home first/,
    );
    assert.equal(
      (call(cloud, "ec2/getSubnets", { filters: [{ name: "vpc-id", values: [net.id] }] }).ids as string[])
        .length,
      2,
    );
    assert.equal(call(cloud, "ec2/getSubnet", { id: first.id }).cidrBlock, "10.0.0.0/24");
    assert.throws(() => call(cloud, "ec2/getSubnet", { vpcId: net.id }), /2 matching subnets/);
    const zone = cloud.create(types.zone, "z", { name: "example.com" });
    assert.equal(call(cloud, "route53/getZone", { name: "Example.com." }).zoneId, zone.id);
    assert.throws(
      () => call(cloud, "route53/getZone", { name: "example.org" }),
      /no hosted zone "example.org"/,
    );
    const key = cloud.create(types.key, "k", {});
    assert.equal(call(cloud, "kms/getKey", { keyId: String(key.outputs.arn) }).arn, key.outputs.arn);
    const global = globalDatabase(cloud);
    assert.deepEqual(
      (call(cloud, "rds/getGlobalCluster", { identifier: "pay" }).members as ValueMap[]).map(
        ({ dbClusterArn, isWriter }) => [dbClusterArn, isWriter],
      ),
      [[global.writer.outputs.arn, true]],
    );
  });

  it("have a default VPC with a subnet per zone in every region", () => {
    const cloud = new Cloud({ region: "us-east-1" });
    const { id } = call(cloud, "ec2/getVpc", { default: true });
    assert.equal(
      (call(cloud, "ec2/getSubnets", { filters: [{ name: "vpc-id", values: [String(id)] }] }).ids as string[])
        .length,
      6,
    );
  });

  it("name images and versions", () => {
    const cloud = new Cloud();
    const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
    const here = call(cloud, "ssm/getParameter", { name }).value;
    assert.match(String(here), /^ami-[0-9a-f]{17}$/);
    assert.notEqual(call(cloud, "ssm/getParameter", { name, region: "us-east-1" }).value, here);
    assert.throws(
      () => call(cloud, "ssm/getParameter", { name: "/mine" }),
      /no parameter "\/mine" in eu-west-1/,
    );
    const version = call(cloud, "rds/getEngineVersion", { engine: "aurora-postgresql", version: "16.8" });
    assert.deepEqual([version.versionActual, version.parameterGroupFamily], ["16.8", "aurora-postgresql16"]);
  });

  it("are unknown for unknown arguments and secret for secret ones", () => {
    const cloud = new Cloud();
    const unknown = call(cloud, "iam/getPolicyDocument", {
      statements: [{ actions: ["a:b"], resources: [UNKNOWN] }],
    });
    assert.ok(isUnknown(unknown.json));
    const secret = call(cloud, "getArn", { arn: new Secret("arn:aws:s3:::b") });
    assert.ok(secret.resource instanceof Secret);
  });

  it("refuse wrong arguments and functions that only AWS could answer", () => {
    const cloud = new Cloud();
    assert.throws(
      () => call(cloud, "getArn", { arm: "x" }),
      /needs "arn".*\n.*has no "arm"; did you mean "arn"\?/,
    );
    assert.throws(
      () => call(cloud, "pricing/getProduct"),
      /does not know the function aws:pricing\/getProduct:getProduct, and only AWS could answer it/,
    );
  });
});
