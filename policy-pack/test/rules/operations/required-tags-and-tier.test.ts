import assert from "node:assert/strict";
import { requiredTagsAndTier as rule } from "../../../rules/operations/required-tags-and-tier";
import { resource, unknown } from "../../../testing";
import { said } from "../../support/outcome";

const tags = {
  owner: "payments",
  environment: "prod",
  "data-classification": "cardholder",
  tier: "tier-0",
  "region-role": "primary",
};
const vpc = (own: unknown, tagsAll: unknown = undefined) =>
  resource("aws:ec2/vpc:Vpc", "network", { tags: own, tagsAll });
const { tier: _, ...withoutTier } = tags;

describe("required-tags-and-tier", () => {
  it("accepts the tags on the resource, from its provider, and from both", async () => {
    for (const one of [vpc(tags), vpc(undefined, tags), vpc({ tier: "tier-1" }, withoutTier)]) {
      assert.deepEqual(await said(rule, [one]), []);
    }
    assert.deepEqual(await said(rule, [vpc({ ...tags, tier: unknown })]), []);
  });

  it("refuses what is missing or says nothing", async () => {
    for (const own of [withoutTier, { ...tags, tier: "" }]) {
      assert.deepEqual(await said(rule, [vpc(own)]), ["network: It lacks the tags tier."]);
    }
    assert.deepEqual(await said(rule, [vpc(undefined)]), [
      "network: It lacks the tags owner, environment, data-classification, tier, region-role.",
    ]);
  });

  it("reads the tags of an Auto Scaling group, which are a list", async () => {
    const fleet = (own: Record<string, string>) =>
      resource("aws:autoscaling/group:Group", "fleet", {
        tags: Object.entries(own).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
      });
    assert.deepEqual(await said(rule, [fleet(tags)]), []);
    assert.deepEqual(await said(rule, [fleet(withoutTier)]), ["fleet: It lacks the tags tier."]);
    const mending = { settings: { values: ["tier=tier-1"] }, remediate: true };
    assert.deepEqual(await said(rule, [fleet(withoutTier)], mending), ["fleet: It lacks the tags tier."]);
  });

  it("wants the tags of the setting", async () => {
    const settings = { tags: ["cost-centre"] };
    assert.deepEqual(await said(rule, [vpc(tags)], { settings }), [
      "network: It lacks the tags cost-centre.",
    ]);
    assert.deepEqual(await said(rule, [vpc({ "cost-centre": "1" })], { settings }), []);
  });

  it("mends what the setting has a value for, and keeps the other tags", async () => {
    const mending = { settings: { values: ["tier=tier-1", "region-role=a=b"] }, remediate: true };
    assert.deepEqual(await said(rule, [vpc(withoutTier)], mending), []);
    assert.deepEqual(await said(rule, [vpc({ owner: "payments" })], mending), [
      "network: It lacks the tags environment, data-classification.",
    ]);
    const subject = { ...vpc({ owner: "payments" }), urn: "", region: undefined, opts: undefined };
    const settings = { tags: ["owner", "region-role"], values: mending.settings.values };
    assert.deepEqual(rule.remediate?.(subject, settings), {
      tags: { owner: "payments", "region-role": "a=b" },
    });
  });

  it("does not judge tags that are not known", async () => {
    assert.deepEqual(await said(rule, [vpc(unknown)]), ["network? tags is not known yet"]);
  });
});
