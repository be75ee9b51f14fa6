import { createHash, createHmac } from "node:crypto";
import * as net from "node:net";
import * as tls from "node:tls";

/** A server that speaks as much of PostgreSQL's protocol as a login and a statement need. */
export interface FakePostgres {
  readonly port: number;
  /** Statements in the order in which they came. */
  readonly statements: string[];
  /** Everything that clients sent, as it came out of TLS. */
  readonly received: Buffer[];
  close(): Promise<void>;
}

interface Behaviour {
  /** What the server stores for the password: `SCRAM-SHA-256$4096:salt$stored:server`. */
  verifier: string;
  /** Row that it answers every statement with. */
  row?: (string | null)[];
  /** What goes wrong. */
  fault?: "no-tls" | "asks-for-clear-text" | "does-not-know-the-password" | "silent" | "talks-before-tls";
}

const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const auth = (kind: number, text = ""): Buffer => {
  const code = Buffer.alloc(4);
  code.writeInt32BE(kind);
  return message("R", Buffer.concat([code, Buffer.from(text)]));
};
const refused = (code: string, sentence: string) =>
  message("E", Buffer.from(`SFATAL\0C${code}\0M${sentence}\0\0`));
const ready = message("Z", Buffer.from("I"));

function dataRow(columns: (string | null)[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(columns.length);
  const parts = columns.flatMap((column) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(column === null ? -1 : Buffer.byteLength(column));
    return column === null ? [length] : [length, Buffer.from(column)];
  });
  return message("D", Buffer.concat([count, ...parts]));
}

/** Starts it on a free port of this machine, with {@link CERTIFICATE}. */
export async function startFakePostgres({ verifier, row, fault }: Behaviour): Promise<FakePostgres> {
  const statements: string[] = [];
  const received: Buffer[] = [];
  const [, rounds = "", stored = "", serverKey = ""] =
    /^SCRAM-SHA-256\$([^$]+)\$([^:]+):(.+)$/.exec(verifier) ?? [];
  const [iterations, salt] = rounds.split(":");

  const conversation = (socket: tls.TLSSocket) => {
    let started = false;
    let [clientFirst, serverFirst] = ["", ""];
    let pending = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received.push(chunk);
      pending = Buffer.concat([pending, chunk]);
      for (;;) {
        const start = started ? 1 : 0;
        if (pending.length < start + 4) return;
        const end = start + pending.readInt32BE(start);
        if (pending.length < end) return;
        const type = started ? pending.toString("latin1", 0, 1) : "startup";
        answer(type, pending.subarray(start + 4, end));
        started = true;
        pending = pending.subarray(end);
      }
    });
    function answer(type: string, body: Buffer): void {
      if (type === "startup") {
        socket.write(fault === "asks-for-clear-text" ? auth(3) : auth(10, "SCRAM-SHA-256\0\0"));
      } else if (type === "p" && clientFirst === "") {
        clientFirst = body.toString("utf8", body.indexOf(0) + 5).slice("n,,".length);
        serverFirst = `${clientFirst.slice("n=,".length)}fromServer,s=${salt},i=${iterations}`;
        socket.write(auth(11, serverFirst));
      } else if (type === "p") {
        socket.write(finish(body.toString("utf8")));
      } else if (type === "Q") {
        const statement = body.toString("utf8", 0, body.length - 1);
        statements.push(statement);
        if (statement === "nonsense") {
          socket.write(Buffer.concat([refused("42601", "syntax error"), ready]));
          return;
        }
        socket.write(
          Buffer.concat([...(row ? [dataRow(row)] : []), message("C", Buffer.from("OK\0")), ready]),
        );
      }
    }
    /** What a server does that has no password but the verifier: the proof must hash to the stored key. */
    function finish(clientFinal: string): Buffer {
      const [withoutProof = "", proof = ""] = clientFinal.split(",p=");
      const transcript = `${clientFirst},${serverFirst},${withoutProof}`;
      const storedKey = Buffer.from(stored, "base64");
      const signature = hmac(storedKey, transcript);
      const clientKey = Buffer.from(proof, "base64").map((byte, index) => byte ^ (signature[index] ?? 0));
      if (!createHash("sha256").update(clientKey).digest().equals(storedKey))
        return refused("28P01", "password authentication failed");
      const known =
        fault === "does-not-know-the-password" ? Buffer.alloc(32) : Buffer.from(serverKey, "base64");
      const final = auth(12, `v=${hmac(known, transcript).toString("base64")}`);
      return Buffer.concat([final, auth(0), message("S", Buffer.from("a\0b\0")), ready]);
    }
  };

  const open = new Set<net.Socket>();
  const server = net.createServer((plain) => {
    open.add(plain);
    plain.on("error", () => {});
    plain.once("data", () => {
      if (fault === "silent") return;
      if (fault === "no-tls") return void plain.write("N");
      plain.write(fault === "talks-before-tls" ? "Sselect" : "S");
      conversation(new tls.TLSSocket(plain, { isServer: true, key: PRIVATE_KEY, cert: CERTIFICATE }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    statements,
    received,
    close() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Of `localhost`, and of an instance of the database; until 2120, for tests alone. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmTCCAT+gAwIBAgIBATAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFzdGFuZC1p
biBkYXRhYmFzZTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowHDEa
MBgGA1UEAwwRc3RhbmQtaW4gZGF0YWJhc2UwWTATBgcqhkjOPQIBBggqhkjOPQMB
BwNCAARxY9dFsiROlLrAhDvjqjQwGf9LvzR1QBZbz7O37Pz5+1HrsUHMy3NMuVPY
wQi/C8MpHLmJXHfsI3491cJeL3lto3AwbjBbBgNVHREEVDBSgglsb2NhbGhvc3SC
RXBheW1lbnQtaHViLXByb2QtdXMtd2VzdC0yLTEuYzFhMmIzYzRkNWU2LnVzLXdl
c3QtMi5yZHMuYW1hem9uYXdzLmNvbTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49
BAMCA0gAMEUCIBsRcvkhVNyuVLlPDO/bAkszfJP+e7E8iZJRItoHyLcBAiEAqASn
OeDU0tRcV2XGfSEXISK6hGwG1QTxU2xP1V2ffU0=
-----END CERTIFICATE-----
`;

const PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQwOHdKG0+Vz3EAKZ
/wxPQ22IpUSEDrEzTNPbPJqWlMmhRANCAARxY9dFsiROlLrAhDvjqjQwGf9LvzR1
QBZbz7O37Pz5+1HrsUHMy3NMuVPYwQi/C8MpHLmJXHfsI3491cJeL3lt
-----END PRIVATE KEY-----
`;
