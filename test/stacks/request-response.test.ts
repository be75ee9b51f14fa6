import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as yaml from "yaml";
import { checkSettings } from "../../stacks/settings/check";
import { parseSettings } from "../../stacks/settings/parse";
import type { Sibling } from "../../stacks/settings/stack-files";
import { startScript } from "../../stacks/shared/start-script";

type Raw = Record<string, unknown>;

/** The settings of a shipped stack, as they stand in its file. */
function shipped(stack: string): Raw {
  const { config } = yaml.parse(fs.readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as { config: Raw };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace("tandem:", ""), value]),
  );
}

const stacks = ["request-response-primary", "request-response-secondary"] as const;

/** A shipped stack, as the other one sees it. */
function siblingOf(stack: (typeof stacks)[number], change: (raw: Raw) => void = () => {}): Sibling {
  const settings = shipped(stack);
  change(settings);
  const { network, dns, role, region } = settings as Record<string, Raw> & { role: string; region: string };
  return {
    stack,
    file: `Pulumi.${stack}.yaml`,
    role,
    region,
    cidr: network?.cidr as string,
    zone: dns?.zone as string,
    settings,
  };
}

function sentences(change: (raw: Raw) => void): string[] {
  const raw = shipped(stacks[0]);
  change(raw);
  return parseSettings(raw).mistakes.map(({ path, sentence }) => `${path}: ${sentence}`);
}

function crossSentences(
  change: (raw: Raw) => void,
  siblings: Sibling[] = [siblingOf(stacks[1])],
  stack: (typeof stacks)[number] = stacks[0],
): string[] {
  const raw = shipped(stack);
  change(raw);
  return checkSettings(raw, () => siblings).mistakes.map(({ path, sentence }) => `${path}: ${sentence}`);
}

/** Sets one value by its path, making the maps on the way. */
const set = (path: string, value: unknown) => (raw: Raw) => {
  const keys = path.split(".");
  const last = keys.pop() as string;
  const map = keys.reduce<Raw>((inside, key) => {
    inside[key] ??= {};
    return inside[key] as Raw;
  }, raw);
  map[last] = value;
};

