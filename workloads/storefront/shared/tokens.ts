import { createHash, createHmac } from "node:crypto";

/** Keys of AWS, as the SDK gives them. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** What a token is for: its owner connects as a user instead of with a password. */
export interface TokenRequest {
  service: "elasticache" | "rds-db";
  region: string;
  /** Host and port of the database, or the id of the cache's replication group. */
  host: string;
  /** Names what is asked for and as whom. */
  query: Record<string, string>;
}

/** Seconds for which a token opens a connection, the most that either service takes. */
const VALID = 900;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * A signed request that is never sent: its address is the password.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html
 */
export function connectToken(
  { service, region, host, query }: TokenRequest,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  now: Date,
): string {
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const parameters: Record<string, string> = {
    ...query,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": `${accessKeyId}/${scope}`,
    "X-Amz-Date": time,
    "X-Amz-Expires": String(VALID),
    "X-Amz-SignedHeaders": "host",
    ...(sessionToken === undefined ? {} : { "X-Amz-Security-Token": sessionToken }),
  };
  const canonical = Object.entries(parameters)
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map((pair) => pair.join("="))
    .join("&");
  const request = ["GET", "/", canonical, `host:${host}`, "", "host", sha256("")].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", time, scope, sha256(request)].join("\n");
  const key = [region, service, "aws4_request"].reduce<Buffer>(
    (from, part) => hmac(from, part),
    hmac(`AWS4${secretAccessKey}`, day),
  );
  return `${host}/?${canonical}&X-Amz-Signature=${hmac(key, toSign).toString("hex")}`;
}
