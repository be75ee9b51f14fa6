import assert from "node:assert/strict";
import * as path from "node:path";
import { openAccount } from "../../offline/account";
import { awsCatalog } from "../../offline/account/catalog";
import { answerOf, type Caller, type RoutedRecord } from "../support/dns-answers";
import { type Engine, openEngine } from "../support/engine";
import { byType, type Deployed } from "../support/state";
import { everywhere } from "./everywhere";
import { requirements } from "./request-response-requirements";

const root = path.resolve(__dirname, "../..");
const stacks = { primary: "request-response-primary", secondary: "request-response-secondary" } as const;
const REGIONS = { primary: "us-east-1", secondary: "eu-west-1" } as const;
const PACK = [
  "--policy-pack",
  "policy-pack",
  "--policy-pack-config",
  path.join(root, "policies.request-response.json"),
];

/** A resource of a preview, as `pulumi preview --json` tells it. */
interface Planned {
  newState?: { type: string; inputs?: Record<string, unknown> };
}

describe("the request-response flow on the real engine", () => {
  let engine: Engine;
  const states: Record<keyof typeof stacks, Deployed[]> = { primary: [], secondary: [] };
  const account = () => openAccount(engine.home.accountDirectory, awsCatalog(root));
  before(async () => {
    engine = await openEngine();
  });
  after(() => engine?.close());

  it("REQ-3, REQ-5, REQ-8 by settings: Shield Advanced, warm functions, RDS with a replica, a table that scales, DAX", async () => {
    for (const stack of Object.values(stacks)) {
      engine.project.change(stack, (settings) => {
        settings.database = { kind: "rds", readReplicas: 2 };
        settings.accelerator = {};
        settings.table = { capacity: "provisioned" };
        settings.functions = { provisionedConcurrency: 2 };
        settings.recovery = { shieldAdvanced: { acceptMonthlyCostUsd: 3000 } };
      });
    }
    const { stdout } = await engine.succeed(["preview", "--json", "--stack", stacks.primary]);
    const { steps } = JSON.parse(stdout) as { steps: Planned[] };
    const planned = (type: string) =>
      steps.flatMap(({ newState }) => (newState?.type === type ? [newState.inputs ?? {}] : []));
    assert.equal(planned("aws:shield/subscription:Subscription").length, 1);
    assert.equal(planned("aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig").length, 1);
    const [writer, ...replicas] = planned("aws:rds/instance:Instance");
    assert.deepEqual([writer?.multiAz, writer?.maxAllocatedStorage, replicas.length], [true, 1000, 2]);
    assert.ok(replicas.every(({ replicateSourceDb }) => replicateSourceDb !== undefined));
    assert.deepEqual(planned("aws:rds/globalCluster:GlobalCluster"), []);
    assert.equal(planned("aws:dynamodb/table:Table")[0]?.billingMode, "PROVISIONED");
    const scaled = planned("aws:appautoscaling/target:Target").map(
      ({ scalableDimension }) => scalableDimension,
    );
    for (const kind of ["Read", "Write"]) assert.ok(scaled.includes(`dynamodb:table:${kind}CapacityUnits`));
    const [dax] = planned("aws:dax/cluster:Cluster");
    assert.deepEqual([dax?.replicationFactor, dax?.clusterEndpointEncryptionType], [3, "TLS"]);
    engine.project.reset();
  });

  it("brings both stacks up under the policy pack, the primary first", async () => {
    assert.match(
      await engine.fail(["preview", "--stack", stacks.secondary]),
      /This stack needs the outputs of request-response-primary/,
    );
    for (const role of ["primary", "secondary"] as const) {
      await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stacks[role], ...PACK]);
      states[role] = await engine.state(stacks[role]);
    }
  });

  requirements(() => states);
  everywhere(() => Object.values(states));

  for (const stack of Object.values(stacks)) {
    it(`ALL-1 sees nothing to change in ${stack}, neither in the program nor in the account`, async () => {
      await engine.succeed(["refresh", "--yes", "--expect-no-changes", "--skip-preview", "--stack", stack]);
      await engine.succeed(["preview", "--expect-no-changes", "--stack", stack]);
    });
  }

  /** Declares what callers get with both regions, and with one of them lost. */
  function regionsLost(): void {
    const places: [string, string][] = [
      ["NA", "US"],
      ["SA", "BR"],
      ["EU", "DE"],
      ["AF", "KE"],
      ["AS", "JP"],
      ["OC", "AU"],
      ["AN", "AQ"],
    ];
    const names = ["nearest.api.shop.example.com", "local.api.shop.example.com"];

    /** Target of each region's API, as Route 53 knows it. */
    const targetOf = (role: keyof typeof stacks) =>
      byType(states[role], "aws:apigateway/domainName:DomainName")[0]?.outputs.regionalDomainName;

    /** What callers of all continents get, each nearest to the given region. */
    function answers(name: string, nearest: string[]): unknown[] {
      const all = [...states.primary, ...states.secondary];
      const records = byType(all, "aws:route53/record:Record").map(
        ({ inputs }) => inputs as unknown as RoutedRecord,
      );
      const world = {
        records,
        checks: (id: string) => account().answer({ name: ownName(id) }).candidates[0]?.status !== "unhealthy",
        targets: () => true,
      };
      return places.map(([continent, country]) => {
        const caller: Caller = { continent, country, nearest };
        return answerOf(world, name, "A", caller);
      });
    }

    /** The name that a check asks. */
    function ownName(checkId: string): string {
      const all = [...states.primary, ...states.secondary];
      const check = byType(all, "aws:route53/healthCheck:HealthCheck").find(({ id }) => id === checkId);
      return String(check?.inputs.fqdn);
    }

    it("REQ-1 both regions answer while both are there: the nearest by latency, and continents by their own region", () => {
      const [us, eu] = [targetOf("primary"), targetOf("secondary")];
      assert.deepEqual(
        new Set(answers("nearest.api.shop.example.com", ["eu-west-1", "us-east-1"])),
        new Set([eu]),
      );
      assert.deepEqual(answers("local.api.shop.example.com", ["us-east-1", "eu-west-1"]), [
        us,
        us,
        eu,
        eu,
        us,
        us,
        us,
      ]);
    });

    for (const [lost, left] of [
      ["primary", "secondary"],
      ["secondary", "primary"],
    ] as const) {
      it(`REQ-1 every record set has a healthy answer without ${REGIONS[lost]}, for callers of every continent`, () => {
        account().loseRegion(REGIONS[lost]);
        try {
          for (const name of names) {
            const { candidates } = account().answer({ name });
            assert.ok(
              candidates.some(({ status }) => status === "healthy"),
              `${name} has no healthy record`,
            );
            const nearest = [REGIONS[lost], REGIONS[left]];
            assert.deepEqual(new Set(answers(name, nearest)), new Set([targetOf(left)]), name);
          }
        } finally {
          account().restoreRegion(REGIONS[lost]);
        }
      });
    }

    it("REQ-2 the site is read from the other region's bucket when the home region's fails", () => {
      const [distribution] = byType(states.primary, "aws:cloudfront/distribution:Distribution");
      assert.ok(distribution !== undefined);
      const { originGroups, origins } = distribution.inputs as unknown as {
        originGroups: { members: { originId: string }[] }[];
        origins: { originId: string; domainName: string }[];
      };
      const [group] = originGroups;
      const regions = group?.members.map(
        ({ originId }) =>
          /\.s3\.([a-z0-9-]+)\.amazonaws/.exec(
            origins.find((origin) => origin.originId === originId)?.domainName ?? "",
          )?.[1],
      );
      assert.deepEqual(regions, ["us-east-1", "eu-west-1"]);
    });
  }
  regionsLost();

  it("ALL-5 refuses to destroy what is protected", async () => {
    assert.match(await engine.fail(["destroy", "--yes", "--stack", stacks.secondary]), /protected/);
  });

  it("ALL-1 destroys the secondary, then the primary, once protection is off, and leaves nothing in the account", async () => {
    const order = [stacks.secondary, stacks.primary];
    for (const stack of order) {
      engine.project.change(stack, (settings) => {
        settings.recovery = { protect: false };
      });
      await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack]);
    }
    for (const stack of order) {
      await engine.succeed(["destroy", "--yes", "--skip-preview", "--stack", stack]);
      assert.deepEqual(await engine.state(stack), []);
    }
    // SQS does not give a deleted queue's name away again for a minute; the account remembers that.
    assert.deepEqual(
      engine.accountFiles().filter((file) => !/\/names\/deleted-/.test(file)),
      [],
    );
  });
});
