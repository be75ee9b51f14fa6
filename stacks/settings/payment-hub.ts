import { z } from "zod";
import { common, region } from "./common";

const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

const dns = z
  .strictObject({
    zone: z
      .string()
      .regex(DOMAIN)
      .meta({ allowed: "a domain name in lower case without a trailing dot, such as pay.example.com" })
      .describe(
        "Domain of the system: the site answers at the domain and at `www.`, the API at `api.`. Equal in all stacks.",
      ),
    hostedZoneId: z
      .string()
      .regex(/^Z[A-Z0-9]{5,31}$/)
      .meta({ allowed: "a hosted zone id such as Z0123456789ABCDEFGHIJ" })
      .optional()
      .describe("Adopt this hosted zone instead of creating one. Primary only."),
  })
  .describe("Names of the system.");

const cluster = z
  .strictObject({
    version: z
      .string()
      .regex(/^1\.\d{2}$/)
      .meta({ allowed: 'a Kubernetes version in quotes, such as "1.34"' })
      .describe("Kubernetes version of the EKS cluster."),
    administrators: z
      .array(
        z
          .string()
          .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/)
          .meta({ allowed: "the ARN of an IAM role" }),
      )
      .min(1)
      .describe("IAM roles that administer the cluster through access entries."),
    targetPort: z
      .int()
      .min(1024)
      .max(65535)
      .default(8443)
      .describe("Port on which the pods of the payment API speak TLS."),
  })
  .describe("EKS cluster and its load balancer.");

const database = z
  .strictObject({
    engineVersion: z
      .string()
      .regex(/^\d{2}\.\d+$/)
      .meta({ allowed: 'a full Aurora PostgreSQL version in quotes, such as "16.8"' })
      .describe("Aurora PostgreSQL version. Equal in all stacks: a managed failover needs it."),
    instanceClass: z
      .string()
      .regex(/^db\.(r|x)[a-z0-9]+\.[a-z0-9]+$/)
      .meta({ allowed: "a memory-optimised class such as db.r7g.xlarge" })
      .describe("Class of every instance. A standby that is smaller than the writer can't take its load."),
    instanceCount: z
      .int()
      .min(1)
      .max(15)
      .default(3)
      .describe("Instances in this region, the writer or first reader included."),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/)
      .meta({ allowed: "a PostgreSQL name of up to 63 lower-case letters, digits and underscores" })
      .default("payments")
      .describe("First database. Read when the global database is created, ignored afterwards."),
    backupRetentionDays: z
      .int()
      .min(14)
      .max(35)
      .default(35)
      .describe("Days of point-in-time recovery in this region."),
  })
  .describe("This region's member of the Aurora global database.");

const edge = z
  .strictObject({
    priceClass: z
      .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
      .default("PriceClass_All")
      .describe("Edge locations that CloudFront answers from."),
    blockedCountries: z
      .array(
        z
          .string()
          .regex(/^[A-Z]{2}$/)
          .meta({ allowed: "a two-letter country code such as KP" }),
      )
      .default([])
      .describe("Countries that are refused, as ISO 3166-1 alpha-2 codes."),
    requestsPerFiveMinutes: z
      .int()
      .min(100)
      .max(2_000_000_000)
      .default(2000)
      .describe("Requests of one client address in five minutes beyond which the firewall blocks it."),
    contentSecurityPolicy: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Content-Security-Policy of the site. Without it the site may load from itself and call its API.",
      ),
  })
  .prefault({})
  .describe("Both CloudFront distributions and their firewall. Primary only.");

const recovery = z
  .strictObject({
    replicaRegions: z
      .array(region)
      .default([])
      .describe(
        "Regions that hold copies of the site and of secrets, besides those of the failover stacks. Needed where there is no failover stack. Primary only.",
      ),
    protect: z
      .boolean()
      .default(true)
      .describe(
        "Refuse the deletion of what holds data, in Pulumi and in AWS. To destroy a stack, set it to false and run `pulumi up` first; buckets are then emptied and databases deleted without a last snapshot.",
      ),
  })
  .prefault({})
  .describe("What keeps the system recoverable.");

/** Settings of the payment hub. */
export const paymentHub = z.strictObject({
  system: z.literal("payment-hub").describe("The system that this stack belongs to."),
  ...common,
  dns,
  cluster,
  database,
  edge,
  recovery,
});

/** Settings of one stack of the payment hub, after defaults. */
export type PaymentHubSettings = z.output<typeof paymentHub>;
