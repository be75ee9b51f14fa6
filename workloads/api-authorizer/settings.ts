import * as z from "zod/mini";

const https = z.string().check(z.regex(/^https:\/\/[^\s?#]+$/, "an https address"));

const settingsSchema = z.strictObject({
  issuers: z
    .array(
      z.strictObject({
        issuer: https,
        audiences: z.array(z.string().check(z.minLength(1))).check(z.minLength(1, "at least one audience")),
        jwks: z.optional(z.array(https).check(z.minLength(1, "at least one address"))),
      }),
    )
    .check(z.minLength(1, "at least one issuer")),
  routes: z.record(
    z.string().check(z.regex(/^(GET|HEAD|POST|PUT|PATCH|DELETE) \/\S*$/, "a method and a resource")),
    z.array(z.string().check(z.regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, "a scope"))),
  ),
});

/** Somebody whose tokens are taken. */
export interface Issuer {
  /** As tokens have it in `iss`, word for word. */
  issuer: string;
  /** What tokens are made for: `aud`, or Cognito's `client_id` where a token has no `aud`. */
  audiences: string[];
  /** Where its keys are, first to last; a copy in another region answers while the issuer's own is lost. */
  jwks: string[];
}

export interface Settings {
  issuers: Issuer[];
  /**
   * Scopes of each route, by method and resource (`GET /orders/{orderId}`). A token needs all of them; with none any
   * token will do. A route that is not here is refused.
   */
  routes: Record<string, string[]>;
}

/**
 * Settings of the authorizer from the function's environment.
 *
 * @throws Error with every mistake
 */
export function parseSettings(value: { issuers: unknown; routes: unknown }): Settings {
  const result = settingsSchema.safeParse(value);
  if (!result.success) {
    const mistakes = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Error(`the authorizer's settings are wrong: ${mistakes.join("; ")}`);
  }
  const { issuers, routes } = result.data;
  return {
    routes,
    issuers: issuers.map(({ issuer, audiences, jwks }) => ({
      issuer,
      audiences,
      jwks: jwks ?? [`${issuer.replace(/\/$/, "")}/.well-known/jwks.json`],
    })),
  };
}
