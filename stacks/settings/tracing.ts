import { z } from "zod";

/** Traces of requests. */
export const tracing = z
  .strictObject({
    samplingPercent: z
      .number()
      .min(0)
      .max(100)
      .default(5)
      .describe(
        "Share of the requests that are traced beyond the first of each second; 5 USD per million traces.",
      ),
    slowSeconds: z
      .number()
      .min(0.1)
      .max(60)
      .default(2)
      .describe("Seconds from which on a trace is in the group of the slow ones."),
    ownsEncryption: z
      .boolean()
      .default(true)
      .describe(
        "Whether this stack sets X-Ray's encryption, which an account has once in each region. `false` where another stack of the account and region does.",
      ),
  })
  .prefault({})
  .describe("X-Ray in this region.");
