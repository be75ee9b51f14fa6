import { z } from "zod";

/** Tag of an image that does not move by its nature. */
export const imageTag = z
  .string()
  .regex(/^(?!latest$)\w[\w.-]{0,127}$/)
  .default("1.0.0")
  .meta({ allowed: "a tag other than latest" });

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
    .meta({ allowed: "512 to 30720 in steps of 512, and 2 to 8 times the processor units" })
    .describe("Memory of a task, in MB."),
};

/** Refuses memory that Fargate does not have for the processor. */
export const fitsFargate = ({ cpu, memoryMb }: { cpu: number; memoryMb: number }) =>
  memoryMb >= 2 * cpu && memoryMb <= 8 * cpu && memoryMb % 512 === 0;

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

/** Types of EC2 instances that a fleet may take. */
export const gravitonTypes = z.array(
  z
    .string()
    .regex(/^[a-z]+\d+g[a-z]*\.[a-z0-9]+$/)
    .meta({ allowed: "a Graviton type such as m7g.large" }),
);
