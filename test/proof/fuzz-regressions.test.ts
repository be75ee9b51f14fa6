import assert from "node:assert/strict";
import { mistakes as identityMistakes } from "../../components/identity-roles/validate";
import { mistakes as userPoolMistakes } from "../../components/user-pool/validate";
import { judge } from "../../proof/fuzz/judge";
import { put, type Raw } from "../../proof/fuzz/raw";
import type { StackSet } from "../../proof/fuzz/stack-set";
import { readStacks } from "../../proof/run-stacks";
import type { SystemName } from "../../stacks/settings/schemas";

type Change = (raws: Raw[]) => void;

const files = readStacks();

/** The shipped stacks of a system's production, the primary first, after a change. */
function shipped(system: SystemName, change: Change): StackSet {
  const stacks = files
    .filter(({ settings }) => settings.system === system && settings.environment === "prod")
    .map(({ stack, settings }) => ({ stack, raw: structuredClone(settings) }))
    .sort((one, other) => String(one.raw.role).localeCompare(String(other.raw.role)));
  change(stacks.map(({ raw }) => raw));
  return { system, stacks };
}

/** What the stacks are told after a change. */
const told = (system: SystemName, change: Change) =>
  judge(shipped(system, change)).flatMap(({ mistakes }) =>
    mistakes.map(({ path, sentence }) => `${path}: ${sentence}`),
  );

const set =
  (path: string, value: unknown): Change =>
  ([home]) =>
    put(home as Raw, path.split("."), value);

/** Each of these settings came from a random system: it was taken, and AWS or a component refused it. */
const REFUSED: [what: string, system: SystemName, change: Change, expected: RegExp][] = [
  [
    "memory that Fargate does not have",
    "storefront",
    set("orders", { cpu: 256, memoryMb: 1536 }),
    /^orders\.memoryMb: 1536 is not allowed, what Fargate has/,
  ],
  [
    "memory between two steps",
    "web-app",
    set("service", { cpu: 2048, memoryMb: 4608 }),
    /^service\.memoryMb: 4608 is not allowed/,
  ],
  [
    "an identity provider of two letters",
    "request-response",
    set("users", {
      identityProvider: {
        name: "SA",
        issuer: "https://login.example.com",
        clientId: "a",
        clientSecretName: "b",
      },
    }),
    /^users\.identityProvider\.name: "SA" is not allowed, 3 to 32 letters/,
  ],
  [
    "a part of a deviation",
    "secure-cart",
    set("performance", { flowDeviations: 1.004 }),
    /^performance\.flowDeviations: 1\.004 is not allowed, 1 to 10$/,
  ],
  [
    "appliances of two processors",
    "secure-cart",
    set("inspection.instanceTypes", ["m7i.xlarge", "c7g.large"]),
    /^inspection\.instanceTypes: a list is not allowed, 1 to 20 different types of one processor/,
  ],
  [
    "an instance type twice",
    "web-app",
    set("compute", { instanceTypes: ["m7g.large", "m7g.large"] }),
    /^compute\.instanceTypes: m7g\.large is there twice$/,
  ],
  [
    "a region that AWS does not have",
    "web-app",
    set("region", "eu-nowhere-7"),
    /^region: "eu-nowhere-7" is not allowed, an AWS region/,
  ],
  [
    "a range of the internet",
    "web-app",
    set("network.cidr", "52.94.0.0/16"),
    /^network\.cidr: "52\.94\.0\.0\/16" is not allowed, a private IPv4 block/,
  ],
  [
    "a tag that AWS does not take",
    "web-app",
    set("tags.owner", "a\u0007b"),
    /^tags\.owner: .+ is not allowed, a text of 1 to 256 letters/,
  ],
  [
    "an account that shares the transit hub twice",
    "secure-cart",
    set("transit.sharedWith", ["444455556666", "444455556666"]),
    /^transit\.sharedWith: 444455556666 is there twice$/,
  ],
  [
    "a maximum of appliances below the zones, without a minimum",
    "secure-cart",
    set("inspection", { cidr: "10.60.0.0/24", imageId: "ami-0123456789abcdef0", maximum: 1 }),
    /^inspection\.maximum: 1 is not allowed, without inspection\.minimum there is one in each of the 3 zones/,
  ],
  [
    "a capacity that is no half",
    "payment-hub",
    set("database", {
      engineVersion: "16.8",
      instanceClass: "db.serverless",
      serverless: { minimum: 8, maximum: 210.732 },
    }),
    /^database\.serverless\.maximum: 210\.732 is not allowed, 1 to 256 in halves/,
  ],
  [
    "a role's name that an account has with another path",
    "payment-hub",
    set(
      "cluster.administrators",
      ["a", "b"].map((path) => `arn:aws:iam::111122223333:role/${path}/administrator`),
    ),
    /^cluster\.administrators: a list is not allowed, one or more ARNs of IAM roles, each name once in an account$/,
  ],
  [
    "a store that a service uses twice",
    "storefront",
    set("services.0.uses", ["orders", "orders"]),
    /^services\.0\.uses: orders is there twice$/,
  ],
  [
    "a time zone that nobody has",
    "storefront",
    set("automations", { workingHours: { start: "07:00", stop: "20:00", timezone: "Europe/Berlim" } }),
    /^automations\.workingHours\.timezone: "Europe\/Berlim" is not allowed/,
  ],
  [
    "a domain that is too long for a certificate",
    "payment-hub",
    ([home, other]) => {
      for (const raw of [home, other]) put(raw as Raw, ["dns", "zone"], `${"a".repeat(55)}.example.com`);
    },
    /^dns\.zone: "a+\.example\.com" is not allowed, the origin's name would be .+ shorten the domain by \d+$/,
  ],
];

