import { execFileSync } from "node:child_process";
import * as os from "node:os";
import * as path from "node:path";
import { Client } from "pg";
import {
  freePort,
  type Installed,
  installedServer,
  type RunningServer,
  runServer,
  type ServerProgram,
  useServer,
} from "./server-program";

const POSTGRES: ServerProgram = {
  name: "postgres",
  folders: ["/usr/lib/postgresql/*/bin"],
  packages: [
    "postgresql-15",
    "libicu72",
    "libldap-2.5-0",
    "libllvm14",
    "liblz4-1",
    "libpq5",
    "libsasl2-2",
    "libxml2",
    "libxslt1.1",
  ],
  within: "usr/lib/postgresql/15/bin/postgres",
};

/** Whom the server runs as where the tests are root's, which it refuses: nobody. */
const user = process.getuid?.() === 0 ? 65_534 : undefined;

/** A PostgreSQL server on loopback with an empty database; its administrator needs no password. */
export interface Postgres extends RunningServer {
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** Starts a server that writes no faster than its disk, but does not wait for it: a test's data may be lost. */
export async function startPostgres(): Promise<Postgres> {
  const port = await freePort();
  const installed = await installedServer(POSTGRES);
  const server = await runServer(installed, {
    args: (directory) => [
      ...["-D", newCluster(installed, directory), "-h", "127.0.0.1", "-p", String(port), "-k", directory],
      ...["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
    ],
    ready: () => answers(port),
    user,
  });
  return { ...server, port, user: "administrator", database: "postgres" };
}

/** It takes connections before it takes questions. */
async function answers(port: number): Promise<void> {
  const client = new Client({ host: "127.0.0.1", port, user: "administrator", database: "postgres" });
  client.on("error", () => {});
  await client.connect();
  await client.end();
}

function newCluster({ file, env }: Installed, directory: string): string {
  const data = path.join(directory, "data");
  const options = ["--username=administrator", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"];
  execFileSync(path.join(path.dirname(file), "initdb"), ["--pgdata", data, ...options], {
    env,
    cwd: os.tmpdir(),
    stdio: "pipe",
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  return data;
}

/** A PostgreSQL server for the tests of a `describe`; they are skipped where it can't be had. */
export const usePostgres = () => useServer("a PostgreSQL server", startPostgres);
