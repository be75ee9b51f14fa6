import { connect } from "node:net";

const PATIENCE = 1_000;
/** So that a page that is asked for often does not become load of the database's. */
const KEPT = 5_000;

/**
 * Tells which dependencies take connections: on a first deployment it shows whether security groups, subnets and names
 * fit together. It is no part of the health check: a database that is gone must not end every task as well.
 *
 * @param {Record<string, { host: string, port: number }>} dependencies
 * @param {() => number} [now]
 * @returns {() => Promise<Record<string, boolean>>}
 */
export function reachability(dependencies, now = Date.now) {
  let known;
  let until = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() >= until) {
      until = now() + KEPT;
      known = lookAt(dependencies);
    }
    return known;
  };
}

async function lookAt(dependencies) {
  const found = Object.entries(dependencies).map(async ([name, address]) => [
    name,
    await isReachable(address),
  ]);
  return Object.fromEntries(await Promise.all(found));
}

function isReachable({ host, port }) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(PATIENCE, () => end(false));
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}
