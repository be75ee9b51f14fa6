import assert from "node:assert/strict";
import { FleetImage, InstanceFleet, type InstanceFleetArgs } from "../../components/instance-fleet";
import { imageParameter } from "../../components/instance-fleet/images";
import { INSTANCE_TRUST, instancePolicy } from "../../components/instance-fleet/policies";
import { mistakes } from "../../components/instance-fleet/validate";
import { names, only, settled, startMocks } from "../support/mocks";

const GROUP = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const POLICY = "aws:autoscaling/policy:Policy";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const minimal: InstanceFleetArgs = {
  region: "eu-west-1",
  resourceName: "ui-prod",
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
  instanceTypes: ["m7g.large", "c7g.large"],
  minimum: 3,
  maximum: 9,
};

async function build(more: Partial<InstanceFleetArgs> = {}) {
  const registered = startMocks({ [TEMPLATE]: () => ({ latestVersion: 7 }) });
  new InstanceFleet("fleet", { ...minimal, ...more });
  await settled();
  return registered;
}

type Preferences = Record<string, unknown>;
const preferencesOf = (inputs: Record<string, unknown>) =>
  (inputs.instanceRefresh as { preferences: Preferences }).preferences;

describe("InstanceFleet", () => {
  it("makes exactly its group, template, key, role and security group, and follows its CPU", async () => {
    const registered = await build();
    assert.deepEqual(registered.map(({ type, name }) => `${type} ${name}`).sort(), [
      `${GROUP} fleet-group`,
      `${POLICY} fleet-cpu`,
      `${TEMPLATE} fleet-launch-template`,
      "aws:ec2/securityGroup:SecurityGroup fleet-security-group",
      "aws:iam/instanceProfile:InstanceProfile fleet-profile",
      "aws:iam/role:Role fleet-role",
      "aws:iam/rolePolicy:RolePolicy fleet-permissions",
      "aws:kms/alias:Alias fleet-volumes-alias",
      "aws:kms/key:Key fleet-volumes-key",
      `${EGRESS} fleet-to-https`,
      "tandem:components:InstanceFleet fleet",
      "tandem:components:RegionalKey fleet-volumes",
    ]);
  });

  it("REQ-6 starts instances without key pair and public address, which give their role for a token only", async () => {
    const { inputs } = only(await build(), TEMPLATE);
    assert.equal(inputs.keyName, undefined);
    assert.deepEqual(inputs.networkInterfaces, [
      {
        deviceIndex: 0,
        associatePublicIpAddress: "false",
        deleteOnTermination: "true",
        securityGroups: ["fleet-security-group-id"],
      },
    ]);
    assert.deepEqual(inputs.metadataOptions, {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    });
    assert.deepEqual(inputs.iamInstanceProfile, { arn: "arn:mock:fleet-profile" });
  });

  it("ALL-5 encrypts the disks under a key of its own, which EC2 Auto Scaling may use", async () => {
    const registered = await build();
    const [{ deviceName, ebs }] = only(registered, TEMPLATE).inputs.blockDeviceMappings as [
      { deviceName: string; ebs: object },
    ];
    assert.equal(deviceName, "/dev/xvda");
    assert.deepEqual(ebs, {
      volumeSize: 30,
      volumeType: "gp3",
      encrypted: "true",
      kmsKeyId: "arn:mock:fleet-volumes-key",
      deleteOnTermination: "true",
    });
    const { policy } = only(registered, "aws:kms/key:Key").inputs;
    assert.match(String(policy), /AWSServiceRoleForAutoScaling/);
  });

  it("looks its image up whenever an instance starts, or takes a fixed one", async () => {
    const imageId = (await build()).find(({ type }) => type === TEMPLATE)?.inputs.imageId;
    assert.equal(imageId, "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64");
    assert.equal(only(await build({ imageId: "ami-1" }), TEMPLATE).inputs.imageId, "ami-1");
  });

  it("hands its script over as EC2 wants it", async () => {
    const { userData } = only(await build({ userData: "#!/bin/bash\ntrue" }), TEMPLATE).inputs;
    assert.equal(Buffer.from(String(userData), "base64").toString(), "#!/bin/bash\ntrue");
  });

  it("REQ-6 spreads several types over all its zones, on demand unless a share of Spot is given", async () => {
    const { inputs } = only(await build(), GROUP);
    assert.deepEqual(inputs.vpcZoneIdentifiers, minimal.subnetIds);
    assert.deepEqual([inputs.minSize, inputs.maxSize, inputs.desiredCapacity], [3, 9, 3]);
    const policy = (more: Partial<InstanceFleetArgs>) =>
      build(more).then((all) => only(all, GROUP).inputs.mixedInstancesPolicy as Record<string, object>);
    assert.deepEqual(await policy({}), {
      instancesDistribution: {
        onDemandAllocationStrategy: "prioritized",
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: 100,
        spotAllocationStrategy: "price-capacity-optimized",
      },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: "fleet-launch-template-id", version: "7" },
        overrides: [{ instanceType: "m7g.large" }, { instanceType: "c7g.large" }],
      },
    });
    const spot = await policy({ spot: { onDemandBase: 2, percent: 60 } });
    assert.deepEqual(spot.instancesDistribution, {
      onDemandAllocationStrategy: "prioritized",
      onDemandBaseCapacity: 2,
      onDemandPercentageAboveBaseCapacity: 40,
      spotAllocationStrategy: "price-capacity-optimized",
    });
    assert.equal(inputs.capacityRebalance, false);
  });

  it("WEB-1 replaces instances that fail, grow old or come from an old template, and never too many at once", async () => {
    const { inputs } = only(await build({ refreshAlarmNames: ["errors"] }), GROUP);
    assert.equal(inputs.healthCheckType, "EC2");
    assert.equal(inputs.healthCheckGracePeriod, 120);
    assert.equal(inputs.maxInstanceLifetime, 30 * 86400);
    assert.deepEqual(inputs.instanceMaintenancePolicy, {
      minHealthyPercentage: 100,
      maxHealthyPercentage: 120,
    });
    assert.deepEqual(preferencesOf(inputs), {
      minHealthyPercentage: 100,
      maxHealthyPercentage: 120,
      instanceWarmup: "120",
      autoRollback: false,
      alarmSpecification: { alarms: ["errors"] },
      scaleInProtectedInstances: "Ignore",
      skipMatching: true,
    });
  });

  it("rolls a refresh back where EC2 Auto Scaling can: with a fixed image", async () => {
    const { inputs } = only(await build({ imageId: "ami-1" }), GROUP);
    assert.equal(preferencesOf(inputs).autoRollback, true);
  });

  it("asks the load balancer about its instances' health when there is one", async () => {
    const { inputs } = only(await build({ targetGroupArns: ["arn:targets"] }), GROUP);
    assert.deepEqual(inputs.targetGroupArns, ["arn:targets"]);
    assert.equal(inputs.healthCheckType, "ELB");
  });

  it("gives what leaves its time to end", async () => {
    assert.deepEqual(only(await build(), GROUP).inputs.initialLifecycleHooks, []);
    assert.deepEqual(only(await build({ drainSeconds: 90 }), GROUP).inputs.initialLifecycleHooks, [
      {
        name: "drain",
        lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
        heartbeatTimeout: 90,
        defaultResult: "CONTINUE",
      },
    ]);
  });

  it("ALL-6 tags group, instances and volumes by itself, since a provider's default tags do not", async () => {
    const registered = await build({ tags: { owner: "web" } });
    const { tagSpecifications } = only(registered, TEMPLATE).inputs;
    const tags = { owner: "web", Name: "ui-prod" };
    assert.deepEqual(tagSpecifications, [
      { resourceType: "instance", tags },
      { resourceType: "volume", tags },
      { resourceType: "network-interface", tags },
    ]);
    assert.deepEqual(only(registered, GROUP).inputs.tags, [
      { key: "owner", value: "web", propagateAtLaunch: true },
      { key: "Name", value: "ui-prod", propagateAtLaunch: true },
    ]);
  });

  it("follows requests by the names that CloudWatch has for balancer and targets", async () => {
    const requests = {
      perInstance: 500,
      loadBalancerArnSuffix: "app/front/1",
      targetGroupArnSuffix: "targetgroup/ui/2",
    };
    const registered = await build({ scaling: { requests } });
    assert.deepEqual(names(registered, POLICY), ["fleet-requests"]);
    assert.deepEqual(only(registered, POLICY).inputs.targetTrackingConfiguration, {
      targetValue: 500,
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: "app/front/1/targetgroup/ui/2",
      },
    });
  });

  it("aims at 60 percent of CPU by default", async () => {
    const { targetTrackingConfiguration } = only(await build(), POLICY).inputs;
    assert.deepEqual(targetTrackingConfiguration, {
      targetValue: 60,
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    });
  });

  it("leaves its number and who goes to ECS where ECS scales it", async () => {
    const registered = await build({ scaledByEcs: true });
    assert.deepEqual(names(registered, POLICY), []);
    const { inputs } = only(registered, GROUP);
    assert.equal(inputs.protectFromScaleIn, true);
    assert.equal(preferencesOf(inputs).scaleInProtectedInstances, "Refresh");
    assert.deepEqual((inputs.tags as object[]).at(-1), {
      key: "AmazonECSManaged",
      value: "true",
      propagateAtLaunch: true,
    });
  });

  it("WEB-3 lets the load balancer in on its port and nobody else, and both ends know it", async () => {
    const registered = await build({ port: 8080, loadBalancerGroupId: "sg-lb" });
    assert.deepEqual(names(registered, INGRESS), ["fleet-from-load-balancer"]);
    assert.deepEqual(only(registered, INGRESS).inputs, {
      region: "eu-west-1",
      securityGroupId: "fleet-security-group-id",
      referencedSecurityGroupId: "sg-lb",
      description: "From load-balancer",
      ipProtocol: "tcp",
      fromPort: 8080,
      toPort: 8080,
    });
    const out = only(registered, EGRESS, "fleet-load-balancer-out").inputs;
    assert.deepEqual(
      [out.securityGroupId, out.referencedSecurityGroupId, out.fromPort],
      ["sg-lb", "fleet-security-group-id", 8080],
    );
  });

  it("opens the other end for a target that is a security group", async () => {
    const reaches = [{ name: "database", securityGroupId: "sg-db", port: 3306 }];
    const registered = await build({ reaches });
    assert.deepEqual(names(registered, EGRESS), ["fleet-to-database"]);
    const into = only(registered, INGRESS, "fleet-into-database").inputs;
    assert.deepEqual(
      [into.securityGroupId, into.referencedSecurityGroupId, into.fromPort, into.toPort],
      ["sg-db", "fleet-security-group-id", 3306, 3306],
    );
  });

  it("hands its one region to every regional child", async () => {
    for (const { type, name, inputs } of await build({ port: 8080, loadBalancerGroupId: "sg-lb" })) {
      if (!type.startsWith("aws:iam/")) assert.equal(inputs.region, "eu-west-1", `${type} ${name}`);
    }
  });

  it("REQ-6 is reached by Session Manager and may do what the caller says, not more", async () => {
    const statement = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::media/*"] };
    const registered = await build({ statements: [statement] });
    const { policy } = only(registered, "aws:iam/rolePolicy:RolePolicy").inputs;
    const read = {
      Sid: "Read",
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: ["arn:aws:s3:::media/*"],
    };
    assert.equal(policy, instancePolicy([read]));
    const { Statement } = JSON.parse(instancePolicy([])) as { Statement: { Action: string[] }[] };
    assert.deepEqual(
      Statement.flatMap(({ Action }) => Action).filter((action) => /GetParam|\*/.test(action)),
      [],
    );
    assert.equal(Statement.length, 1);
    assert.deepEqual(JSON.parse(INSTANCE_TRUST).Statement[0].Principal, { Service: "ec2.amazonaws.com" });
  });

  it("knows AWS's public parameters of both images and processors", () => {
    const ecs = "/aws/service/ecs/optimized-ami/amazon-linux-2023";
    assert.equal(imageParameter(FleetImage.Containers, true), `${ecs}/arm64/recommended/image_id`);
    assert.equal(imageParameter(FleetImage.Containers, false), `${ecs}/recommended/image_id`);
    assert.match(imageParameter(FleetImage.AmazonLinux, false), /al2023-ami-kernel-default-x86_64$/);
  });

  const requests = { perInstance: 0, loadBalancerArnSuffix: "a", targetGroupArnSuffix: "b" };
  const wrong: [string, Partial<InstanceFleetArgs>, string, RegExp][] = [
    ["a name with a dot", { resourceName: "ui.prod" }, "resourceName", /"ui\.prod" is not allowed/],
    ["a name that is too long", { resourceName: "u".repeat(129) }, "resourceName", /128 are allowed/],
    ["no type", { instanceTypes: [] }, "instanceTypes", /1 to 40/],
    [
      "a type twice",
      { instanceTypes: ["m7g.large", "m7g.large"] },
      "instanceTypes",
      /each instance type once/,
    ],
    ["what is no type", { instanceTypes: ["large"] }, "instanceTypes", /such as m7g\.large/],
    ["two processors", { instanceTypes: ["m7g.large", "m7i.large"] }, "instanceTypes", /one processor/],
    ["fewer than none", { minimum: -1 }, "minimum", /0 or more/],
    ["a maximum below the minimum", { maximum: 2 }, "maximum", /not less than minimum \(3\)/],
    ["more at first than at most", { desired: 10 }, "desired", /3 to 9 is/],
    ["Spot of nothing", { spot: { onDemandBase: 0, percent: 0 } }, "spot.percent", /leave spot out for none/],
    ["a negative base", { spot: { onDemandBase: -1, percent: 50 } }, "spot.onDemandBase", /0 or more/],
    ["a disk that no image fits on", { volumeGigabytes: 4 }, "volumeGigabytes", /8 to 16384/],
    ["a device without its folder", { rootDeviceName: "sda1" }, "rootDeviceName", /"sda1" is not allowed/],
    ["three hops", { metadataHops: 3 }, "metadataHops", /1 to 2/],
    ["an instance for ever", { maximumLifetimeDays: 400 }, "maximumLifetimeDays", /1 to 365/],
    ["a drain of a second", { drainSeconds: 1 }, "drainSeconds", /30 to 7200/],
    ["scaling by nothing", { scaling: {} }, "scaling", /follows nothing/],
    ["two who scale", { scaledByEcs: true, scaling: { cpuPercent: 50 } }, "scaling", /ECS decides/],
    ["101 percent", { scaling: { cpuPercent: 101 } }, "scaling.cpuPercent", /1 to 100/],
    ["no request", { scaling: { requests } }, "scaling.requests.perInstance", /0 is not allowed/],
    ["a balancer without a port", { loadBalancerGroupId: "sg-lb" }, "port", /to which port\?/],
    ["SSH", { port: 22 }, "port", /Session Manager needs no port/],
    [
      "a target without a port",
      { reaches: [{ name: "db", cidrIpv4: "10.0.0.0/8", port: 0 }] },
      "reaches[0].port",
      /65535/,
    ],
    [
      "every action of a service",
      { statements: [{ sid: "All", actions: ["s3:*"], resources: ["*"] }] },
      "statements[0].actions",
      /"s3:\*" is not allowed/,
    ],
    [
      "a statement of nothing",
      { statements: [{ sid: "None", actions: [], resources: [] }] },
      "statements[0]",
      /one action/,
    ],
    [
      "a statement's name with a dash",
      { statements: [{ sid: "a-b", actions: ["s3:GetObject"], resources: ["arn:x"] }] },
      "statements[0].sid",
      /letters and digits/,
    ],
  ];
  for (const [title, change, propertyPath, sentence] of wrong) {
    it(`refuses ${title}`, () => {
      const [found, ...others] = mistakes({ ...minimal, ...change });
      assert.equal(found?.propertyPath, propertyPath);
      assert.match(found?.reason as string, sentence);
      assert.deepEqual(others, []);
    });
  }

  it("registers nothing when an argument is wrong", async () => {
    const registered = startMocks();
    assert.throws(
      () => new InstanceFleet("fleet", { ...minimal, maximum: 1 }),
      /InstanceFleet "fleet": maximum: 1 is not allowed/,
    );
    await settled();
    assert.deepEqual(registered, []);
  });
});
