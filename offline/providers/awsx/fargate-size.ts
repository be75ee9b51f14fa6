import { argumentError } from "../components/errors";

/** What a container asks for: CPU in units of 1/1024 vCPU, memory in MiB. */
export interface ContainerSize {
  readonly cpu?: number;
  readonly memory?: number;
  readonly memoryReservation?: number;
}

/** A task's size as ECS writes it: CPU units and MiB. */
export interface TaskSize {
  readonly cpu: string;
  readonly memory: string;
}

/** vCPUs, and the least and most GiB that go with them; from 1 vCPU up in steps of 1 GiB. */
const ranges: readonly (readonly [vcpu: number, from: number, to: number])[] = [
  [0.25, 0.5, 2],
  [0.5, 1, 4],
  [1, 2, 8],
  [2, 4, 16],
  [4, 8, 30],
  [8, 16, 60],
  [16, 32, 120],
];

const largest = { vcpu: 16, gigabytes: 120 };

/**
 * The size of a task without `cpu` and `memory`: the smallest memory that holds all containers, then the fewest vCPUs,
 * as the published component chooses (pulumi/pulumi-awsx, awsx/ecs/fargateMemoryAndCpu.ts). It counts in whole GiB,
 * so that above 8 vCPUs it may choose a pair that Fargate does not have.
 */
export function fargateSize(containers: readonly ContainerSize[]): TaskSize {
  const sum = (of: (container: ContainerSize) => number | undefined) =>
    containers.reduce((total, container) => total + (of(container) ?? 0), 0) / 1024;
  const vcpu = sum(({ cpu }) => cpu);
  const gigabytes = sum(({ memory, memoryReservation }) => memoryReservation || memory);
  const size = sizes().find((one) => one.vcpu >= vcpu && one.gigabytes >= gigabytes);
  if (size === undefined) {
    throw argumentError(
      "containers",
      `ask for ${vcpu} vCPU and ${gigabytes} GiB together; a Fargate task has ${largest.vcpu} vCPU and ${largest.gigabytes} GiB at most`,
    );
  }
  return { cpu: String(size.vcpu * 1024), memory: String(size.gigabytes * 1024) };
}

function sizes(): { readonly vcpu: number; readonly gigabytes: number }[] {
  const all = ranges.flatMap(([vcpu, from, to]) => {
    const count = from < 1 ? [from, 1, to] : Array.from({ length: to - from + 1 }, (_, step) => from + step);
    return count.map((gigabytes) => ({ vcpu, gigabytes }));
  });
  return all.sort((one, other) => one.gigabytes - other.gigabytes || one.vcpu - other.vcpu);
}
