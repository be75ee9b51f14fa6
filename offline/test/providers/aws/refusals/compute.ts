import type { ValueMap } from "../../../../providers/core/values/value";
import type { Cloud } from "../../support";
import { types, vpc } from "../fixtures";
import { type Case, describeRefusals } from "./kit";

const role = "arn:aws:iam::123456789012:role/r";

const cluster = (cloud: Cloud, changes: ValueMap) => cloud.create(types.eks, "eks", clusterInputs(changes));

const clusterInputs = (changes: ValueMap): ValueMap => ({
  name: "hub",
  roleArn: role,
  vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
  ...changes,
});

const autoMode = (compute: boolean, storage: boolean): ValueMap => ({
  computeConfig: { enabled: compute },
  kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: compute } },
  storageConfig: { blockStorage: { enabled: storage } },
});

const lambda = (cloud: Cloud, changes: ValueMap) =>
  cloud.create("aws:lambda/function:Function", "f", { role, ...changes });

const task = (cloud: Cloud, cpu: string, memory: string, launch = "FARGATE") =>
  cloud.create("aws:ecs/taskDefinition:TaskDefinition", "task", {
    family: "api",
    containerDefinitions: "[]",
    networkMode: "awsvpc",
    requiresCompatibilities: [launch],
    cpu,
    memory,
  });

function zonesById(cloud: Cloud, ...zones: string[]): void {
  const net = vpc(cloud, "net", { region: "us-east-1" });
  const subnetIds = zones.map(
    (availabilityZoneId, index) =>
      cloud.create(types.subnet, `s-${index}`, {
        region: "us-east-1",
        vpcId: net.id,
        cidrBlock: `10.0.${index}.0/24`,
        availabilityZoneId,
      }).id,
  );
  cluster(cloud, { region: "us-east-1", vpcConfig: { subnetIds } });
}

function addon(cloud: Cloud, addonName: string, addonVersion: string): void {
  cluster(cloud, { version: "1.31" });
  cloud.create("aws:eks/addon:Addon", "addon", { clusterName: "hub", addonName, addonVersion });
}

const cases: Case[] = [
  {
    refusal: "eks-auto-mode",
    code: "provider",
    mistake: (cloud) => cluster(cloud, autoMode(true, false)),
    twin: (cloud) => cluster(cloud, autoMode(true, true)),
  },
  {
    refusal: "eks-auto-mode",
    code: "provider",
    mistake: (cloud) => cluster(cloud, { computeConfig: { enabled: true } }),
    twin: (cloud) => cluster(cloud, {}),
  },
  {
    refusal: "eks-outpost-settings",
    code: "provider",
    mistake: (cloud) =>
      cluster(cloud, {
        outpostConfig: { controlPlaneInstanceType: "m5.large", outpostArns: ["arn:aws:outposts:x"] },
        kubernetesNetworkConfig: { serviceIpv4Cidr: "172.20.0.0/16" },
      }),
    twin: (cloud) =>
      cluster(cloud, {
        outpostConfig: { controlPlaneInstanceType: "m5.large", outpostArns: ["arn:aws:outposts:x"] },
      }),
    tellsFromShape: "both objects are there, whatever is in them",
  },
  {
    refusal: "eks-version-step",
    code: "InvalidParameterException",
    mistake: (cloud) => cloud.update(cluster(cloud, { version: "1.30" }), clusterInputs({ version: "1.32" })),
    twin: (cloud) => cloud.update(cluster(cloud, { version: "1.30" }), clusterInputs({ version: "1.31" })),
  },
  {
    refusal: "eks-version-step",
    code: "InvalidParameterException",
    mistake: (cloud) => cloud.update(cluster(cloud, { version: "1.31" }), clusterInputs({ version: "1.30" })),
    twin: (cloud) => {
      const made = cluster(cloud, { version: "1.31" });
      // Another name is another cluster, which may be of any version.
      cloud.diff(made, clusterInputs({ name: "second", version: "1.29" }));
    },
  },
  {
    refusal: "eks-addon-version",
    code: "InvalidParameterException",
    mistake: (cloud) => addon(cloud, "kube-proxy", "v1.32.0-eksbuild.2"),
    twin: (cloud) => addon(cloud, "kube-proxy", "v1.31.2-eksbuild.3"),
  },
  {
    refusal: "eks-unsupported-zone",
    code: "UnsupportedAvailabilityZoneException",
    mistake: (cloud) => zonesById(cloud, "use1-az1", "use1-az3"),
    twin: (cloud) => zonesById(cloud, "use1-az1", "use1-az2"),
  },
  {
    refusal: "lambda-code-source",
    code: "provider",
    mistake: (cloud) => lambda(cloud, {}),
    twin: (cloud) => lambda(cloud, { imageUri: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/r:1" }),
    tellsFromShape: "every source is absent",
  },
  {
    refusal: "lambda-code-source",
    code: "provider",
    mistake: (cloud) => lambda(cloud, { imageUri: "r:1", s3Bucket: "code", s3Key: "f.zip" }),
    twin: (cloud) => lambda(cloud, { s3Bucket: "code", s3Key: "f.zip" }),
  },
  {
    refusal: "lambda-code-object",
    code: "provider",
    mistake: (cloud) => lambda(cloud, { s3Bucket: "code" }),
    twin: (cloud) => lambda(cloud, { s3Bucket: "code", s3Key: "f.zip" }),
  },
  {
    refusal: "lambda-reserved-environment",
    code: "InvalidParameterValueException",
    mistake: (cloud) =>
      lambda(cloud, { imageUri: "r:1", environment: { variables: { AWS_REGION: "eu-west-1" } } }),
    twin: (cloud) =>
      lambda(cloud, { imageUri: "r:1", environment: { variables: { PAYMENTS_REGION: "eu-west-1" } } }),
    tellsFromShape: "the names of the variables are known, whatever their values",
  },
  {
    refusal: "ecs-fargate-size",
    code: "ClientException",
    mistake: (cloud) => task(cloud, "256", "4096"),
    twin: (cloud) => {
      task(cloud, "256", "2048");
      task(cloud, ".5 vCPU", "4 GB");
      task(cloud, "300", "300", "EC2");
    },
  },
  {
    refusal: "ecs-fargate-size",
    code: "ClientException",
    mistake: (cloud) => task(cloud, "300", "2048"),
    twin: (cloud) => task(cloud, "8192", "20480"),
  },
];

describeRefusals("compute", cases);
