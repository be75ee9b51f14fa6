import { z } from "zod";
import { throttle } from "../throttle";

/** USD a month of API Gateway's cache, by its size in GB. */
export const CACHE_COST = { "0.5": 15, "1.6": 28, "6.1": 146, "13.5": 183 } as const;

const cache = z
  .strictObject({
    sizeGb: z
      .union([z.literal(0), z.literal(0.5), z.literal(1.6), z.literal(6.1), z.literal(13.5)])
      .default(0.5)
      .meta({ allowed: "0 (no cache), 0.5, 1.6, 6.1 or 13.5" })
      .describe(
        `Size of the cache in each region, encrypted: ${Object.entries(CACHE_COST)
          .map(([size, cost]) => `${size} GB for ${cost} USD a month`)
          .join(", ")}; 0 for none.`,
      ),
    ttlSeconds: z.int().min(1).max(3600).default(60).describe("Seconds that it keeps an answer."),
  })
  .prefault({})
  .describe("Cache of API Gateway for what is only read.");

const issuer = z.strictObject({
  issuer: z
    .string()
    .regex(/^https:\/\/[a-z0-9.-]+(\/[\w.~-]+)*\/?$/i)
    .meta({ allowed: "the https address that tokens name in `iss`, such as https://login.example.com" })
    .describe("Who issues the tokens: what they name in `iss`."),
  audience: z
    .string()
    .min(1)
    .max(256)
    .describe("For whom the tokens have to be: `aud`, or `client_id` of an access token of Cognito."),
});

const consumer = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,31}$/)
      .meta({ allowed: "up to 32 lower-case letters, digits and hyphens, starting with a letter" })
      .describe("Name of the client; it gets an API key of its own."),
    keySecretName: z
      .string()
      .regex(/^[\w/+=.@-]{1,512}$/)
      .optional()
      .meta({ allowed: "the name of a secret in Secrets Manager" })
      .describe(
        "Name of a secret, replicated to every region, whose text is the client's key: then one key works wherever Route 53 sends the client. Without it each region makes a key of its own, and the client calls the regions by their own names.",
      ),
    ...throttle(20, 40),
    requestsPerDay: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .default(100_000)
      .describe("Requests that its plan allows in a day."),
  })
  .describe("A client with a usage plan of its own.");

/** API Gateway of a region. */
export const api = z
  .strictObject({
    throttle: z
      .strictObject(throttle(500, 1000))
      .prefault({})
      .describe("Requests that all clients together have let through, for each method."),
    cache,
    issuers: z
      .array(issuer)
      .max(10)
      .default([])
      .describe(
        "Further issuers whose tokens the API takes, besides the user pools of both regions: for users who sign in elsewhere.",
      ),
    consumers: z
      .array(consumer)
      .max(50)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length)
      .meta({ allowed: "a list of clients, each name once" })
      .default([])
      .describe(
        "Clients that call with an API key beside their IAM signature, each with a usage plan. Their keys are in API Gateway, never in the settings.",
      ),
    requestsPerFiveMinutes: z
      .int()
      .min(10)
      .max(2_000_000_000)
      .default(100_000)
      .describe(
        "Requests of one address in five minutes beyond which the region's firewall blocks it. What comes through CloudFront counts as CloudFront's own addresses, and is limited for each client at the edge.",
      ),
    logRetentionDays: z
      .union([z.literal(90), z.literal(180), z.literal(365), z.literal(400), z.literal(731)])
      .default(400)
      .meta({ allowed: "90, 180, 365, 400 or 731" })
      .describe("Days that access and execution logs are kept."),
    ownsAccountRole: z
      .boolean()
      .default(true)
      .describe(
        "Whether this stack gives API Gateway the role by which it logs, which an account has once in each region. `false` where another stack of the account and region does.",
      ),
  })
  .prefault({})
  .describe("API Gateway of this region.");
