import { z } from "zod";
import { region } from "../common";
import { gravitonTypes } from "../compute-parts";
import { domainName } from "../dns";
import { healthCheck, protect } from "../recovery-parts";

const environment = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .meta({ allowed: "lower-case letters, digits and single hyphens, starting with a letter" });

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ allowed: 'a time of day in quotes, such as "20:00"' });

/** The reverse proxies. */
export const proxies = z
  .strictObject({
    instanceTypes: gravitonTypes(1, 20)
      .default(["c7g.large", "c6g.large", "m7g.large"])
      .describe("Instance types that may be taken, of Graviton; a c7g.large costs 53 USD a month."),
    cacheGigabytes: z
      .int()
      .min(5)
      .max(1000)
      .default(20)
      .describe("Disk for images and videos that a proxy keeps; its volume is 20 GiB larger."),
    requestsPerSecond: z
      .int()
      .min(1)
      .max(10_000)
      .default(20)
      .describe("Requests of one client in a second beyond which a proxy turns it away."),
    ordersPerMinute: z
      .int()
      .min(1)
      .max(10_000)
      .default(30)
      .describe("Orders of one client in a minute beyond which a proxy turns it away."),
  })
  .prefault({})
  .describe("Two NGINX reverse proxies in different zones, each with an address of its own.");

/** Whose images run. */
export const images = z
  .strictObject({
    environment: environment
      .optional()
      .describe("Environment whose stack owns the repositories. Without it the stack's own."),
    region: region
      .optional()
      .describe("Region of the repositories that images are fetched from. Without it the stack's own."),
    ownsRegistry: z
      .boolean()
      .default(true)
      .describe(
        "Whether this stack sets scanning and replication of ECR, which an account has once in each region. `false` where another stack of the account and region does, and names these repositories. Primary with own repositories only.",
      ),
  })
  .prefault({})
  .describe("Repositories of images: one for each service, the consumer and the user interface.");

const source = z.strictObject({
  kind: z
    .enum(["codecommit", "connection"])
    .default("codecommit")
    .describe("A repository of CodeCommit, or one of GitHub, GitLab or Bitbucket by a connection."),
  repository: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)?$/)
    .max(100)
    .meta({
      allowed: "a name such as storefront, or with a connection owner and name such as example/storefront",
    })
    .describe("Name of the repository; with a connection owner and name. One of CodeCommit is made here."),
  branch: z.string().min(1).max(255).default("main").describe("Branch whose commits are built."),
  approvals: z
    .int()
    .min(1)
    .max(10)
    .default(1)
    .describe("People who have to approve a pull request in CodeCommit besides its author."),
  connectionArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[\w-]+$/)
    .optional()
    .meta({ allowed: "the ARN of a connection of CodeConnections" })
    .describe(
      "Connection to the provider. Without it one to GitHub is made, which a person has to confirm once.",
    ),
});

/** From a commit to what runs. */
export const delivery = z
  .strictObject({
    source: source
      .refine(({ kind, repository }) => repository.includes("/") === (kind === "connection"), {
        path: ["repository"],
      })
      .describe("Where the code comes from."),
    development: z
      .strictObject({
        environment: environment.describe("Environment that every commit is deployed to first."),
        region: region.describe("Region of that environment's stack."),
        zone: domainName.describe("Domain of that environment, which the functional tests ask."),
      })
      .optional()
      .describe("Environment for continuous deployment. Without it a commit waits for its approval at once."),
    approval: z.boolean().default(true).describe("Wait for a person before a release."),
  })
  .optional()
  .describe(
    "Pipeline: commit, tests, images, development, functional tests, approval, release. Primary only.",
  );

/** Names that were asked for: the answer takes Node a millisecond. */
const timezones = new Map<string, boolean>();

function isTimezone(name: string): boolean {
  const known = timezones.get(name) ?? hasTimezone(name);
  timezones.set(name, known);
  return known;
}

