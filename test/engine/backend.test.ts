import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { type Home, type Outcome, openHome } from "../../offline";
import { writeProgram } from "../../offline/test/support/program";
import { type Temporary, temporary } from "../../offline/test/support/temporary";
import { pictureOf } from "../../proof/faults/outcome";
import { interruptedState } from "../../proof/faults/state";
import { type Engine, openEngine } from "../support/engine";

const root = path.resolve(__dirname, "../..");

/** Three buckets, one after the other, in names of their stack, and a secret in the state. */
const source = `
const pulumi = require("@pulumi/pulumi");
const s3 = require("@pulumi/aws/s3");
const bucket = (name, more) => new s3.Bucket(name, { bucket: pulumi.getStack() + "-" + name }, more);
const first = bucket("first");
const second = bucket("second", { dependsOn: first });
bucket("third", { dependsOn: second });
exports.token = pulumi.secret("a-secret");
`;

const up = ["up", "--yes", "--skip-preview"];
const unchanged = ["preview", "--expect-no-changes"];

describe("the state backend, when something is wrong with it", () => {
  let at: Temporary;
  let home: Home;
  /** What the home told beside Pulumi. */
  let told: string[];
  before(async () => {
    at = temporary();
    const program = writeProgram(at, "program", source);
    fs.copyFileSync(path.join(program, "Pulumi.dev.yaml"), path.join(program, "Pulumi.test.yaml"));
    fs.symlinkSync(path.join(root, "node_modules"), path.join(program, "node_modules"));
    home = await opened("home");
    await succeeds(up);
    for (const folder of ["state", "account"])
      fs.cpSync(at.at("home", folder), at.at("good", folder), { recursive: true });
  });
  after(() => at?.remove());
  beforeEach(() => {
    told = [];
    home.reset();
    for (const folder of ["state", "account"])
      fs.cpSync(at.at("good", folder), at.at("home", folder), { recursive: true });
  });

  async function opened(folder: string): Promise<Home> {
    const line = (text: string) => void told.push(text);
    told = [];
    const one = await openHome({
      ...{ directory: at.at(folder), programDirectory: at.at("program") },
      progress: { line, state: () => undefined },
    });
    await one.ensureStack("program", "dev");
    return one;
  }
  const run = (args: string[], env: Record<string, string> = {}, stack = "dev"): Promise<Outcome> =>
    home.pulumi([...args, "--stack", stack, "--non-interactive"], { env });
  async function succeeds(args: string[], env: Record<string, string> = {}): Promise<string> {
    const { code, stdout, stderr } = await run(args, env);
    assert.equal(code, 0, `pulumi ${args.join(" ")}:\n${stdout}${stderr}`);
    return stdout + stderr;
  }
  async function fails(args: string[], env: Record<string, string> = {}): Promise<string> {
    const { code, stdout, stderr } = await run(args, env);
    assert.notEqual(code, 0, stdout);
    return stdout + stderr;
  }
  const stacks = () => at.at("home/state/.pulumi/stacks/program");
  const file = () => path.join(stacks(), "dev.json");
  const history = () => at.at("home/state/.pulumi/history");
  const empty = () => {
    home.reset();
    return home.ensureStack("program", "dev");
  };

  describe("a locked stack", () => {
    it("is refused with who holds it and what to do; cancel gives it free, and the next up goes on", async () => {
      await empty();
      await fails(up, { TANDEM_OFFLINE_FAULTS: "die create second when=after" });
      const said = await fails(up);
      assert.match(said, /the stack is currently locked by 1 lock\(s\)\. Either wait .* `pulumi cancel`/);
      assert.match(said, /created by \S+@\S+ \(pid \d+\) at \d{4}-/);
      await succeeds(["cancel", "--yes"]);
      assert.match(await succeeds(up), /2 created/);
    });

    it("keeps a creation in doubt until it is resolved: an up warns of it, and a refresh takes it away", async () => {
      await empty();
      await fails(up, { TANDEM_OFFLINE_FAULTS: "die create second when=after" });
      await succeeds(["cancel", "--yes"]);
      const inDoubt = () => interruptedState(at.at("home"), "program", "dev").pendingCreates.length;
      assert.equal(inDoubt(), 1);
      const said = await succeeds(up);
      assert.match(said, /with 1 pending operations from previous deployment/);
      assert.match(said, /::second, interrupted while creating/);
      assert.equal(inDoubt(), 1, "no up takes the note away");
      await succeeds(["refresh", "--yes", "--skip-preview", "--clear-pending-creates"]);
      assert.equal(inDoubt(), 0);
      await succeeds(unchanged);
    });
  });

  describe("a damaged state", () => {
    for (const [title, damage] of [
      ["cut short", () => fs.truncateSync(file(), 300)],
      ["empty", () => fs.truncateSync(file())],
      ["gone", () => fs.rmSync(file())],
      [
        "gone with its backup",
        () => fs.readdirSync(stacks()).forEach((name) => void fs.rmSync(path.join(stacks(), name))),
      ],
    ] as const) {
      it(`that is ${title} is put back before anything runs, and nothing is made twice`, async () => {
        damage();
        await succeeds(unchanged);
        const was = title.startsWith("gone") ? "was gone" : "was not whole";
        assert.match(told.join("\n"), new RegExp(`^The state of dev ${was}.* It is put back as of 20`));
      });
    }

    it("that is wrong in the middle fails once, and is put back for the next command", async () => {
      fs.writeFileSync(file(), fs.readFileSync(file(), "utf8").replace('"latest"', '"lat"est"'));
      assert.match(await fails(unchanged), /failed to load checkpoint: .*invalid character/);
      assert.match(told.join("\n"), /The state of dev was not whole.* Run the command again\.$/);
      assert.match(fs.readFileSync(`${file()}.damaged`, "utf8"), /"lat"est"/, "the damaged one is kept");
      await succeeds(unchanged);
    });

    it("of which nothing is kept is told with both ways on: one's own copy, or the account", async () => {
      const copy = await succeeds(["stack", "export", "--file", at.at("copy.json")]).then(() =>
        at.at("copy.json"),
      );
      const ruin = () => {
        for (const folder of [stacks(), history()]) fs.rmSync(folder, { recursive: true, force: true });
        fs.mkdirSync(stacks(), { recursive: true });
        fs.writeFileSync(file(), "");
      };
      ruin();
      assert.match(await fails(unchanged), /failed to load checkpoint/);
      const [line = ""] = told;
      assert.match(line, /dev\.json can't be read, and no earlier state of this stack is kept\./);

      // One's own copy.
      fs.rmSync(file());
      await home.ensureStack("program", "dev");
      await succeeds(["stack", "import", "--file", copy]);
      await succeeds(unchanged);

      // The account.
      ruin();
      fs.rmSync(file());
      await home.ensureStack("program", "dev");
      const took = await succeeds(up);
      const taken = took.matchAll(
        /Bucket "(\w+)": the account has one that the state of this stack does not know/g,
      );
      assert.deepEqual(new Set([...taken].map(([, name]) => name)), new Set(["first", "second", "third"]));
      await succeeds(unchanged);
    });
  });

  describe("a full disk", () => {
    it("stops the up and says so; with room again the next up goes on", async function () {
      await empty();
      const state = at.at("home/state");
      const mount = (...args: string[]) => execFileSync("mount", args, { stdio: "ignore" });
      try {
        mount("-t", "tmpfs", "-o", "size=96k", "tmpfs", state);
      } catch {
        this.skip(); // It takes root and Linux to make a small disk.
      }
      try {
        await home.ensureStack("program", "dev");
        // Room for the lock, but not for the state.
        const filler = path.join(state, "filler");
        const room = fs.statfsSync(state);
        fs.writeFileSync(filler, Buffer.alloc((room.bavail - 2) * room.bsize));
        const said = await fails(up);
        assert.match(said, /no space left on device/);
        assert.match(
          told.join("\n"),
          /^The disk of \S+state is full\. Make room, and run the command again/m,
        );
        fs.rmSync(filler);
        mount("-o", "remount,size=16m", state);
        await succeeds(["cancel", "--yes"]);
        assert.match(await succeeds(up), /created/);
        await succeeds(unchanged);
      } finally {
        execFileSync("umount", [state]);
      }
    });
  });

  describe("a passphrase", () => {
    it("that is another one writes nothing and says so; the right one goes on", async () => {
      const before = fs.readFileSync(file(), "utf8");
      const index = at.at("program/index.js");
      try {
        fs.writeFileSync(index, `${source}bucket("fourth");\n`);
        const said = await fails(up, { PULUMI_CONFIG_PASSPHRASE: "another" });
        assert.match(said, /incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE/);
        assert.match(
          told.join("\n"),
          /^The secrets of dev were made with another passphrase\..*TANDEM_OFFLINE_PASSPHRASE/,
        );
        assert.equal(fs.readFileSync(file(), "utf8"), before);
        assert.match(await succeeds(up), /1 created/);
      } finally {
        fs.writeFileSync(index, source);
      }
      assert.match(await succeeds(["stack", "output", "token", "--show-secrets"]), /a-secret/);
    });

    it("that is lost costs the secrets and nothing else: the state goes on under a new one", async () => {
      await succeeds(["stack", "export", "--file", at.at("old.json")], { PULUMI_CONFIG_PASSPHRASE: "lost" });
      const fresh = { PULUMI_CONFIG_PASSPHRASE: "fresh" };
      await succeeds(["stack", "rm", "--force", "--yes", "--preserve-config"], fresh);
      await home.ensureStack("program", "dev", { env: fresh });
      await succeeds(["stack", "export", "--file", at.at("new.json")], fresh);
      const read = (name: string) => JSON.parse(fs.readFileSync(at.at(name), "utf8"));
      const old = read("old.json");
      old.deployment.secrets_providers = read("new.json").deployment.secrets_providers;
      const plain = JSON.stringify(old).replace(
        /"ciphertext":"[^"]*"/g,
        () => `"plaintext":${JSON.stringify('"a-secret"')}`,
      );
      fs.writeFileSync(at.at("old.json"), plain);
      await succeeds(["stack", "import", "--file", at.at("old.json")], fresh);
      await succeeds(unchanged, fresh);
      assert.match(await succeeds(["stack", "output", "token", "--show-secrets"], fresh), /^a-secret$/m);
    });

    it("that is not there at all is asked for by name", async () => {
      const { PULUMI_CONFIG_PASSPHRASE: _, ...env } = home.env();
      const result = await new Promise<string>((resolve) => {
        execFile(
          home.executable,
          [...up, "--non-interactive", "--stack", "dev"],
          { cwd: at.at("program"), env },
          (_error, stdout, stderr) => resolve(stdout + stderr),
        );
      });
      assert.match(
        result,
        /passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE/,
      );
    });
  });

  describe("two stacks at once", () => {
    it("both succeed, with the result of one after the other", async () => {
      const pictures = async () => {
        const both = [];
        for (const stack of ["dev", "test"]) {
          const { stdout } = await run(["stack", "export", "--show-secrets"], {}, stack);
          both.push(pictureOf(JSON.parse(stdout), home.accountDirectory));
        }
        return both;
      };
      await home.ensureStack("program", "test");
      assert.equal((await run(up, {}, "test")).code, 0);
      const inTurn = await pictures();

      await empty();
      await home.ensureStack("program", "test");
      const outcomes = await Promise.all(["dev", "test"].map((stack) => run(up, {}, stack)));
      assert.deepEqual(
        outcomes.map(({ code }) => code),
        [0, 0],
      );
      assert.deepEqual(await pictures(), inTurn);
    });
  });
}).timeout(300_000);

describe("two stacks of a system up at once", () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine();
  });
  after(() => engine?.close());

  it("both succeed, and state, account and program agree afterwards", async () => {
    const both = ["web-app-dev", "web-app-test"];
    await Promise.all(both.map((stack) => engine.succeed([...up, "--stack", stack])));
    for (const stack of both)
      await engine.succeed(["preview", "--refresh", "--expect-no-changes", "--stack", stack]);
    const [dev = 0, test = 0] = await Promise.all(
      both.map(async (stack) => (await engine.state(stack)).length),
    );
    assert.equal(dev, test);
    assert.ok(dev > 100);
  });
}).timeout(300_000);
