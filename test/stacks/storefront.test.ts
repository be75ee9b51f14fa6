import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as yaml from "yaml";
import { crossChecks } from "../../stacks/settings/cross-checks";
import { parseSettings, type Settings } from "../../stacks/settings/parse";
import type { Sibling } from "../../stacks/settings/stack-files";

type Raw = Record<string, unknown>;

/** The settings of a shipped stack, as they stand in its file. */
function shipped(stack: string): Raw {
  const { config } = yaml.parse(fs.readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as { config: Raw };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace("tandem:", ""), value]),
  );
}

/** A part of the settings, which a change may fill where the file says nothing of it. */
function inside(raw: Raw, key: string): Raw {
  raw[key] ??= {};
  return raw[key] as Raw;
}
const services = (raw: Raw) => raw.services as Raw[];
const service = (raw: Raw, index: number) => services(raw)[index] as Raw;

const standby: Sibling = {
  stack: "storefront-dr",
  file: "Pulumi.storefront-dr.yaml",
  role: "secondary",
  region: "us-west-2",
  cidr: "10.81.0.0/16",
  zone: "store.example.com",
  settings: {},
};
const home: Sibling = {
  ...standby,
  stack: "storefront-prod",
  file: "Pulumi.storefront-prod.yaml",
  role: "primary",
  region: "us-east-1",
  cidr: "10.80.0.0/16",
};

/** What is said of one key's value alone. */
function sentences(change: (raw: Raw) => void): string[] {
  const raw = shipped("storefront-prod");
  change(raw);
  return parseSettings(raw).mistakes.map(({ path, sentence }) => `${path}: ${sentence}`);
}

/** What is said of values against each other, and against the system's other stacks. */
function crossSentences(stack: "storefront-prod" | "storefront-dr", change: (raw: Raw) => void): string[] {
  const raw = shipped(stack);
  change(raw);
  const { settings, mistakes } = parseSettings(raw);
  assert.deepEqual(mistakes, []);
  const siblings = stack === "storefront-prod" ? [standby] : [home];
  return crossChecks(settings as Settings, siblings).map(({ path, sentence }) => `${path}: ${sentence}`);
}

