import { text, texts } from "../../../core/values/read";
import { always } from "../phases";
import { found, type Refusal } from "../refusal";

/** MiB of memory for CPU units: from, to, step; or the only values. */
const sizes: Record<number, number[]> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16384, 1024),
  4096: steps(8192, 30720, 1024),
  8192: steps(16384, 61440, 4096),
  16384: steps(32768, 122880, 8192),
};

export const fargateSize: Refusal = {
  ...always,
  name: "ecs-fargate-size",
  code: "ClientException",
  sentence: "A Fargate task has one of AWS's pairs of CPU and memory.",
  source: "Amazon ECS Developer Guide, Task definition parameters for Fargate, Task size",
  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  judge({ inputs }) {
    if (!texts(inputs, "requiresCompatibilities").includes("FARGATE")) return undefined;
    const [cpu, memory] = [amount(text(inputs, "cpu")), amount(text(inputs, "memory"))];
    if (cpu === undefined || memory === undefined || cpu > 16384) return undefined;
    const allowed = sizes[cpu];
    if (allowed === undefined)
      return found(
        `No Fargate configuration exists for given values: cpu is ${cpu}; AWS takes ${Object.keys(sizes).join(", ")}`,
        "cpu",
      );
    if (allowed.includes(memory)) return undefined;
    const list =
      allowed.length > 4
        ? `${allowed[0]} to ${allowed.at(-1)} in steps of ${(allowed[1] ?? 0) - (allowed[0] ?? 0)}`
        : allowed.join(", ");
    return found(
      `No Fargate configuration exists for given values: memory is ${memory} with cpu ${cpu}; AWS takes ${list} MiB`,
      "memory",
    );
  },
};

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}

/** CPU units or MiB: `1024`, `1 vCPU`, `.5 vcpu`, `2 GB`. */
function amount(written: string | undefined): number | undefined {
  const [, figure, unit] = /^\s*(\d*\.?\d+)\s*(vcpu|gb)?\s*$/i.exec(written ?? "") ?? [];
  return figure === undefined ? undefined : Number(figure) * (unit === undefined ? 1 : 1024);
}
