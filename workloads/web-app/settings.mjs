// What the task definition gives the server. Everything is checked before the first request is taken.

/**
 * @typedef {object} Settings
 * @property {number} port PORT; 8080 without it.
 * @property {string} service SERVICE_NAME: name that the page and the log show.
 * @property {string} version VERSION: the image's tag.
 * @property {string} region AWS_REGION, which ECS sets.
 * @property {string} basePath BASE_PATH: prefix below which the load balancer sends requests here, such as `/reports`.
 * @property {number} drainSeconds DRAIN_SECONDS: time between the signal to end and the end of listening, in which the
 *   load balancer notices; less than the task's stop timeout.
 * @property {Record<string, { host: string, port: number }>} dependencies DEPENDENCIES: what has to be reachable, by
 *   name, as JSON (`{"cache": "host:6379"}`), and the database of DATABASE_SECRET.
 */

/**
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 * @throws Error with every mistake; of a secret only its name is told
 */
export function parseSettings(env) {
  const mistakes = [];
  const wrong = (name, allowed) => mistakes.push(`${name}: ${allowed}`);
  const number = (name, otherwise, least, most) => {
    const value = Number(env[name] ?? otherwise);
    if (!Number.isInteger(value) || value < least || value > most)
      wrong(name, `a number from ${least} to ${most}`);
    return value;
  };
  const basePath = env.BASE_PATH ?? "";
  if (!/^(\/[\w-]+)*$/.test(basePath))
    wrong("BASE_PATH", "parts of letters, digits, _ and -, each after a /");
  const settings = {
    port: number("PORT", 8080, 0, 65_535),
    service: env.SERVICE_NAME ?? "web-app",
    version: env.VERSION ?? "unknown",
    region: env.AWS_REGION ?? "unknown",
    basePath,
    drainSeconds: number("DRAIN_SECONDS", 10, 0, 110),
    dependencies: { ...dependencies(env.DEPENDENCIES, wrong), ...database(env.DATABASE_SECRET, wrong) },
  };
  if (mistakes.length > 0) throw new Error(`the environment is wrong: ${mistakes.join("; ")}`);
  return settings;
}

function dependencies(text, wrong) {
  if (text === undefined) return {};
  const parsed = object(text);
  if (parsed === undefined) wrong("DEPENDENCIES", "JSON, host:port by name");
  const found = Object.entries(parsed ?? {}).map(([name, address]) => {
    const [, host, port] = /^([\w.-]+):(\d{1,5})$/.exec(String(address)) ?? [];
    if (host === undefined) wrong(`DEPENDENCIES.${name}`, "host:port");
    return [name, { host, port: Number(port) }];
  });
  return Object.fromEntries(found);
}

/** The secret of RDS, whole: `{"host": ..., "port": ..., "username": ..., "password": ...}`. */
function database(text, wrong) {
  if (text === undefined) return {};
  const { host, port, username, password } = object(text) ?? {};
  const whole = [host, username, password].every((part) => typeof part === "string" && part !== "");
  if (!whole || !Number.isInteger(Number(port ?? Number.NaN))) {
    wrong("DATABASE_SECRET", "JSON with host, port, username and password");
    return {};
  }
  return { database: { host, port: Number(port) } };
}

/** A parser's own error would quote what it read. */
function object(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
