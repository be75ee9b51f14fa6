import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as fc from "fast-check";

interface Masking {
  withoutCardNumbers(text: string): string;
  withoutSecrets(query: string): string;
  hasCheckDigit(digits: string): boolean;
}
interface Log {
  handler(event: unknown): Promise<unknown>;
}

const folder = resolve(__dirname, "../../workloads/edge-request-log");
const load = async <T>(file: string): Promise<T> =>
  (await import(pathToFileURL(resolve(folder, file)).href)) as T;

const VISA = "4111111111111111";

/** An event of CloudFront's, with a card number, a session and a password wherever a request has room for them. */
function event(): {
  Records: { cf: { config: object; request: Record<string, unknown>; response: Record<string, unknown> } }[];
} {
  const header = (key: string, value: string) => ({ [key.toLowerCase()]: [{ key, value }] });
  return {
    Records: [
      {
        cf: {
          config: {
            distributionDomainName: "d111.cloudfront.net",
            distributionId: "E111",
            eventType: "origin-response",
            requestId: "req-1",
          },
          request: {
            clientIp: "203.0.113.7",
            method: "POST",
            uri: `/v1/cards/${VISA}/payments`,
            querystring: `pan=${VISA}&amount=12.50&note=4111-1111-1111-1111&access_token=tok_1&flag`,
            headers: {
              ...header("Host", "api-origin.pay.example.com"),
              ...header("User-Agent", `app/1.0 (${VISA})`),
              ...header("Cookie", "session=cookie-value"),
              ...header("Authorization", "Bearer bearer-value"),
              ...header("X-Origin-Verify", "origin-value"),
            },
            body: { data: "Ym9keS12YWx1ZQ==", encoding: "base64" },
            origin: { custom: { domainName: "api-origin.pay.example.com", customHeaders: {} } },
          },
          response: {
            status: "201",
            statusDescription: "Created",
            headers: {
              ...header("Content-Type", "application/json"),
              ...header("Content-Length", "42"),
              ...header("Set-Cookie", "session=set-cookie-value"),
            },
          },
        },
      },
    ],
  };
}

/** What the function writes while it handles an event, and what it answers. */
async function run(given: unknown): Promise<{ lines: string[]; answer: unknown }> {
  const { handler } = await load<Log>("index.mjs");
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => lines.push(line);
  try {
    return { lines, answer: await handler(given) };
  } finally {
    console.log = log;
  }
}

