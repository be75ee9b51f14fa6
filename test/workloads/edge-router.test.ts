import assert from "node:assert/strict";
import { callFunction, functionSource, runtimeMistakes } from "../support/cloudfront-function";

const source = functionSource("edge-router");

interface Values {
  value: string;
  multiValue?: { value: string }[];
}

interface Answer {
  uri?: string;
  querystring?: string;
  headers: Record<string, { value: string }>;
  statusCode?: number;
}

interface Given {
  method?: string;
  querystring?: Record<string, Values>;
  headers?: Record<string, string>;
}

async function ask(
  uri: string,
  { method = "GET", querystring = {}, headers = {} }: Given = {},
): Promise<Answer> {
  const wrapped = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }]));
  return (await callFunction(source, {
    request: { uri, method, querystring, headers: wrapped },
  })) as Answer;
}

describe("edge-router", () => {
  const onward: [title: string, uri: string, expected: string][] = [
    ["the start page", "/", "/index.html"],
    ["a route of the app", "/orders/42", "/index.html"],
    ["a hashed file", "/assets/app.3f9c1b.js", "/assets/app.3f9c1b.js"],
    ["the API", "/api/orders/42", "/api/orders/42"],
    ["a path of the API that ends with a slash", "/api/orders/", "/api/orders/"],
    ["the API itself", "/api", "/api"],
    ["a route that only looks like the API", "/apiary", "/index.html"],
    ["a file without extension by agreement", "/.well-known/acme", "/.well-known/acme"],
    ["an encoded name", "/caf%C3%A9", "/index.html"],
    ["dots within a part", "/a..b/c.txt", "/a..b/c.txt"],
  ];
  for (const [title, uri, expected] of onward) {
    it(`REQ-2 leads ${title} on: ${uri} -> ${expected}`, async () =>
      assert.equal((await ask(uri)).uri, expected));
  }

  const moved: [title: string, uri: string, location: string][] = [
    ["a slash at the end", "/orders/", "/orders"],
    ["the page by its file", "/index.html", "/"],
    ["a folder's page", "/help/index.html", "/help"],
    ["several slashes", "/help//fees", "/help/fees"],
    ["several slashes in the API", "/api//orders", "/api/orders"],
    ["another host's address", "//evil.example/", "/evil.example"],
    ["another host's address, longer", "///evil.example", "/evil.example"],
  ];
  for (const [title, uri, location] of moved) {
    it(`sends ${title} to one spelling: ${uri} -> ${location}`, async () => {
      const answer = await ask(uri);
      assert.deepEqual([answer.statusCode, answer.headers.location?.value], [301, location]);
      const again = await ask(location);
      assert.equal(again.statusCode, undefined, "which is not sent anywhere else");
    });
  }

  it("sends no request with a body elsewhere: the body would be lost", async () => {
    const answer = await ask("/api//orders", { method: "POST" });
    assert.deepEqual([answer.statusCode, answer.uri], [undefined, "/api/orders"]);
  });

  for (const uri of [
    "/api/../admin",
    "/..",
    "/api/%2e%2e/admin",
    "/api/.%2E/admin",
    "/api/./orders",
    "/api%2fadmin",
    "/api%5Cadmin",
    "/api\\admin",
    "/a%00.png",
    "/a%0d%0aset-cookie:b",
    "/a\u0001",
    "/ä",
  ]) {
    it(`refuses an address that could mean another: ${JSON.stringify(uri)}`, async () => {
      assert.equal((await ask(uri)).statusCode, 400);
    });
  }

  for (const uri of ["/.env", "/.git/config", "/help/.htpasswd", "/%2egit/config", "/.well-knownish"]) {
    it(`has no file that was not meant to be public: ${uri}`, async () => {
      assert.equal((await ask(uri)).statusCode, 404);
    });
  }

  const querystring = {
    size: { value: "42" },
    utm_source: { value: "mail" },
    color: { value: "red", multiValue: [{ value: "red" }, { value: "blue" }] },
    GCLID: { value: "abc" },
    q: { value: "" },
    fbclid: { value: "x" },
  };
  it("REQ-2 keeps what an answer depends on and nothing else, in one sequence", async () => {
    const expected = "color=red&color=blue&q=&size=42";
    assert.equal((await ask("/api/products", { querystring })).querystring, expected);
    const reversed = Object.fromEntries(Object.entries(querystring).reverse());
    assert.equal((await ask("/api/products", { querystring: reversed })).querystring, expected);
    const answer = await ask("/orders/", { querystring });
    assert.equal(answer.headers.location?.value, `/orders?${expected}`);
    assert.equal((await ask("/api/products", { querystring: { utm_id: { value: "1" } } })).querystring, "");
  });

  const devices: [headers: Record<string, string>, expected: string][] = [
    [{ "cloudfront-is-mobile-viewer": "true", "cloudfront-is-tablet-viewer": "true" }, "mobile"],
    [{ "cloudfront-is-mobile-viewer": "false", "cloudfront-is-tablet-viewer": "true" }, "tablet"],
    [{ "cloudfront-is-smarttv-viewer": "true" }, "smarttv"],
    [{ "cloudfront-is-desktop-viewer": "true" }, "desktop"],
    [{}, "desktop"],
  ];
  for (const [headers, expected] of devices) {
    it(`REQ-2 tells the device: ${expected}, of ${JSON.stringify(headers)}`, async () => {
      assert.equal((await ask("/", { headers })).headers["x-device"]?.value, expected);
    });
  }

  it("tells the country, and believes no viewer about either", async () => {
    const sent = { "x-country": "XX", "x-device": "toaster", accept: "*/*" };
    const known = await ask("/api/a", { headers: { ...sent, "cloudfront-viewer-country": "DE" } });
    assert.equal(known.headers["x-country"]?.value, "DE");
    assert.equal(known.headers["x-device"]?.value, "desktop");
    const unknown = await ask("/api/a", { headers: sent });
    assert.deepEqual(Object.keys(unknown.headers), ["x-device", "accept"]);
  });

  it("is within the limits of CloudFront's runtime", () => assert.deepEqual(runtimeMistakes(source), []));
});
