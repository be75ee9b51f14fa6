import assert from "node:assert/strict";
import { openProgram, type Program } from "../support/program";

/** What AWS refuses, as programs that are not ours write it, and what a person reads. */
const mistakes: [string, string, RegExp][] = [
  [
    "an input that @pulumi/aws requires and is missing",
    `resource("aws:ec2/subnet:Subnet", "lost", { cidrBlock: "10.0.0.0/24" });`,
    /aws:ec2\/subnet:Subnet.+"?vpcId"?/s,
  ],
  [
    "an input that it does not know, with the nearest right one",
    `resource("aws:ec2/vpc:Vpc", "net", { cidrBlok: "10.0.0.0/16" });`,
    /aws:ec2\/vpc:Vpc.+cidrBlok.+cidrBlock/s,
  ],
  [
    "POST on a behaviour of an origin group",
    `resource("aws:cloudfront/distribution:Distribution", "edge", {
      enabled: true,
      origins: ["a", "b"].map((originId) => ({ originId, domainName: originId + ".example.com",
        customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] } })),
      originGroups: [{ originId: "both", failoverCriteria: { statusCodes: [500] }, members: [{ originId: "a" }, { originId: "b" }] }],
      defaultCacheBehavior: { targetOriginId: "both", viewerProtocolPolicy: "https-only", cachedMethods: ["GET", "HEAD"],
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"], cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    });`,
    /AWS: InvalidArgument; offline refusal cloudfront-origin-group-write-methods/,
  ],
  [
    "a certificate outside us-east-1 on a distribution",
    `resource("aws:cloudfront/distribution:Distribution", "edge", {
      enabled: true, aliases: ["www.example.com"],
      origins: [{ originId: "a", domainName: "a.example.com",
        customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] } }],
      defaultCacheBehavior: { targetOriginId: "a", viewerProtocolPolicy: "https-only", cachedMethods: ["GET", "HEAD"],
        allowedMethods: ["GET", "HEAD"], cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" },
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1.2_2021",
        acmCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-4333-8444-555555555555" },
    });`,
    /AWS: InvalidViewerCertificate/,
  ],
];

/** A global database with its first member; the second one is each test's mistake. */
const GLOBAL = `
const common = { globalClusterIdentifier: "orders", engine: "aurora-postgresql", engineVersion: "16.8", skipFinalSnapshot: true };
const whole = new aws.rds.GlobalCluster("orders", { globalClusterIdentifier: "orders", engine: common.engine, engineVersion: "16.8", storageEncrypted: true });
const first = new aws.rds.Cluster("first", { ...common, clusterIdentifier: "first", masterUsername: "keeper", masterPassword: "not-a-real-one", storageEncrypted: true }, { dependsOn: whole });
const key = new aws.kms.Key("key", { region: "eu-central-1" });
`;

describe("the stand-in, under a program of somebody else", () => {
  let program: Program;
  before(async () => {
    program = await openProgram();
  });
  after(() => program?.close());

  for (const [title, source, expected] of mistakes) {
    it(`refuses ${title}, at preview`, async () => {
      program.write(source);
      const { code, output } = await program.run("preview");
      assert.notEqual(code, 0, output);
      assert.match(output, expected);
    });
  }

  const members: [string, string, RegExp][] = [
    [
      "credentials on a secondary of a global database",
      `masterUsername: "keeper", masterPassword: "not-a-real-one", kmsKeyId: key.arn`,
      /AWS: InvalidParameterCombination/,
    ],
    ["an encrypted secondary without a key of its own", "", /AWS: InvalidParameterCombination.+kms/is],
  ];
  for (const [title, member, expected] of members) {
    it(`refuses ${title}, and shows no password`, async () => {
      program.write(`${GLOBAL}
        new aws.rds.Cluster("second", { ...common, region: "eu-central-1", clusterIdentifier: "second", storageEncrypted: true,
          ${member} }, { dependsOn: first });`);
      const { code, output } = await program.run("up", "--yes", "--skip-preview");
      assert.notEqual(code, 0, output);
      assert.match(output, expected);
      assert.doesNotMatch(output, /not-a-real-one/);
      assert.equal((await program.run("destroy", "--yes", "--skip-preview")).code, 0);
    });
  }

  it("refuses a second record of the same name", async () => {
    program.write(`const zone = new aws.route53.Zone("zone", { name: "example.com" });
      for (const n of ["one", "two"]) new aws.route53.Record(n, { zoneId: zone.zoneId, name: "www", type: "A", ttl: 60, records: ["192.0.2.1"] });`);
    const { code, output } = await program.run("up", "--yes", "--skip-preview");
    assert.notEqual(code, 0, output);
    assert.match(output, /AWS: InvalidChangeBatch/);
    assert.equal((await program.run("destroy", "--yes", "--skip-preview")).code, 0);
  });

  it("refuses to delete a VPC that is in use by what another stack, or nobody, manages", async () => {
    const both = `const net = new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16" });
      new aws.ec2.Subnet("part", { vpcId: net.id, cidrBlock: "10.0.1.0/24" });`;
    program.write(both);
    assert.equal((await program.run("up", "--yes", "--skip-preview")).code, 0);
    const urn = "urn:pulumi:dev::other::aws:ec2/subnet:Subnet::part";
    assert.equal((await program.home.pulumi(["state", "delete", urn, "--yes", "--stack", "dev"])).code, 0);
    const { code, output } = await program.run("destroy", "--yes", "--skip-preview");
    assert.notEqual(code, 0, output);
    assert.match(output, /AWS: DependencyViolation/);
  });
});
