import { argumentError } from "../components/errors";

interface AmiType {
  readonly name: string;
  readonly system: string;
  readonly gpu: boolean;
  readonly arm: boolean;
}

/**
 * The AMI types that the component chooses from, in its order.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html
 */
const amiTypes: readonly AmiType[] = [
  { name: "AL2_x86_64", system: "AL2", gpu: false, arm: false },
  { name: "AL2_x86_64_GPU", system: "AL2", gpu: true, arm: false },
  { name: "AL2_ARM_64", system: "AL2", gpu: false, arm: true },
  { name: "AL2023_x86_64_STANDARD", system: "AL2023", gpu: false, arm: false },
  { name: "AL2023_ARM_64_STANDARD", system: "AL2023", gpu: false, arm: true },
  { name: "AL2023_x86_64_NVIDIA", system: "AL2023", gpu: true, arm: false },
  { name: "BOTTLEROCKET_ARM_64", system: "Bottlerocket", gpu: false, arm: true },
  { name: "BOTTLEROCKET_x86_64", system: "Bottlerocket", gpu: false, arm: false },
  { name: "BOTTLEROCKET_ARM_64_NVIDIA", system: "Bottlerocket", gpu: true, arm: true },
  { name: "BOTTLEROCKET_x86_64_NVIDIA", system: "Bottlerocket", gpu: true, arm: false },
];

/** The AMI type for an operating system on the given instance types. */
export function amiType(system: string, gpu: boolean, instanceTypes: readonly string[]): string {
  const arm = new Set(instanceTypes.map(isArm));
  if (arm.size > 1)
    throw argumentError("instanceTypes", `mixes ARM and x86 types: ${instanceTypes.join(", ")}`);
  const wantsArm = arm.has(true);
  const found = amiTypes.find((type) => type.system === system && type.gpu === gpu && type.arm === wantsArm);
  if (found !== undefined) return found.name;
  const kind = `${gpu ? "GPU " : ""}${wantsArm ? "ARM" : "x86"}`;
  throw argumentError(
    "operatingSystem",
    `there is no AMI type of ${system} for ${kind} instances; give an amiType`,
  );
}

/** The operating system of an AMI type; AL2023 when nothing is said. */
export function operatingSystem(type: string | undefined, named: string | undefined): string {
  if (type === undefined) return named ?? "AL2023";
  const system = amiTypes.find((candidate) => candidate.name === type)?.system;
  if (system === undefined)
    throw argumentError("amiType", `"${type}" has no known operating system; give a launchTemplate`);
  if (named !== undefined && named !== system) {
    throw argumentError("operatingSystem", `"${named}" is not that of amiType ${type}, which is ${system}`);
  }
  return system;
}

/** Graviton types have a g after the generation: m7g.xlarge, c6gn.large. */
function isArm(instanceType: string): boolean {
  const processor = /[a-z]+[0-9]+([a-z])?-?[a-z]*\.[a-z0-9-]+$/.exec(instanceType);
  if (processor === null)
    throw argumentError("instanceTypes", `"${instanceType}" is not an instance type such as m7g.xlarge`);
  return processor[1] === "g";
}
