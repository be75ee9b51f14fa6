import assert from "node:assert/strict";
import { defaults } from "../../components/edge-distribution/args";
import { callFunction, functionSource, runtimeMistakes } from "../support/cloudfront-function";

const source = functionSource("origin-header");
const HEADER = defaults.secretHeaderName;

type Headers = Record<string, { value: string }>;

/** Sends a request through the function, with a store that holds these values. */
async function send(headers: Headers, store: Record<string, string>) {
  const cf = {
    kvs: () => ({
      get: async (key: string) => {
        if (store[key] === undefined) throw new Error("Key not found");
        return store[key];
      },
    }),
  };
  const request = { uri: "/v1/payments", method: "POST", headers, querystring: {} };
  return (await callFunction(source, { request }, { cf })) as { headers: Headers; statusCode?: number };
}

describe("origin-header", () => {
  it("adds the value of the store under the name that the distribution forwards", async () => {
    const { headers } = await send({ host: { value: "api.pay.example.com" } }, { [HEADER]: "v1" });
    assert.deepEqual(headers, { host: { value: "api.pay.example.com" }, [HEADER]: { value: "v1" } });
  });

  it("overwrites what a viewer sent under that name", async () => {
    const { headers } = await send({ [HEADER]: { value: "guess" } }, { [HEADER]: "v1" });
    assert.deepEqual(headers, { [HEADER]: { value: "v1" } });
  });

  it("answers 503 itself where there is no value, with nothing of the viewer's header", async () => {
    const answer = await send({ [HEADER]: { value: "guess" } }, {});
    assert.equal(answer.statusCode, 503);
    assert.doesNotMatch(JSON.stringify(answer), /guess/);
  });

  it("is within the limits of CloudFront's runtime", () => {
    assert.deepEqual(runtimeMistakes(source), []);
  });
});
