import assert from "node:assert/strict";
import { efficientDefaults as rule } from "../../../rules/operations/efficient-defaults";
import { reference, resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const nodes = (props: Record<string, unknown>) => resource("aws:eks/nodeGroup:NodeGroup", "nodes", props);
const worker = (props: Record<string, unknown>) => resource("aws:lambda/function:Function", "worker", props);
const disk = (props: Record<string, unknown>) => resource("aws:ebs/volume:Volume", "disk", props);
const machine = (props: Record<string, unknown>) => resource("aws:ec2/instance:Instance", "machine", props);
const template = (props: Record<string, unknown>) =>
  resource("aws:ec2/launchTemplate:LaunchTemplate", "template", props);
const bucket = (props: Record<string, unknown> = {}) => resource("aws:s3/bucket:Bucket", "bucket", props);
const reason = { tags: { "architecture-reason": "vendor's library" } };

describe("efficient-defaults", () => {
  it("accepts Graviton, gp3 and a lifecycle", async () => {
    const own = bucket();
    const lifecycle = resource("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "life", {
      bucket: reference(own),
    });
    const good = [
      nodes({ instanceTypes: ["m7g.large", "c7gn.large"] }),
      nodes({ launchTemplate: { id: "lt-1" } }),
      worker({ architectures: ["arm64"] }),
      disk({ type: "gp3" }),
      machine({ instanceType: "t4g.small", rootBlockDevice: { volumeType: "gp3" } }),
      own,
      lifecycle,
    ];
    assert.deepEqual(await said(rule, good), []);
    assert.deepEqual(await said(rule, [bucket({ lifecycleRules: [{ enabled: true }] })]), []);
  });

  it("refuses x86 where Graviton has the like, unless a tag says why", async () => {
    const wrong: [ReturnType<typeof nodes>, string][] = [
      [
        nodes({ instanceTypes: ["m7g.large", "m6i.large"] }),
        "Its instance types are x86 where Graviton has the like.",
      ],
      [nodes({}), "instanceTypes is not set: EKS chooses x86."],
      [worker({}), "It runs on x86: architectures is not arm64."],
      [worker({ architectures: ["x86_64"] }), "It runs on x86: architectures is not arm64."],
      [machine({ instanceType: "t3.micro" }), "Its instance type is x86 where Graviton has the like."],
      [template({ instanceType: "c5.large" }), "Its instance type is x86 where Graviton has the like."],
    ];
    for (const [one, message] of wrong) {
      assert.deepEqual(await said(rule, [one]), [`${one.name}: ${message}`]);
      const explained = resource(one.type, one.name, { ...one.props, ...reason });
      assert.deepEqual(await said(rule, [explained]), []);
    }
  });

  it("accepts families with accelerators, and functions at the edge, which have no Graviton", async () => {
    assert.deepEqual(await said(rule, [nodes({ instanceTypes: ["g5.xlarge", "p5.48xlarge"] })]), []);
    const atEdge = worker({ publish: true });
    const edge = resource("aws:cloudfront/distribution:Distribution", "edge", {
      defaultCacheBehavior: { lambdaFunctionAssociations: [{ lambdaArn: reference(atEdge) }] },
    });
    assert.deepEqual(await said(rule, [atEdge, edge]), []);
  });

  it("refuses gp2, chosen or by default", async () => {
    for (const type of ["gp2", undefined]) {
      assert.deepEqual(await said(rule, [disk({ type })]), [
        "disk: It is a gp2 volume; gp3 is cheaper and faster.",
      ]);
    }
    const old = { volumeType: "gp2" };
    const wrong = [
      machine({ rootBlockDevice: old }),
      machine({ ebsBlockDevices: [{ volumeType: "gp3" }, old] }),
      template({ blockDeviceMappings: [{ ebs: old }] }),
    ];
    for (const one of wrong) {
      assert.deepEqual(await said(rule, [one]), [
        `${one.name}: It has a gp2 volume; gp3 is cheaper and faster.`,
      ]);
    }
  });

  it("refuses a bucket without a lifecycle", async () => {
    assert.deepEqual(await said(rule, [bucket()]), [
      "bucket: It has no lifecycle: what lands in it stays for ever.",
    ]);
  });

  it("refuses a network with a NAT gateway but no gateway endpoint for S3", async () => {
    const vpc = resource("aws:ec2/vpc:Vpc", "vpc");
    const subnet = resource("aws:ec2/subnet:Subnet", "subnet", { vpcId: reference(vpc) });
    const inner = resource("aws:ec2/subnet:Subnet", "inner", { vpcId: reference(vpc) });
    const nat = resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: reference(subnet) });
    const endpoint = (serviceName: string, vpcEndpointType?: string) =>
      resource("aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint", {
        vpcId: reference(vpc),
        serviceName,
        vpcEndpointType,
      });
    const s3 = "com.amazonaws.us-east-2.s3";
    assert.deepEqual(await said(rule, [vpc, subnet]), []);
    assert.deepEqual(await said(rule, [vpc, subnet, nat, endpoint(s3)]), []);
    for (const others of [[], [endpoint(s3, "Interface")], [endpoint("com.amazonaws.us-east-2.dynamodb")]]) {
      assert.deepEqual(await said(rule, [vpc, inner, subnet, nat, ...others]), [
        "vpc: It has a NAT gateway but no gateway endpoint for S3.",
      ]);
    }
  });

  it("finds what is known beside what is not", async () => {
    assert.deepEqual(
      await said(rule, [machine({ instanceType: unknown, rootBlockDevice: { volumeType: "gp2" } })]),
      ["machine: It has a gp2 volume; gp3 is cheaper and faster.", "machine? instanceType is not known yet"],
    );
  });
});
