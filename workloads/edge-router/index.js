// CloudFront Function (runtime cloudfront-js-2.0) on viewer-request: one spelling for each address, so that the cache
// holds each answer once, and no address that could mean another one behind it.
//
//   /api/**     goes on to the API with its path as it is
//   a file      (its last part has a dot) goes on to the site
//   a route     of the single-page app is answered by its page; with a slash at its end, or with /index.html, it is sent
//               to the spelling without
//
// Parameters that only tell where a visitor came from are left out and the others sorted; the page reads the former
// from its own address. The headers x-device and x-country are the function's alone: what a viewer sent under these
// names is gone. CloudFront tells them where the behaviour's policies ask for cloudfront-is-*-viewer and
// cloudfront-viewer-country.

const TRACKING = /^(utm_.+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|mc_cid|mc_eid|igshid|ttclid|twclid)$/i;
// Dot segments and slashes in disguise, backslashes and control characters: they mean one thing here and another there.
const AMBIGUOUS = /(^|\/)(\.|%2e){1,2}(\/|$)|%2f|%5c|\\|%[01][0-9a-f]|%7f|[^\x21-\x7e]/i;
// Files that nobody meant to publish; `/.well-known/` is public by agreement (RFC 8615).
const HIDDEN = /\/(\.|%2e)(?!well-known\/)/i;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function by this name.
function handler(event) {
  const request = event.request;
  if (AMBIGUOUS.test(request.uri)) return refusal(400, "Bad Request");
  if (HIDDEN.test(request.uri)) return refusal(404, "Not Found");
  const query = sortedQuery(request.querystring);
  const isRead = request.method === "GET" || request.method === "HEAD";
  const address = addressOf(request.uri);
  if (isRead && address !== request.uri) return redirect(address, query);
  request.uri = /^\/(api|\.well-known)(\/|$)/.test(address) ? address : siteFile(address);
  request.querystring = query;
  setHeader(request.headers, "x-device", device(request.headers));
  setHeader(request.headers, "x-country", value(request.headers, "cloudfront-viewer-country"));
  return request;
}

function addressOf(uri) {
  const once = uri.replace(/\/{2,}/g, "/");
  if (/^\/api(\/|$)/.test(once)) return once;
  return once.replace(/\/index\.html$/, "/").replace(/(.)\/$/, "$1");
}

function siteFile(address) {
  const lastPart = address.slice(address.lastIndexOf("/") + 1);
  return lastPart.includes(".") ? address : "/index.html";
}

function sortedQuery(parameters) {
  const pairs = [];
  Object.keys(parameters)
    .filter((name) => !TRACKING.test(name))
    .sort()
    .forEach((name) => {
      // Several values of one name keep their sequence, which may mean something.
      const values = parameters[name].multiValue || [parameters[name]];
      values.forEach((one) => {
        pairs.push(`${name}=${one.value}`);
      });
    });
  return pairs.join("&");
}

function device(headers) {
  const is = (kind) => value(headers, `cloudfront-is-${kind}-viewer`) === "true";
  return ["mobile", "tablet", "smarttv"].find(is) || "desktop";
}

function value(headers, name) {
  return headers[name] ? headers[name].value : undefined;
}

function setHeader(headers, name, text) {
  if (text) headers[name] = { value: text };
  else delete headers[name];
}

// The address begins with one slash: with two it would be another host's.
function redirect(address, query) {
  const location = query === "" ? address : `${address}?${query}`;
  return {
    statusCode: 301,
    statusDescription: "Moved Permanently",
    headers: { location: { value: location }, "cache-control": { value: "public, max-age=3600" } },
  };
}

function refusal(status, description) {
  return {
    statusCode: status,
    statusDescription: description,
    headers: { "cache-control": { value: "no-store" } },
  };
}
