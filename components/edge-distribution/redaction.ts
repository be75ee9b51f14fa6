/** Headers that hold credentials; never written to a log. */
const CREDENTIAL_HEADERS = ["authorization", "cookie"] as const;

/**
 * What the web ACL's log leaves out: credentials, and the query string, where a card number may end up by mistake.
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
 */
export const redactedFields = [
  ...CREDENTIAL_HEADERS.map((name) => ({ singleHeader: { name } })),
  { queryString: {} },
];

/**
 * The same for everything else that shows requests, sampled ones above all, and for the body, of which a matching
 * rule would otherwise quote the part that matched.
 * https://docs.aws.amazon.com/waf/latest/developerguide/data-protection-masking.html
 */
export const dataProtections = [
  { action: "SUBSTITUTION", field: { fieldType: "SINGLE_HEADER", fieldKeys: [...CREDENTIAL_HEADERS] } },
  { action: "SUBSTITUTION", field: { fieldType: "QUERY_STRING" } },
  { action: "SUBSTITUTION", field: { fieldType: "BODY" } },
];

/**
 * Fields of the access log, in order: all of CloudFront's standard ones but cookies, the query string and the
 * referrer, whose own query string could carry the same.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
export const accessLogFields = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(User-Agent)",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "x-forwarded-for",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "c-port",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
  "sc-content-len",
];
