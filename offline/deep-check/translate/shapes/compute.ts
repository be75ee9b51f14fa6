import { Asset, isMap, type Value } from "../../../providers/core/values/value";
import type { Writer } from "../writer";
import {
  asText,
  capital,
  choice,
  incomplete,
  object,
  pairs,
  renamed,
  type Shape,
  type TypeShapes,
} from "./shape";

/** Where a function's code is; a file or an archive of the program stands for an uploaded one. */
function code(writer: Writer, value: Value, path: string): void {
  if (!(value instanceof Asset)) {
    incomplete(writer, value);
    return;
  }
  writer.write("Code.S3Bucket", "uploaded-by-pulumi", path);
  writer.write("Code.S3Key", "code.zip", path);
}

const lambda: TypeShapes = {
  code,
  name: renamed("FunctionName"),
  role: renamed("Role"),
  handler: renamed("Handler"),
  runtime: renamed("Runtime"),
  memorySize: renamed("MemorySize"),
  timeout: renamed("Timeout"),
  packageType: renamed("PackageType"),
  architectures: renamed("Architectures"),
  layers: renamed("Layers"),
  description: renamed("Description"),
  kmsKeyArn: renamed("KmsKeyArn"),
  imageUri: renamed("Code.ImageUri"),
  s3Bucket: renamed("Code.S3Bucket"),
  s3Key: renamed("Code.S3Key"),
  s3ObjectVersion: renamed("Code.S3ObjectVersion"),
  // -1 says "no reservation" in Pulumi; CloudFormation says so by leaving it out.
  reservedConcurrentExecutions: (writer, value, path) => {
    if (value !== -1) writer.put("ReservedConcurrentExecutions", value, path);
  },
  deadLetterConfig: object({ targetArn: renamed("DeadLetterConfig.TargetArn") }),
  ephemeralStorage: object({ size: renamed("EphemeralStorage.Size") }),
  tracingConfig: object({ mode: renamed("TracingConfig.Mode") }),
  vpcConfig: object({
    subnetIds: renamed("VpcConfig.SubnetIds"),
    securityGroupIds: renamed("VpcConfig.SecurityGroupIds"),
    ipv6AllowedForDualStack: renamed("VpcConfig.Ipv6AllowedForDualStack"),
  }),
  environment: object({ variables: renamed("Environment.Variables") }),
};

/** Keys of a container definition below which keys are the user's own. */
const FREE = new Set(["options", "dockerLabels", "driverOpts", "labels"]);

/** Pulumi takes container definitions as ECS's JSON, with small first letters. */
function containers(writer: Writer, value: Value, path: string): void {
  if (typeof value !== "string") {
    incomplete(writer, value);
    return;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    incomplete(writer, value);
    return;
  }
  container(writer, "ContainerDefinitions", parsed, path, false);
}

function container(writer: Writer, place: string, value: unknown, path: string, free: boolean): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      container(writer, `${place}[${index}]`, item, `${path}[${index}]`, free);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value))
      container(writer, `${place}.${free ? key : capital(key)}`, inner, `${path}.${key}`, FREE.has(key));
  } else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    writer.put(place, value, path);
}

const taskDefinition: TypeShapes = {
  containerDefinitions: containers,
  family: renamed("Family"),
  cpu: asText("Cpu"),
  memory: asText("Memory"),
  networkMode: renamed("NetworkMode"),
  requiresCompatibilities: renamed("RequiresCompatibilities"),
  executionRoleArn: renamed("ExecutionRoleArn"),
  taskRoleArn: renamed("TaskRoleArn"),
  ipcMode: renamed("IpcMode"),
  pidMode: renamed("PidMode"),
  ephemeralStorage: object({ sizeInGib: renamed("EphemeralStorage.SizeInGiB") }),
  runtimePlatform: object({
    cpuArchitecture: renamed("RuntimePlatform.CpuArchitecture"),
    operatingSystemFamily: renamed("RuntimePlatform.OperatingSystemFamily"),
  }),
};

const publicAddress: Shape = choice(
  "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp",
  "ENABLED",
  "DISABLED",
);

export const compute: Readonly<Record<string, TypeShapes>> = {
  "lambda/function:Function": lambda,
  "lambda/alias:Alias": {
    routingConfig: object({
      additionalVersionWeights: pairs(
        "RoutingConfig.AdditionalVersionWeights",
        "FunctionVersion",
        "FunctionWeight",
      ),
    }),
  },
  "ecs/taskDefinition:TaskDefinition": taskDefinition,
  "ecs/service:Service": {
    networkConfiguration: (writer, value, path) => {
      if (!isMap(value)) {
        incomplete(writer, value);
        return;
      }
      object({
        assignPublicIp: publicAddress,
        subnets: renamed("NetworkConfiguration.AwsvpcConfiguration.Subnets"),
        securityGroups: renamed("NetworkConfiguration.AwsvpcConfiguration.SecurityGroups"),
      })(writer, value, path);
    },
  },
};
