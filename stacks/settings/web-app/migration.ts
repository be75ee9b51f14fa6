import { z } from "zod";

const capacity = z
  .union([
    z.literal(1),
    z.literal(2),
    z.literal(4),
    z.literal(8),
    z.literal(16),
    z.literal(32),
    z.literal(64),
  ])
  .meta({ allowed: "1, 2, 4, 8, 16, 32 or 64" });

const certificate = z
  .string()
  .regex(/^arn:aws[a-z-]*:dms:[a-z0-9-]+:\d{12}:cert:[\w-]+$/)
  .meta({ allowed: "the ARN of a certificate of DMS" });

/** The move from an old MySQL server. */
export const migration = z
  .strictObject({
    kind: z
      .enum(["serverless", "instance"])
      .default("serverless")
      .describe("DMS Serverless, which sizes itself, or a replication instance."),
    source: z
      .strictObject({
        host: z
          .string()
          .regex(/^[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?$/i)
          .meta({ allowed: "a host name or an address such as mysql.example.com" })
          .describe("Endpoint of the MySQL server: a name that resolves in the VPC, or an address."),
        port: z.int().min(1).max(65_535).default(3306).describe("TCP port of the MySQL server."),
        certificateArn: certificate.describe(
          "Certificate of the authority that signed the server's, imported to DMS of the region: DMS checks the server by it.",
        ),
      })
      .describe("The MySQL server whose data moves."),
    sourceSecretArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/)
      .meta({ allowed: "the ARN of a secret in Secrets Manager of the stack's region" })
      .describe(
        "Secret with `username`, `password`, `host` and `port` of the source, in the stack's region. Its user may read all tables, and for changes the binary log.",
      ),
    sourceSecretKeyArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/)
      .optional()
      .meta({ allowed: "the ARN of a key of KMS" })
      .describe("Customer-managed key of that secret. Without it the secret is under AWS's own key."),
    targetCertificateArn: certificate.describe(
      "Certificates of RDS's authorities in the region, imported to DMS: DMS checks Aurora by them.",
    ),
    ownsAccountRoles: z
      .boolean()
      .default(true)
      .describe(
        "Whether this stack makes the roles `dms-vpc-role` and `dms-cloudwatch-logs-role`, which an account has once. `false` where they are there.",
      ),
    schemas: z
      .array(z.string().min(1).max(64))
      .min(1)
      .describe("Databases of the source that move, by their names; all of their tables."),
    mode: z
      .enum(["full-load", "full-load-and-cdc", "cdc"])
      .default("full-load-and-cdc")
      .describe("Copy what is there, also follow changes until the switch, or follow changes alone."),
    maximumCapacity: capacity
      .default(8)
      .describe(
        "Capacity units of DMS Serverless at most, each of 2 GB and about 70 USD a month while it runs.",
      ),
    instanceClass: z
      .string()
      .regex(/^dms\.[a-z]\d[a-z]*\.\w+$/)
      .meta({ allowed: "a class of DMS such as dms.r6i.large" })
      .default("dms.r6i.large")
      .describe(
        "Class of the replication instance, with `kind: instance` only; a dms.r6i.large costs about 170 USD a month.",
      ),
    storageGb: z
      .int()
      .min(5)
      .max(6144)
      .default(100)
      .describe(
        "Storage of the replication instance for changes that wait, in GB, with `kind: instance` only.",
      ),
  })
  .optional()
  .describe(
    "Moves the data of a MySQL server to Aurora by AWS Database Migration Service. People start it; take the key out once the data has moved. Primary only.",
  );