describe("what random settings found", () => {
  for (const [what, system, change, expected] of REFUSED) {
    it(`${what} is refused by its key`, () => {
      const lines = told(system, change);
      assert.ok(lines.length > 0, "nothing is refused");
      assert.ok(
        lines.some((line) => expected.test(line)),
        lines.join("\n"),
      );
    });
  }

  it("a third region of the storefront is refused: its buckets copy to each other as a pair", () => {
    const whole = shipped("storefront", () => {});
    const third = structuredClone(whole.stacks[1]?.raw as Raw);
    third.region = "eu-west-1";
    third.network = {
      cidr: "10.83.0.0/16",
      availabilityZones: ["a", "b", "c"].map((zone) => `eu-west-1${zone}`),
    };
    whole.stacks.push({ stack: "storefront-third", raw: third });
    const [, , last] = judge(whole);
    assert.deepEqual(
      last?.mistakes.map(({ path }) => path),
      ["role"],
    );
  });

  it("a third region of the web application is refused where regions turn over to each other", () => {
    for (const mode of ["switch", "active-active"]) {
      const whole = shipped("web-app", (raws) => {
        for (const raw of raws) put(raw, ["recovery", "mode"], mode);
      });
      const third = structuredClone(whole.stacks[1]?.raw as Raw);
      third.region = "eu-west-1";
      third.network = {
        cidr: "10.69.0.0/16",
        availabilityZones: ["a", "b", "c"].map((zone) => `eu-west-1${zone}`),
      };
      whole.stacks.push({ stack: "web-app-third", raw: third });
      const [, , last] = judge(whole);
      assert.deepEqual(
        last?.mistakes.map(({ path }) => path),
        mode === "switch" ? ["role"] : [],
      );
    }
  });

  it("a second primary is told beside a database that is wrong", () => {
    const lines = told("payment-hub", ([home]) => {
      put(home as Raw, ["database"], "text");
      put(home as Raw, ["role"], "secondary");
    });
    assert.ok(
      lines.some((line) => line.startsWith("role: ")),
      lines.join("\n"),
    );
  });

  it("a pipeline's bucket has a name that S3 takes in the region with the longest name", () => {
    const change: Change = ([home]) => {
      Object.assign(home as Raw, { region: "ap-northeast-3" });
      put(
        home as Raw,
        ["network", "availabilityZones"],
        ["a", "b", "c"].map((zone) => `ap-northeast-3${zone}`),
      );
    };
    assert.deepEqual(told("request-response", change), []);
    assert.deepEqual(told("web-app", change), []);
  });

  it("a mistake of one key hides none of another: of its map, of another, or of another stack", () => {
    const lines = told("payment-hub", ([home]) => {
      put(home as Raw, ["database", "name"], 5);
      put(home as Raw, ["database", "instanceClass"], "db.serverless");
      put(home as Raw, ["network", "cidr"], "10.20.0.0/16");
      put(home as Raw, ["watch", "canaryRegion"], "us-west-2");
      put(home as Raw, ["tags", "ownr"], "x");
    });
    const keys = ["database.name", "database.serverless", "network.cidr", "watch.canaryRegion", "tags.ownr"];
    for (const key of keys)
      assert.ok(
        lines.some((line) => line.startsWith(`${key}: `)),
        `${key}\n${lines.join("\n")}`,
      );
  });

  it("a key that was not given is not told where another is wrong", () => {
    const lines = told("payment-hub", set("backup", { dailyRetentionDays: 401 }));
    assert.deepEqual(lines, ["backup.dailyRetentionDays: 401 is not allowed, 7 to 400"]);
  });

  it("sign-in returns to the own scheme of an app", () => {
    const clients = [{ name: "app", callbackUrls: ["shop.app://signed-in"] }];
    const found = userPoolMistakes({
      keyArn: "arn:aws:kms:eu-west-1:111122223333:key/0",
      region: "eu-west-1",
      poolName: "shop",
      domainPrefix: "shop-x",
      clients,
    });
    assert.deepEqual(found, []);
  });

  it("the permission set of database administrators has a name that IAM Identity Center takes", () => {
    const duty = {
      description: "x",
      managedPolicyArns: ["arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"],
    };
    const identityCenter = {
      ...{ region: "eu-west-1", instanceArn: "arn:aws:sso:::instance/ssoins-0", accountId: "111122223333" },
      assignments: [],
    };
    const named = (permissionSetName?: string) =>
      identityMistakes({
        resourceName: "web-app-prod",
        identityCenter,
        duties: [{ ...duty, name: "database-administrators", permissionSetName }],
      });
    assert.deepEqual(named("db-administrators"), []);
    assert.equal(named().length, 1);
  });
});
