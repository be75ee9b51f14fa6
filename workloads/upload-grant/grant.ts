import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { checked } from "../lambda/checked";
import { answer, caller, jsonBody, type ProxyEvent, Refusal, type Route } from "../lambda/proxy";
import { type Credentials, presigned } from "./presign";

/** Uploads that are granted. */
export interface Limits {
  bucket: string;
  region: string;
  /** Where to send it: `s3-accelerate.amazonaws.com`, or the region's own. */
  endpoint: string;
  /** Key under which S3 encrypts the object. */
  keyArn: string;
  contentTypes: string[];
  mostBytes: number;
  /** Seconds for which an address is good; the upload has to begin within them. */
  validFor: number;
}

export interface Tools {
  limits: Limits;
  credentials(): Credentials;
  now(): Date;
  newId(): string;
}

const requestSchema = z.strictObject({
  contentType: z.string("a text").check(z.maxLength(100, "at most 100 characters")),
  bytes: z.int("a whole number").check(z.minimum(1, "at least 1")),
  sha256: z.string("a text").check(z.regex(/^[A-Za-z0-9+/]{43}=$/, "the SHA-256 of the content, in base64")),
});

/**
 * Grants uploads: an address and the headers to send with the content. Type, length, checksum and key are signed: S3
 * takes exactly the file that was asked for and encrypts it. The name is ours; a client chooses none.
 */
export function uploadRoutes(tools: Tools): Record<string, Route> {
  return { "POST /uploads": async (event) => grant(event, tools) };
}

function grant(event: ProxyEvent, { limits, credentials, now, newId }: Tools) {
  const owner = caller(event);
  const { contentType, bytes, sha256 } = checked(requestSchema, jsonBody(event, 4_096));
  const mistakes = [
    ...(limits.contentTypes.includes(contentType)
      ? []
      : [`contentType: ${limits.contentTypes.join(" or ")}`]),
    ...(bytes <= limits.mostBytes ? [] : [`bytes: at most ${limits.mostBytes}`]),
  ];
  if (mistakes.length > 0) throw new Refusal(400, "this can't be uploaded", { mistakes });
  const key = `uploads/${folderOf(owner)}/${newId()}`;
  const headers = {
    "content-length": String(bytes),
    "content-type": contentType,
    "x-amz-checksum-sha256": sha256,
    "x-amz-server-side-encryption": "aws:kms",
    "x-amz-server-side-encryption-aws-kms-key-id": limits.keyArn,
  };
  const at = now();
  const url = presigned(
    {
      method: "PUT",
      url: new URL(`https://${limits.bucket}.${limits.endpoint}/${key}`),
      headers,
      region: limits.region,
      validFor: limits.validFor,
      at,
    },
    credentials(),
  );
  const expiresAt = new Date(at.getTime() + limits.validFor * 1_000).toISOString();
  return answer(201, { key, method: "PUT", url, headers, expiresAt });
}

/** A folder for each owner, whatever characters the owner's name has; an address is no place for the name itself. */
const folderOf = (owner: string) => createHash("sha256").update(owner).digest("hex").slice(0, 32);