describe("edge-request-log", () => {
  it("HUB-4 writes one JSON line for a request, with what a person asks of it", async () => {
    const { lines } = await run(event());
    assert.equal(lines.length, 1);
    const { time, edgeRegion, ...line } = JSON.parse(lines[0] as string) as Record<string, unknown>;
    assert.match(String(time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(line, {
      level: "info",
      distribution: "E111",
      requestId: "req-1",
      client: "203.0.113.7",
      method: "POST",
      path: "/v1/cards/****************/payments",
      query: "pan=***&amount=12.50&note=****-****-****-****&access_token=***&flag",
      userAgent: "app/1.0 (****************)",
      status: 201,
      contentType: "application/json",
      contentLength: 42,
      origin: "api-origin.pay.example.com",
    });
  });

  it("HUB-4 writes no card number, cookie, credential, header of the edge or body", async () => {
    const { lines } = await run(event());
    const forbidden =
      /4111|cookie-value|bearer-value|origin-value|Ym9keS12YWx1ZQ|tok_1|cookie|authorization/i;
    assert.doesNotMatch(lines.join("\n"), forbidden);
  });

  it("gives the origin's answer back as it is, also when a line can't be written", async () => {
    const whole = event();
    assert.equal((await run(whole)).answer, whole.Records[0]?.cf.response);
    const broken = event();
    const cf = broken.Records[0]?.cf;
    assert.ok(cf);
    Object.assign(cf, { request: undefined });
    const { lines, answer } = await run(broken);
    assert.equal(answer, cf.response);
    assert.deepEqual(JSON.parse(lines[0] as string), {
      level: "error",
      requestId: "req-1",
      message: "TypeError",
    });
  });

  it("cuts what is longer than a line should be", async () => {
    const long = event();
    const cf = long.Records[0]?.cf;
    assert.ok(cf);
    cf.request.uri = `/${"a".repeat(9000)}`;
    const { lines } = await run(long);
    assert.ok((lines[0] as string).length < 2000);
  });

  it("is what Lambda@Edge takes: no packages, no environment of its own, a megabyte at most", () => {
    const files = readdirSync(folder);
    const sources = files.map((file) => readFileSync(resolve(folder, file), "utf8"));
    for (const source of sources) {
      for (const [, specifier] of source.matchAll(/from "([^"]+)"/g))
        assert.match(specifier as string, /^\.\//);
      for (const [, variable] of source.matchAll(/process\.env\.(\w+)/g))
        assert.equal(variable, "AWS_REGION");
    }
    assert.ok(Buffer.byteLength(sources.join("")) < 1_000_000);
  });
});

describe("masking", () => {
  const hidden: [title: string, text: string, expected: string][] = [
    ["16 digits", "4111111111111111", "****************"],
    ["15 digits, American Express", "378282246310005", "***************"],
    ["13 digits", "4222222222222", "*************"],
    ["19 digits", "6304000000000000000", "*******************"],
    ["groups with blanks", "4111 1111 1111 1111", "**** **** **** ****"],
    ["groups with plus signs", "4111+1111+1111+1111", "****+****+****+****"],
    ["groups over parts of a path", "/4111/1111/1111/1111", "/****/****/****/****"],
    ["encoded blanks", "4111%201111%201111%201111", "**** **** **** ****"],
    ["encoded digits", "%34%31%31%31111111111111", "****************"],
    ["twice encoded digits", "%2534%2531%2531%2531111111111111", "****************"],
    ["full-width digits", "４１１１１１１１１１１１１１１１", "****************"],
    ["between letters", "x4111111111111111y", "x****************y"],
    ["beside other digits", "1234111111111111111199", "123****************99"],
    ["beside an encoding that is none", "%zz%34111111111111111", "%zz****************"],
  ];
  for (const [title, text, expected] of hidden) {
    it(`hides a card number: ${title}`, async () => {
      const masked = (await load<Masking>("masking.mjs")).withoutCardNumbers(text);
      // Windows of the digits beside it may be right by chance; none of its own is left.
      if (title === "beside other digits") assert.doesNotMatch(masked, /4|1{5}/);
      else assert.equal(masked, expected);
    });
  }

  const shown = ["/v1/payments/42", "2026-11-21T10:00:00", "4222222222223", "411111111111", "ord_12345678"];
  for (const text of shown) {
    it(`leaves ${text} alone`, async () => {
      assert.equal((await load<Masking>("masking.mjs")).withoutCardNumbers(text), text);
    });
  }

  for (const name of ["cvv", "password", "Access_Token", "api-key", "code", "state", "X-Signature", "card"]) {
    it(`leaves the value of ${name} out`, async () => {
      const { withoutSecrets } = await load<Masking>("masking.mjs");
      assert.equal(withoutSecrets(`a=1&${name}=se=cret&b`), `a=1&${name}=***&b`);
    });
  }

  it("hides every number with a check digit, wherever it stands and however it is grouped", async () => {
    const { withoutCardNumbers, hasCheckDigit } = await load<Masking>("masking.mjs");
    const digit = fc.integer({ min: 0, max: 9 }).map(String);
    const number = fc
      .array(digit, { minLength: 12, maxLength: 18 })
      .map((digits) => digits.join(""))
      .map((start) => start + [..."0123456789"].find((last) => hasCheckDigit(start + last)));
    const separator = fc.constantFrom("", " ", "-", ".", "%20", "/");
    fc.assert(
      fc.property(number, separator, fc.stringMatching(/^[a-z/?]{0,8}$/), (digits, between, around) => {
        const written = digits.match(/.{1,4}/g)?.join(between) ?? "";
        assert.doesNotMatch(withoutCardNumbers(`${around}${written}${around}`), /\d/);
      }),
      { numRuns: 300 },
    );
  });

  it("knows a check digit", async () => {
    const { hasCheckDigit } = await load<Masking>("masking.mjs");
    assert.equal(hasCheckDigit("79927398713"), true);
    for (const last of "012456789") assert.equal(hasCheckDigit(`7992739871${last}`), false);
  });
});
