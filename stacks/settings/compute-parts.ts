import { z } from "zod";
import { fargateMemory } from "../../components/container-service/fargate-sizes";

/** Tag of an image that does not move by its nature. */
export const imageTag = z
  .string()
  .regex(/^(?!latest$)\w[\w.-]{0,127}$/)
  .default("1.0.0")
  .meta({ allowed: "a tag other than latest" });

/** What {@link fitsFargate} takes, in words. */
const FARGATE_MEMORY =
  "what Fargate has: 512, 1024 or 2048 for 256 processor units, else 2 to 8 times the units in steps of 1024, at most 30720";

/** Processor and memory of a task on Fargate; {@link fitsFargate} says which go together. */
export const taskSize = {
  cpu: z
    .union([z.literal(256), z.literal(512), z.literal(1024), z.literal(2048), z.literal(4096)])
    .default(512)
    .meta({ allowed: "256, 512, 1024, 2048 or 4096" })
    .describe("Processor units of a task; 1024 are one vCPU."),
  memoryMb: z
    .int()
    .min(512)
    .max(30_720)
    .default(1024)
    .meta({ allowed: FARGATE_MEMORY })
    .describe("Memory of a task, in MB."),
};

/** Refuses memory that Fargate does not have for the processor. */
export const fitsFargate = ({ cpu, memoryMb }: { cpu: number; memoryMb: number }) =>
  fargateMemory(cpu).includes(memoryMb);

/** Where memory that does not fit is told. */
export const AT_MEMORY = { path: ["memoryMb"] };

/** Processor use that scaling keeps to. */
export const targetCpuPercent = z
  .int()
  .min(20)
  .max(90)
  .default(60)
  .describe("Processor use, in percent, that scaling keeps to.");

/** Share of tasks on Fargate Spot. */
export const spotPercent = z
  .int()
  .min(0)
  .max(99)
  .default(0)
  .describe(
    "Share of the tasks beyond the minimum that run on Fargate Spot, in percent: for non-production.",
  );

/** Types of EC2 instances that a fleet may take, each once. */
export function gravitonTypes(least: number, most: number) {
  const type = z
    .string()
    .regex(/^[a-z]+\d+g[a-z]*\.[a-z0-9]+$/)
    .meta({ allowed: "a Graviton type such as m7g.large" });
  return z
    .array(type)
    .min(least)
    .max(most)
    .meta({ allowed: `a list of ${least} to ${most} Graviton types, each once` });
}
