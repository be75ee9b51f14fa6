import * as z from "zod/mini";

const partnersSchema = z.record(
  z.string().check(z.regex(/^[a-z][a-z0-9-]{1,30}$/, "a name of a-z, 0-9 and -")),
  z.strictObject({
    kind: z.enum(["shipping", "fraud-check"], "shipping or fraud-check"),
    apiKeyId: z.string("the id of an API key").check(z.minLength(1, "the id of an API key")),
    secretArn: z
      .string("the ARN of a secret")
      .check(z.regex(/^arn:aws[\w-]*:secretsmanager:/, "the ARN of a secret")),
  }),
);

/** Partners by name: what they report, the id of their API key in this region, and the secret that they sign with. */
export type Partners = z.output<typeof partnersSchema>;
export type Partner = Partners[string];

/** @throws Error with every mistake */
export function parsePartners(value: unknown): Partners {
  const result = partnersSchema.safeParse(value);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`PARTNERS is wrong: ${mistakes.join("; ")}`);
}

const id = z.string("a text").check(z.regex(/^[\w-]{8,64}$/, "8 to 64 letters, digits, _ and -"));
const orderId = z.string("an order's id").check(z.regex(/^[0-9a-z]{26}$/, "an order's id"));

/** What a partner of each kind may report. */
export const reports = {
  shipping: z.strictObject({
    id,
    orderId,
    status: z.enum(
      ["collected", "in-transit", "delivered", "returned"],
      "collected, in-transit, delivered or returned",
    ),
    trackingNumber: z.optional(
      z.string("a text").check(z.regex(/^[A-Z0-9]{6,34}$/, "6 to 34 of A-Z and 0-9")),
    ),
  }),
  "fraud-check": z.strictObject({
    id,
    orderId,
    decision: z.enum(["approve", "review", "refuse"], "approve, review or refuse"),
    score: z.int("0 to 100").check(z.minimum(0, "0 to 100"), z.maximum(100, "0 to 100")),
  }),
} as const;
