import type { Socket } from "node:net";

/** A message of the server: its type, one letter, and what follows its length. */
export interface Message {
  type: string;
  body: Buffer;
}

/**
 * The messages of the server, one after the other.
 * https://www.postgresql.org/docs/16/protocol-message-formats.html
 */
export async function* messagesOf(socket: Socket): AsyncGenerator<Message, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5) {
      const end = 1 + rest.readInt32BE(1);
      if (rest.length < end) break;
      yield { type: rest.toString("latin1", 0, 1), body: rest.subarray(5, end) };
      rest = rest.subarray(end);
    }
  }
  return undefined;
}

/** A message of the client. */
export function message(type: string, ...parts: (string | Buffer)[]): Buffer {
  return Buffer.concat([Buffer.from(type, "latin1"), withLength(Buffer.concat(parts.map(bytes)))]);
}

/** The first message, which has no type: protocol 3.0 and who logs in to what. */
export function startup(parameters: Record<string, string>): Buffer {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [text(name), text(value)]);
  return withLength(Buffer.concat([int32(0x0003_0000), ...pairs, Buffer.from([0])]));
}

/** Asks for TLS, before anything else is said. */
export const tlsRequest = withLength(int32(80_877_103));

/** A text with the zero that ends it. */
export function text(value: string): Buffer {
  if (value.includes("\0")) throw new Error("a text of the protocol holds no zero");
  return Buffer.from(`${value}\0`, "utf8");
}

export function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

/** Severity, code and sentence of an error; the other fields could quote values. */
export function errorOf(body: Buffer): Error {
  const fields = Object.fromEntries(
    body
      .toString("utf8")
      .split("\0")
      .map((field) => [field.slice(0, 1), field.slice(1)]),
  );
  return new Error(`PostgreSQL: ${fields.S ?? "ERROR"} ${fields.C ?? ""}: ${fields.M ?? "no reason given"}`);
}

/** The columns of a row as text, null where there is none. */
export function columnsOf(body: Buffer): (string | null)[] {
  let at = 2;
  return Array.from({ length: body.readInt16BE(0) }, () => {
    const length = body.readInt32BE(at);
    at += 4;
    if (length < 0) return null;
    at += length;
    return body.toString("utf8", at - length, at);
  });
}

const bytes = (part: string | Buffer) => (typeof part === "string" ? Buffer.from(part, "utf8") : part);

function withLength(body: Buffer): Buffer {
  return Buffer.concat([int32(body.length + 4), body]);
}
