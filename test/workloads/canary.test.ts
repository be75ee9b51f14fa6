import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import * as fs from "node:fs";
import Module from "node:module";
import * as path from "node:path";

interface Check {
  name: string;
  url: string;
  method?: string;
  status: number[];
  headers?: Record<string, string>;
  contains?: string;
  withinMilliseconds?: number;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
  milliseconds: number;
}

type Ask = (check: Check, parts?: object) => Promise<Answer>;

const folder = path.resolve(__dirname, "../../workloads/canary");
const { mistakes, parseChecks } = require(path.join(folder, "checks.js")) as {
  mistakes(check: Check, answer: Answer): string[];
  parseChecks(text?: string): Check[];
};
const { ask } = require(path.join(folder, "ask.js")) as { ask: Ask };
const { run } = require(path.join(folder, "run.js")) as {
  run(
    checks: Check[],
    ask: Ask,
    step: (name: string, body: () => Promise<void>) => Promise<void>,
  ): Promise<void>;
};

const check: Check = {
  name: "start page",
  url: "https://pay.example.com/",
  status: [200],
  headers: { "strict-transport-security": "max-age=", "content-security-policy": "" },
  contains: "<html",
};
const right: Answer = {
  status: 200,
  headers: {
    "strict-transport-security": "max-age=63072000",
    "content-security-policy": "default-src 'self'",
  },
  body: "<!doctype html><html></html>",
  milliseconds: 120,
};

describe("canary", () => {
  const cases: [title: string, answer: Partial<Answer>, sentence: string][] = [
    ["a wrong status", { status: 503 }, "the status was 503, 200 is right"],
    [
      "a header that is gone",
      { headers: { "content-security-policy": "default-src 'self'" } },
      "the header strict-transport-security was missing",
    ],
    [
      "a header with another value",
      { headers: { ...right.headers, "strict-transport-security": "none" } },
      'the header strict-transport-security was without "max-age="',
    ],
    ["a body of something else", { body: "Access Denied" }, 'the body was without "<html"'],
    ["a slow answer", { milliseconds: 5001 }, "it took 5001 ms, 5000 are allowed"],
  ];
  for (const [title, answer, sentence] of cases) {
    it(`sees ${title}`, () => assert.deepEqual(mistakes(check, { ...right, ...answer }), [sentence]));
  }

  it("is content with a right answer, and with the slowest that a check allows", () => {
    assert.deepEqual(mistakes(check, right), []);
    assert.deepEqual(mistakes({ ...check, withinMilliseconds: 120 }, right), []);
  });

  it("repeats no value of a header in its sentences: they go into a log", () => {
    const answer = {
      ...right,
      headers: { "strict-transport-security": "secret", "content-security-policy": "" },
    };
    assert.ok(!mistakes(check, answer).join().includes("secret"));
  });

  for (const text of [
    undefined,
    "[]",
    "{}",
    '[{"name":"a","url":"http://a","status":[200]}]',
    '[{"url":"https://a"}]',
  ]) {
    it(`refuses to check nothing, or what can't be checked: ${text}`, () => {
      assert.throws(() => parseChecks(text), /CHECKS holds/);
    });
  }

  it("makes every check, each a step of its own, and fails with all that was wrong", async () => {
    const steps: string[] = [];
    const checks = ["one", "two", "three"].map((name) => ({ ...check, name }));
    const answers: Record<string, Answer | Error> = {
      one: { ...right, status: 500 },
      two: new Error("getaddrinfo ENOTFOUND"),
      three: right,
    };
    const asking: Ask = async ({ name }) => {
      const answer = answers[name] as Answer | Error;
      if (answer instanceof Error) throw answer;
      return answer;
    };
    await assert.rejects(
      run(checks, asking, async (name, body) => {
        steps.push(name);
        await body();
      }),
      /^Error: one .+: the status was 500, 200 is right; two .+: getaddrinfo ENOTFOUND$/,
    );
    assert.deepEqual(steps, ["one", "two", "three"]);
    await run(
      [check],
      async () => right,
      (_, body) => body(),
    );
  });

  /** A stand-in for `https.request`, which answers, stays silent or fails. */
  function server(behaviour: "answers" | "silent" | "refuses") {
    const seen: { url?: string; options?: Record<string, unknown> } = {};
    const request = (
      url: string,
      options: Record<string, unknown>,
      answered: (response: EventEmitter) => void,
    ) => {
      Object.assign(seen, { url, options });
      const asked = Object.assign(new EventEmitter(), {
        setTimeout(_: number, giveUp: () => void) {
          if (behaviour === "silent") setImmediate(giveUp);
        },
        destroy(error: Error) {
          asked.emit("error", error);
        },
        end() {
          if (behaviour === "refuses") setImmediate(() => asked.emit("error", new Error("ECONNREFUSED")));
          if (behaviour !== "answers") return;
          const response = Object.assign(new EventEmitter(), {
            statusCode: 404,
            headers: { server: "test" },
            setEncoding() {},
          });
          setImmediate(() => {
            answered(response);
            response.emit("data", "not ");
            response.emit("data", "found");
            response.emit("end");
          });
        },
      });
      return asked;
    };
    return { request, seen };
  }

  it("asks over a connection of its own and gives status, headers, body and time", async () => {
    const { request, seen } = server("answers");
    const times = [1000, 1250];
    const answer = await ask(check, { request, now: () => times.shift() as number });
    assert.deepEqual(answer, {
      status: 404,
      headers: { server: "test" },
      body: "not found",
      milliseconds: 250,
    });
    assert.equal(seen.url, check.url);
    assert.equal(seen.options?.agent, false);
    assert.equal(seen.options?.method, "GET");
  });

  it("gives up on an answer that never comes, and passes a refused connection on", async () => {
    await assert.rejects(ask(check, server("silent")), /no answer within 15000 ms/);
    await assert.rejects(ask(check, server("refuses")), /ECONNREFUSED/);
  });

  it("hands its checks to Synthetics, which is there at run time alone", async () => {
    const steps: string[] = [];
    let screenshots = true;
    const synthetics = {
      getConfiguration: () => ({
        disableStepScreenshots() {
          screenshots = false;
        },
      }),
      async executeStep(name: string) {
        steps.push(name);
      },
    };
    const file = path.join(folder, "canary.js");
    const loaded = new Module(file) as Module & { _compile(source: string, file: string): void };
    const requires = (id: string) =>
      id === "@aws/synthetics-puppeteer" ? synthetics : require(path.join(folder, id));
    Object.assign(loaded, { require: requires });
    loaded._compile(fs.readFileSync(file, "utf8"), file);
    const given = process.env.CHECKS;
    process.env.CHECKS = JSON.stringify([check]);
    try {
      await (loaded.exports as { handler(): Promise<void> }).handler();
    } finally {
      if (given === undefined) delete process.env.CHECKS;
      else process.env.CHECKS = given;
    }
    assert.deepEqual(steps, ["start page"]);
    assert.equal(screenshots, false);
  });
});