describe("settings of request-response", () => {
  it("of both shipped stacks are right, key by key and against each other", () => {
    for (const [own, other] of [stacks, [stacks[1], stacks[0]]] as const) {
      assert.deepEqual(parseSettings(shipped(own)).mistakes, []);
      assert.deepEqual(
        crossSentences(() => {}, [siblingOf(other)], own),
        [],
      );
    }
  });

  const single: [string, (raw: Raw) => void, RegExp][] = [
    [
      "no country",
      set("geolocation", { countries: [] }),
      /^geolocation\.countries: a list is not allowed, a list of two or more countries/,
    ],
    [
      "one country",
      set("geolocation", { countries: ["DE"] }),
      /^geolocation\.countries: a list is not allowed, a list of two or more countries/,
    ],
    [
      "no place at all",
      set("geolocation", {}),
      /^geolocation: a map is not allowed, at least one continent or two countries/,
    ],
    [
      "an unknown continent",
      set("geolocation", { continents: ["XX"] }),
      /^geolocation\.continents\.0: "XX" is not allowed, AF, AN, AS, EU, NA, OC or SA$/,
    ],
    [
      "a country that ISO writes otherwise",
      set("geolocation", { countries: ["UK", "DE"] }),
      /^geolocation\.countries\.0: "UK" is not allowed, an ISO 3166-1 code/,
    ],
    [
      "an issuer that is missing",
      set("api.issuers", [{ audience: "shop" }]),
      /^api\.issuers\.0\.issuer: is missing\. Who issues the tokens/,
    ],
    [
      "an issuer without HTTPS",
      set("api.issuers", [{ issuer: "http://login.example.com", audience: "shop" }]),
      /^api\.issuers\.0\.issuer: .+ is not allowed, the https address/,
    ],
    [
      "an issuer for nobody",
      set("api.issuers", [{ issuer: "https://login.example.com" }]),
      /^api\.issuers\.0\.audience: is missing/,
    ],
    [
      "a sign-in elsewhere without issuer",
      set("users.identityProvider", { name: "Login", clientId: "a", clientSecretName: "b" }),
      /^users\.identityProvider\.issuer: is missing/,
    ],
    [
      "a throttle of 0",
      set("api.throttle.requestsPerSecond", 0),
      /^api\.throttle\.requestsPerSecond: 0 is not allowed, 1 to 10000$/,
    ],
    ["a burst of 0", set("api.throttle.burst", 0), /^api\.throttle\.burst: 0 is not allowed, 1 to 5000$/],
    [
      "a client's throttle of 0",
      set("api.consumers", [{ name: "warehouse", requestsPerSecond: 0 }]),
      /^api\.consumers\.0\.requestsPerSecond: 0 is not allowed, 1 to 10000$/,
    ],
    [
      "a client twice",
      set("api.consumers", [{ name: "warehouse" }, { name: "warehouse" }]),
      /^api\.consumers: a list is not allowed, a list of clients, each name once$/,
    ],
    [
      "a size that API Gateway's cache has not",
      set("api.cache.sizeGb", 2),
      /^api\.cache\.sizeGb: 2 is not allowed, 0 \(no cache\), 0\.5, 1\.6, 6\.1 or 13\.5$/,
    ],
    [
      "fewer tasks at most than at least",
      set("containers", { minimum: 10, maximum: 5 }),
      /^containers\.minimum: 10 is not allowed, 1 to 500, and not above maximum$/,
    ],
    [
      "fewer instances at most than at least",
      set("fleet", { minimum: 10, maximum: 5 }),
      /^fleet\.minimum: 10 is not allowed, 1 to 200, and not above maximum$/,
    ],
    [
      "less capacity of the table at most than at least",
      set("table", { capacity: "provisioned", read: { minimum: 20, maximum: 10 } }),
      /^table\.read\.minimum: 20 is not allowed, 1 to 40000, and not above maximum$/,
    ],
    [
      "less capacity of the database at most than at least",
      set("database.capacityUnits", { minimum: 8, maximum: 4 }),
      /^database\.capacityUnits\.minimum: 8 is not allowed, 0\.5 to 256 in halves, and not above maximum$/,
    ],
    [
      "storage that can't grow",
      set("database", { kind: "rds", storageGb: 100, maximumStorageGb: 105 }),
      /^database\.maximumStorageGb: 105 is not allowed, 22 to 65536, and a tenth above storageGb or more$/,
    ],
    [
      "a kind of database that is none",
      set("database.kind", "oracle"),
      /^database\.kind: "oracle" is not allowed, aurora-serverless or rds$/,
    ],
    [
      "a version without quotes",
      set("database.engineVersion", 16.8),
      /^database\.engineVersion: 16\.8 is not allowed, a full PostgreSQL version in quotes, such as "16\.8"$/,
    ],
    ["two nodes of DAX", set("accelerator.nodes", 2), /^accelerator\.nodes: 2 is not allowed, 3 to 11$/],
    [
      "memory that Fargate has not for the processor",
      set("containers", { cpu: 1024, memoryMb: 1024 }),
      /^containers\.memoryMb: 1024 is not allowed, what Fargate has: 512, 1024 or 2048 for 256/,
    ],
    [
      "an image tag that moves",
      set("containers.image", "example/shop:latest"),
      /^containers\.image: .+ is not allowed, an image with a digest or a tag other than latest$/,
    ],
    [
      "instances of one type",
      set("fleet.instanceTypes", ["m7g.large"]),
      /^fleet\.instanceTypes: a list is not allowed, a list of 2 to 20 Graviton types, each once$/,
    ],
    [
      "an instance type that is not Graviton's",
      set("fleet.instanceTypes", ["m7g.large", "m7i.large"]),
      /^fleet\.instanceTypes\.1: "m7i\.large" is not allowed, a Graviton type such as m7g\.large$/,
    ],
    [
      "more warm executions than reserved ones",
      set("functions", { reservedConcurrency: 5, provisionedConcurrency: 10 }),
      /^functions\.provisionedConcurrency: 10 is not allowed, 0 to 1000, and not above reservedConcurrency$/,
    ],
    [
      "functions that nobody may call",
      set("functions.reservedConcurrency", 0),
      /^functions\.reservedConcurrency: 0 is not allowed, 2 to 10000$/,
    ],
    ["no replica of the cache", set("cache.replicas", 0), /^cache\.replicas: 0 is not allowed, 1 to 5$/],
    [
      "uploads larger than S3 takes at once",
      set("uploads.maximumMegabytes", 6000),
      /^uploads\.maximumMegabytes: 6000 is not allowed, 1 to 5000$/,
    ],
    [
      "a sign-in that returns without TLS",
      set("users.callbackUrls", ["http://shop.example.com/"]),
      /^users\.callbackUrls\.0: .+ is not allowed, an https address, or one of an app's own scheme$/,
    ],
    [
      "a repository that is none",
      set("delivery.repository", "shop"),
      /^delivery\.repository: "shop" is not allowed, owner and name of the repository, such as example\/shop$/,
    ],
    [
      "messages that are never put aside",
      set("messages.maxReceiveCount", 0),
      /^messages\.maxReceiveCount: 0 is not allowed, 1 to 1000$/,
    ],
    [
      "Shield Advanced without its price",
      set("recovery.shieldAdvanced", {}),
      /^recovery\.shieldAdvanced\.acceptMonthlyCostUsd: is missing\. Needed: a subscription costs 3000 USD a month/,
    ],
    [
      "gateways of another number",
      set("network.natGateways", "two"),
      /^network\.natGateways: "two" is not allowed, one-per-zone or single$/,
    ],
    [
      "a misspelt key",
      set("api.thottle", {}),
      /^api\.thottle: there is no such key, did you mean throttle\?$/,
    ],
  ];
  for (const [title, change, expected] of single) {
    it(`refuse ${title}`, () => {
      const found = sentences(change);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] as string, expected);
    });
  }

  const crossed: [string, () => string[], RegExp][] = [
    [
      "overlapping ranges",
      () => crossSentences(set("network.cidr", "10.41.0.0/17")),
      /^network\.cidr: 10\.41\.0\.0\/17 is not allowed, it overlaps 10\.41\.0\.0\/16 of Pulumi\.request-response-secondary\.yaml$/,
    ],
    [
      "a place that another region has",
      () => crossSentences(set("geolocation", { continents: ["NA", "EU"] })),
      /^geolocation\.continents: EU is not allowed, Pulumi\.request-response-secondary\.yaml has it already; one region answers a place$/,
    ],
    [
      "a place twice",
      () => crossSentences(set("geolocation", { continents: ["NA", "NA"] })),
      /^geolocation\.continents: NA is there twice$/,
    ],
    [
      "another kind of database",
      () => crossSentences(set("database.kind", "rds")),
      /^database\.kind: rds is not allowed, Pulumi\.request-response-secondary\.yaml has aurora-serverless/,
    ],
    [
      "another version of the database",
      () => crossSentences(set("database.engineVersion", "16.9")),
      /^database\.engineVersion: 16\.9 is not allowed, Pulumi\.request-response-secondary\.yaml has 16\.8/,
    ],
    [
      "DAX in a region without it",
      () =>
        crossSentences((raw) => {
          raw.region = "me-south-1";
          raw.accelerator = {};
          set("network.availabilityZones", ["me-south-1a", "me-south-1b", "me-south-1c"])(raw);
        }),
      /^accelerator: is not allowed in me-south-1, which has no DAX; leave it out$/,
    ],
    [
      "a second primary",
      () =>
        crossSentences(set("geolocation", { continents: ["AS"] }), [
          siblingOf(stacks[1], set("role", "primary")),
        ]),
      /^role: "primary" is not allowed/,
    ],
    [
      "a secondary without a primary",
      () => crossSentences(() => {}, [], stacks[1]),
      /^role: "secondary" is not allowed without a primary/,
    ],
    [
      "a zone adopted by a secondary",
      () =>
        crossSentences(set("dns.hostedZoneId", "Z0123456789ABCDEFGHIJ"), [siblingOf(stacks[0])], stacks[1]),
      /^dns\.hostedZoneId: is not allowed in a secondary stack, the primary owns the zone$/,
    ],
    [
      "a primary whose site has no copy",
      () => crossSentences(() => {}, []),
      /^recovery\.replicaRegions: is missing: there is no other stack yet/,
    ],
    [
      "a copy in the stack's own region",
      () => crossSentences(set("recovery.replicaRegions", ["us-east-1"])),
      /^recovery\.replicaRegions: us-east-1 is not allowed, it is the stack's own region$/,
    ],
    [
      "canaries in a region of the system",
      () => crossSentences(set("watch.canaryRegion", "eu-west-1")),
      /^watch\.canaryRegion: eu-west-1 is not allowed, it is a region of the system/,
    ],
    [
      "a record that the system makes itself",
      () => crossSentences(set("dns.records", [{ name: "nearest.api", type: "A", values: ["192.0.2.1"] }])),
      /^dns\.records/,
    ],
    [
      "an environment that makes names too long",
      () => crossSentences(set("environment", "production-of-europe")),
      /^environment: "production-of-europe" is not allowed, /,
    ],
  ];
  for (const [title, found, expected] of crossed) {
    it(`refuse ${title}`, () => {
      const [first, ...others] = found();
      assert.match(first ?? "", expected, others.join("\n"));
    });
  }
});

describe("the start of an instance of request-response", () => {
  const script = startScript({
    region: "eu-west-1",
    image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/reports:1.0.0",
    name: "reports",
    port: 8080,
    logGroup: "/shop/reports",
    environment: { DEPENDENCIES: `{"it's":"here $(touch /tmp/no)"}` },
  });

  it("REQ-6 is a script that a shell understands, with an environment that it takes word for word", () => {
    execFileSync("bash", ["-n"], { input: script });
    const words = /--env (.+) \\$/m.exec(script)?.[1] ?? "";
    const printed = execFileSync("bash", ["-c", `printf '%s' ${words}`], { encoding: "utf8" });
    assert.equal(printed, `DEPENDENCIES={"it's":"here $(touch /tmp/no)"}`);
  });

  it("REQ-6 runs the container without root, without rights to gain, and without writing to its own files", () => {
    for (const option of ["--read-only", "--user 1000:1000", "--cap-drop ALL", "no-new-privileges"]) {
      assert.ok(script.includes(option), option);
    }
  });
});
