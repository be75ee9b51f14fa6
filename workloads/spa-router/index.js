// CloudFront Function (runtime cloudfront-js-2.0) on viewer-request: lets deep links of a single-page app work.
//
// An address whose last part has no extension is a route of the app, so the app's page answers it. An address with
// an extension is a file: a missing one stays a 404. A part with a dot in it (`/users/jane.doe`) counts as a file;
// such routes belong into the query string or the fragment.
// `/.well-known/` holds files without extensions by agreement (RFC 8615) and is left alone.

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function by this name.
function handler(event) {
  const request = event.request;
  if (request.uri.startsWith("/.well-known/")) return request;
  const lastPart = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!lastPart.includes(".")) request.uri = "/index.html";
  return request;
}
