import assert from "node:assert/strict";
import { createECDH, createHash, createPublicKey, verify } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(__dirname, "../../workloads/origin-header-rotation");
const load = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(resolve(folder, file)).href)) as T;

interface Step {
  Step: string;
  SecretId: string;
  ClientRequestToken?: string;
}
interface Rotation {
  rotate(event: Step, world: unknown): Promise<unknown>;
}
interface Secrets {
  secretsOf(client: unknown): Record<string, (...args: unknown[]) => Promise<unknown>>;
}
interface Pair {
  current: string;
  previous: string;
}

const SECRET = "arn:aws:secretsmanager:us-east-2:111122223333:secret:hub/edge/origin-header-AbCdEf";

/** Secrets Manager and the edge's store, in memory; through the same adapter as the real client. */
class World {
  readonly versions = new Map<string, { text: string | undefined; stages: string[] }>();
  readonly said: unknown[] = [];
  readonly slept: number[] = [];
  /** What the edge sends, over time. */
  readonly sent: (string | undefined)[] = [undefined];
  failNextPut: Error | undefined;
  private made = 0;

  get atEdge(): string | undefined {
    return this.sent.at(-1);
  }

  get current(): Pair {
    const [found] = [...this.versions.values()].filter(({ stages }) => stages.includes("AWSCURRENT"));
    return JSON.parse(found?.text ?? "null") as Pair;
  }

  /** The AWS SDK's client, as far as the function uses it. */
  private readonly client = {
    describeSecret: async () => ({
      VersionIdsToStages: Object.fromEntries([...this.versions].map(([id, { stages }]) => [id, stages])),
    }),
    getSecretValue: async ({ VersionId, VersionStage }: { VersionId?: string; VersionStage: string }) => {
      const found = [...this.versions].find(
        ([id, { stages }]) => (VersionId === undefined || id === VersionId) && stages.includes(VersionStage),
      );
      const text = found?.[1].text;
      if (text === undefined) throw Object.assign(new Error("gone"), { name: "ResourceNotFoundException" });
      return { SecretString: text };
    },
    putSecretValue: async (given: {
      SecretString: string;
      ClientRequestToken?: string;
      VersionStages?: string[];
    }) => {
      const id = given.ClientRequestToken ?? `version-${++this.made}`;
      this.versions.set(id, { text: given.SecretString, stages: given.VersionStages ?? ["AWSCURRENT"] });
    },
    updateSecretVersionStage: async (given: { MoveToVersionId: string; RemoveFromVersionId: string }) => {
      for (const version of this.versions.values()) {
        version.stages = version.stages.filter((stage) => stage !== "AWSPREVIOUS");
      }
      const from = this.versions.get(given.RemoveFromVersionId);
      const to = this.versions.get(given.MoveToVersionId);
      assert.ok(from && to && from.stages.includes("AWSCURRENT"), "AWSCURRENT moves from where it is");
      from.stages = ["AWSPREVIOUS"];
      to.stages = [...to.stages, "AWSCURRENT"];
    },
  };

  private readonly store = {
    get: async () => this.atEdge,
    put: async (value: string) => {
      const error = this.failNextPut;
      this.failNextPut = undefined;
      if (error) throw error;
      this.sent.push(value);
    },
  };

  async step(name: string, token?: string): Promise<unknown> {
    const [{ rotate }, { secretsOf }] = [
      await load<Rotation>("rotation.mjs"),
      await load<Secrets>("secrets.mjs"),
    ];
    const world = {
      secrets: secretsOf(this.client),
      store: this.store,
      log: (...said: unknown[]) => void this.said.push(said),
      sleep: async (seconds: number) => void this.slept.push(seconds),
      settleSeconds: 120,
    };
    return rotate({ Step: name, SecretId: SECRET, ClientRequestToken: token }, world);
  }

  /** What Secrets Manager does first: an empty version under the token. */
  begin(token: string): void {
    this.versions.set(token, { text: undefined, stages: ["AWSPENDING"] });
  }

  /** A whole rotation; `each` sees the world after each step. */
  async rotation(token: string, each: (step: string) => void = () => {}): Promise<void> {
    this.begin(token);
    for (const name of ["createSecret", "setSecret", "testSecret", "finishSecret"]) {
      await this.step(name, token);
      each(name);
    }
    const version = this.versions.get(token);
    if (version) version.stages = version.stages.filter((stage) => stage !== "AWSPENDING");
  }
}

async function initialised(): Promise<World> {
  const world = new World();
  await world.step("initialise");
  return world;
}

