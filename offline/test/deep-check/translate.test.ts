import assert from "node:assert/strict";
import { readGraph } from "../../deep-check/graph/graph";
import type { Json, Template } from "../../deep-check/translate/template";
import { type Translation, translate } from "../../deep-check/translate/translate";
import { Mapping } from "../../facts/mapping";
import { UNKNOWN, type ValueMap } from "../../providers/core/values/value";
import { resource } from "./support/resource";

const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "v1:abc",
};

function only(translations: readonly Translation[], type: string): Record<string, Json> {
  const found = translations
    .flatMap(({ template }) => Object.values(template.Resources))
    .filter(({ Type }) => Type === type);
  assert.equal(found.length, 1, `resources of type ${type}`);
  return found[0]?.Properties as Record<string, Json>;
}

const names = ({ Resources }: Template) => Object.keys(Resources).sort();

describe("the deep check's translation", () => {
  const vpc = resource("ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
  const subnet = resource(
    "ec2/subnet:Subnet",
    "one",
    { vpcId: UNKNOWN, cidrBlock: "10.0.1.0/24" },
    { vpcId: [vpc] },
  );

  it("restores a reference from a property's edge when the id is not known yet", () => {
    assert.deepEqual(only(translate([vpc, subnet], Mapping), "AWS::EC2::Subnet").VpcId, { Ref: "RNet" });
  });

  it("tells one store of artifacts from several, each with its region", () => {
    const pipeline = (artifactStores: ValueMap[]) =>
      only(
        translate([resource("codepipeline/pipeline:Pipeline", "delivery", { artifactStores })], Mapping),
        "AWS::CodePipeline::Pipeline",
      );
    const store = (location: string) => ({ type: "S3", location, encryptionKey: { id: "key", type: "KMS" } });
    const written = (Location: string) => ({
      Location,
      Type: "S3",
      EncryptionKey: { Id: "key", Type: "KMS" },
    });
    const alone = pipeline([store("one")]);
    assert.deepEqual([alone.ArtifactStore, alone.ArtifactStores], [written("one"), undefined]);
    const both = pipeline([
      { ...store("one"), region: "us-east-1" },
      { ...store("two"), region: "us-west-2" },
    ]);
    assert.equal(both.ArtifactStore, undefined);
    assert.deepEqual(both.ArtifactStores, [
      { Region: "us-east-1", ArtifactStore: written("one") },
      { Region: "us-west-2", ArtifactStore: written("two") },
    ]);
  });

  it("restores a reference from a known id", () => {
    const deployed = { ...vpc, id: "vpc-0123456789abcdef0" };
    const inside = { ...subnet, inputs: { ...subnet.inputs, vpcId: "vpc-0123456789abcdef0" } };
    assert.deepEqual(only(translate([deployed, inside], Mapping), "AWS::EC2::Subnet").VpcId, { Ref: "RNet" });
  });

  it("finds an ARN inside a document", () => {
    const bucket = {
      ...resource("s3/bucket:Bucket", "files", { bucket: "tandem-files" }),
      id: "tandem-files",
      outputs: { arn: "arn:aws:s3:::tandem-files" },
    };
    const policy = resource(
      "s3/bucketPolicy:BucketPolicy",
      "policy",
      {
        bucket: "tandem-files",
        policy: JSON.stringify({ Statement: [{ Resource: "arn:aws:s3:::tandem-files/*" }] }),
      },
      { bucket: [bucket], policy: [bucket] },
    );
    const { Bucket, PolicyDocument } = only(translate([bucket, policy], Mapping), "AWS::S3::BucketPolicy");
    assert.deepEqual(Bucket, { Ref: "RFiles" });
    assert.deepEqual(PolicyDocument, { Statement: [{ Resource: { "Fn::Sub": `\${RFiles.Arn}/*` } }] });
  });

  it("says an unknown value that means no resource as a parameter of its own", () => {
    const secret = resource("sqs/queue:Queue", "jobs", { name: UNKNOWN, kmsMasterKeyId: UNKNOWN });
    const [translation] = translate([secret], Mapping);
    assert.deepEqual(translation?.template.Parameters, {
      NotKnownYet1: { Type: "String" },
      NotKnownYet2: { Type: "String" },
    });
  });

  it("puts CloudFront into the template for us-east-1 and everything else where it lives", () => {
    const access = resource("cloudfront/originAccessControl:OriginAccessControl", "access", {
      name: "access",
    });
    const west = resource("ec2/vpc:Vpc", "west", { cidrBlock: "10.1.0.0/16", region: "us-west-2" });
    const homes = translate([vpc, access, west], Mapping).map(({ region, template }) => [
      region,
      names(template),
    ]);
    assert.deepEqual(homes, [
      ["us-east-2", ["RNet"]],
      ["us-east-1", ["RAccess"]],
      ["us-west-2", ["RWest"]],
    ]);
  });

  it("says a resource of another region as an ARN of that region", () => {
    const certificate = resource("acm/certificate:Certificate", "cert", { domainName: "example.com" });
    const validation = resource(
      "acm/certificateValidation:CertificateValidation",
      "valid",
      { certificateArn: UNKNOWN },
      { certificateArn: [certificate] },
    );
    const distribution = resource(
      "cloudfront/distribution:Distribution",
      "edge",
      { viewerCertificate: { acmCertificateArn: UNKNOWN } },
      { viewerCertificate: [validation] },
    );
    const edge = only(
      translate([certificate, validation, distribution], Mapping),
      "AWS::CloudFront::Distribution",
    ) as { DistributionConfig: { ViewerCertificate: { AcmCertificateArn: string } } };
    assert.match(edge.DistributionConfig.ViewerCertificate.AcmCertificateArn, /^arn:aws:acm:us-east-2:/);
  });

  it("folds parts into what they are parts of, and remembers which part a value came from", () => {
    const bucket = resource("s3/bucket:Bucket", "files", { bucket: "tandem-files" });
    const versioning = resource(
      "s3/bucketVersioning:BucketVersioning",
      "versions",
      { bucket: UNKNOWN, versioningConfiguration: { status: "Enabled" } },
      { bucket: [bucket] },
    );
    const [translation] = translate([bucket, versioning], Mapping);
    assert.deepEqual(names(translation?.template as Template), ["RFiles"]);
    const source = translation?.drafts.get("RFiles")?.places.get("VersioningConfiguration.Status");
    assert.equal(source?.resource.name, "versions");
    assert.equal(source?.path, "versioningConfiguration.status");
  });

  it("never lets a secret into a template, be it encrypted or in clear text", () => {
    const clear = { ...SECRET, plaintext: '"hunter2-hunter2"' };
    const graph = readGraph({
      resources: [SECRET, clear].map((password, index) => ({
        urn: `urn:pulumi:dev::tandem::aws:rds/cluster:Cluster::db${index}`,
        type: "aws:rds/cluster:Cluster",
        inputs: { engine: "aurora-postgresql", masterPassword: password },
      })),
    });
    const text = JSON.stringify(translate(graph, Mapping).map(({ template }) => template));
    assert.ok(!text.includes("hunter2") && !text.includes("v1:abc"));
    assert.match(text, /"MasterUserPassword":\{"Ref":"NotKnownYet1"\}/);
  });

  it("keeps keys of the user's own as they are, dots and all", () => {
    const queue = resource("sqs/queue:Queue", "jobs", { tags: { "team.name": "payments" } });
    assert.deepEqual(only(translate([queue], Mapping), "AWS::SQS::Queue").Tags, [
      { Key: "team.name", Value: "payments" },
    ]);
  });
});
