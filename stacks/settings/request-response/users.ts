import { z } from "zod";

/** Sign-in of the users elsewhere, by OpenID Connect. */
const identityProvider = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{2,31}$/)
      .meta({ allowed: "3 to 32 letters, digits and hyphens, starting with a letter" })
      .describe("Name of the provider, as the sign-in page shows it."),
    issuer: z
      .string()
      .regex(/^https:\/\/[a-z0-9.-]+(\/[\w.~-]+)*\/?$/i)
      .meta({ allowed: "the https address of the provider, such as https://login.example.com" })
      .describe("Issuer, below which its discovery document is found."),
    clientId: z.string().min(1).max(256).describe("Client id that the provider gave this system."),
    clientSecretName: z
      .string()
      .regex(/^[\w/+=.@-]{1,512}$/)
      .meta({ allowed: "the name of a secret in Secrets Manager of each region" })
      .describe("Name of the secret, in each region, that holds the client's secret as its text."),
  })
  .optional()
  .describe(
    "Sign-in at an OpenID Connect provider, in the user pools of all regions. User pools do not replicate: with it a user is the same in every region, and without it an account of one region's pool signs in there alone.",
  );

/** Users of the API. */
export const users = z
  .strictObject({
    mfa: z
      .enum(["required", "optional"])
      .default("required")
      .describe("Whether every user needs a second factor, or may have one."),
    callbackUrls: z
      .array(
        z
          .string()
          .regex(/^(?!http:)[a-z][a-z0-9.+-]*:\/\/[^\s#*]+$/)
          .meta({ allowed: "an https address, or one of an app's own scheme" }),
      )
      .default([])
      .describe("Further addresses that the sign-in returns to, besides the site's own."),
    threatProtection: z
      .boolean()
      .default(false)
      .describe(
        "Threat protection of Cognito's Plus plan: 0.02 USD a month for each active user instead of 0.015.",
      ),
    identityProvider,
  })
  .prefault({})
  .describe("Cognito user pool of this region.");
