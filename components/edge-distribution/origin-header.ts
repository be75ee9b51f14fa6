/** Headers that CloudFront sets or needs for itself. */
const RESERVED = new Set([
  "accept-encoding",
  "cache-control",
  "connection",
  "content-length",
  "cookie",
  "host",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "max-forwards",
  "pragma",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "range",
  "request-range",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-real-ip",
]);

/**
 * Why CloudFront would not add a header of this name to its requests, as the end of a sentence.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
export function headerNameMistake(name: string): string | undefined {
  if (!/^[\w!#$%&'*+.^`|~-]{1,256}$/.test(name)) return "a header's name of at most 256 characters is";
  const lower = name.toLowerCase();
  if (RESERVED.has(lower) || /^x-(amz|edge)-/.test(lower)) return "CloudFront keeps that header for itself";
  return undefined;
}
