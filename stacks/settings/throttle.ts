import { z } from "zod";

/** Requests that API Gateway lets through: a steady rate, and what may come at once. */
export function throttle(requestsPerSecond: number, burst: number) {
  return {
    requestsPerSecond: z
      .int()
      .min(1)
      .max(10_000)
      .default(requestsPerSecond)
      .describe("Requests a second that are let through, over time."),
    burst: z.int().min(1).max(5000).default(burst).describe("Requests that are let through at once."),
  };
}
