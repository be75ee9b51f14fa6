// Lambda@Edge on origin-response: one JSON line for each request that reached an origin, and the answer as it is.
//
// No environment variables, layers or packages: Lambda@Edge has none. What a line holds is listed here and nothing
// else of the request is copied: no cookie, no Authorization, no header of the edge, no body.
import { withoutCardNumbers, withoutSecrets } from "./masking.mjs";

/** A line has an end, however long the address was. */
const LONGEST = 1024;

/**
 * @param {object} event https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 * @returns the origin's answer, unchanged
 */
export async function handler(event) {
  const { config, request, response } = event.Records[0].cf;
  try {
    console.log(JSON.stringify(entry(config, request, response)));
  } catch (error) {
    // A log is no reason to keep an answer back.
    console.log(
      JSON.stringify({ level: "error", requestId: config.requestId, message: String(error?.name) }),
    );
  }
  return response;
}

/** One line of the log. */
export function entry(config, request, response, now = new Date()) {
  return {
    level: "info",
    time: now.toISOString(),
    distribution: config.distributionId,
    requestId: config.requestId,
    client: request.clientIp,
    method: request.method,
    path: cut(withoutCardNumbers(request.uri)),
    query: cut(withoutSecrets(request.querystring)),
    userAgent: cut(withoutCardNumbers(header(request, "user-agent"))),
    status: Number(response.status),
    contentType: header(response, "content-type"),
    contentLength: Number(header(response, "content-length") || 0),
    origin: Object.values(request.origin ?? {})[0]?.domainName ?? "",
    edgeRegion: process.env.AWS_REGION,
  };
}

function header({ headers }, name) {
  return headers?.[name]?.[0]?.value ?? "";
}

function cut(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
