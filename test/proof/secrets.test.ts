import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { needlesOf } from "../../proof/secrets/forms";
import { secretsOf } from "../../proof/secrets/harvest";
import { Searcher, searchFolder } from "../../proof/secrets/search";

const SECRET = { label: "the canary", value: `cnry0123-&<>"'\\/+ %é` };
const HIDDEN = "1b47061264138c4ac30d75fd1eb44270";
const signed = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": HIDDEN,
  plaintext: JSON.stringify(value),
});

/** What Go's encoder writes for JSON's. */
const ofGo = (json: string) =>
  json.replaceAll("&", "\\u0026").replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");

/** Documents as programs write them, with a secret somewhere in them. */
const documents: [string, (secret: string) => string][] = [
  ["a line of a log", (secret) => `creating with value=${secret} done`],
  ["JSON", (secret) => JSON.stringify({ password: secret })],
  ["JSON of Go", (secret) => ofGo(JSON.stringify({ password: secret }))],
  ["JSON in JSON", (secret) => JSON.stringify({ document: JSON.stringify({ password: secret }) })],
  [
    "JSON in JSON of Go",
    (secret) => ofGo(JSON.stringify({ document: JSON.stringify({ password: secret }) })),
  ],
  [
    "JSON of Go in JSON of Go",
    (secret) => ofGo(JSON.stringify({ document: ofGo(JSON.stringify({ password: secret })) })),
  ],
  ["JSON with ASCII alone", (secret) => JSON.stringify({ password: secret }).replace("é", "\\u00e9")],
  ["an address", (secret) => `https://example.com/?password=${encodeURIComponent(secret)}&a=1`],
  ["a form", (secret) => new URLSearchParams({ password: secret }).toString()],
  [
    "an attribute of XML",
    (secret) =>
      `<a b="${secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&apos;")}"/>`,
  ],
  [
    "text of XML",
    (secret) => `<a>${secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</a>`,
  ],
  ["YAML", (secret) => `password: '${secret.replaceAll("'", "''")}'`],
  ["hexadecimal", (secret) => Buffer.from(secret).toString("hex")],
  ...["", "x", "xy", "xyz"].flatMap((before): [string, (secret: string) => string][] => [
    [`base64 after ${before.length} bytes`, (secret) => base64(`${before}${secret}, and more`, "base64")],
    [`base64url after ${before.length} bytes`, (secret) => base64(`${before}${secret}`, "base64url")],
    [
      `base64 of JSON after ${before.length} bytes`,
      (secret) => base64(`${before}${JSON.stringify({ secret })}`, "base64"),
    ],
  ]),
];

const base64 = (text: string, encoding: "base64" | "base64url") => Buffer.from(text).toString(encoding);

describe("the search for secrets", () => {
  const searcher = new Searcher(needlesOf(SECRET));

  for (const [what, write] of documents) {
    it(`finds a secret in ${what}, and nothing when another word stands there`, () => {
      const [leak, ...others] = searcher.search("a file", Buffer.from(write(SECRET.value)));
      assert.equal(leak?.label, "the canary");
      assert.deepEqual(others, [], "once for a file");
      assert.deepEqual(
        searcher.search("a file", Buffer.from(write(`${SECRET.value.slice(0, 12)}another`))),
        [],
      );
    });
  }

  it("never repeats a secret in what it tells of a place", () => {
    const other = { label: "the other", value: "cnryffffffff" };
    const both = new Searcher([SECRET, other].flatMap(needlesOf));
    const leaks = both.search("a file", Buffer.from(`user ${other.value} has ${SECRET.value}`));
    assert.deepEqual(
      leaks.map(({ label, before }) => [label, before]),
      [
        ["the other", "user "],
        ["the canary", "user [secret] has "],
      ],
    );
  });

  it("goes through every file of a folder but those left out, and follows no link", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-search-"));
    try {
      for (const inside of ["a/b", "account", "elsewhere"])
        fs.mkdirSync(path.join(folder, inside), { recursive: true });
      for (const file of ["a/b/.hidden", "account/kept", "elsewhere/kept"])
        fs.writeFileSync(path.join(folder, file), SECRET.value);
      fs.symlinkSync(path.join(folder, "elsewhere"), path.join(folder, "a/link"));
      const { leaks, files, bytes } = searchFolder(folder, needlesOf(SECRET), ["account", "elsewhere"]);
      assert.deepEqual(
        leaks.map(({ place }) => place),
        [path.join("a", "b", ".hidden")],
      );
      assert.deepEqual([files, bytes], [1, Buffer.byteLength(SECRET.value)]);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("the secrets of a state", () => {
  const urn = (name: string) => `urn:pulumi:dev::tandem::aws:a/b:C::${name}`;
  const exported = (resources: unknown[]) => ({ deployment: { resources } });

  it("are all texts that are encrypted, in inputs and outputs, lists and objects, each once", () => {
    const found = secretsOf(
      exported([
        {
          type: "aws:a/b:C",
          urn: urn("one"),
          inputs: { name: "a-public-name", users: [{ password: signed("a-long-password") }] },
          outputs: { password: signed("a-long-password"), details: signed({ key: "another-secret", n: 1 }) },
        },
        { type: "aws:a/b:C", urn: urn("two") },
      ]),
    );
    assert.deepEqual(found, [
      { label: "aws:a/b:C one users.0.password", value: "a-long-password" },
      { label: "aws:a/b:C one details.key", value: "another-secret" },
    ]);
  });

  it("leave out what is too short to be told from other texts", () => {
    const resource = {
      type: "t",
      urn: urn("one"),
      outputs: { empty: signed(""), short: signed("postgres") },
    };
    assert.deepEqual(secretsOf(exported([resource])), []);
  });
});
