import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { answerOf } from "../support/dns-answers";
import { worldOf } from "../support/dns-world";
import { type Engine, openEngine } from "../support/engine";
import { byType, type Deployed } from "../support/state";
import { everywhere } from "./everywhere";
import { storefrontRequirements } from "./storefront-requirements";

const PACK = ["--policy-pack", "policy-pack"];
const CONFIG = ["--policy-pack-config", "policies.storefront.json"];
const STACKS = ["storefront-prod", "storefront-dr"] as const;

/** A customer, wherever: the shop's names fail over, and ask nobody where he is. */
const CUSTOMER = { continent: "EU", country: "DE", nearest: [] };

describe("the storefront on the real engine", () => {
  let engine: Engine;
  const states: Record<string, Deployed[]> = {};

  async function up(stack: string, ...args: string[]): Promise<void> {
    await engine.succeed(["up", "--yes", "--skip-preview", "--stack", stack, ...args]);
    states[stack] = await engine.state(stack);
  }

  before(async () => {
    engine = await openEngine();
    engine.project.write("policies.storefront.json", fs.readFileSync("policies.storefront.json", "utf8"));
  });
  after(() => engine?.close());

  it("refuses storefront-dr before storefront-prod exists, and says which to bring up first", async () => {
    const output = await engine.fail(["preview", "--stack", "storefront-dr"]);
    assert.match(output, /Bring it up first: pulumi up --stack storefront-prod/);
  });

  for (const stack of STACKS) {
    it(`ALL-2 brings ${stack} up under the policy pack`, async () => {
      await up(stack, ...PACK, ...CONFIG);
    });
  }

  storefrontRequirements(() => ({
    prod: states["storefront-prod"] as Deployed[],
    dr: states["storefront-dr"] as Deployed[],
  }));
  everywhere(() => STACKS.map((stack) => states[stack] as Deployed[]));

  describe("SHOP-6 the shop's name", () => {
    const addresses = (stack: string) =>
      ["first", "second"].map((which) => {
        const [eip] = byType(states[stack], "aws:ec2/eip:Eip").filter(
          ({ name }) => name === `proxy-${which}-address`,
        );
        return eip?.outputs.publicIp as string;
      });
    const answer = (isLost: (address: string) => boolean) => {
      const all = STACKS.flatMap((stack) => states[stack] as Deployed[]);
      return answerOf(worldOf(all, isLost), "store.example.com", "A", CUSTOMER);
    };

    it("answers with the first proxy while it is healthy", () => {
      assert.equal(
        answer(() => false),
        addresses("storefront-prod")[0],
      );
    });
    it("answers with the second proxy when the first is down", () => {
      const [first, second] = addresses("storefront-prod");
      assert.equal(
        answer((address) => address === first),
        second,
      );
    });
    it("answers with the DR region when the first region is lost, and with its second proxy when the first is down, too", () => {
      const lost = addresses("storefront-prod");
      const [first, second] = addresses("storefront-dr");
      assert.equal(
        answer((address) => lost.includes(address)),
        first,
      );
      assert.equal(
        answer((address) => [...lost, first].includes(address)),
        second,
      );
    });
  });

  for (const stack of STACKS) {
    it(`ALL-1 sees nothing to change in ${stack} on a second up, and nothing on a refresh`, async () => {
      await engine.succeed(["preview", "--expect-no-changes", "--stack", stack]);
      await engine.succeed(["refresh", "--yes", "--expect-no-changes", "--stack", stack]);
    });
  }

  it("SHOP-3 stops the consumer for maintenance by one setting, and nothing that accepts orders", async () => {
    engine.project.change("storefront-prod", (settings) => {
      settings.orders = { paused: true };
    });
    const { stdout } = await engine.succeed(["preview", "--json", "--stack", "storefront-prod"]);
    const { steps } = JSON.parse(stdout) as {
      steps: { op: string; urn: string; newState?: { inputs: Record<string, unknown> } }[];
    };
    const changed = steps.filter(({ op }) => op !== "same" && op !== "read");
    const names = changed.map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
    const expected =
      /^(delete (order-processor-scal|alarms-tasks-order-processor-)|update (order-processor(-service)?|dashboard(-dashboard)?|alarms)$)/;
    assert.deepEqual(
      names.filter((name) => !expected.test(name)),
      [],
    );
    const consumer = changed.find(({ urn }) => urn.endsWith("::order-processor-service"));
    assert.equal(consumer?.newState?.inputs.desiredCount, 0);
  });

  it("ALL-5 refuses to destroy what is protected", async () => {
    const output = await engine.fail(["destroy", "--yes", "--stack", "storefront-dr"]);
    assert.match(output, /protected/);
  });

  for (const stack of STACKS) {
    it(`ALL-5 takes the protection off ${stack} by one setting`, async () => {
      engine.project.change(stack, (settings) => {
        settings.recovery = { protect: false };
      });
      await up(stack);
      assert.deepEqual(
        (states[stack] as Deployed[]).filter(({ protect }) => protect),
        [],
      );
    });
  }

  it("ALL-1 destroys DR and then the first region, and leaves nothing in the account", async () => {
    for (const stack of ["storefront-dr", "storefront-prod"]) {
      await engine.succeed(["destroy", "--yes", "--skip-preview", "--stack", stack]);
      assert.deepEqual(await engine.state(stack), []);
    }
    // SQS does not give a deleted queue's name away again for a minute; the account remembers that.
    const left = engine.accountFiles().filter((file) => !path.basename(file).startsWith("deleted-"));
    assert.deepEqual(left, []);
  });
});
