import * as net from "node:net";
import * as tls from "node:tls";
import {
  columnsOf,
  errorOf,
  int32,
  type Message,
  message,
  messagesOf,
  startup,
  text,
  tlsRequest,
} from "./protocol";
import { scramExchange } from "./scram";

/** Where to log in, and as whom. */
export interface Login {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
}

/** How the server proves who it is. */
export interface Trust {
  /** Authorities besides those that Node trusts. */
  ca?: string;
  /**
   * Start of the names of instances that may answer for the host, such as `payment-hub-prod-`. The name of a global
   * writer endpoint need not be among the names of the certificate; that of the instance is.
   */
  instances?: string;
}

/** One connection, logged in. */
export interface Session {
  /** Runs one statement and gives its rows. */
  query(statement: string): Promise<(string | null)[][]>;
  close(): void;
}

/** Milliseconds without a word from the server after which it is given up. */
const PATIENCE = 8_000;

/**
 * Logs in to PostgreSQL over TLS with SCRAM-SHA-256, and in no other way: nothing is sent to a server without a
 * certificate, and no password to any.
 *
 * @throws Error that says what went wrong, without user or password
 */
export async function logIn(login: Login, trust: Trust = {}): Promise<Session> {
  const socket = await secured(login, trust);
  const incoming = messagesOf(socket);
  const next = async (): Promise<Message> => {
    const { value, done } = await incoming.next();
    if (done || value === undefined) throw new Error(`${login.host} closed the connection`);
    return value;
  };
  try {
    socket.write(
      startup({ user: login.user, database: login.database, application_name: "database-rotation" }),
    );
    await authenticate(login.password, next, (data) => socket.write(data));
    await untilReady(next);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return {
    async query(statement) {
      socket.write(message("Q", text(statement)));
      const answer = await untilReady(next);
      return answer.filter(({ type }) => type === "D").map(({ body }) => columnsOf(body));
    },
    close() {
      socket.end(message("X"));
      socket.destroySoon();
    },
  };
}

/**
 * All messages until the server is ready for the next statement.
 *
 * @throws Error that the server tells of, after it is ready again or has gone
 */
async function untilReady(next: () => Promise<Message>): Promise<Message[]> {
  const before: Message[] = [];
  let failure: Error | undefined;
  for (;;) {
    const one = await next().catch((error: unknown) => {
      throw failure ?? error;
    });
    if (one.type === "E") failure ??= errorOf(one.body);
    else if (one.type === "Z" && failure) throw failure;
    else if (one.type === "Z") return before;
    else before.push(one);
  }
}

async function authenticate(
  password: string,
  next: () => Promise<Message>,
  send: (data: Buffer) => void,
): Promise<void> {
  const exchange = scramExchange(password);
  const step = async (kind: number): Promise<string> => {
    const { type, body } = await next();
    if (type === "E") throw errorOf(body);
    const asked = type === "R" ? body.readInt32BE(0) : -1;
    if (asked !== kind)
      throw new Error(`the server does not log in with SCRAM-SHA-256 (it asks for ${asked})`);
    return body.toString("utf8", 4);
  };
  const mechanisms = (await step(10)).split("\0");
  if (!mechanisms.includes("SCRAM-SHA-256")) throw new Error("the server does not offer SCRAM-SHA-256");
  const first = Buffer.from(exchange.first, "utf8");
  send(message("p", text("SCRAM-SHA-256"), int32(first.length), first));
  send(message("p", exchange.final(await step(11))));
  exchange.verify(await step(12));
  await step(0);
}

/** A connection whose server has shown its certificate. */
async function secured({ host, port }: Login, trust: Trust): Promise<net.Socket> {
  const plain = net.connect({ host, port });
  plain.setTimeout(PATIENCE, () => plain.destroy(new Error(`${host}:${port} does not answer`)));
  const answer = await new Promise<Buffer>((resolve, reject) => {
    plain.once("error", reject);
    plain.once("close", () => reject(new Error(`${host}:${port} closed the connection`)));
    plain.once("connect", () => plain.write(tlsRequest));
    plain.once("data", resolve);
  });
  // Exactly one byte: what follows before TLS could have been slipped in by somebody between (CVE-2021-23222).
  if (answer.toString("latin1") !== "S") {
    plain.destroy();
    throw new Error(`${host}:${port} does not speak TLS`);
  }
  const secure = tls.connect({
    socket: plain,
    ca: trust.ca === undefined ? undefined : [...tls.rootCertificates, trust.ca],
    servername: net.isIP(host) === 0 ? host : undefined,
    minVersion: "TLSv1.2",
    checkServerIdentity: (_, certificate) => wrongName(host, certificate, trust.instances),
  });
  await new Promise<void>((resolve, reject) => {
    secure.once("error", reject);
    secure.once("secureConnect", () => resolve());
  });
  // Told to whoever waits for the next message; without a listener it would end the process.
  secure.on("error", () => {});
  return secure;
}

/** An error unless the certificate is of the host, or of an instance that may answer for it. */
export function wrongName(
  host: string,
  certificate: Pick<tls.PeerCertificate, "subject" | "subjectaltname">,
  instances?: string,
): Error | undefined {
  const wrong = tls.checkServerIdentity(host, certificate as tls.PeerCertificate);
  if (wrong === undefined || instances === undefined) return wrong;
  const names = (certificate.subjectaltname ?? "").split(", ").map((name) => name.replace(/^DNS:/, ""));
  const member = names.some(
    (name) => name.startsWith(instances) && /\.rds\.amazonaws\.com(\.cn)?$/.test(name),
  );
  return member ? undefined : wrong;
}