describe("settings of the storefront", () => {
  for (const stack of ["storefront-prod", "storefront-dr"] as const) {
    it(`take ${stack} as it is`, () =>
      assert.deepEqual(
        crossSentences(stack, () => undefined),
        [],
      ));
  }

  const refused: [string, (raw: Raw) => void, string][] = [
    [
      "an image tag latest of a service",
      (raw) => (service(raw, 0).imageTag = "latest"),
      'services.0.imageTag: "latest" is not allowed, a tag other than latest',
    ],
    [
      "two tables that Athena knows by one name",
      (raw) => {
        const columns = { id: "string" };
        raw.reporting = {
          tables: [
            { name: "public.orders", columns },
            { name: "archive.orders", columns },
          ],
        };
      },
      "reporting.tables: a list is not allowed, 1 to 50 tables, each part after the dot once: Athena knows them by it",
    ],
    [
      "an image tag latest of the user interface",
      (raw) => (inside(raw, "ui").imageTag = "latest"),
      'ui.imageTag: "latest" is not allowed, a tag other than latest',
    ],
    [
      "an image tag latest of what works on orders",
      (raw) => (inside(raw, "orders").imageTag = "latest"),
      'orders.imageTag: "latest" is not allowed, a tag other than latest',
    ],
    [
      "more tasks than the maximum",
      (raw) => Object.assign(service(raw, 1), { desired: 21, maximum: 20 }),
      "services.1.desired: 21 is not allowed, 1 to 500, and minimum to maximum",
    ],
    [
      "fewer tasks than the minimum",
      (raw) => Object.assign(service(raw, 1), { desired: 2 }),
      "services.1.desired: 2 is not allowed, 1 to 500, and minimum to maximum",
    ],
    [
      "a minimum above its maximum",
      (raw) => Object.assign(inside(raw, "ui"), { minimum: 5, maximum: 4 }),
      "ui.minimum: 5 is not allowed, 1 to 200, and not above maximum",
    ],
    [
      "consumers above their maximum",
      (raw) => Object.assign(inside(raw, "orders"), { minimum: 30 }),
      "orders.minimum: 30 is not allowed, 1 to 500, and not above maximum",
    ],
    [
      "memory that Fargate does not have",
      (raw) => Object.assign(service(raw, 0), { cpu: 1024, memoryMb: 1024 }),
      "services.0.memoryMb: 1024 is not allowed, what Fargate has: 512, 1024 or 2048 for 256 processor units, else 2 to 8 times the units in steps of 1024, at most 30720",
    ],
    [
      "a port for the system",
      (raw) => (service(raw, 0).port = 80),
      "services.0.port: 80 is not allowed, 1024 to 65535",
    ],
    [
      "a service's name in capitals",
      (raw) => (service(raw, 0).name = "Catalogue"),
      'services.0.name: "Catalogue" is not allowed, up to 20 lower-case letters, digits and single hyphens, starting with a letter',
    ],
    [
      "a path without its slash",
      (raw) => (service(raw, 0).path = "products"),
      'services.0.path: "products" is not allowed, a path such as /products',
    ],
    [
      "no service at all",
      (raw) => (raw.services = []),
      "services: a list is not allowed, a list of 1 to 40 items",
    ],
    [
      "Infrequent Access before its 30 days",
      (raw) => (inside(raw, "media").infrequentAccessDays = 29),
      "media.infrequentAccessDays: 29 is not allowed, 30 to 3650",
    ],
    [
      "an archive too soon after Infrequent Access",
      (raw) => Object.assign(inside(raw, "media"), { infrequentAccessDays: 60, instantArchiveDays: 80 }),
      "media.instantArchiveDays: 80 is not allowed, 30 to 3650, and at least 30 more than infrequentAccessDays",
    ],
    [
      "capacity whose minimum is above its maximum",
      (raw) => Object.assign(inside(raw, "database"), { serverless: { minimum: 8, maximum: 4 } }),
      "database.serverless.minimum: 8 is not allowed, 0.5 to 256 in steps of 0.5, and not above maximum",
    ],
    [
      "db.serverless as a class",
      (raw) => (inside(raw, "database").instanceClass = "db.serverless"),
      'database.instanceClass: "db.serverless" is not allowed, an instance class such as db.r7g.large',
    ],
    [
      "a version that is none of Aurora PostgreSQL's",
      (raw) => (inside(raw, "database").engineVersion = "8.0"),
      'database.engineVersion: "8.0" is not allowed, a full Aurora PostgreSQL version in quotes, such as "16.8"',
    ],
    [
      "owner and name of a repository of CodeCommit",
      (raw) => (inside(inside(raw, "delivery"), "source").repository = "example/storefront"),
      'delivery.source.repository: "example/storefront" is not allowed, a name such as storefront, or with a connection owner and name such as example/storefront',
    ],
    [
      "working hours that end before they begin",
      (raw) => (inside(raw, "automations").workingHours = { start: "20:00", stop: "07:00" }),
      'automations.workingHours.stop: "07:00" is not allowed, a time of day in quotes that is later than start, such as "20:00"',
    ],
  ];
  for (const [what, change, expected] of refused) {
    it(`refuse ${what}`, () => assert.deepEqual(sentences(change), [expected]));
  }

  const against: [string, "storefront-prod" | "storefront-dr", (raw: Raw) => void, string][] = [
    [
      "a service's name that is used twice",
      "storefront-prod",
      (raw) => Object.assign(service(raw, 1), { name: "catalogue", path: "/cart" }),
      'services.1.name: "catalogue" is not allowed, services.0 has that name already',
    ],
    [
      "a name that the system has itself",
      "storefront-prod",
      (raw) => (service(raw, 1).name = "ui"),
      'services.1.name: "ui" is not allowed, the system has a service of that name itself',
    ],
    [
      "a port of two services",
      "storefront-prod",
      (raw) => (service(raw, 1).port = 8081),
      "services.1.port: 8081 is not allowed, catalogue listens there already",
    ],
    [
      "the user interface's port for a service",
      "storefront-prod",
      (raw) => (service(raw, 1).port = 8080),
      "services.1.port: 8080 is not allowed, the user interface listens there",
    ],
    [
      "a path of two services",
      "storefront-prod",
      (raw) => (service(raw, 1).path = "/products"),
      'services.1.path: "/products" is not allowed, requests for it go to catalogue already',
    ],
    [
      "a storefront that nobody accepts orders for",
      "storefront-prod",
      (raw) => services(raw).pop(),
      "services: is not complete: no service uses `orders`, so nobody would accept any",
    ],
    [
      "a DR region that is the first one",
      "storefront-dr",
      (raw) => {
        raw.region = "us-east-1";
        inside(raw, "network").availabilityZones = ["us-east-1a", "us-east-1b", "us-east-1c"];
      },
      "region: us-east-1 is not allowed, Pulumi.storefront-prod.yaml is in it already; a region has one stack of a system",
    ],
    [
      "copies in the first region itself",
      "storefront-prod",
      (raw) => (inside(raw, "recovery").replicaRegions = ["us-east-1"]),
      "recovery.replicaRegions: us-east-1 is not allowed, it is the stack's own region",
    ],
    [
      "a snapshot in another region",
      "storefront-dr",
      (raw) =>
        (inside(raw, "database").restoreFrom =
          "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:awsbackup:job-1"),
      "database.restoreFrom: a snapshot in us-east-1 is not allowed, us-west-2 restores its own: name the copy in the vault of us-west-2",
    ],
    [
      "another version than the other stack's",
      "storefront-dr",
      (raw) => (inside(raw, "database").engineVersion = "17.4"),
      "database.engineVersion: 17.4 is not allowed, Pulumi.storefront-prod.yaml has 16.8; a snapshot is restored in the version of its source",
    ],
    [
      "a pipeline in the DR stack",
      "storefront-dr",
      (raw) => (raw.delivery = { source: { repository: "storefront" } }),
      "delivery: is not allowed in a secondary stack, the primary has the pipeline",
    ],
    [
      "a first region that takes no traffic",
      "storefront-prod",
      (raw) => (inside(raw, "recovery").takesTraffic = false),
      "recovery.takesTraffic: is not allowed in a primary stack, the first region is what Route 53 turns away from",
    ],
    [
      "a pipeline whose images another environment owns",
      "storefront-prod",
      (raw) => (raw.images = { environment: "stage" }),
      "delivery: is not allowed with images of another environment or region, the pipeline pushes its own",
    ],
    [
      "its own environment as that of development",
      "storefront-prod",
      (raw) => (inside(inside(raw, "delivery"), "development").environment = "prod"),
      'delivery.development.environment: "prod" is not allowed, it is the stack\'s own environment',
    ],
  ];
  for (const [what, stack, change, expected] of against) {
    it(`refuse ${what}`, () => assert.deepEqual(crossSentences(stack, change), [expected]));
  }
  it("refuse a record by a name of the system's own", () => {
    const [sentence, ...others] = crossSentences("storefront-prod", (raw) => {
      inside(raw, "dns").records = [{ name: "proxies-us-west-2", type: "A", values: ["192.0.2.1"] }];
    });
    assert.deepEqual(others, []);
    assert.match(sentence as string, /^dns\.records.*proxies-us-west-2/);
  });
  it("refuse networks that overlap", () => {
    const found = crossSentences("storefront-dr", (raw) => {
      inside(raw, "network").cidr = "10.80.0.0/16";
    });
    assert.deepEqual(found, [
      "network.cidr: 10.80.0.0/16 is not allowed, it overlaps 10.80.0.0/16 of Pulumi.storefront-prod.yaml",
    ]);
  });
  it("refuse an environment whose names would be too long, by each name's limit", () => {
    const found = crossSentences("storefront-prod", (raw) => {
      raw.environment = "production-of-the-whole-group";
    });
    assert.ok(found.length >= 3, found.join("\n"));
    for (const sentence of found) assert.match(sentence, /^environment: .+; AWS takes \d+, shorten/);
  });
});
