import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** What somebody without credentials may do. */
export interface Permission {
  method: "PUT";
  /** Host and path of the object, without a query. */
  url: URL;
  /** Headers that the request has to carry, word for word, by their names in lower case. */
  headers: Record<string, string>;
  region: string;
  /** Seconds. */
  validFor: number;
  at: Date;
}

/**
 * An address that lets whoever has it make one request to S3, by Signature Version 4 in the query. S3 refuses the
 * request when a signed header differs. Written out here because the runtime's SDK does not promise the package that
 * does it, and a client of S3 to sign with would be most of a cold start.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presigned(permission: Permission, credentials: Credentials): string {
  const { method, url, region, validFor } = permission;
  const time = permission.at.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  const headers = Object.entries({ ...permission.headers, host: url.host }).sort(byName);
  const signedHeaders = headers.map(([name]) => name).join(";");
  const query = [
    ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
    // The body is not known here; a signed checksum stands for it.
    ["X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"],
    ["X-Amz-Credential", `${credentials.accessKeyId}/${scope}`],
    ["X-Amz-Date", time],
    ["X-Amz-Expires", String(validFor)],
    ...(credentials.sessionToken === undefined ? [] : [["X-Amz-Security-Token", credentials.sessionToken]]),
    ["X-Amz-SignedHeaders", signedHeaders],
    // Not needed by S3; with it the address is the SDK's to the last character.
    ["x-id", "PutObject"],
  ]
    .map((pair) => pair.map((part) => encodeURIComponent(part)).join("="))
    .join("&");
  const lines = headers.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, " ")}\n`).join("");
  const canonical = [method, url.pathname, query, lines, signedHeaders, "UNSIGNED-PAYLOAD"].join("\n");
  const text = ["AWS4-HMAC-SHA256", time, scope, createHash("sha256").update(canonical).digest("hex")].join(
    "\n",
  );
  const key = [time.slice(0, 8), region, "s3", "aws4_request"].reduce(
    (parent: string | Buffer, part) => createHmac("sha256", parent).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = createHmac("sha256", key).update(text).digest("hex");
  return `${url.origin}${url.pathname}?${query}&X-Amz-Signature=${signature}`;
}

const byName = ([one]: [string, string], [other]: [string, string]) => (one < other ? -1 : 1);
