// CloudFront Function (runtime cloudfront-js-2.0) on viewer-request: adds the header by which the origin knows this
// distribution. Its value is in the associated key value store, which the rotation function writes.
//
// What a viewer sent under that name is overwritten. Without a value nothing is forwarded: the origin would refuse it.
import cf from "cloudfront";

const HEADER = "x-origin-verify";
const store = cf.kvs();

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls the function by this name.
async function handler(event) {
  const request = event.request;
  try {
    const value = await store.get(HEADER);
    request.headers[HEADER] = { value: value };
    return request;
  } catch (error) {
    console.log(`no value of the origin header: ${error}`);
    return {
      statusCode: 503,
      statusDescription: "Service Unavailable",
      headers: { "retry-after": { value: "5" } },
    };
  }
}
