import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { request } from "node:http";
import { PutObjectCommand, S3, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { jsonLog } from "../../workloads/lambda/log";
import { api } from "../../workloads/lambda/proxy";
import { type Limits, uploadRoutes } from "../../workloads/upload-grant/grant";
import { useEmulator } from "../support/emulator";
import { bodyOf, proxyEvent } from "../support/proxy-event";

const now = new Date("2026-03-01T10:00:00Z");
const credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};
const content = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>");
const sha256 = createHash("sha256").update(content).digest("base64");
const asked = { contentType: "image/png", bytes: content.length, sha256 };
const limits: Limits = {
  bucket: "shop-uploads-111122223333",
  region: "us-east-2",
  endpoint: "s3-accelerate.amazonaws.com",
  keyArn: "arn:aws:kms:us-east-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  contentTypes: ["image/png", "image/jpeg"],
  mostBytes: 1_000,
  validFor: 300,
};

interface Grant {
  key: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  expiresAt: string;
}

describe("upload-grant", () => {
  const lines: string[] = [];
  const tools = { limits, credentials: () => credentials, now: () => now, newId: () => "id-1" };
  const handler = api(
    uploadRoutes(tools),
    jsonLog("upload-grant", (line) => lines.push(line)),
  );
  const post = (body: unknown, customer?: string) => proxyEvent("POST", "/uploads", { body, customer });
  const grant = async (customer?: string) => {
    const result = await handler(post(asked, customer));
    assert.equal(result.statusCode, 201);
    return bodyOf(result) as unknown as Grant;
  };

  for (const sessionToken of [undefined, "session/token+with=signs"]) {
    it(`REQ-10 signs as the SDK does, ${sessionToken ? "with" : "without"} a session`, async () => {
      const { url, key } = await (async () => {
        const signing = api(
          uploadRoutes({ ...tools, credentials: () => ({ ...credentials, sessionToken }) }),
          jsonLog("upload-grant", () => {}),
        );
        return bodyOf(await signing(post(asked))) as unknown as Grant;
      })();
      const client = new S3Client({
        region: limits.region,
        credentials: { ...credentials, sessionToken },
        useAccelerateEndpoint: true,
        requestChecksumCalculation: "WHEN_REQUIRED",
      });
      const command = new PutObjectCommand({
        Bucket: limits.bucket,
        Key: key,
        ContentType: asked.contentType,
        ContentLength: asked.bytes,
        ChecksumSHA256: sha256,
        ServerSideEncryption: "aws:kms",
        SSEKMSKeyId: limits.keyArn,
      });
      const signed = ["content-type", "content-length", "x-amz-checksum-sha256"];
      const expected = await getSignedUrl(client, command, {
        expiresIn: limits.validFor,
        signingDate: now,
        signableHeaders: new Set([
          "host",
          ...signed,
          "x-amz-server-side-encryption",
          "x-amz-server-side-encryption-aws-kms-key-id",
        ]),
        unhoistableHeaders: new Set(signed),
      });
      const parts = (address: string) => {
        const { origin, pathname, searchParams } = new URL(address);
        return { origin, pathname, query: Object.fromEntries(searchParams) };
      };
      assert.deepEqual(parts(url), parts(expected));
    });
  }

  it("grants what was asked for, for five minutes, and tells which headers to send", async () => {
    const { url, ...rest } = await grant();
    const folder = createHash("sha256").update("https://issuer.example|alice").digest("hex").slice(0, 32);
    assert.deepEqual(rest, {
      key: `uploads/${folder}/id-1`,
      method: "PUT",
      headers: {
        "content-length": String(content.length),
        "content-type": "image/png",
        "x-amz-checksum-sha256": sha256,
        "x-amz-server-side-encryption": "aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id": limits.keyArn,
      },
      expiresAt: "2026-03-01T10:05:00.000Z",
    });
    const { searchParams } = new URL(url);
    assert.equal(searchParams.get("X-Amz-Expires"), "300");
    assert.equal(
      searchParams.get("X-Amz-SignedHeaders"),
      [...Object.keys(rest.headers), "host"].sort().join(";"),
      "S3 refuses another type, length, content or key",
    );
  });

  it("gives every owner a folder of their own, and no address tells who they are", async () => {
    const keys = await Promise.all(["alice", "bob"].map(async (one) => (await grant(one)).key));
    assert.equal(new Set(keys).size, 2);
    assert.ok(keys.every((key) => /^uploads\/[0-9a-f]{32}\/id-1$/.test(key)));
  });

  const wrong: [title: string, body: unknown, mistakes: string[]][] = [
    ["another type", { ...asked, contentType: "text/html" }, ["contentType: image/png or image/jpeg"]],
    ["too much", { ...asked, bytes: 1_001 }, ["bytes: at most 1000"]],
    ["nothing", { ...asked, bytes: 0 }, ["bytes: at least 1"]],
    ["half a byte", { ...asked, bytes: 0.5 }, ["bytes: a whole number"]],
    [
      "a checksum that is none",
      { ...asked, sha256: "abc" },
      ["sha256: the SHA-256 of the content, in base64"],
    ],
    ["a name", { ...asked, key: "../../index.html" }, ["body: unknown keys"]],
  ];
  for (const [title, body, mistakes] of wrong) {
    it(`refuses ${title}`, async () => {
      const result = await handler(post(body));
      assert.deepEqual([result.statusCode, bodyOf(result).mistakes], [400, mistakes]);
    });
  }

  it("grants as much as is allowed, and nothing to nobody", async () => {
    assert.equal((await handler(post({ ...asked, bytes: 1_000 }))).statusCode, 201);
    const nobody = { ...post(asked), requestContext: { requestId: "1" } };
    assert.equal((await handler(nobody)).statusCode, 401);
  });

  it("logs no address: whoever reads the log could use it", async () => {
    const { url } = await grant();
    const signature = new URL(url).searchParams.get("X-Amz-Signature") ?? "";
    assert.equal(signature.length, 64);
    assert.ok(!lines.join().includes(signature));
  });

  describe("with S3", () => {
    const emulator = useEmulator();

    it("REQ-10 puts the content there, with its type and under the key", async () => {
      const s3 = new S3({ ...emulator().client, forcePathStyle: true });
      await s3.createBucket({
        Bucket: limits.bucket,
        CreateBucketConfiguration: { LocationConstraint: "us-east-2" },
      });
      const { url, headers, key } = await grant();
      assert.equal(await put(new URL(url), new URL(emulator().endpoint), headers), 200);
      const found = await s3.getObject({ Bucket: limits.bucket, Key: key });
      assert.equal(await found.Body?.transformToString(), content.toString());
      assert.equal(found.ContentType, "image/png");
      assert.equal(found.SSEKMSKeyId, limits.keyArn);
    });
  });
});

/** Sends the content to an address by way of another server, which goes by the name that was asked for. */
function put(url: URL, server: URL, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: server.hostname,
        port: server.port,
        method: "PUT",
        path: url.pathname + url.search,
        headers: { ...headers, host: url.host },
      },
      (response) => response.resume().on("end", () => resolve(response.statusCode)),
    );
    asked.on("error", reject).end(content);
  });
}
