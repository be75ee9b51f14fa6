import assert from "node:assert/strict";
import * as path from "node:path";
import { openAccount } from "../../offline/account";
import { awsCatalog } from "../../offline/account/catalog";
import { type Engine, openEngine } from "../support/engine";
import { byType, type Deployed } from "../support/state";
import { everywhere } from "./everywhere";
import { reachability } from "./secure-cart-reachability";
import { requirements } from "./secure-cart-requirements";
import { everySwitch } from "./secure-cart-settings";

const root = path.resolve(__dirname, "../..");
const PACK = [
  "--policy-pack",
  "policy-pack",
  "--policy-pack-config",
  path.join(root, "policies.secure-cart.json"),
];
const STACKS = ["secure-cart-primary", "secure-cart-secondary"] as const;
const [PRIMARY, SECONDARY] = STACKS;
const [HOME, OTHER] = ["us-east-1", "eu-west-1"];

describe("SecureCart on the real engine", () => {
  let engine: Engine;
  const states: Record<string, Deployed[]> = {};
  const exported: unknown[] = [];
  const account = () => openAccount(engine.home.accountDirectory, awsCatalog(root));
  const up = (stack: string, ...args: string[]) =>
    engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack, ...args]);

  before(async () => {
    engine = await openEngine();
    everySwitch(engine);
  });
  after(() => engine?.close());

  it("refuses the secondary before the primary exists, and says which to bring up first", async () => {
    const output = await engine.fail(["preview", "--stack", SECONDARY]);
    assert.match(output, /Bring it up first: pulumi up --stack secure-cart-primary/);
  });

  for (const stack of STACKS) {
    it(`brings ${stack} up under the policy pack`, async () => {
      await up(stack, ...PACK);
      states[stack] = await engine.state(stack);
      exported.push(await engine.home.exportStack(stack));
      assert.ok(states[stack].length > 400, `${states[stack].length} resources`);
    });
  }

  requirements(() => ({
    primary: states[PRIMARY] as Deployed[],
    secondary: states[SECONDARY] as Deployed[],
  }));
  everywhere(() => STACKS.map((stack) => states[stack] as Deployed[]));
  describe("between its networks", () => reachability(() => exported));

  for (const stack of STACKS) {
    it(`sees nothing to change in ${stack} on a second up, and nothing on a refresh`, async () => {
      await engine.succeed(["preview", "--expect-no-changes", "--stack", stack]);
      await engine.succeed(["refresh", "--yes", "--expect-no-changes", "--stack", stack]);
    });
  }

  for (const [lost, left] of [
    [HOME, OTHER],
    [OTHER, HOME],
  ] as const) {
    it(`NET-2 with ${lost} lost every name has a healthy answer in ${left}, and the one from there stays away`, () => {
      account().loseRegion(lost);
      try {
        const names = routedNames(Object.values(states).flat());
        assert.deepEqual(
          names,
          ["", "api.", "gateway.", "nearest."].map((label) => `${label}cart.example.com`).sort(),
        );
        for (const name of names) {
          const { candidates } = account().answer({ name, from: lost });
          const healthy = candidates.filter(({ status }) => status === "healthy");
          assert.ok(healthy.length > 0, `${name} has a healthy record`);
          for (const { record, status } of candidates) {
            // The record for everybody else, which answers with the nearest region, is healthy while any region is.
            const expected =
              record.setIdentifier.startsWith(lost) && !record.setIdentifier.endsWith("-default");
            assert.equal(status, expected ? "unhealthy" : "healthy", `${name} ${record.setIdentifier}`);
          }
        }
        const [nearest] = account().answer({ name: "nearest.cart.example.com", from: lost }).values;
        assert.match(String(nearest), new RegExp(`\\.${left}\\.elb\\.`));
      } finally {
        account().restoreRegion(lost);
      }
    });
  }

  it("NET-2 with the home region lost the other stack still previews without a change", async () => {
    account().loseRegion(HOME);
    try {
      await engine.succeed(["preview", "--expect-no-changes", "--stack", SECONDARY]);
    } finally {
      account().restoreRegion(HOME);
    }
  });

  it("destroys secondary then primary, once protection is off, and leaves nothing in the account", async () => {
    for (const stack of STACKS) {
      engine.project.change(stack, (settings) => {
        settings.recovery = { protect: false };
      });
    }
    // Who deletes comes first: what the secondary has in the home region, such as the far end of the peering, goes with it.
    for (const stack of [SECONDARY, PRIMARY]) {
      await up(stack);
      await engine.succeed(["destroy", "--yes", "--skip-preview", "--stack", stack]);
      assert.deepEqual(await engine.state(stack), []);
    }
    // What is remembered of deleted names, such as those of queues, which SQS gives to nobody for a minute, is no resource.
    const left = engine.accountFiles().filter((file) => !path.basename(file).startsWith("deleted-"));
    assert.deepEqual(left, []);
  });

  it("NET-3 NET-5 the switches of non-production leave out what costs, and checkout answers with the nearest region", async () => {
    engine.project.change(PRIMARY, (settings) => {
      settings.recovery = {};
      settings.inspection = { enabled: false };
      (settings.network as Record<string, unknown>).natGateways = "single";
      settings.accelerator = { enabled: false };
      settings.onPremises = undefined;
    });
    engine.project.change(SECONDARY, (settings) => {
      settings.accelerator = { enabled: false };
    });
    const { stdout } = await engine.succeed(["preview", "--json", "--stack", PRIMARY]);
    const { steps } = JSON.parse(stdout) as { steps: { newState?: { type: string; inputs: Inputs } }[] };
    const planned = (type: string) =>
      steps.flatMap(({ newState }) => (newState?.type === type ? [newState.inputs] : []));
    for (const type of [
      "aws:autoscaling/group:Group",
      "aws:globalaccelerator/accelerator:Accelerator",
      "aws:globalaccelerator/endpointGroup:EndpointGroup",
      "aws:shield/protection:Protection",
      "aws:ec2/vpnConnection:VpnConnection",
      "aws:directconnect/gateway:Gateway",
    ]) {
      assert.deepEqual(planned(type), [], type);
    }
    assert.equal(planned("aws:ec2/natGateway:NatGateway").length, 1);
    const checkout = planned("aws:route53/record:Record").find(
      ({ name }) => name === "checkout.cart.example.com",
    );
    assert.equal((checkout?.aliases as Inputs[] | undefined)?.[0]?.name, "nearest.cart.example.com");
  });
});

type Inputs = Record<string, unknown>;

/** Names that several records share. */
function routedNames(resources: Deployed[]): string[] {
  const shared = byType(resources, "aws:route53/record:Record").filter(({ inputs }) => inputs.setIdentifier);
  return [...new Set(shared.map(({ inputs }) => String(inputs.name)))].sort();
}