function hasTimezone(name: string): boolean {
  try {
    // Node takes offsets such as +02:00 as well; EventBridge Scheduler takes names alone.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** What Lambda does by the clock. */
export const automations = z
  .strictObject({
    snapshotHours: z
      .int()
      .min(1)
      .max(168)
      .default(26)
      .describe("Hours that the newest copy of the database in the other region may be old."),
    staleImageDays: z
      .int()
      .min(1)
      .max(3650)
      .default(30)
      .describe(
        "Days after which images that nobody runs or may roll back to, beyond those that are kept, are cleaned up.",
      ),
    rehearsal: z
      .boolean()
      .default(false)
      .describe("Only tell which images would be cleaned up, and delete none."),
    keptImages: z
      .int()
      .min(3)
      .max(500)
      .default(20)
      .describe("Newest images of each repository that stay anyway."),
    workingHours: z
      .strictObject({
        start: time.describe("When services and user interface are started, Monday to Friday."),
        stop: time
          .meta({ allowed: 'a time of day in quotes that is later than start, such as "20:00"' })
          .describe("When they are stopped."),
        timezone: z
          .string()
          .refine(isTimezone)
          .default("UTC")
          .meta({ allowed: "a time zone such as UTC or Europe/Berlin" })
          .describe("Time zone of both, such as Europe/Berlin."),
      })
      .refine(({ start, stop }) => start < stop, { path: ["stop"] })
      .optional()
      .describe("Run only in these hours, for non-production: about two thirds of the compute are saved."),
  })
  .prefault({})
  .describe("Lambda functions that work by the clock.");

/** What an order is, as RDS writes it to Parquet. */
const ORDER_COLUMNS = {
  id: "string",
  customer: "string",
  sequence: "int",
  status: "string",
  reason: "string",
  currency: "string",
  items: "string",
  total_cents: "bigint",
  created_at: "string",
  processed_at: "string",
};

const nameInAthena = ({ name }: { name: string }) => name.split(".")[1];

/** The extract for reports. */
export const reporting = z
  .strictObject({
    schedule: z
      .string()
      .regex(/^(cron|rate)\([^()]+\)$/)
      .default("cron(0 5 * * ? *)")
      .meta({ allowed: "a schedule such as cron(0 5 * * ? *) or rate(1 day), in UTC" })
      .describe("When the newest snapshot is exported; 0.01 USD a gigabyte each time."),
    tables: z
      .array(
        z.strictObject({
          name: z
            .string()
            .regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/)
            .meta({ allowed: "schema and table such as public.orders" })
            .describe("Schema and table; the part after the dot is its name in Athena."),
          columns: z
            .record(
              z.string().regex(/^(?!day$)[a-z_][a-z0-9_]*$/),
              z
                .string()
                .regex(
                  /^(string|int|bigint|double|float|boolean|date|timestamp|smallint|decimal\(\d+,\d+\))$/,
                ),
            )
            .meta({
              allowed:
                "names in lower case other than day, each with string, int, bigint, smallint, double, float, boolean, date, timestamp or decimal(p,s)",
            })
            .describe(
              "Columns that reports read, with their types in Athena; text, times and JSON are `string`.",
            ),
        }),
      )
      .min(1)
      .max(50)
      .refine((tables) => new Set(tables.map(nameInAthena)).size === tables.length)
      .meta({ allowed: "1 to 50 tables, each part after the dot once: Athena knows them by it" })
      .default([{ name: "public.orders", columns: ORDER_COLUMNS }])
      .describe("Tables of the database that are exported. Without it the orders."),
    retentionDays: z.int().min(30).max(3653).default(400).describe("Days that extracts are kept."),
  })
  .optional()
  .describe("Extract for reports: Parquet in S3 with a partitioned table for Athena. Without it none.");

/** What keeps the system recoverable. */
export const recovery = z
  .strictObject({
    replicaRegions: z
      .array(region)
      .default([])
      .describe(
        "Regions with copies of images and backups besides those of the other stacks. Needed where there is no other stack: backups go to the first of them. Primary only.",
      ),
    takesTraffic: z
      .boolean()
      .default(true)
      .describe(
        "Whether Route 53 turns to this region by itself when the first one is down. `false` keeps customers out until the database has been restored. Secondary only.",
      ),
    healthCheck: healthCheck("a proxy", "How Route 53 asks each proxy whether it takes requests."),
    protect,
  })
  .prefault({})
  .describe("What keeps the system recoverable.");
