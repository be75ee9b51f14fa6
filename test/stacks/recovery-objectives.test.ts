import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as yaml from "yaml";
import { parseSettings } from "../../stacks/settings/parse";
import type { PaymentHubSettings } from "../../stacks/settings/payment-hub";
import { objectives } from "../../stacks/settings/payment-hub/recovery-objectives";

/** The shipped primary's settings with another `recovery`, parsed. */
function parsed(recovery: object) {
  const { config } = yaml.parse(fs.readFileSync("Pulumi.prod-primary.yaml", "utf8")) as { config: object };
  const raw = Object.entries(config).map(([key, value]) => [key.replace("tandem:", ""), value]);
  return parseSettings({ ...Object.fromEntries(raw), recovery });
}

function sentences(recovery: object): string[] {
  const { settings, mistakes } = parsed(recovery);
  assert.deepEqual(mistakes, []);
  return objectives(settings as PaymentHubSettings).map(({ path, sentence }) => `${path}: ${sentence}`);
}

describe("recovery objectives", () => {
  it("of the defaults can be met", () => {
    assert.deepEqual(sentences({}), []);
    const { recovery } = parsed({}).settings as PaymentHubSettings;
    assert.deepEqual(
      [recovery.rtoMinutes, recovery.statelessRtoSeconds, recovery.rpoSeconds, recovery.switch.kind],
      [15, 60, 5, "region-switch"],
    );
  });

  const cases: [string, object, RegExp][] = [
    [
      "an objective that no failover meets",
      { rtoMinutes: 10 },
      /^recovery\.rtoMinutes: 10 is not allowed, 14 or more is: a failover takes 840 s, 180 s until it is noticed, 60 s for people to decide, 300 s for the database, 240 s for pods and 60 s for resolvers$/,
    ],
    [
      "a health check that is too slow for the objective",
      { healthCheck: { intervalSeconds: 30, failures: 10 } },
      /^recovery\.healthCheck: 30 s x 10 is not allowed, Route 53 would notice after 300 s; with .+ that is 960 s, and recovery\.rtoMinutes allows 900 s\. 240 s or less is$/,
    ],
    [
      "both at once, by the objective that both need",
      { rtoMinutes: 5, healthCheck: { intervalSeconds: 30, failures: 10 } },
      /^recovery\.rtoMinutes: 5 is not allowed, 16 or more is: a failover takes 960 s, 300 s until it is noticed/,
    ],
    [
      "a site that is away for less time than CloudFront tries its first bucket",
      { statelessRtoSeconds: 5 },
      /^recovery\.statelessRtoSeconds: 5 is not allowed, 6 or more is: CloudFront asks the second bucket after 2 attempts of 3 s$/,
    ],
  ];
  for (const [what, recovery, expected] of cases) {
    it(`refuse ${what}`, () => {
      const found = sentences(recovery);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] as string, expected);
    });
  }

  it("refuse a port of the payment API that a fence would close for answers too", () => {
    const settings = parsed({}).settings as PaymentHubSettings;
    const at = (targetPort: number) =>
      objectives({ ...settings, cluster: { ...settings.cluster, targetPort } });
    assert.deepEqual(at(32_767), []);
    assert.match(at(32_768)[0]?.sentence ?? "", /^32768 is not allowed, 1024 to 32767 is: the fence/);
  });

  it("refuse Shield Advanced without the word that names its cost", () => {
    for (const shieldAdvanced of [{}, { acceptMonthlyCostUsd: 300 }]) {
      const [mistake, ...others] = parsed({ shieldAdvanced }).mistakes;
      assert.deepEqual(others, []);
      assert.match(
        `${mistake?.path}: ${mistake?.sentence}`,
        /^recovery\.shieldAdvanced\.acceptMonthlyCostUsd: .+3000/,
      );
    }
    assert.deepEqual(parsed({ shieldAdvanced: { acceptMonthlyCostUsd: 3000 } }).mistakes, []);
  });

  it("take a slow health check where they leave the time for it", () => {
    assert.deepEqual(sentences({ rtoMinutes: 16, healthCheck: { intervalSeconds: 30, failures: 10 } }), []);
    assert.deepEqual(sentences({ rtoMinutes: 14 }), []);
  });

  it("refuse routing controls without the word that names their cost, another sum, and the word without them", () => {
    const cost = /recovery\.switch\.acceptMonthlyCostUsd: .+1825/;
    for (const recovery of [
      { switch: { kind: "routing-control" } },
      { switch: { kind: "routing-control", acceptMonthlyCostUsd: 1800 } },
      { switch: { kind: "region-switch", acceptMonthlyCostUsd: 1825 } },
    ]) {
      const lines = parsed(recovery).mistakes.map(({ path, sentence }) => `${path}: ${sentence}`);
      assert.equal(lines.length, 1, lines.join("\n"));
      assert.match(lines[0] as string, cost);
    }
    assert.deepEqual(
      parsed({ switch: { kind: "routing-control", acceptMonthlyCostUsd: 1825 } }).mistakes,
      [],
    );
  });
});
