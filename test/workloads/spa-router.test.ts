import assert from "node:assert/strict";
import { callFunction, functionSource, runtimeMistakes } from "../support/cloudfront-function";

const source = functionSource("spa-router");

/** Address to which a request for an address is led. */
async function route(uri: string, method = "GET"): Promise<string> {
  const request = { uri, method, headers: {}, querystring: { page: { value: "2" } } };
  const answer = (await callFunction(source, { request })) as typeof request;
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
    it(`answers ${title}: ${uri} -> ${expected}`, async () => assert.equal(await route(uri), expected));
  }

  it("answers a HEAD request as it answers GET", async () => {
    assert.equal(await route("/payments", "HEAD"), "/index.html");
  });

  it("is within the limits of CloudFront's runtime: 10 KB, no modules, its part of the language", () => {
    assert.deepEqual(runtimeMistakes(source), []);
  });
});

describe("the limits of CloudFront's runtime", () => {
  const handler = "function handler(event) { return event.request; }";
  const beyond: [title: string, source: string, expected: string][] = [
    ["a package", `import _ from "lodash";\n${handler}`, "import of lodash"],
    ["require", `const fs = require("fs");\n${handler}`, "require"],
    ["a class", `class A {}\n${handler}`, "a class"],
    [
      "destructuring",
      "function handler(event) { const { request } = event; return request; }",
      "destructuring",
    ],
    ["optional chaining", "function handler(event) { return event?.request; }", "optional chaining"],
    ["a spread", `const a = [...[1]];\n${handler}`, "a spread"],
    ["for-of", `for (const a of [1]) a;\n${handler}`, "for-of"],
    ["a timer", `setTimeout(1);\n${handler}`, "setTimeout"],
    ["eval", `eval("1");\n${handler}`, "eval"],
    ["no handler", "const a = 1;", "no function handler(event)"],
    ["too long", `//${"x".repeat(10_240)}\n${handler}`, `${10_240 + 3 + handler.length} bytes`],
  ];
  for (const [title, code, expected] of beyond) {
    it(`are noticed: ${title}`, () => assert.deepEqual(runtimeMistakes(code), [expected]));
  }
  it("leave room for what the runtime has", () => {
    const modern = `import cf from "cloudfront";
      async function handler(event) { const a = await cf.kvs().get("x"); let b = \`\${a}\`; return [b].map((c) => c ** 2); }`;
    assert.deepEqual(runtimeMistakes(modern.replace(/^ +/gm, "")), []);
  });
});
