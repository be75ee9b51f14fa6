import { randomInt } from "node:crypto";
import type { Login, Session } from "./postgres";
import { scramVerifier } from "./scram";

/** What Secrets Manager calls the function with, four times for each rotation. */
export interface RotationEvent {
  Step: "createSecret" | "setSecret" | "testSecret" | "finishSecret";
  SecretId: string;
  /** Id of the version that is to become the current one. */
  ClientRequestToken: string;
}

export type Stage = "AWSCURRENT" | "AWSPENDING" | "AWSPREVIOUS";

/** The part of Secrets Manager that a rotation needs. */
export interface Vault {
  /** Labels of each version, and whether the secret is rotated at all. */
  describe(secretId: string): Promise<{ rotates: boolean; stages: Record<string, string[]> }>;
  /** The value of a version; undefined where the version has none yet. */
  read(secretId: string, stage: Stage, version?: string): Promise<string | undefined>;
  /** Writes a version's value, once, under the label AWSPENDING. */
  write(secretId: string, version: string, value: string): Promise<void>;
  /** Moves a label from one version to another; without `to` it takes it away. */
  move(secretId: string, stage: Stage, versions: { from?: string; to?: string }): Promise<void>;
}

/** What the steps work with. */
export interface Tools {
  vault: Vault;
  logIn(login: Login): Promise<Session>;
  log(entry: Record<string, string>): void;
}

/** The credentials as the secret holds them; other fields are kept as they are. */
interface Credentials {
  username: string;
  password: string;
  host: string;
  port: number;
  dbname: string;
}

/**
 * One step of a rotation: the user changes its own password. Each step may come twice, after a failure or a timeout,
 * and then does what is left to do.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export async function rotate(event: RotationEvent, tools: Tools): Promise<void> {
  const { SecretId: secretId, ClientRequestToken: version, Step: step } = event;
  const { rotates, stages } = await tools.vault.describe(secretId);
  if (!rotates) throw new Error(`${secretId} is not a secret that is rotated`);
  // A version without a label is not in the list.
  const labels = stages[version] ?? [];
  const log = (did: string) => tools.log({ secret: secretId, version, step, did });
  if (labels.includes("AWSCURRENT")) return log("nothing, the version is the current one already");
  if (!labels.includes("AWSPENDING")) return log("nothing, the rotation was given up");
  log(await steps[step](secretId, version, tools, stages));
}

type Step = (
  secretId: string,
  version: string,
  tools: Tools,
  stages: Record<string, string[]>,
) => Promise<string>;

const steps: Record<RotationEvent["Step"], Step> = {
  async createSecret(secretId, version, { vault, logIn }) {
    const current = await credentials(vault, secretId, "AWSCURRENT");
    // Asked before anything is made: a reader can't change a password, and a label that is left behind would make
    // every later rotation fail.
    const session = await open(logIn, await everyPassword(vault, secretId, version));
    if (!(await isWriter(session))) {
      await vault.move(secretId, "AWSPENDING", { from: version });
      return "nothing, the server is a reader: the writer is elsewhere";
    }
    if ((await vault.read(secretId, "AWSPENDING", version)) !== undefined)
      return "nothing, it has a password";
    await vault.write(secretId, version, JSON.stringify({ ...current, password: newPassword() }));
    return "made a password";
  },

  async setSecret(secretId, version, { vault, logIn }) {
    const [current, pending] = [
      await credentials(vault, secretId, "AWSCURRENT"),
      await credentials(vault, secretId, "AWSPENDING", version),
    ];
    if (pending.username !== current.username || pending.host !== current.host) {
      throw new Error("the new version is for another user or host than the current one");
    }
    const known = await tryLogIn(logIn, pending);
    if (known !== undefined) {
      known.close();
      return "nothing, the database knows the password";
    }
    const session = await open(logIn, await everyPassword(vault, secretId, version));
    try {
      await session.query(
        `ALTER ROLE ${identifier(current.username)} PASSWORD '${scramVerifier(pending.password)}'`,
      );
    } finally {
      session.close();
    }
    return "told the database";
  },

  async testSecret(secretId, version, { vault, logIn }) {
    // Secrets Manager tries a new configuration with a version that nobody has given a value.
    const pending = await pendingOf(vault, secretId, version);
    if (pending === undefined) return "nothing, the version has no password";
    const session = await logIn(loginOf(pending));
    try {
      await session.query("SELECT now()");
    } finally {
      session.close();
    }
    return "logged in with the new password";
  },

  async finishSecret(secretId, version, { vault }, stages) {
    const from = Object.keys(stages).find((one) => stages[one]?.includes("AWSCURRENT"));
    await vault.move(secretId, "AWSCURRENT", { from, to: version });
    // Not taken away by the move before; a later rotation would take this one for unfinished.
    await vault.move(secretId, "AWSPENDING", { from: version });
    return "made it the current one";
  },
};

async function isWriter(session: Session): Promise<boolean> {
  try {
    const [row] = await session.query("SELECT pg_is_in_recovery()");
    return row?.[0] === "f";
  } finally {
    session.close();
  }
}

/** The newest first: a rotation may have stopped between any two steps, or have been taken back by hand. */
async function everyPassword(vault: Vault, secretId: string, version: string): Promise<Credentials[]> {
  const values = [
    await vault.read(secretId, "AWSPENDING", version),
    await vault.read(secretId, "AWSCURRENT"),
    await vault.read(secretId, "AWSPREVIOUS"),
  ];
  return values.flatMap((value) => (value === undefined ? [] : [parse(value, secretId)]));
}

async function open(logIn: Tools["logIn"], candidates: readonly Credentials[]): Promise<Session> {
  for (const one of candidates) {
    const session = await tryLogIn(logIn, one);
    if (session !== undefined) return session;
  }
  throw new Error(
    "the database takes none of the passwords: neither the new, nor the current, nor the one before",
  );
}

/** A session, or undefined where the database refuses the password. */
async function tryLogIn(logIn: Tools["logIn"], as: Credentials): Promise<Session | undefined> {
  try {
    return await logIn(loginOf(as));
  } catch (error) {
    if (error instanceof Error && /\b28P01\b/.test(error.message)) return undefined;
    throw error;
  }
}

async function pendingOf(vault: Vault, secretId: string, version: string): Promise<Credentials | undefined> {
  const value = await vault.read(secretId, "AWSPENDING", version);
  return value === undefined ? undefined : parse(value, secretId);
}

async function credentials(
  vault: Vault,
  secretId: string,
  stage: Stage,
  version?: string,
): Promise<Credentials> {
  const value = await vault.read(secretId, stage, version);
  if (value === undefined) throw new Error(`${secretId} has no value under ${stage}`);
  return parse(value, secretId);
}

/** @throws Error that names what is missing, and no value */
function parse(value: string, secretId: string): Credentials {
  let found: Partial<Credentials>;
  try {
    found = JSON.parse(value) as Partial<Credentials>;
  } catch {
    throw new Error(`${secretId} is not JSON`);
  }
  const missing = (["username", "password", "host", "port", "dbname"] as const).filter(
    (key) => !found?.[key],
  );
  if (missing.length > 0) throw new Error(`${secretId} has no ${missing.join(", ")}`);
  return found as Credentials;
}

function loginOf({ username: user, dbname: database, host, port, password }: Credentials): Login {
  return { user, database, host, port: Number(port), password };
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** RDS refuses / @ " and space; the rest is what every driver takes unescaped. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&*()-_=+[]{}<>:?";

export function newPassword(length = 40): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}
