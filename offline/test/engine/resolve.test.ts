import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { type CliOptions, findCli, NoCliError, resolveCli } from "../../engine/resolve";
import { type Temporary, temporary } from "../support/temporary";

const closed = () => Promise.reject(new Error("downloads are closed"));

describe("finding the CLI", () => {
  let at: Temporary;
  let lines: string[];
  const progress = {
    line: (text: string) => void lines.push(text),
    state: (text: string) => void lines.push(text),
  };
  beforeEach(() => {
    at = temporary();
    lines = [];
    at.write("module/go.mod", "module fake\n");
  });
  afterEach(() => at.remove());

  /** Options under which nothing of this machine is seen: the PATH has the shell's own tools and the test's. */
  function options(more: CliOptions = {}): CliOptions {
    const tools = ["sh", "mkdir", "cp", "chmod", "sleep", "cat"].map((tool) => [tool, which(tool)] as const);
    fs.mkdirSync(at.at("bin"), { recursive: true });
    for (const [tool, file] of tools) {
      if (!fs.existsSync(at.at("bin", tool))) fs.symlinkSync(file, at.at("bin", tool));
    }
    const env = { PATH: at.at("bin") };
    return { env, cache: at.at("cache"), module: at.at("module"), download: closed, ...more };
  }

  function which(tool: string): string {
    const found = (process.env.PATH ?? "").split(":").map((folder) => path.join(folder, tool));
    return found.find((file) => fs.existsSync(file)) as string;
  }

  /** A Go that lists two packages and "builds" a script that prints a version; it notes each build. */
  function fakeGo(...whileBuilding: string[]): void {
    at.script(
      "bin/go",
      `if [ "$1" = list ]; then echo a/b; echo c/d; exit 0; fi`,
      `echo build >> ${at.at("builds")}`,
      ...whileBuilding,
      `while [ "$1" != -o ]; do shift; done`,
      "echo a/b >&2",
      `cat > "$2" <<'END'`,
      "#!/bin/sh",
      "echo v3.230.0",
      "END",
      `chmod +x "$2"`,
    );
  }
  const builds = () => (fs.existsSync(at.at("builds")) ? fs.readFileSync(at.at("builds"), "utf8") : "");

  it("takes pulumi from the PATH, and asks for its version once", async () => {
    at.script("bin/pulumi", `echo asked >> ${at.at("asked")}`, "echo v3.210.0");
    const expected = { file: at.at("bin/pulumi"), version: "3.210.0", hasHost: false };
    assert.deepEqual(await resolveCli(progress, options()), expected);
    assert.deepEqual(findCli(options()), expected);
    assert.equal(fs.readFileSync(at.at("asked"), "utf8"), "asked\n");
  });

  it("asks again once the pulumi on the PATH is another one", async () => {
    at.script("bin/pulumi", "echo v3.210.0");
    findCli(options());
    at.script("bin/pulumi", "echo v3.211.0 # newer");
    assert.equal(findCli(options())?.version, "3.211.0");
  });

  it("sees the language host beside a pulumi that the PATH has as a link", () => {
    at.script("real/pulumi", "echo v3.210.0");
    at.script("real/pulumi-language-nodejs");
    fs.mkdirSync(at.at("bin"));
    fs.symlinkSync(at.at("real/pulumi"), at.at("bin/pulumi"));
    assert.equal(findCli(options())?.hasHost, true);
  });

  it("does not take a home's own link on the PATH for the user's pulumi", () => {
    at.script("home/bin/pulumi", "echo v3.230.0");
    const env = { PATH: at.at("home/bin") };
    assert.equal(findCli(options({ env, without: at.at("home/bin") })), undefined);
  });

  for (const [why, script, reason] of [
    ["is too old", "echo v3.100.0", /bin\/pulumi is 3\.100\.0, and 3\.200\.0 or newer is needed/],
    ["does not run", "exit 3", /bin\/pulumi does not run: "pulumi version" gave exit code 3/],
    ["is something else", "echo hello", /bin\/pulumi does not run/],
  ] as const) {
    it(`goes on to the cache when pulumi on the PATH ${why}`, async () => {
      at.script("bin/pulumi", script);
      const cached = at.script("cache/v3.230.0/bin/pulumi");
      assert.equal((await resolveCli(progress, options())).file, cached);
    });

    it(`says so when pulumi on the PATH ${why} and there is no other way`, async () => {
      at.script("bin/pulumi", script);
      await assert.rejects(resolveCli(progress, options()), reason);
    });
  }

  it("downloads before it builds, and keeps what it downloaded with its language host", async () => {
    fakeGo();
    const download = async (root: string) => {
      fs.mkdirSync(path.join(root, "bin"));
      for (const name of ["pulumi", "pulumi-language-nodejs"])
        fs.writeFileSync(path.join(root, "bin", name), "", { mode: 0o755 });
    };
    const cli = await resolveCli(progress, options({ download }));
    assert.deepEqual(cli, { file: at.at("cache/v3.230.0/bin/pulumi"), version: "3.230.0", hasHost: true });
    assert.equal(builds(), "");
    assert.deepEqual(findCli(options()), cli);
  });

  it("builds with Go where downloads are closed, with progress, once", async () => {
    fakeGo();
    const cli = await resolveCli(progress, options());
    assert.equal(cli.file, at.at("cache/v3.230.0/bin/pulumi"));
    assert.ok(lines.some((line) => line.includes("not possible here: downloads are closed")));
    assert.ok(lines.some((line) => line.includes("1 of 2 packages compiled")));
    await resolveCli(progress, options());
    assert.equal(builds(), "build\n");
  });

  it("builds once when two processes need it at the same time", async () => {
    fakeGo("sleep 0.4");
    const [first, second] = await Promise.all([
      resolveCli(progress, options()),
      resolveCli(progress, options()),
    ]);
    assert.deepEqual(first, second);
    assert.equal(builds(), "build\n");
    assert.ok(lines.some((line) => line.includes("waiting for it")));
    assert.deepEqual(fs.readdirSync(at.at("cache")).sort(), ["v3.230.0"]);
  });

  it("leaves nothing of a build that fails, and says what Go said", async () => {
    fakeGo("echo 'no space left on device' >&2", "exit 1");
    await assert.rejects(resolveCli(progress, options()), /go build failed: no space left on device/);
    assert.deepEqual(fs.readdirSync(at.at("cache")), []);
  });

  it("names the three ways, why each failed, and what to do, when none is open", async () => {
    const error = await resolveCli(progress, options()).then(
      () => assert.fail("there was a CLI"),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof NoCliError);
    assert.match(error.message, /1\. pulumi on the PATH: there is none/);
    assert.match(error.message, /2\. Pulumi's own download: downloads are closed/);
    assert.match(error.message, /3\. built from source with Go: Go is not on the PATH/);
    assert.match(error.message, /install Pulumi 3\.200\.0 or newer .+install Go 1\.25\.8 or newer/s);
  });
});
