import {
  connects,
  freePort,
  installedServer,
  type RunningServer,
  runServer,
  type ServerProgram,
  useServer,
} from "./server-program";

const REDIS: ServerProgram = {
  name: "redis-server",
  packages: [
    "redis-server",
    "redis-tools",
    "libatomic1",
    "libhiredis0.14",
    "libjemalloc2",
    "liblua5.1-0",
    "liblzf1",
    "lua-bitop",
    "lua-cjson",
  ],
  within: "usr/bin/redis-server",
};

/** A Redis server on loopback with nothing in it. */
export interface Redis extends RunningServer {
  readonly port: number;
}

/** Starts a server that keeps its data in memory alone. */
export async function startRedis(): Promise<Redis> {
  const port = await freePort();
  const server = await runServer(await installedServer(REDIS), {
    args: (directory) => [
      ...["--bind", "127.0.0.1", "--port", String(port), "--dir", directory],
      ...["--save", "", "--appendonly", "no"],
    ],
    ready: () => connects(port),
  });
  return { ...server, port };
}

/** A Redis server for the tests of a `describe`; they are skipped where it can't be had. */
export const useRedis = () => useServer("a Redis server", startRedis);
