const range = (least: number, most: number, step: number): number[] =>
  Array.from({ length: (most - least) / step + 1 }, (_, index) => least + index * step);

/**
 * MiB of memory that Fargate has for units of CPU.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
const SIZES = new Map<number, number[]>([
  [256, [512, 1024, 2048]],
  [512, range(1024, 4096, 1024)],
  [1024, range(2048, 8192, 1024)],
  [2048, range(4096, 16384, 1024)],
  [4096, range(8192, 30720, 1024)],
  [8192, range(16384, 61440, 4096)],
  [16384, range(32768, 122880, 8192)],
]);

/** CPU units that Fargate has. */
export const FARGATE_CPUS: readonly number[] = [...SIZES.keys()];

/** Memory that Fargate has for a CPU; nothing for a CPU that it does not have. */
export function fargateMemory(cpu: number): readonly number[] {
  return SIZES.get(cpu) ?? [];
}
