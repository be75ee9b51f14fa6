import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { runInNewContext } from "node:vm";

const file = resolve(__dirname, "../../workloads/spa-router/index.js");
const source = readFileSync(file, "utf8");

/** Runs the function as CloudFront does: the source alone, without Node's globals, then `handler`. */
function route(uri: string, method = "GET"): string {
  const event = JSON.stringify({
    request: { uri, method, headers: {}, querystring: { page: { value: "2" } } },
  });
  const answer = JSON.parse(runInNewContext(`${source}\nJSON.stringify(handler(${event}))`)) as {
    uri: string;
    querystring: unknown;
  };
  assert.deepEqual(answer.querystring, { page: { value: "2" } }, "the query string is left alone");
  return answer.uri;
}

describe("spa-router", () => {
  const cases: [title: string, uri: string, expected: string][] = [
    ["the root", "/", "/index.html"],
    ["a deep link", "/payments", "/index.html"],
    ["a deep link of many parts", "/payments/42/refunds", "/index.html"],
    ["a deep link that ends with a slash", "/payments/", "/index.html"],
    ["a deep link below a part with a dot", "/v1.2/settings", "/index.html"],
    ["the page itself", "/index.html", "/index.html"],
    ["a hashed asset", "/assets/app.3f9c1b.js", "/assets/app.3f9c1b.js"],
    ["a file that may be missing, which stays a 404", "/assets/gone.png", "/assets/gone.png"],
    ["a file without extension that others agreed on", "/.well-known/acme", "/.well-known/acme"],
    ["a route that only looks like it", "/.well-knownish", "/.well-knownish"],
    ["an encoded name", "/a%20b", "/index.html"],
  ];
  for (const [title, uri, expected] of cases) {
    it(`answers ${title}: ${uri} -> ${expected}`, () => assert.equal(route(uri), expected));
  }

  it("answers a HEAD request as it answers GET", () => {
    assert.equal(route("/payments", "HEAD"), "/index.html");
  });

  it("fits into the 10 KB that CloudFront allows", () => {
    assert.ok(Buffer.byteLength(source) <= 10_240, `${Buffer.byteLength(source)} bytes`);
  });
});
