import { randomUUID } from "node:crypto";
import { numberSetting, setting } from "../lambda/environment";
import { jsonLog } from "../lambda/log";
import { api } from "../lambda/proxy";
import { uploadRoutes } from "./grant";

const region = setting("AWS_REGION");
// China has neither Transfer Acceleration nor the common domain.
const own = `s3.${region}.${region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com"}`;

/**
 * Grants uploads by presigned addresses. Environment: UPLOAD_BUCKET (name), UPLOAD_KEY_ARN, UPLOAD_CONTENT_TYPES
 * (separated by commas), UPLOAD_MOST_BYTES (10 MiB without it; one PUT takes 5 GiB), UPLOAD_VALID_FOR (seconds, 300
 * without it), UPLOAD_ACCELERATED (`true` for the bucket's Transfer Acceleration endpoint).
 */
export const handler = api(
  uploadRoutes({
    limits: {
      bucket: setting("UPLOAD_BUCKET"),
      region,
      endpoint: process.env.UPLOAD_ACCELERATED === "true" ? "s3-accelerate.amazonaws.com" : own,
      keyArn: setting("UPLOAD_KEY_ARN"),
      contentTypes: setting("UPLOAD_CONTENT_TYPES").split(","),
      mostBytes: numberSetting("UPLOAD_MOST_BYTES", {
        least: 1,
        most: 5 * 1024 ** 3,
        otherwise: 10 * 1024 ** 2,
      }),
      validFor: numberSetting("UPLOAD_VALID_FOR", { least: 1, most: 3_600, otherwise: 300 }),
    },
    // Lambda renews them in place; those of the first request would end.
    credentials: () => ({
      accessKeyId: setting("AWS_ACCESS_KEY_ID"),
      secretAccessKey: setting("AWS_SECRET_ACCESS_KEY"),
      sessionToken: process.env.AWS_SESSION_TOKEN,
    }),
    now: () => new Date(),
    newId: randomUUID,
  }),
  jsonLog("upload-grant"),
);