describe("origin-header-rotation", () => {
  it("makes the first two values once, and has the edge send the older one", async () => {
    const world = await initialised();
    const { current, previous } = world.current;
    assert.notEqual(current, previous);
    for (const value of [current, previous]) assert.match(value, /^[\w-]{48}$/);
    assert.equal(world.atEdge, previous);
    await world.step("initialise");
    assert.deepEqual(world.current, { current, previous }, "a second call changes nothing");
    assert.equal(world.sent.length, 2);
  });

  it("HUB-5 never lets the edge send what an origin does not take, however late the origin is", async () => {
    const world = await initialised();
    for (const token of ["first", "second", "third"]) {
      const before = world.current;
      await world.rotation(token, () => {
        const sent = String(world.atEdge);
        // A pod that has not noticed this rotation yet, and one that has.
        for (const pod of [before, world.current]) {
          assert.ok([pod.current, pod.previous].includes(sent), "the edge's value is taken");
        }
      });
      const after = world.current;
      assert.equal(after.previous, before.current);
      assert.notEqual(after.current, before.current);
      assert.equal(world.atEdge, after.previous);
      assert.deepEqual(world.slept, [120], "the edge locations get their time");
      world.slept.length = 0;
    }
  });

  it("forgets a value after two rotations", async () => {
    const world = await initialised();
    const old = world.current;
    await world.rotation("first");
    await world.rotation("second");
    const { current, previous } = world.current;
    for (const value of [old.current, old.previous]) assert.ok(![current, previous].includes(value));
  });

  it("may repeat each step, and continues a rotation that broke off at the edge", async () => {
    const world = await initialised();
    const { current } = world.current;
    world.begin("first");
    await world.step("createSecret", "first");
    const pending = world.versions.get("first")?.text;
    await world.step("createSecret", "first");
    assert.equal(world.versions.get("first")?.text, pending, "the new value is made once");
    world.failNextPut = new Error("the store is busy");
    await assert.rejects(world.step("setSecret", "first"), /busy/);
    await assert.rejects(world.step("testSecret", "first"), /does not hold the value/);
    assert.equal(world.current.current, current, "nothing was finished");
    for (const name of ["setSecret", "setSecret", "testSecret", "finishSecret", "finishSecret"]) {
      await world.step(name, "first");
    }
    assert.equal(world.atEdge, current);
    assert.equal(world.sent.length, 3, "the value was written once");
  });

  it("refuses a pending value that does not follow the current one", async () => {
    const world = await initialised();
    world.begin("stale");
    await world.step("createSecret", "stale");
    await world.rotation("other");
    await assert.rejects(world.step("setSecret", "stale"), /does not follow the current one/);
  });

  it("refuses a step that is none, and a version that is not there", async () => {
    const world = await initialised();
    await assert.rejects(world.step("dropSecret", "first"), /step "dropSecret" is not one of createSecret/);
    await assert.rejects(world.step("createSecret", "lost"), /has no version lost/);
  });

  it("waits for a role that was made a moment ago, and for nothing else", async () => {
    const world = new World();
    world.failNextPut = new Error("GET of key x failed with status 403");
    await world.step("initialise");
    assert.deepEqual(world.slept, [5]);
    assert.equal(world.atEdge, world.current.previous);
    const other = new World();
    other.failNextPut = new Error("status 500");
    await assert.rejects(other.step("initialise"), /status 500/);
  });

  it("ALL-7 says no value, neither in its log nor in an error", async () => {
    const world = await initialised();
    await world.rotation("first");
    const values = [...Object.values(world.current), ...world.sent.filter((value) => value !== undefined)];
    for (const value of values) assert.ok(!JSON.stringify(world.said).includes(value));
    world.versions.set("bad", { text: "plain-old-secret", stages: ["AWSCURRENT"] });
    world.versions.delete("first");
    world.begin("next");
    const error = await world.step("createSecret", "next").catch((thrown: unknown) => thrown);
    assert.match(String(error), /two values of 32 characters/);
    assert.doesNotMatch(String(error), /plain-old-secret/);
  });

  it("needs nothing that Lambda's runtime has not", () => {
    for (const file of readdirSync(folder)) {
      const source = readFileSync(resolve(folder, file), "utf8");
      for (const [, specifier] of source.matchAll(/from "([^"]+)"/g)) {
        assert.match(specifier as string, /^(node:|\.\/|@aws-sdk\/client-)/);
      }
    }
  });
});

interface Signature {
  privateKeyOf(accessKeyId: string, secretAccessKey: string): string;
  stringToSign(
    request: { method: string; path: string; headers: Record<string, string>; bodyHash: string },
    scope: string,
  ): string;
}
interface Store {
  keyValueStore(options: unknown): { get(): Promise<string | undefined>; put(value: string): Promise<void> };
}

