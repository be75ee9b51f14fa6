// One key of a CloudFront key value store, read and written by its API.
// https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations_Amazon_CloudFront_KeyValueStore.html
import { signedHeaders } from "./sigv4a.mjs";

/**
 * @param {{ arn: string, key: string, credentials: () => { accessKeyId: string, secretAccessKey: string, sessionToken?: string }, fetch?: typeof fetch, now?: () => Date }} options
 */
export function keyValueStore({ arn, key, credentials, fetch: ask = fetch, now = () => new Date() }) {
  const account = arn.split(":")[4];
  const store = `https://${account}.cloudfront-kvs.global.api.aws/key-value-stores/${encodeURIComponent(arn)}`;
  const keyUrl = `${store}/keys/${encodeURIComponent(key)}`;

  async function request(method, address, { headers, body } = {}) {
    const url = new URL(address);
    const signed = signedHeaders({ method, url, headers, body }, credentials(), {
      service: "cloudfront-keyvaluestore",
      now: now(),
    });
    const response = await ask(url, { method, headers: signed, body });
    if (response.status === 404 && method === "GET") return undefined;
    // The answer of a failed write may quote what was written: it stays out of the message.
    if (!response.ok)
      throw new Error(`${method} of key ${key} in ${arn} failed with status ${response.status}`);
    return response;
  }

  return {
    /** Value of the key, or undefined when there is none. */
    async get() {
      const response = await request("GET", keyUrl);
      return response && (await response.json()).Value;
    },
    /** Writes the value; fails when somebody else wrote to the store in between. */
    async put(value) {
      const description = await request("GET", store);
      const etag = description?.headers.get("etag");
      if (!etag) throw new Error(`there is no key value store ${arn}`);
      const headers = { "content-type": "application/json", "if-match": etag };
      await request("PUT", keyUrl, { headers, body: JSON.stringify({ Value: value }) });
    },
  };
}
