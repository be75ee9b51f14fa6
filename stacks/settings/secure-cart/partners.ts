import { z } from "zod";
import { region } from "../common";
import { throttle } from "../throttle";

const NAME = /^[a-z][a-z0-9-]{1,30}$/;
const NAME_RULE = "2 to 31 lower-case letters, digits and hyphens, starting with a letter";

const secretName = z
  .string()
  .regex(/^[\w/+=.@-]{1,512}$/)
  .meta({ allowed: "the name of a secret in Secrets Manager" });

const partner = z
  .strictObject({
    name: z
      .string()
      .regex(NAME)
      .meta({ allowed: NAME_RULE })
      .describe("Name of the partner: its path is `/partners/<name>/events`."),
    kind: z.enum(["shipping", "fraud-check"]).describe("What the partner reports of orders."),
    signingSecretName: secretName.describe(
      "Name of a secret, replicated to every region, whose text the partner signs its reports with; the one before its last rotation is good as well.",
    ),
    keySecretName: secretName
      .optional()
      .describe(
        "Name of a secret, replicated to every region, whose text is the partner's API key: one key works wherever Route 53 sends it. Without it each region makes a key of its own, and the partner calls the regions by their own names.",
      ),
    ...throttle(20, 40),
    requestsPerDay: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .default(100_000)
      .describe("Requests that its plan allows in a day."),
  })
  .describe("A company that reports what became of orders, with a key and a usage plan of its own.");

/** API Gateway of a region, for third parties. */
export const api = z
  .strictObject({
    partners: z
      .array(partner)
      .max(50)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length)
      .meta({ allowed: "a list of partners, each name once" })
      .default([])
      .describe("Third parties that call the API: shipping, fraud checks. Keys are never in the settings."),
    throttle: z
      .strictObject(throttle(200, 400))
      .prefault({})
      .describe("Requests that all partners together have let through, for each method."),
    requestsPerFiveMinutes: z
      .int()
      .min(10)
      .max(2_000_000_000)
      .default(10_000)
      .describe("Requests of one address in five minutes beyond which the region's firewall blocks it."),
    logRetentionDays: z
      .union([z.literal(90), z.literal(180), z.literal(365), z.literal(400), z.literal(731)])
      .default(400)
      .meta({ allowed: "90, 180, 365, 400 or 731" })
      .describe("Days that logs of API, functions and services are kept."),
    ownsAccountRole: z
      .boolean()
      .default(true)
      .describe(
        "Whether this stack gives API Gateway the role by which it logs, which an account has once in each region. `false` where another stack of the account and region does.",
      ),
  })
  .prefault({})
  .describe("API Gateway of this region, for third parties.");

/** The payment gateway as other accounts reach it. */
export const privateLink = z
  .strictObject({
    allowedPrincipals: z
      .array(
        z
          .string()
          .regex(/^arn:aws[a-z-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+)$/)
          .meta({
            allowed: "the ARN of an account, a role or a user such as arn:aws:iam::111122223333:root",
          }),
      )
      .default([])
      .describe(
        "Who may ask for an endpoint of the payment gateway. Without any nobody but the system itself calls it.",
      ),
    acceptanceRequired: z
      .boolean()
      .default(true)
      .describe("Whether each endpoint waits until somebody of this account accepts it."),
    consumerRegions: z
      .array(region)
      .default([])
      .describe("Further regions in which consumers may make endpoints."),
    port: z.int().min(1).max(65_535).default(443).describe("TCP port of the payment gateway."),
  })
  .prefault({})
  .describe("The payment gateway behind PrivateLink: consumers see one address in their own network.");

const partnerEndpoint = z
  .strictObject({
    name: z.string().regex(NAME).meta({ allowed: NAME_RULE }).describe("Name of the partner."),
    serviceName: z
      .string()
      .regex(/^com\.amazonaws\.vpce\.[a-z0-9-]+\.vpce-svc-[0-9a-f]{8,17}$/)
      .meta({
        allowed:
          "the name of an endpoint service such as com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f60718",
      })
      .describe("The partner's service."),
    serviceRegion: region
      .optional()
      .describe("Region of the service, where that is another one and the partner allows it."),
    ports: z.array(z.int().min(1).max(65_535)).min(1).default([443]).describe("TCP ports of the service."),
    privateDns: z
      .boolean()
      .default(false)
      .describe("Let the partner's private DNS name lead to the endpoint."),
  })
  .describe("A partner's service that checkout calls over PrivateLink.");

/** Services of partners that the system calls. */
export const partnerEndpoints = z
  .array(partnerEndpoint)
  .max(20)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length)
  .meta({ allowed: "a list of services, each name once" })
  .default([])
  .describe(
    "Services of partners that checkout calls over PrivateLink: 7.30 USD a month for each in each zone.",
  );
