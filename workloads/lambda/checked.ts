import type * as z from "zod/mini";
import { Refusal } from "./proxy";

/**
 * A value that came from outside, by its schema.
 *
 * @throws Refusal with every mistake: where, and what is allowed there. What was sent is not repeated.
 */
export function checked<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const mistakes = result.error.issues.map(({ path, message, ...issue }) => {
    const where = path.join(".") || "body";
    // Names of unknown keys are the client's text too.
    return issue.code === "unrecognized_keys" ? `${where}: unknown keys` : `${where}: ${message}`;
  });
  throw new Refusal(400, "the body is not as it has to be", { mistakes });
}
