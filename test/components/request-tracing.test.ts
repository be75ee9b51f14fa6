import assert from "node:assert/strict";
import {
  RequestTracing,
  type RequestTracingArgs,
  usualGroups,
  usualQueries,
  usualSampling,
} from "../../components/request-tracing";
import { names, only, settled, startMocks } from "../support/mocks";

const minimal: RequestTracingArgs = { region: "eu-west-1", resourceName: "shop-prod" };

async function build(more: Partial<RequestTracingArgs> = {}) {
  const registered = startMocks();
  const tracing = new RequestTracing("tracing", { ...minimal, ...more });
  await settled();
  return { registered, tracing };
}

function refusal(more: Partial<RequestTracingArgs>): string {
  startMocks();
  try {
    new RequestTracing("tracing", { ...minimal, ...more });
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("RequestTracing", () => {
  it("makes nothing that nobody asks for, above all not the encryption, which is the account's", async () => {
    const { registered, tracing } = await build();
    assert.deepEqual(
      registered.map(({ type }) => type),
      ["tandem:components:RequestTracing"],
    );
    assert.equal(tracing.keyArn, undefined);
  });

  it("REQ-12 groups traces of faults and slow requests, and looks for what is unusual among the faults", async () => {
    const { registered } = await build({ groups: usualGroups(2) });
    assert.deepEqual(names(registered, "aws:xray/group:Group"), [
      "tracing-group-faults",
      "tracing-group-slow",
      "tracing-group-throttled",
    ]);
    const slow = only(registered, "aws:xray/group:Group", "tracing-group-slow").inputs;
    assert.deepEqual([slow.groupName, slow.filterExpression], ["shop-prod-slow", "responsetime > 2"]);
    const faults = only(registered, "aws:xray/group:Group", "tracing-group-faults").inputs;
    assert.deepEqual(faults.insightsConfiguration, { insightsEnabled: true, notificationsEnabled: true });
  });

  it("REQ-12 traces writes more often than the rest, and health checks never", async () => {
    const { registered } = await build({ samplingRules: usualSampling("/healthz/*") });
    const RULE = "aws:xray/samplingRule:SamplingRule";
    const health = only(registered, RULE, "tracing-sampling-health").inputs;
    assert.deepEqual(
      [health.fixedRate, health.reservoirSize, health.urlPath, health.httpMethod],
      [0, 0, "/healthz/*", "*"],
    );
    const [writes, rest] = ["writes", "rest"].map(
      (rule) => only(registered, RULE, `tracing-sampling-${rule}`).inputs,
    );
    assert.ok(Number(writes?.fixedRate) > Number(rest?.fixedRate));
    assert.ok(Number(health.priority) < Number(writes?.priority), "the lowest decides");
    assert.ok(Number(writes?.priority) < Number(rest?.priority));
  });

  it("encrypts all traces of the region under a key of its own where it owns that", async () => {
    const { registered } = await build({ ownsEncryption: true });
    assert.deepEqual(only(registered, "aws:xray/encryptionConfig:EncryptionConfig").inputs, {
      region: "eu-west-1",
      type: "KMS",
      keyId: "arn:mock:tracing-key-key",
    });
  });

  it("REQ-12 keeps questions to the logs", async () => {
    const queries = [{ name: "errors", query: usualQueries.errors, logGroupNames: ["/app/a", "/app/b"] }];
    const { registered } = await build({ queries });
    assert.deepEqual(only(registered, "aws:cloudwatch/queryDefinition:QueryDefinition").inputs, {
      region: "eu-west-1",
      name: "shop-prod/errors",
      queryString: usualQueries.errors,
      logGroupNames: ["/app/a", "/app/b"],
    });
  });

  it("keeps all of it in its region", async () => {
    const { registered } = await build({
      groups: usualGroups(1),
      samplingRules: usualSampling("/health"),
      ownsEncryption: true,
      queries: [{ name: "q", query: "fields @message", logGroupNames: ["/a"] }],
    });
    const made = registered.filter(({ type }) => type.startsWith("aws:"));
    assert.equal(made.length, 3 + 3 + 3 + 1);
    for (const { name, inputs } of made) assert.equal(inputs.region, "eu-west-1", name);
  });

  it("refuses what X-Ray and CloudWatch Logs would, all at once", () => {
    const rule = { name: "a", priority: 1, rate: 0.1, reservoir: 1 };
    const message = refusal({
      groups: [
        { name: "faults", filter: "" },
        { name: "faults", filter: "fault" },
      ],
      samplingRules: [
        rule,
        { ...rule, name: "b b", rate: 2, reservoir: -1 },
        { ...rule, name: "c", priority: 0 },
      ],
      queries: [{ name: "q", query: " ", logGroupNames: [] }],
    });
    for (const part of [
      "groups[0].filter: 0 characters are not allowed, 1 to 2000 are",
      'groups[1].name: "faults" is there twice',
      'samplingRules[1].name: "b b" is not allowed',
      "samplingRules[1].priority: 1 is there twice",
      "samplingRules[1].rate: 2 is not allowed, 0 to 1 is",
      "samplingRules[1].reservoir: -1 is not allowed",
      "samplingRules[2].priority: 0 is not allowed, 1 to 9999 are",
      "queries[0].logGroupNames: 0 are not allowed, 1 to 50 are",
      "queries[0].query: an empty query is not allowed",
    ]) {
      assert.ok(message.includes(part), `${part} is not in:\n${message}`);
    }
    assert.match(
      refusal({ resourceName: "request-response-prod", groups: [{ name: "throttled-writes", filter: "x" }] }),
      /X-Ray group "request-response-prod-throttled-writes" may have 32/,
    );
  });
});
