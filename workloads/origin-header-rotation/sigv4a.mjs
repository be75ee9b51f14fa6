// AWS Signature Version 4A: what CloudFront's key value stores ask for, and the SDK of Lambda's runtime leaves to a
// package that is not in it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
import { createECDH, createHash, createHmac, createPrivateKey, sign as ecdsa } from "node:crypto";

const ALGORITHM = "AWS4-ECDSA-P256-SHA256";
/** Order of the curve P-256, less two: the largest candidate for a key. */
const LARGEST = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254fn;

/**
 * The private key that follows from a pair of credentials: counter mode of NIST SP 800-108 with HMAC-SHA256, until
 * a candidate is within the curve.
 *
 * @param {string} accessKeyId
 * @param {string} secretAccessKey
 * @returns {string} 64 hexadecimal digits
 */
export function privateKeyOf(accessKeyId, secretAccessKey) {
  for (let counter = 1; counter < 255; counter++) {
    const input = Buffer.concat([
      Buffer.from([0, 0, 0, 1]),
      Buffer.from(`${ALGORITHM}\0${accessKeyId}`),
      Buffer.from([counter, 0, 0, 1, 0]),
    ]);
    const candidate = createHmac("sha256", `AWS4A${secretAccessKey}`).update(input).digest("hex");
    if (BigInt(`0x${candidate}`) <= LARGEST)
      return (BigInt(`0x${candidate}`) + 1n).toString(16).padStart(64, "0");
  }
  throw new Error("no signing key follows from these credentials");
}

/**
 * What is signed of a request: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * @param {{ method: string, path: string, headers: Record<string, string>, bodyHash: string }} request its path is
 *   encoded as it goes over the wire, and encoded once more here; its header names are in lower case
 * @param {string} scope date, service and `aws4_request`
 */
export function stringToSign({ method, path, headers, bodyHash }, scope) {
  const names = Object.keys(headers).sort();
  const canonical = [
    method,
    path.split("/").map(encoded).join("/"),
    "",
    ...names.map((name) => `${name}:${headers[name].trim().replace(/\s+/g, " ")}`),
    "",
    names.join(";"),
    bodyHash,
  ].join("\n");
  return [ALGORITHM, headers["x-amz-date"], scope, sha256(canonical)].join("\n");
}

/**
 * Headers of a signed request, for all regions.
 *
 * @param {{ method: string, url: URL, headers?: Record<string, string>, body?: string }} request
 * @param {{ accessKeyId: string, secretAccessKey: string, sessionToken?: string }} credentials
 * @param {{ service: string, now: Date }} context
 * @returns {Record<string, string>}
 */
export function signedHeaders({ method, url, headers = {}, body = "" }, credentials, { service, now }) {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = `${time.slice(0, 8)}/${service}/aws4_request`;
  const signed = {
    ...headers,
    host: url.host,
    "x-amz-content-sha256": sha256(body),
    "x-amz-date": time,
    "x-amz-region-set": "*",
    ...(credentials.sessionToken && { "x-amz-security-token": credentials.sessionToken }),
  };
  const text = stringToSign({ method, path: url.pathname, headers: signed, bodyHash: sha256(body) }, scope);
  const signature = ecdsa("sha256", Buffer.from(text), keyObject(credentials)).toString("hex");
  const names = Object.keys(signed).sort().join(";");
  const authorization = `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  // fetch sets Host by itself.
  const { host, ...sent } = signed;
  return { ...sent, authorization };
}

function keyObject({ accessKeyId, secretAccessKey }) {
  const d = Buffer.from(privateKeyOf(accessKeyId, secretAccessKey), "hex");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(d);
  const point = curve.getPublicKey();
  const part = (bytes) => bytes.toString("base64url");
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d: part(d),
    x: part(point.subarray(1, 33)),
    y: part(point.subarray(33)),
  };
  return createPrivateKey({ key: jwk, format: "jwk" });
}

function sha256(text) {
  return createHash("sha256").update(text).digest("hex");
}

/** By RFC 3986: `encodeURIComponent` leaves five more characters as they are. */
function encoded(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
