import assert from "node:assert/strict";
import { type Login, logIn, wrongName } from "../../workloads/database-rotation/postgres";
import { scramExchange, scramVerifier } from "../../workloads/database-rotation/scram";
import { CERTIFICATE, type FakePostgres, startFakePostgres } from "../support/fake-postgres";

const password = "?correct horse&battery=staple";
const trust = { ca: CERTIFICATE };

describe("the rotation's way into PostgreSQL", () => {
  let server: FakePostgres | undefined;
  afterEach(() => server?.close());

  async function login(
    behaviour: Partial<Parameters<typeof startFakePostgres>[0]> = {},
    with_: Partial<Login> = {},
  ) {
    server = await startFakePostgres({ verifier: scramVerifier(password), ...behaviour });
    const account = { user: "hub_administrator", database: "payments", password };
    return { host: "localhost", port: server.port, ...account, ...with_ };
  }

  it("logs in over TLS with SCRAM-SHA-256, asks, and reads rows with nothing and with text in them", async () => {
    const session = await logIn(await login({ row: ["f", null, "äöü"] }), trust);
    assert.deepEqual(await session.query("SELECT pg_is_in_recovery()"), [["f", null, "äöü"]]);
    assert.deepEqual(await session.query("SELECT now()"), [["f", null, "äöü"]]);
    session.close();
    assert.deepEqual(server?.statements, ["SELECT pg_is_in_recovery()", "SELECT now()"]);
    const sent = Buffer.concat(server?.received ?? []).toString("latin1");
    assert.match(sent, /user\0hub_administrator\0database\0payments\0/);
    assert.ok(!sent.includes(password), "the password itself goes to no server");
  });

  it("says with PostgreSQL's code that a password is wrong, and not which", async () => {
    const account = await login({}, { password: "wrong" });
    await assert.rejects(
      logIn(account, trust),
      /^Error: PostgreSQL: FATAL 28P01: password authentication failed$/,
    );
  });

  it("goes on after a statement that the server refuses", async () => {
    const session = await logIn(await login({ row: ["1"] }), trust);
    await assert.rejects(session.query("nonsense"), /42601: syntax error$/);
    assert.deepEqual(await session.query("SELECT 1"), [["1"]]);
    session.close();
  });

  const refusals: [string, Parameters<typeof startFakePostgres>[0]["fault"], RegExp][] = [
    ["a server without TLS", "no-tls", /does not speak TLS/],
    ["a server that says something before TLS", "talks-before-tls", /does not speak TLS/],
    [
      "a server that asks for the password itself",
      "asks-for-clear-text",
      /does not log in with SCRAM-SHA-256 \(it asks for 3\)/,
    ],
    ["a server that does not know the password", "does-not-know-the-password", /can't prove that it knows/],
  ];
  for (const [who, fault, sentence] of refusals) {
    it(`gives nothing to ${who}`, async () => {
      await assert.rejects(logIn(await login({ fault }), trust), sentence);
      const sent = Buffer.concat(server?.received ?? []).toString("latin1");
      assert.ok(!sent.includes(password));
    });
  }

  it("gives nothing to a server whose certificate nobody has signed", async () => {
    await assert.rejects(logIn(await login()), /self.signed certificate/);
    assert.deepEqual(server?.received, []);
  });

  it("trusts the certificate of an instance of the database under the name of the writer's endpoint, and no other", () => {
    const of = (...names: string[]) => ({
      subject: { CN: names[0] as string } as never,
      subjectaltname: names.map((name) => `DNS:${name}`).join(", "),
    });
    const endpoint = "payment-hub-prod.global-x1y2z3.global.rds.amazonaws.com";
    const instance = "payment-hub-prod-us-west-2-1.c1a2b3c4d5e6.us-west-2.rds.amazonaws.com";
    assert.equal(wrongName(endpoint, of(endpoint)), undefined);
    assert.ok(wrongName(endpoint, of(instance)), "not without being told");
    assert.equal(wrongName(endpoint, of(instance), "payment-hub-prod-"), undefined);
    assert.ok(wrongName(endpoint, of("other-1.c1.us-west-2.rds.amazonaws.com"), "payment-hub-prod-"));
    assert.ok(wrongName(endpoint, of("payment-hub-prod-1.example.com"), "payment-hub-prod-"));
  });

  it("does not compute for hours because a server asks for it, nor take another's nonce", () => {
    const exchange = () => scramExchange(password, "ours");
    assert.throws(() => exchange().final("r=oursAndTheirs,s=c2FsdA==,i=1000000000"), /not sound/);
    assert.throws(() => exchange().final("r=theirs,s=c2FsdA==,i=4096"), /not sound/);
    assert.throws(() => exchange().final("r=ours,s=c2FsdA==,i=4096"), /not sound/);
  });

  it("makes the verifier that PostgreSQL would make of the same password and salt", () => {
    // Keys of RFC 7677's example (password "pencil"), in the form of pg_authid.
    const salt = Buffer.from("W22ZaJ0SNY7soEsUEjb6gQ==", "base64");
    assert.equal(
      scramVerifier("pencil", salt),
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
    );
  });
});
