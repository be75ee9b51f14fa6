import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import {
  earlierStacks,
  failoverOrder,
  failoverStacks,
  primaryStack,
  readSiblings,
  replicaRegions,
  type Sibling,
  siblingOf,
  stackFile,
  textAt,
} from "../../stacks/settings/stack-files";

const own = { stack: "prod-primary", system: "web-app", environment: "prod" };
const member = (more = "") => `config:\n  tandem:system: web-app\n  tandem:environment: prod\n${more}`;

describe("the files of a system's other stacks", () => {
  let folder = "";
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-stack-files-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));
  const write = (file: string, text: string) => fs.writeFileSync(path.join(folder, file), text);
  const read = () => readSiblings(folder, own);

  it("are those of the same system and environment, by name, without its own", () => {
    write("Pulumi.prod-primary.yaml", member());
    write("Pulumi.prod-b.yaml", member());
    write("Pulumi.prod-a.yaml", member());
    write("Pulumi.test.yaml", member().replace("prod", "test"));
    write("Pulumi.hub.yaml", member().replace("web-app", "payment-hub"));
    write("Pulumi.empty.yaml", "");
    write("Pulumi.yaml", member());
    write("Pulumi.prod-c.yaml.bak", member());
    write("my.Pulumi.prod-d.yaml", member());
    write("Pulumi.prod-e.yml", member());
    assert.deepEqual(
      read().map(({ stack, file }) => [stack, file]),
      [
        ["prod-a", "Pulumi.prod-a.yaml"],
        ["prod-b", "Pulumi.prod-b.yaml"],
      ],
    );
  });

  it("say what the stack is checked against, and nothing of what is missing or no text", () => {
    const rest = [
      "  tandem:role: secondary",
      "  tandem:region: eu-west-1",
      "  tandem:recovery: { order: 2 }",
      "  tandem:network: { cidr: 10.1.0.0/16 }",
      "  tandem:dns: { zone: a.example }",
      "  aws:region: us-east-1",
    ];
    write("Pulumi.full.yaml", member(rest.join("\n")));
    write(
      "Pulumi.odd.yaml",
      member("  tandem:role: 1\n  tandem:recovery: 2\n  tandem:network: [x]\n  tandem:dns:\n"),
    );
    const [full, odd] = read();
    assert.deepEqual(full, {
      ...{ stack: "full", file: "Pulumi.full.yaml", role: "secondary", region: "eu-west-1", order: 2 },
      ...{ cidr: "10.1.0.0/16", zone: "a.example" },
      settings: {
        ...{ system: "web-app", environment: "prod", role: "secondary", region: "eu-west-1" },
        ...{ recovery: { order: 2 }, network: { cidr: "10.1.0.0/16" }, dns: { zone: "a.example" } },
      },
    });
    const { settings, ...told } = odd ?? {};
    assert.deepEqual(JSON.parse(JSON.stringify(told)), { stack: "odd", file: "Pulumi.odd.yaml" });
    assert.deepEqual(Object.keys(settings ?? {}), [
      "system",
      "environment",
      "role",
      "recovery",
      "network",
      "dns",
    ]);
  });

  it("are named where they are not YAML", () => {
    write("Pulumi.broken.yaml", 'config: "\nmore');
    assert.throws(read, (error: Error) => {
      assert.match(error.message, /^Pulumi\.broken\.yaml: can't be read: .+/);
      assert.ok(!error.message.includes("\n"));
      return true;
    });
  });
});

describe("the order of a system's stacks", () => {
  const at = (stack: string, role: string, order?: number, region?: string): Sibling => ({
    ...{ stack, file: stackFile(stack), role },
    ...(order === undefined ? {} : { order }),
    ...(region === undefined ? {} : { region }),
  });
  const stacks = [
    at("c", "secondary", 3, "r3"),
    at("home", "primary"),
    at("b", "secondary", 2, "r2"),
    at("a", "secondary"),
  ];

  it("is that of the failover regions, the first without a word", () => {
    assert.deepEqual([failoverOrder(undefined), failoverOrder(4)], [1, 4]);
    assert.deepEqual(
      failoverStacks(stacks).map(({ stack }) => stack),
      ["a", "b", "c"],
    );
    assert.deepEqual(
      earlierStacks(stacks, 3).map(({ stack }) => stack),
      ["a", "b"],
    );
    assert.deepEqual(earlierStacks(stacks, undefined), []);
  });

  it("has one home, and copies where the failover stacks are and where the settings say", () => {
    assert.equal(primaryStack(stacks), "home");
    assert.throws(() => primaryStack([at("a", "secondary")]), {
      message: "no stack of this system and environment is the primary",
    });
    assert.deepEqual(replicaRegions(["r9", "r2"], stacks), ["r2", "r3", "r9"]);
    assert.deepEqual(replicaRegions([], []), []);
  });
});

describe("a text of another stack", () => {
  it("is found by its path, and is none where something else stands", () => {
    const sibling = siblingOf("a", { a: { b: "x", c: 1, d: null }, e: "y" });
    const found = ["a.b", "e", "a.c", "a", "a.d.e", "a.b.c", "x.y"].map((at) => textAt(sibling, at));
    assert.deepEqual(found, ["x", "y", ...Array(5).fill(undefined)]);
    assert.equal(textAt({ stack: "a", file: "f" }, "a"), undefined);
  });
});
