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
