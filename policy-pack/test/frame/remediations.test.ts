import assert from "node:assert/strict";
import { type ResourceValidationPolicy, Secret } from "@pulumi/policy";
import { asset } from "@pulumi/pulumi";
import { mended, readable } from "../../frame/mend";
import { remediations } from "../../frame/remediations";
import { type ResourceRule, resourceRule } from "../../frame/rule";
import { block, text, UNKNOWN } from "../../frame/values";
import { judge, resource, secret, unknown } from "../../testing";
import { resourceArgs } from "../../testing/engine";
import { a, sessionOf, texts } from "../support/probes";

const probe = (remediate: ResourceRule["remediate"], id = "mending") =>
  resourceRule({
    ...texts,
    id,
    types: ["test:a:A"],
    check: ({ props }, { violation }) => {
      if (text(props, "state") === "bad") violation("It is bad.");
    },
    ...(remediate ? { remediate } : {}),
  });
const good = probe(({ props }) => (text(props, "state") === "bad" ? { state: "good" } : undefined));

/** What Pulumi's server does: the result of one is what the next one gets. */
async function mend(
  rules: readonly ResourceRule[],
  props: Record<string, unknown>,
  pack: object = { remediate: ["all"] },
) {
  const session = sessionOf({ "well-architected": { level: "mandatory", settings: { ...pack } } });
  const args = resourceArgs(resource("test:a:A", "one", {}), { settings: {}, stackTags: new Map() });
  let now = props;
  for (const policy of remediations(rules, session)) {
    now = (await (policy as ResourceValidationPolicy).remediateResource?.({ ...args, props: now })) ?? now;
  }
  return now;
}

describe("remediations", () => {
  it("happen only where a user asked for them: by rule, for all, or by Pulumi's own level", async () => {
    const bad = { state: "bad" };
    assert.deepEqual(await mend([good], bad, {}), bad);
    assert.deepEqual(await mend([good], bad, { remediate: ["other"] }), bad);
    assert.deepEqual(await mend([good], bad, { remediate: ["mending"] }), { state: "good" });
    assert.deepEqual(await mend([good], bad, { remediate: ["all"] }), { state: "good" });
    const session = sessionOf({ mending: { level: "mandatory", settings: {}, remediate: true } });
    assert.equal(remediations([good], session).length, 1);
    const off = sessionOf({ mending: { level: "disabled", settings: {}, remediate: true } });
    assert.equal(remediations([good], off).length, 0);
  });

  it("leave the check nothing to say", async () => {
    assert.equal((await judge(good, [a("one", "bad")])).length, 1);
    assert.deepEqual(await judge(good, [a("one", "bad")], { remediate: true }), []);
  });

  it("leave a waived resource as it is", async () => {
    const waivers = [{ rule: "mending", resource: "one", reason: "r", owner: "o", expires: "2999-01-01" }];
    const outcomes = await judge(good, [a("one", "bad"), a("two", "bad")], { remediate: true, waivers });
    assert.deepEqual(
      outcomes.map(({ resource: name, status }) => [name, status]),
      [["one", "waived"]],
    );
  });

  it("change only what the rule changes: unknown values and secrets pass through", async () => {
    const props = { state: "bad", key: UNKNOWN, password: new Secret("hunter2"), list: [{ a: UNKNOWN }] };
    assert.deepEqual(await mend([good], props), { ...props, state: "good" });
  });

  it("follow each other: the second sees what the first changed, values in clear and unknown ones guarded", async () => {
    const second = probe(
      ({ props }) => ({ state: `${text(props, "state")} ${text(props, "password")}` }),
      "second",
    );
    const third = probe(({ props }) => ({ state: text(props, "key") }), "third");
    const props = { state: "bad", password: new Secret("hunter2"), key: UNKNOWN };
    const result = await mend([good, second], props);
    assert.equal(text(readable(result), "state"), "good hunter2");
    await assert.rejects(mend([good, third], props), /\.key can't be known/);
  });

  it("keep secret what was, wherever the rule puts it", () => {
    const props = { login: { name: "admin", password: new Secret("hunter2") }, other: "x" };
    const login = { ...block(readable(props), "login"), name: "root" };
    assert.deepEqual(mended(props, { login })?.login, new Secret({ name: "root", password: "hunter2" }));
    assert.deepEqual(mended(props, { other: ["hunter2"] })?.other, new Secret(["hunter2"]));
    assert.deepEqual(mended(props, { other: "y" })?.other, "y");
  });

  it("take a property away, and say nothing when nothing changes", () => {
    assert.deepEqual(mended({ state: "bad", acl: "x" }, { acl: undefined }), { state: "bad" });
    assert.equal(mended({ state: "bad" }, { state: "bad" }), undefined);
    assert.equal(mended({ state: { b: [1] } }, { state: { b: [1] } }), undefined);
  });

  it("are left out for a resource with files, which Pulumi's SDK would lose", () => {
    const code = new asset.AssetArchive({ "index.js": new asset.StringAsset("x") });
    assert.equal(mended({ state: "bad", code }, { state: "good" }), undefined);
    assert.equal(
      mended({ state: "bad", nested: [{ code: new Secret(code) }] }, { state: "good" }),
      undefined,
    );
  });

  it("that fail leave the resource to the check", async () => {
    const broken = probe(() => {
      throw new TypeError("hunter2");
    });
    assert.deepEqual(await mend([broken], { state: "bad" }), { state: "bad" });
    const [outcome] = await judge(broken, [a("one", "bad")], { remediate: true });
    assert.equal(outcome?.message, "It is bad.");
  });

  it("in the testing kit go on past an unknown value and keep secrets", async () => {
    const blind = probe(({ props }) => ({ state: text(props, "later") ?? "good" }));
    const one = resource("test:a:A", "one", { state: "bad", later: unknown, password: secret("hunter2") });
    assert.equal((await judge(blind, [one], { remediate: true }))[0]?.message, "It is bad.");
  });
});