// AWS's own examples, of aws-c-auth and aws-sdk-go-v2.
const ID = "AKISORANDOMAASORANDOM";
const KEY = "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("Signature Version 4A", () => {
  it("derives the key of AWS's example", async () => {
    const { privateKeyOf } = await load<Signature>("sigv4a.mjs");
    assert.equal(privateKeyOf(ID, KEY), "7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd");
  });

  it("signs the text of AWS's example", async () => {
    const { stringToSign } = await load<Signature>("sigv4a.mjs");
    const odd = "some-value=!@#$%^&* (+)";
    const headers = {
      host: "dynamodb.us-east-1.amazonaws.com",
      "content-length": "1024",
      "content-type": "application/x-amz-json-1.0",
      "x-amz-date": "19700101T000000Z",
      "x-amz-meta-other-header": odd,
      "x-amz-meta-other-header_with_underscore": `${odd},${odd}`,
      "x-amz-region-set": "us-east-1",
      "x-amz-target": "prefix.Operation",
    };
    const path = "/bucket/key-._~,!@%23$%25^&*()";
    const text = stringToSign(
      { method: "POST", path, headers, bodyHash: sha256("") },
      "19700101/dynamodb/aws4_request",
    );
    assert.equal(sha256(text), "1aeefb422ae6aa0de7aec829da813e55cff35553cac212dffd5f9474c71e47ee");
  });
});

describe("the key value store", () => {
  const arn = "arn:aws:cloudfront::111122223333:key-value-store/0f0e";
  const base = `https://111122223333.cloudfront-kvs.global.api.aws/key-value-stores/${encodeURIComponent(arn)}`;
  interface Call {
    method: string;
    url: string;
    headers: Record<string, string>;
    body?: string;
  }

  async function store(answer: (call: Call) => Response) {
    const calls: Call[] = [];
    const options = {
      arn,
      key: "x-origin-verify",
      credentials: () => ({ accessKeyId: ID, secretAccessKey: KEY, sessionToken: "session" }),
      now: () => new Date("2026-11-21T10:00:00.123Z"),
      fetch: async (url: URL, init: Omit<Call, "url">) => {
        const call = { ...init, url: url.href };
        calls.push(call);
        return answer(call);
      },
    };
    return { ...(await load<Store>("key-value-store.mjs")).keyValueStore(options), calls };
  }

  it("is read under its account's own endpoint", async () => {
    const { get, calls } = await store(() => Response.json({ Key: "x-origin-verify", Value: "v1" }));
    assert.equal(await get(), "v1");
    assert.equal(calls[0]?.url, `${base}/keys/x-origin-verify`);
  });

  it("has no value where the key is missing", async () => {
    assert.equal(await (await store(() => new Response("{}", { status: 404 }))).get(), undefined);
  });

  it("is written as the version that was read, by a signature for all regions", async () => {
    const { put, calls } = await store(() => Response.json({}, { headers: { etag: "E1" } }));
    await put("v2");
    const [read, write] = calls;
    assert.deepEqual([read?.method, read?.url], ["GET", base]);
    assert.deepEqual(
      [write?.method, write?.url, write?.headers["if-match"], write?.body],
      ["PUT", `${base}/keys/x-origin-verify`, "E1", '{"Value":"v2"}'],
    );
    assert.equal(write?.headers["x-amz-region-set"], "*");
    assert.equal(write?.headers["x-amz-security-token"], "session");
    await verified(write as Call);
  });

  it("ALL-7 keeps the value out of the error of a write that failed", async () => {
    const { put } = await store(({ method }) =>
      method === "GET"
        ? Response.json({}, { headers: { etag: "E1" } })
        : new Response("v2-value", { status: 409 }),
    );
    const error = await put("v2-value").catch((thrown: unknown) => thrown);
    assert.match(String(error), /PUT of key x-origin-verify in arn:aws:cloudfront.+ failed with status 409/);
    assert.doesNotMatch(String(error), /v2-value/);
  });

  /** Checks a call's signature as AWS does: from what arrived, with the public key of the credentials. */
  async function verified({ method, url, headers, body = "" }: Call): Promise<void> {
    const { privateKeyOf, stringToSign } = await load<Signature>("sigv4a.mjs");
    const match =
      /^AWS4-ECDSA-P256-SHA256 Credential=\w+\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]+)$/.exec(
        headers.authorization ?? "",
      );
    assert.ok(match, headers.authorization);
    const [, scope, names, signature] = match as unknown as [string, string, string, string];
    assert.equal(scope, "20261121/cloudfront-keyvaluestore/aws4_request");
    const arrived: Record<string, string> = { ...headers, host: new URL(url).host };
    for (const name of ["host", "if-match", "x-amz-date", "x-amz-region-set", "x-amz-security-token"]) {
      assert.ok(names.split(";").includes(name), `${name} is signed`);
    }
    const signed = Object.fromEntries(names.split(";").map((name) => [name, arrived[name] as string]));
    const text = stringToSign(
      { method, path: new URL(url).pathname, headers: signed, bodyHash: sha256(body) },
      scope,
    );
    const curve = createECDH("prime256v1");
    curve.setPrivateKey(Buffer.from(privateKeyOf(ID, KEY), "hex"));
    const point = curve.getPublicKey();
    const part = (bytes: Buffer) => bytes.toString("base64url");
    const jwk = { kty: "EC", crv: "P-256", x: part(point.subarray(1, 33)), y: part(point.subarray(33)) };
    const key = createPublicKey({ key: jwk, format: "jwk" });
    assert.ok(
      verify("sha256", Buffer.from(text), key, Buffer.from(signature, "hex")),
      "the signature is right",
    );
  }
});
