import assert from "node:assert/strict";
import { MemoryAccount } from "../../../../providers/aws/account/account";
import { nameRules } from "../../../../providers/aws/account/unique-names";
import { catalogue } from "../../../../providers/aws/refusals/catalogue";
import { refusals } from "../../../../providers/aws/refusals/index";
import { Judge } from "../../../../providers/aws/refusals/judge";
import { found, type Refusal } from "../../../../providers/aws/refusals/refusal";
import { Secret } from "../../../../providers/core/values/value";
import { Cloud, catalogOf } from "../../support";
import { globalDatabase, subnet, types, vpc } from "../fixtures";
import { keyArn, secondary } from "./world";

describe("judge of offline refusals", () => {
  it("warns once of what it warns of, and goes on", () => {
    const cloud = new Cloud();
    for (let index = 0; index < 5; index++) cloud.create(types.eip, `eip-${index}`, {});
    assert.deepEqual(cloud.warnings, []);
    const last = cloud.create(types.eip, "eip-5", {});
    cloud.delete(last);
    cloud.create(types.eip, "eip-5", {});
    assert.equal(cloud.warnings.length, 1);
    assert.match(cloud.warnings[0] ?? "", /address 6 in eu-west-1.*AWS: AddressLimitExceeded/);
  });

  it("takes secret values out of a sentence, wherever they stand in the inputs", () => {
    const talkative: Refusal = {
      ...{ name: "talkative", code: "X", sentence: "", source: "", types: [types.vpc] },
      ...{ phases: ["check"], severity: "error" },
      judge: () => found("tags.token is hunter22, and hunter22x is no better"),
    };
    const judge = new Judge(new MemoryAccount(), [talkative], undefined);
    const cloud = new Cloud();
    const [failure] = judge.atCheck({
      ...{ ...cloud.subject(types.vpc, "v"), phase: "check", region: "eu-west-1" },
      settings: {
        region: "eu-west-1",
        defaultTags: {},
        ignoredTagKeys: [],
        ignoredTagPrefixes: [],
        accountId: "1",
      },
      inputs: { tags: { token: new Secret("hunter22") }, list: [new Secret("hunter22x")] },
    });
    assert.match(failure?.reason ?? "", /tags\.token is \[secret\], and \[secret\] is no better/);
  });

  it("does not tell a name that is secret and taken", () => {
    const cloud = new Cloud();
    cloud.create(types.logs, "one", { name: "/hidden/name" });
    const [reason] = cloud.refused(types.logs, "two", { name: new Secret("/hidden/name") });
    assert.match(reason ?? "", /log group name "\[secret\]" is taken/);
  });

  it("has a catalogue of all refusals for the documents, each complete and named once", () => {
    const entries = catalogue();
    const names = entries.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    const taken = new Set(Object.values(nameRules).map(({ refusal }) => refusal));
    assert.equal(entries.length, refusals.length + taken.size);
    for (const { name, code, sentence, source, types: ofTypes, phases } of entries) {
      assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      assert.match(sentence, /^[A-Z a].*\.$/i, name);
      for (const written of [code, source]) assert.notEqual(written, "", name);
      assert.ok(ofTypes.length > 0 && phases.length > 0, name);
    }
  });

  it("is about types that the package has", () => {
    const catalog = catalogOf("@pulumi/aws");
    const tokens = new Set(catalogue().flatMap(({ types: ofTypes }) => ofTypes));
    assert.deepEqual(
      [...tokens].filter((token) => catalog.resource(token) === undefined),
      [],
    );
  });

  it("does not hold the old half of a replacement against the new one in a preview", () => {
    const cloud = new Cloud();
    const net = vpc(cloud);
    const old = subnet(cloud, net, 0);
    const news = { vpcId: net.id, cidrBlock: "10.0.0.0/24", availabilityZone: "eu-west-1b" };
    assert.deepEqual(cloud.diff(old, news), [{ path: "availabilityZone", kind: "update", replace: true }]);
    assert.deepEqual(cloud.refused(types.subnet, old.name, news), []);
    assert.throws(
      () => cloud.createUnchecked(types.subnet, old.name, { ...news, region: "eu-west-1" }),
      /subnet-conflict/,
    );
  });

  it("tells when the allow list names nothing that exists", () => {
    assert.deepEqual(new Cloud({ allow: "subnet-conflict" }).warnings, []);
    assert.deepEqual(new Cloud({ allow: "subnet-conflicts" }).warnings, [
      'TANDEM_OFFLINE_ALLOW names "subnet-conflicts", which is no offline refusal; did you mean "subnet-conflict"?',
    ]);
  });

  it("never shows a secret's value", () => {
    const cloud = new Cloud();
    globalDatabase(cloud);
    assert.throws(
      () =>
        secondary(cloud, {
          masterPassword: new Secret("hunter22"),
          storageEncrypted: true,
          kmsKeyId: keyArn("eu-central-1"),
        }),
      (error: Error) =>
        error.message.includes("masterPassword is set") && !error.message.includes("hunter22"),
    );
  });

  it("leaves the writer of a global database alone when it is checked again later", () => {
    const cloud = new Cloud();
    const { writer } = globalDatabase(cloud);
    secondary(cloud, { storageEncrypted: true, kmsKeyId: keyArn("eu-central-1") });
    const { tagsAll: _merged, ...inputs } = writer.inputs;
    cloud.update(writer, { ...inputs, backupRetentionPeriod: 7 });
  });
});
