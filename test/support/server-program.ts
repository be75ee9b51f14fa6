import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { userCache } from "../../offline/engine/cache";
import { withLock } from "../../offline/engine/lock";

/** A server that tests start, and where it can be had. */
export interface ServerProgram {
  /** File name of the program. */
  name: string;
  /** Folders besides those of PATH in which it may be; one `*` stands for any name. */
  folders?: string[];
  /** Debian's packages with the program and the libraries that a small system does not have. */
  packages: string[];
  /** Where the program is in them. */
  within: string;
}

/** A program and the environment in which it finds its libraries. */
export interface Installed {
  file: string;
  env: NodeJS.ProcessEnv;
}

/**
 * Finds a server's program: on this machine or, on Debian and its relatives, in packages that are taken from the
 * machine's own sources and unpacked into a cache. Nothing is installed, and no service started.
 *
 * @throws Error that tells why it can't be had
 */
export async function installedServer(program: ServerProgram): Promise<Installed> {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin", "/usr/local/sbin"];
  const found = [...folders, ...(program.folders ?? []).flatMap(expanded)]
    .map((folder) => path.join(folder, program.name))
    .find((file) => fs.existsSync(file));
  if (found !== undefined) return { file: found, env: process.env };
  const root = await unpacked(program);
  const libraries = expanded(path.join(root, "usr/lib/*")).filter((one) => one.endsWith("-linux-gnu"));
  return {
    file: path.join(root, program.within),
    env: { ...process.env, LD_LIBRARY_PATH: libraries.join(path.delimiter) },
  };
}

function expanded(folder: string): string[] {
  const [before = "", after] = folder.split("*");
  if (after === undefined || !fs.existsSync(before)) return after === undefined ? [folder] : [];
  return fs.readdirSync(before).map((name) => path.join(before, name, after));
}

async function unpacked({ name, packages }: ServerProgram): Promise<string> {
  const release = fs.existsSync("/etc/os-release") ? fs.readFileSync("/etc/os-release", "utf8") : "";
  if (!/^ID(_LIKE)?=.*debian/m.test(release)) throw new Error(`there is no ${name} on this machine`);
  const key = createHash("sha256")
    .update(JSON.stringify([release, process.arch, packages]))
    .digest("hex");
  // A server that refuses to run as root runs as nobody, who can't look into root's home.
  const cache = process.getuid?.() === 0 && !process.env.XDG_CACHE_HOME ? "/var/cache/tandem" : userCache();
  const folder = path.join(cache, `${name}-${key.slice(0, 12)}`);
  const complete = path.join(folder, "complete");
  if (fs.existsSync(complete)) return folder;
  fs.mkdirSync(cache, { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (fs.existsSync(complete)) return;
    console.error(`unpacking ${name} for the tests (once, from Debian's packages) ...`);
    fs.rmSync(folder, { recursive: true, force: true });
    download(packages, path.join(folder, "packages"));
    for (const file of fs.readdirSync(path.join(folder, "packages"))) {
      if (file.endsWith(".deb")) run("dpkg-deb", ["--extract", path.join("packages", file), "."], folder);
    }
    fs.rmSync(path.join(folder, "packages"), { recursive: true });
    fs.writeFileSync(complete, "");
  });
  return folder;
}

/** With the machine's own lists or, where it has none, with lists of their own. */
function download(packages: string[], folder: string): void {
  fs.mkdirSync(path.join(folder, "state/lists/partial"), { recursive: true });
  try {
    run("apt-get", ["download", ...packages], folder);
  } catch {
    const own = ["--option", `Dir::State=${folder}/state`, "--option", `Dir::Cache=${folder}/cache`];
    run("apt-get", [...own, "update"], folder);
    run("apt-get", [...own, "download", ...packages], folder);
  }
}

function run(command: string, args: string[], cwd: string): void {
  try {
    execFileSync(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"], timeout: 300_000 });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: Buffer };
    const said = String(stderr ?? "")
      .trim()
      .split("\n")
      .at(-1);
    throw new Error(`${command} failed: ${said || message}`);
  }
}

/** A running server, its folder and what it has said. */
export interface RunningServer {
  readonly directory: string;
  said(): string;
  stop(): void;
}

/** A shell's command: the server, until nobody is at the other end of the standard input; its folder goes with it. */
const TETHER =
  '"$@" < /dev/null & server=$!; cat > /dev/null; kill "$server"; wait "$server"; rm -rf -- "$0"';

/**
 * Runs a server until it is stopped or this process ends, however that ends.
 *
 * @param args for a new folder, which is gone afterwards
 * @param ready throws until the server answers
 */
export async function runServer(
  { file, env }: Installed,
  { args, ready, user }: { args(directory: string): string[]; ready(): Promise<unknown>; user?: number },
): Promise<RunningServer> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), `tandem-${path.basename(file)}-`));
  if (user !== undefined) fs.chownSync(directory, user, user);
  const child = spawn("/bin/sh", ["-c", TETHER, directory, file, ...args(directory)], {
    cwd: os.tmpdir(),
    env,
    stdio: ["pipe", "pipe", "pipe"],
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      if (said.length < 100_000) said += String(chunk);
    });
  }
  release(child);
  const stop = () => child.stdin.end();
  for (let waited = 0; waited < 20_000; waited += 50) {
    try {
      await ready();
      return { directory, said: () => said, stop };
    } catch {
      await sleep(50);
    }
  }
  stop();
  throw new Error(`${path.basename(file)} did not start: ${said.trim()}`);
}

/** Nothing of it keeps the tests from ending. */
function release(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    (stream as unknown as { unref(): void } | null)?.unref();
  }
}

/** A port of loopback that nobody listened at a moment ago. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Succeeds when somebody listens at a port of loopback. */
export function connects(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });
}

/**
 * Gives the tests of a `describe` what they need to run. Where it can't be had they are skipped, counted as such, and the
 * reason is printed.
 *
 * @param what for the reason, such as `a Redis server`
 */
export function useServer<Server extends { stop(): void }>(
  what: string,
  start: () => Promise<Server>,
): () => Server {
  let server: Server | undefined;
  before(what, async function () {
    this.timeout(600_000);
    try {
      server = await start();
    } catch (error) {
      console.error(`the tests with ${what} are skipped: ${error instanceof Error ? error.message : error}`);
      this.skip();
    }
  });
  after(() => server?.stop());
  return () => {
    if (server === undefined) throw new Error(`${what} is there from the first hook on`);
    return server;
  };
}
