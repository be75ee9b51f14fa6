import assert from "node:assert/strict";
import { readStacks } from "../../proof/run-stacks";
import { checkSettings } from "../../stacks/settings/check";
import { report } from "../../stacks/settings/mistake";
import { readSiblings, stackFile } from "../../stacks/settings/stack-files";
import { type Engine, openEngine } from "../support/engine";

type Settings = Record<string, Record<string, unknown> | string>;

/** A change of prod-primary's settings, and what a person reads when it is a mistake. */
const mistakes: [string, (settings: Settings) => void, RegExp][] = [
  [
    "a missing key",
    ({ network }) => {
      delete (network as Record<string, unknown>).cidr;
    },
    /Pulumi\.prod-primary\.yaml: network\.cidr: is missing\..+10\.10\.0\.0\/16/,
  ],
  [
    "a misspelt key, with the nearest right one",
    (settings) => {
      (settings.database as Record<string, unknown>).instanceCout = 3;
    },
    /Pulumi\.prod-primary\.yaml: database\.instanceCout: there is no such key, did you mean instanceCount\?/,
  ],
  [
    "a wrong type",
    (settings) => {
      (settings.database as Record<string, unknown>).instanceCount = "three";
    },
    /database\.instanceCount: "three" is not allowed, 1 to 15/,
  ],
  [
    "no instance",
    (settings) => {
      (settings.database as Record<string, unknown>).instanceCount = 0;
    },
    /database\.instanceCount: 0 is not allowed, 1 to 15/,
  ],
  [
    "a hundred instances",
    (settings) => {
      (settings.database as Record<string, unknown>).instanceCount = 100;
    },
    /database\.instanceCount: 100 is not allowed, 1 to 15/,
  ],
  [
    "both stacks in one region",
    (settings) => {
      settings.region = "us-west-2";
      (settings.network as Record<string, unknown>).availabilityZones = [
        "us-west-2a",
        "us-west-2b",
        "us-west-2c",
      ];
    },
    /region: us-west-2 is not allowed, Pulumi\.prod-secondary\.yaml is in it already/,
  ],
  [
    "overlapping address ranges",
    (settings) => {
      (settings.network as Record<string, unknown>).cidr = "10.20.0.0/17";
    },
    /network\.cidr: 10\.20\.0\.0\/17 is not allowed, it overlaps 10\.20\.0\.0\/16 of Pulumi\.prod-secondary\.yaml/,
  ],
  [
    "a zone of another region",
    (settings) => {
      (settings.network as Record<string, unknown>).availabilityZones = [
        "us-east-2a",
        "us-east-2b",
        "us-west-2c",
      ];
    },
    /network\.availabilityZones: us-west-2c is not allowed, it is not a zone of us-east-2/,
  ],
  [
    "an environment that makes names too long",
    (settings) => {
      settings.environment = "production-in-europe";
      settings.recovery = { replicaRegions: ["us-west-2"] };
    },
    /environment: "production-in-europe" is not allowed, the load balancer's name would be .+ AWS takes 32/,
  ],
  [
    "an unknown system",
    (settings) => {
      settings.system = "payment-hob";
    },
    /system: "payment-hob" is not allowed, payment-hub/,
  ],
];

const STACK = "prod-primary";
/** One mistake of each check: of a stack's own file, and of files against each other. The engine shows what the check says. */
const shown = ["a misspelt key, with the nearest right one", "overlapping address ranges"];

describe("a mistake in the settings", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
  });
  after(() => engine?.close());

  /** What the preview of prod-primary says; it must fail before the first resource. */
  async function refusal(): Promise<string> {
    const output = await engine.fail(["preview", "--stack", "prod-primary"]);
    assert.doesNotMatch(output, /^\s+at .+:\d+/m, "a user's mistake shows no stack trace");
    assert.doesNotMatch(
      output,
      /(tandem:components|aws:[a-z0-9]+):\S+ \S+ create/,
      "no resource is registered",
    );
    return output;
  }

  /** What the check alone says of prod-primary's settings, which the program asks before anything else. */
  function checked(): string {
    const { directory } = engine.project;
    const own = readStacks(directory).find(({ stack }) => stack === STACK);
    const { mistakes: told } = checkSettings(own?.settings ?? {}, (system) =>
      readSiblings(directory, { ...system, stack: STACK }),
    );
    return report(stackFile(STACK), told);
  }

  for (const [title, change, expected] of mistakes) {
    const onEngine = shown.includes(title);
    it(`ALL-3 stops the ${onEngine ? "preview" : "program"} with one sentence: ${title}`, async () => {
      engine.project.reset();
      engine.project.change(STACK, change as (settings: Record<string, unknown>) => void);
      const said = checked();
      assert.match(said, expected);
      if (!onEngine) return;
      const output = await refusal();
      for (const line of said.split("\n")) assert.ok(output.includes(line), `${line} is not in ${output}`);
    });
  }

  it("ALL-3 shows two mistakes at once", async () => {
    engine.project.reset();
    engine.project.change("prod-primary", (settings) => {
      settings.role = "main";
      (settings.database as Record<string, unknown>).instanceCount = 0;
    });
    const output = await refusal();
    assert.match(output, /role: "main" is not allowed, primary or secondary/);
    assert.match(output, /database\.instanceCount: 0 is not allowed/);
  });

  it("ALL-3 tells a sibling's file that is not YAML", async () => {
    engine.project.reset();
    engine.project.write("Pulumi.prod-secondary.yaml", "config:\n  tandem:system: [payment-hub\n");
    assert.match(await refusal(), /Pulumi\.prod-secondary\.yaml: can't be read: /);
  });

  it("tells the stack's own file that is not YAML", async () => {
    engine.project.reset();
    engine.project.write("Pulumi.prod-primary.yaml", "config:\n  tandem:system: [payment-hub\n");
    assert.match(await refusal(), /invalid YAML file: yaml: line 1/); // The engine's own sentence.
  });
});
