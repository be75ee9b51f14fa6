import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type AuthorizerEvent, authorizer } from "../../workloads/api-authorizer/authorize";
import { type FetchJson, fetchJson, Keys } from "../../workloads/api-authorizer/keys";
import { parseSettings } from "../../workloads/api-authorizer/settings";
import type { Jwk } from "../../workloads/api-authorizer/token";
import { jsonLog } from "../../workloads/lambda/log";

const issuer = "https://cognito-idp.us-east-2.amazonaws.com/us-east-2_a1b2c3";
const other = "https://login.partner.example";
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const short = generateKeyPairSync("rsa", { modulusLength: 1024 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" });

const jwk = (key: KeyObject, kid: string, more: object = {}): Jwk => ({
  ...key.export({ format: "jwk" }),
  kid,
  ...more,
});
const cognitoKeys = { keys: [jwk(rsa.publicKey, "rsa-1", { alg: "RS256", use: "sig" })] };
const partnerKeys = {
  keys: [jwk(ec.publicKey, "ec-1", { use: "sig" }), jwk(rsa.publicKey, "enc-1", { use: "enc" })],
};

const START = Date.parse("2026-03-01T10:00:00Z");
const seconds = START / 1000;
const claims = {
  iss: issuer,
  sub: "alice",
  client_id: "app",
  token_use: "access",
  scope: "orders/read openid",
  iat: seconds - 10,
  exp: seconds + 300,
};
const partnerClaims = { iss: other, sub: "alice", aud: ["else", "orders"], exp: seconds + 300 };

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token; what is undefined in the claims is left out. */
function token(head: object, body: object, key: KeyObject = rsa.privateKey): string {
  const text = `${encoded(head)}.${encoded(body)}`;
  return `${text}.${sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}
const good = token({ alg: "RS256", kid: "rsa-1" }, claims);
const partner = (body: object) => token({ alg: "ES256", kid: "ec-1" }, body, ec.privateKey);

const routes = {
  "GET /orders/{orderId}": ["orders/read"],
  "POST /orders": ["orders/read", "orders/write"],
  "GET /profile": [],
};
const settings = parseSettings({
  issuers: [
    {
      issuer,
      audiences: ["app"],
      jwks: [`${issuer}/.well-known/jwks.json`, "https://copy.example/jwks.json"],
    },
    { issuer: other, audiences: ["orders"] },
  ],
  routes,
});

describe("api-authorizer", () => {
  let time: number;
  let asked: string[];
  let lines: string[];
  let answers: Record<string, unknown>;

  beforeEach(() => {
    time = START;
    asked = [];
    lines = [];
    answers = {
      [`${issuer}/.well-known/jwks.json`]: cognitoKeys,
      "https://copy.example/jwks.json": cognitoKeys,
      [`${other}/.well-known/jwks.json`]: partnerKeys,
    };
  });

  const log = jsonLog("api-authorizer", (line) => lines.push(line));
  const asking: FetchJson = async (url) => {
    asked.push(url);
    if (answers[url] === undefined) throw new Error("getaddrinfo ENOTFOUND");
    return answers[url];
  };

  function make() {
    const all = settings.issuers.map(
      (one) => [one.issuer, new Keys(one.jwks, asking, log, () => time)] as const,
    );
    return authorizer({ settings, keys: new Map(all), log, now: () => time });
  }

  function event(
    text: string | undefined,
    route = "GET /orders/{orderId}",
    path = "orders/7",
  ): AuthorizerEvent {
    const [httpMethod = "", resource = ""] = route.split(" ");
    return {
      type: "REQUEST",
      methodArn: `arn:aws:execute-api:us-east-2:111122223333:a1b2c3/live/${httpMethod}/${path}`,
      resource,
      httpMethod,
      headers: text === undefined ? {} : { authorization: text },
      requestContext: { requestId: "request-1" },
    };
  }
  const bearer = (text: string, route?: string, path?: string) => event(`Bearer ${text}`, route, path);
  const effect = async (asked: AuthorizerEvent) => (await make()(asked)).policyDocument.Statement[0].Effect;

  it("REQ-4 lets a good token through to the route that was asked for and to no other", async () => {
    assert.deepEqual(await make()(bearer(good)), {
      principalId: `${issuer}|alice`,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "execute-api:Invoke",
            Resource: "arn:aws:execute-api:us-east-2:111122223333:a1b2c3/live/GET/orders/*",
          },
        ],
      },
      context: { issuer, client: "app", scope: "orders/read openid" },
    });
  });

  it("takes ES256, several audiences, and the header in any spelling", async () => {
    const asking = bearer(partner(partnerClaims), "GET /profile", "profile");
    const { principalId } = await make()({
      ...asking,
      headers: { Authorization: `bearer ${partner(partnerClaims)}` },
    });
    assert.equal(principalId, `${other}|alice`, "the same subject of another issuer is somebody else");
  });

  const routesCases: [title: string, event: AuthorizerEvent, effect: string][] = [
    ["a route whose scopes the token has in part", bearer(good, "POST /orders", "orders"), "Deny"],
    ["a route that needs no scope", bearer(good, "GET /profile", "profile"), "Allow"],
    ["a route that nobody listed", bearer(good, "DELETE /orders/{orderId}"), "Deny"],
    [
      "a route by a name that every object has",
      { ...bearer(good), httpMethod: "toString", resource: "" },
      "Deny",
    ],
    [
      "a token without scopes",
      bearer(token({ alg: "RS256", kid: "rsa-1" }, { ...claims, scope: undefined })),
      "Deny",
    ],
  ];
  it("goes by the resource and not by the path, which a client could write as a wildcard", async () => {
    const { policyDocument } = await make()(bearer(good, "GET /profile", "*"));
    assert.match(policyDocument.Statement[0].Resource, /\/live\/GET\/profile$/);
  });

  for (const [title, asking, expected] of routesCases) {
    it(`decides on ${title}: ${expected}`, async () => assert.equal(await effect(asking), expected));
  }

  const rs = (change: object) => token({ alg: "RS256", kid: "rsa-1" }, { ...claims, ...change });
  const [head = "", body = "", signature = ""] = good.split(".");
  const hmacText = `${encoded({ alg: "HS256", kid: "rsa-1" })}.${body}`;
  const hmac = createHmac("sha256", rsa.publicKey.export({ type: "spki", format: "pem" })).update(hmacText);
  const bad: [title: string, header: string | undefined, reason: string][] = [
    ["no header", undefined, "there is no token"],
    ["another scheme", `Basic ${good}`, "there is no token"],
    ["two tokens", `Bearer ${good}, Bearer ${good}`, "there is no token"],
    ["what is no token", "Bearer abc", "the token does not have three parts"],
    ["a token of 9 KB", `Bearer ${"a".repeat(9000)}`, "the token is too long"],
    ["a head that is no JSON", `Bearer abc.${body}.${signature}`, "a part of the token is not JSON"],
    [
      "claims that are a list",
      `Bearer ${head}.${encoded([])}.${signature}`,
      "a part of the token is no object",
    ],
    [
      "no algorithm",
      `Bearer ${encoded({ alg: "none", kid: "rsa-1" })}.${body}.AA`,
      "the algorithm is not taken",
    ],
    [
      "a signature with the public key as secret",
      `Bearer ${hmacText}.${hmac.digest("base64url")}`,
      "the algorithm is not taken",
    ],
    [
      "an algorithm that every object has",
      `Bearer ${encoded({ alg: "constructor" })}.${body}.AA`,
      "the algorithm is not taken",
    ],
    ["no key id", `Bearer ${token({ alg: "RS256" }, claims)}`, "the token names no key"],
    [
      "critical headers",
      `Bearer ${token({ alg: "RS256", kid: "rsa-1", crit: ["b64"] }, claims)}`,
      "the token has critical headers",
    ],
    [
      "other claims under the signature",
      `Bearer ${head}.${encoded({ ...claims, sub: "bob" })}.${signature}`,
      "the signature is wrong",
    ],
    [
      "somebody else's signature",
      `Bearer ${token({ alg: "RS256", kid: "rsa-1" }, claims, short.privateKey)}`,
      "the signature is wrong",
    ],
    [
      "a key that nobody has",
      `Bearer ${token({ alg: "RS256", kid: "rsa-9" }, claims)}`,
      "the issuer has no such key",
    ],
    ["another issuer", `Bearer ${rs({ iss: "https://evil.example" })}`, "nobody knows the issuer"],
    [
      "another issuer's key",
      `Bearer ${rs({ iss: other, aud: "orders", token_use: undefined })}`,
      "the issuer has no such key",
    ],
    ["an old token", `Bearer ${rs({ exp: seconds - 60 })}`, "the token has expired"],
    ["a token without an end", `Bearer ${rs({ exp: undefined })}`, "the token has expired"],
    ["a token of tomorrow", `Bearer ${rs({ nbf: seconds + 61 })}`, "the token is not valid yet"],
    ["a token from the future", `Bearer ${rs({ iat: seconds + 61 })}`, "the token is not valid yet"],
    ["a start that is a text", `Bearer ${rs({ nbf: "0" })}`, "the token is not valid yet"],
    ["another client", `Bearer ${rs({ client_id: "else" })}`, "the token is for somebody else"],
    ["another audience", `Bearer ${rs({ aud: "else" })}`, "the token is for somebody else"],
    ["nobody's token", `Bearer ${rs({ sub: undefined })}`, "the token speaks of nobody"],
    ["an id token", `Bearer ${rs({ token_use: "id", aud: "app" })}`, "the token is no access token"],
    [
      "a key for encryption",
      `Bearer ${token({ alg: "RS256", kid: "enc-1" }, partnerClaims)}`,
      "the key is not for signatures",
    ],
    [
      "RS256 by an elliptic key",
      `Bearer ${token({ alg: "RS256", kid: "ec-1" }, partnerClaims)}`,
      "the key is for another algorithm",
    ],
  ];
  for (const [title, text, reason] of bad) {
    it(`answers 401 to ${title}`, async () => {
      await assert.rejects(make()(event(text)), (error: Error) => error.message === "Unauthorized");
      const logged = JSON.parse(lines.at(-1) ?? "") as Record<string, unknown>;
      assert.deepEqual([logged.message, logged.reason], ["no good token", reason]);
      assert.ok(text === undefined || !lines.join().includes(text.split(".").at(-1) ?? text));
    });
  }

  it("refuses keys that are too short, of another curve, or no keys", async () => {
    const keys = [
      jwk(short.publicKey, "short"),
      jwk(p384.publicKey, "p384"),
      { kid: "broken", kty: "RSA", n: "AQAB" },
      jwk(rsa.publicKey, "384", { alg: "RS384" }),
    ];
    answers[`${issuer}/.well-known/jwks.json`] = { keys };
    const reasons = new Map<string, unknown>();
    for (const kid of ["short", "p384", "broken", "384"]) {
      const key = kid === "short" ? short.privateKey : rsa.privateKey;
      const alg = kid === "p384" ? "ES256" : "RS256";
      await assert.rejects(make()(bearer(token({ alg, kid }, claims, key))), /^Error: Unauthorized$/);
      reasons.set(kid, (JSON.parse(lines.at(-1) ?? "") as Record<string, unknown>).reason);
    }
    assert.deepEqual(
      [...reasons.values()],
      [
        "the issuer's key is too short",
        "the key is for another algorithm",
        "the issuer's key can't be read",
        "the key is for another algorithm",
      ],
    );
  });

  it("takes a token up to a minute after its end, as clocks differ", async () => {
    assert.equal(await effect(bearer(rs({ exp: seconds - 59 }))), "Allow");
  });

  describe("keys", () => {
    it("are asked for once for many requests, and again after ten minutes", async () => {
      const decide = make();
      await Promise.all(Array.from({ length: 20 }, () => decide(bearer(good))));
      assert.equal(asked.length, 1);
      time += 9 * 60_000;
      await decide(bearer(rs({ exp: seconds + 9_000 })));
      assert.equal(asked.length, 1);
      time += 2 * 60_000;
      await decide(bearer(rs({ exp: seconds + 9_000 })));
      assert.equal(asked.length, 2);
    });

    it("REQ-4 of an issuer whose region is lost are good for a day, so that its tokens go on working", async () => {
      const decide = make();
      const long = bearer(rs({ exp: seconds + 200_000 }));
      await decide(long);
      answers = {};
      for (const hours of [1, 22]) {
        time += hours * 3_600_000;
        assert.equal((await decide(long)).policyDocument.Statement[0].Effect, "Allow");
      }
      const before = asked.length;
      await decide(long);
      assert.equal(asked.length, before, "a lost issuer is asked twice a minute and not for each request");
      time += 2 * 3_600_000;
      await assert.rejects(decide(long), /^Error: the keys at .+ are not known$/);
    });

    it("come from a copy in another region where the function starts after the issuer's region is lost", async () => {
      delete answers[`${issuer}/.well-known/jwks.json`];
      assert.equal(await effect(bearer(good)), "Allow");
      assert.deepEqual(asked, [`${issuer}/.well-known/jwks.json`, "https://copy.example/jwks.json"]);
    });

    it("that can't be had refuse the request, and are asked for again at the next", async () => {
      const decide = make();
      const before = answers;
      answers = {};
      await assert.rejects(decide(bearer(good)), /are not known$/);
      answers = before;
      assert.equal((await decide(bearer(good))).policyDocument.Statement[0].Effect, "Allow");
    });

    it("that are new are found at once, and made-up ids cost the issuer two requests a minute at most", async () => {
      const decide = make();
      await decide(bearer(good));
      const changed = generateKeyPairSync("rsa", { modulusLength: 2048 });
      answers[`${issuer}/.well-known/jwks.json`] = { keys: [jwk(changed.publicKey, "rsa-2")] };
      time += 31_000;
      const fresh = token({ alg: "RS256", kid: "rsa-2" }, claims, changed.privateKey);
      assert.equal((await decide(bearer(fresh))).policyDocument.Statement[0].Effect, "Allow");
      for (let count = 0; count < 10; count++) {
        await assert.rejects(decide(bearer(token({ alg: "RS256", kid: `made-up-${count}` }, claims))));
      }
      assert.equal(asked.length, 2);
    });

    it("that an answer leaves out entirely do not replace those that are known", async () => {
      const decide = make();
      await decide(bearer(good));
      for (const nonsense of [{ keys: [] }, "<html>", null]) {
        answers = { [`${issuer}/.well-known/jwks.json`]: nonsense };
        time += 11 * 60_000;
        const long = bearer(rs({ exp: seconds + 9_000 }));
        assert.equal((await decide(long)).policyDocument.Statement[0].Effect, "Allow");
      }
    });
  });

  describe("fetching keys", () => {
    let server: Server;
    let answer: RequestListener;
    let url: string;
    before(async () => {
      server = createServer((request, response) => answer(request, response));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    it("gives the JSON at an address", async () => {
      answer = (_, response) => response.end(JSON.stringify(cognitoKeys));
      assert.deepEqual(await fetchJson(url), JSON.parse(JSON.stringify(cognitoKeys)));
    });

    it("follows no redirect", async () => {
      answer = ({ url }, response) =>
        url === "/" ? response.writeHead(302, { location: "/keys" }).end() : response.end("{}");
      await assert.rejects(fetchJson(url));
    });

    it("takes no answer with an error, and none that is too long", async () => {
      answer = (_, response) => response.writeHead(500).end("{}");
      await assert.rejects(fetchJson(url), /the answer was 500/);
      answer = (_, response) => response.end(`"${"x".repeat(65_536)}"`);
      await assert.rejects(fetchJson(url), /too long/);
    });

    it("gives up after two seconds", async () => {
      answer = () => {};
      const started = Date.now();
      await assert.rejects(fetchJson(url), /timeout/i);
      assert.ok(Date.now() - started < 4_000);
    });
  });

  describe("settings", () => {
    const one = { issuer, audiences: ["app"] };
    const wrong: [title: string, issuers: unknown, routes: unknown, mistake: string][] = [
      ["no issuer", [], {}, "issuers: at least one issuer"],
      ["an issuer without TLS", [{ ...one, issuer: "http://a" }], {}, "issuers.0.issuer: an https address"],
      [
        "an issuer without audience",
        [{ ...one, audiences: [] }],
        {},
        "issuers.0.audiences: at least one audience",
      ],
      ["no address of keys", [{ ...one, jwks: [] }], {}, "issuers.0.jwks: at least one address"],
      ["a scope with a blank", [one], { "GET /a": ["a b"] }, "routes.GET /a.0: a scope"],
    ];
    for (const [title, issuers, routes, mistake] of wrong) {
      it(`are refused with ${title}`, () => {
        const message = `the authorizer's settings are wrong: ${mistake}`;
        assert.throws(() => parseSettings({ issuers, routes }), { message });
      });
    }

    it("are refused with a route that has no method", () => {
      assert.throws(
        () => parseSettings({ issuers: [one], routes: { "/a": [] } }),
        /settings are wrong: routes/,
      );
    });

    it("find the keys of an issuer where OpenID Connect has them", () => {
      const { issuers } = parseSettings({ issuers: [{ ...one, issuer: `${other}/` }], routes: {} });
      assert.deepEqual(issuers[0]?.jwks, [`${other}/.well-known/jwks.json`]);
    });
  });
});
