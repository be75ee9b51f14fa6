import assert from "node:assert/strict";
import { runningPolicies } from "../../frame/pack";
import { packRuleList } from "../../frame/pack-rules";
import { Results } from "../../frame/results";
import { endings, writerOf } from "../../reports";
import { rules } from "../../rules";
import { provider, resource, secret, type TestResource } from "../../testing";
import { runPolicies } from "../../testing/judge";
import { sessionOf } from "../support/probes";

const count = 50;
const marker = (index: number) => `hunter2-${index}-geheim`;

/** Types that rules look at, and properties in which their programs put texts. */
const types = [...new Set(rules.flatMap((rule) => rule.types))].filter((type) => type.startsWith("aws:"));
const properties = [
  ...[
    "name",
    "description",
    "masterPassword",
    "secretString",
    "value",
    "userData",
    "comment",
    "policy",
    "tags",
  ],
  ...[
    "kmsKeyId",
    "region",
    "engine",
    "engineVersion",
    "protocol",
    "sslPolicy",
    "type",
    "path",
    "bucket",
    "arn",
  ],
];

/** Resources of every type that a rule looks at, each with a secret wherever texts go, in blocks and lists too. */
function seeded(): TestResource[] {
  const aws = provider("aws", "aws", { region: "us-east-2", secretKey: secret(marker(0)) });
  return types.flatMap((type, at) =>
    [0, 1].map((copy) => {
      const hidden = (offset: number) => secret(marker((at * 7 + copy + offset) % count));
      const plain = Object.fromEntries(properties.map((name, index) => [name, hidden(index)]));
      const deep = Object.fromEntries(
        [
          "rules",
          "ingress",
          "origins",
          "replicas",
          "statements",
          "environment",
          "variables",
          "vpcConfig",
          "settings",
        ].map((name, index) => [
          name,
          index % 2 === 0 ? [{ name: hidden(index), nested: [hidden(index + 1)] }] : { a: hidden(index) },
        ]),
      );
      return resource(
        type,
        `resource-${at}-${copy}`,
        { ...plain, ...deep },
        { provider: aws, outputs: { id: hidden(3) } },
      );
    }),
  );
}

describe("secrets", () => {
  it(`are in no output of any writer nor in what Pulumi is told, with ${count} of them across all types`, async () => {
    const results = new Results("tandem", "1.0.0");
    const session = sessionOf({}, results);
    const told: string[] = [];
    const policies = runningPolicies(rules, session).map((policy) => policy);
    const resources = seeded();
    assert.ok(resources.length >= 100);
    await runPolicies(policies, resources, {}, ({ message }) => told.push(message));
    const report = {
      document: results.document(),
      rules: [...rules, ...packRuleList],
      judged: results.judgedByRule(),
    };
    assert.ok(results.list().length >= 100, "the resources must break many rules");
    for (const ending of endings) {
      const text = writerOf(`results${ending}`)?.(report) ?? "";
      assert.ok(text.length > 1000, ending);
      assert.deepEqual(text.match(/hunter2-\d+/g), null, ending);
    }
    assert.deepEqual(told.join("\n").match(/hunter2-\d+/g), null);
    const failed = results.list().filter(({ message }) => message.startsWith("The rule itself failed"));
    assert.deepEqual([...new Set(failed.map(({ rule }) => rule))], []);
  });

  it("and values of wrong kinds, unknown types, circles and any Unicode crash no rule", async () => {
    const odd: unknown[] = [
      null,
      0,
      -1.5,
      true,
      "",
      [],
      [[]],
      {},
      [null],
      [{ a: null }],
      "\uD800",
      "日本🚀\u0000",
      "a".repeat(10_000),
    ];
    const keys = [
      ...properties,
      "rules",
      "ingress",
      "egress",
      "origins",
      "aliases",
      "replicas",
      "failoverRoutingPolicies",
      "vpcConfig",
      "defaultCacheBehavior",
      "viewerCertificate",
      "tagsAll",
    ];
    const resources = types.flatMap((type, at) =>
      odd.map((value, index) =>
        resource(type, `r-${at}-${index}-日本\u202e::x`, Object.fromEntries(keys.map((key) => [key, value]))),
      ),
    );
    resources.push(resource("my:very/own:Type", "own", { a: odd }), resource("not a type", "", {}));
    const results = new Results("tandem", "1.0.0");
    await runPolicies(runningPolicies(rules, sessionOf({}, results)), resources, {}, () => undefined);
    const failed = results.list().filter(({ message }) => message.startsWith("The rule itself failed"));
    assert.deepEqual([...new Set(failed.map(({ rule, message }) => `${rule}: ${message}`))], []);
  }).timeout(60_000);
});
