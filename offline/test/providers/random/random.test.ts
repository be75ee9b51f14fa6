import assert from "node:assert/strict";
import {
  hasSecret,
  isUnknown,
  plain,
  reveal,
  Secret,
  UNKNOWN,
  type ValueMap,
} from "../../../providers/core/values/value";
import { bcrypt } from "../../../providers/random/bcrypt";
import { randomProvider } from "../../../providers/random/provider";
import { catalogOf } from "../support";

const provider = randomProvider("4.21.2", catalogOf("@pulumi/random"));
const token = (name: string) => `random:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
const subject = (name: string) => ({
  urn: `urn:pulumi:s::p::${token(name)}::x`,
  type: token(name),
  name: "x",
});

function make(name: string, news: ValueMap) {
  const { inputs, failures } = provider.check({
    ...subject(name),
    olds: undefined,
    autonaming: undefined,
    news,
  });
  assert.deepEqual(failures, []);
  const { id, outputs } = provider.create({ ...subject(name), inputs, preview: false });
  return { id, outputs, plain: plain(outputs) as ValueMap };
}

function problems(name: string, news: ValueMap): string[] {
  const { failures } = provider.check({ ...subject(name), olds: undefined, autonaming: undefined, news });
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

describe("random stand-in", () => {
  it("makes passwords of the asked length and classes, and keeps them secret", () => {
    const inputs = {
      length: 24,
      special: true,
      overrideSpecial: "_-",
      minUpper: 3,
      minNumeric: 4,
      minSpecial: 5,
      minLower: 6,
    };
    for (let round = 0; round < 20; round++) {
      const { id, outputs, plain: known } = make("RandomPassword", inputs);
      const result = String(known.result);
      assert.equal(id, "none");
      assert.ok(outputs.result instanceof Secret && outputs.bcryptHash instanceof Secret);
      assert.match(result, /^[A-Za-z0-9_-]{24}$/);
      assert.ok(result.replace(/[^A-Z]/g, "").length >= 3);
      assert.ok(result.replace(/[^0-9]/g, "").length >= 4);
      assert.ok(result.replace(/[^_-]/g, "").length >= 5);
      assert.ok(result.replace(/[^a-z]/g, "").length >= 6);
      if (round === 0) assert.match(String(known.bcryptHash), /^\$2a\$10\$[./A-Za-z0-9]{53}$/);
    }
  }).timeout(20_000);

  it("leaves out classes that are switched off", () => {
    const inputs = { length: 200, special: false, upper: false, numeric: false };
    assert.match(String(make("RandomString", inputs).plain.result), /^[a-z]{200}$/);
    assert.match(
      String(make("RandomString", { length: 200, number: false, special: false }).plain.result),
      /^[A-Za-z]{200}$/,
    );
  });

  it("uses the real provider's special characters by default", () => {
    const result = String(
      make("RandomString", { length: 500, upper: false, lower: false, numeric: false }).plain.result,
    );
    assert.match(result, /^[!@#$%&*()\-_=+[\]{}<>:?]{500}$/);
  });

  it("knows defaults in a preview and nothing random", () => {
    const { id, outputs } = provider.create({
      ...subject("RandomPassword"),
      inputs: { length: 10 },
      preview: true,
    });
    assert.equal(id, "");
    assert.equal(outputs.length, 10);
    assert.equal(outputs.lower, true);
    assert.ok(isUnknown(reveal(outputs.result)) && hasSecret(outputs.result));
  });

  it("hashes as bcrypt does", () => {
    const salt = Buffer.from("10410410410410410410410410410410", "hex");
    assert.equal(bcrypt("U*U", 5, salt), "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
  });

  it("makes ids, bytes, numbers, names, uuids and orders with the right forms", () => {
    const id = make("RandomId", { byteLength: 8, prefix: "p-" });
    assert.match(String(id.plain.hex), /^p-[0-9a-f]{16}$/);
    assert.equal(`p-${BigInt(`0x${String(id.plain.hex).slice(2)}`)}`, id.plain.dec);
    assert.equal(`p-${id.id}`, id.plain.b64Url);
    const bytes = make("RandomBytes", { length: 6 });
    assert.ok(bytes.outputs.hex instanceof Secret);
    assert.equal(Buffer.from(String(bytes.plain.base64), "base64").toString("hex"), bytes.plain.hex);
    for (let round = 0; round < 50; round++) {
      const { result } = make("RandomInteger", { min: 3, max: 5 }).plain;
      assert.ok(typeof result === "number" && result >= 3 && result <= 5);
    }
    assert.match(
      make("RandomPet", { length: 3, prefix: "x", separator: "_" }).id,
      /^x_[a-z]+_[a-z]+_[a-z]+$/,
    );
    assert.match(make("RandomPet", { length: 1 }).id, /^[a-z]+$/);
    assert.match(
      make("RandomUuid", {}).id,
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    assert.match(make("RandomUuid7", {}).id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    const shuffle = make("RandomShuffle", { inputs: ["a", "b", "c"], resultCount: 5 }).plain.results;
    assert.ok(Array.isArray(shuffle) && shuffle.length === 5);
    assert.deepEqual([...shuffle.slice(0, 3)].sort(), ["a", "b", "c"]);
  });

  it("gives the same number and order for the same seed", () => {
    const order = () => make("RandomShuffle", { inputs: ["a", "b", "c", "d", "e"], seed: "s" }).plain.results;
    assert.deepEqual(order(), order());
    const number = (seed: string) => make("RandomInteger", { min: 0, max: 1_000_000_000, seed }).plain.result;
    assert.equal(number("s"), number("s"));
    assert.notEqual(number("s"), number("t"));
  });

  it("replaces on any change, keepers above all", () => {
    const request = { ...subject("RandomId"), id: "x", oldOutputs: {}, ignoreChanges: [] };
    const oldInputs = { byteLength: 4, keepers: { day: "1" } };
    assert.deepEqual(provider.diff({ ...request, oldInputs, news: oldInputs }), []);
    assert.deepEqual(
      provider.diff({ ...request, oldInputs, news: { byteLength: 4, keepers: { day: "2" } } }),
      [{ path: "keepers.day", kind: "update", replace: true }],
    );
  });

  it("refuses inputs that can make nothing, and waits while they are unknown", () => {
    assert.deepEqual(problems("RandomPassword", { length: 3, minUpper: 2, minLower: 2 }), [
      "length: length is 3, less than minUpper + minLower + minNumeric + minSpecial = 4",
    ]);
    assert.deepEqual(problems("RandomString", { length: 0 }), [
      "length: length is 0; it takes whole numbers from 1",
    ]);
    assert.deepEqual(
      problems("RandomString", { length: 4, upper: false, lower: false, numeric: false, special: false }),
      [": at least one of lower, upper, numeric and special has to be true"],
    );
    assert.deepEqual(problems("RandomInteger", { min: 5, max: 3 }), [
      "min: min is 5, more than max, which is 3",
    ]);
    assert.deepEqual(problems("RandomPassword", { length: UNKNOWN }), []);
    assert.equal(problems("RandomPassword", {}).length, 1);
  });
});
