import assert from "node:assert/strict";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  Asset,
  hasSecret,
  hasUnknown,
  plain,
  Reference,
  Secret,
  UNKNOWN,
  type ValueMap,
} from "../../../providers/core/values/value";
import { fromStruct, toStruct } from "../../../providers/core/values/wire";

const signature = "4dabf18193072939515e22adb298388d";
const overTheWire = (map: ValueMap): ValueMap =>
  fromStruct(Struct.deserializeBinary(toStruct(map).serializeBinary()));

describe("property values on the wire", () => {
  it("come back as they were: plain, unknown, secret, asset, reference, nested", () => {
    const map: ValueMap = {
      text: "a",
      number: 1.5,
      zero: 0,
      yes: true,
      no: false,
      nothing: null,
      unknown: UNKNOWN,
      secret: new Secret({ password: "p", later: UNKNOWN }),
      list: [1, [UNKNOWN], { a: new Secret("b") }],
      asset: new Asset({ [signature]: "c44067f5952c0a294b673a41bacd8c17", text: "hello", hash: "h" }),
      reference: new Reference("urn:x", "id-1", "7.0.0"),
    };
    assert.deepEqual(overTheWire(map), map);
  });

  it("know the unknown sentinel of every type", () => {
    const sentinels = ["1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"];
    for (const value of sentinels) assert.equal(fromStruct(Struct.fromJavaScript({ value })).value, UNKNOWN);
  });

  it("read output values: known, unknown, secret", () => {
    const output = (rest: Record<string, string | boolean>) =>
      fromStruct(Struct.fromJavaScript({ v: { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...rest } }))
        .v;
    assert.equal(output({ value: "x" }), "x");
    assert.equal(output({}), UNKNOWN);
    assert.deepEqual(output({ value: "x", secret: true }), new Secret("x"));
    assert.deepEqual(output({ secret: true }), new Secret(UNKNOWN));
  });

  it("answer what is inside without unwrapping by hand", () => {
    assert.equal(hasUnknown([{ a: new Secret([UNKNOWN]) }]), true);
    assert.equal(hasUnknown([{ a: 1 }]), false);
    assert.equal(hasSecret({ a: [new Secret(1)] }), true);
    assert.deepEqual(plain({ a: new Secret([new Secret(1)]), b: new Reference("urn", undefined, "") }), {
      a: [1],
      b: UNKNOWN,
    });
  });
});
