import assert from "node:assert/strict";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { callbacksOf } from "../../offline/in-process/callbacks";
import { usePlainStructs } from "../../offline/in-process/plain-struct";

const values = {
  text: "a",
  number: 1,
  flag: false,
  none: null,
  list: [1, { deep: "b" }],
  map: { key: ["c"] },
};

describe("messages that stay in this process", () => {
  let end: () => void;
  beforeEach(() => {
    end = usePlainStructs();
  });
  afterEach(() => end());

  it("give back the values that were put in, and not a copy", () => {
    assert.equal(Struct.fromJavaScript(values).toJavaScript(), values);
  });

  it("are those of the wire for who reads them as such", () => {
    const plain = Struct.fromJavaScript(values);
    end();
    const wire = Struct.fromJavaScript(values);
    assert.notEqual(wire.toJavaScript(), values, "the SDK's own message is back");
    const fields = (struct: Struct) =>
      [...struct.getFieldsMap().entries()].map(([key, value]) => [key, value.toJavaScript()]);
    assert.deepEqual(fields(plain), fields(wire));
    assert.deepEqual(Object.fromEntries(fields(plain)), values);
  });
});

describe("functions that a program serves", () => {
  it("are called without a server", async () => {
    const registered: unknown[] = [];
    const monitor = {
      registerStackTransform(request: unknown, told: (error: null, answer: object) => void) {
        registered.push(request);
        told(null, {});
      },
    };
    const callbacks = callbacksOf(monitor);
    const names: string[] = [];
    callbacks.registerStackTransform(({ name, props, opts }) => {
      names.push(name);
      return { props: { ...props, tagged: true }, opts };
    });
    await callbacks.awaitStackRegistrations();
    assert.equal(registered.length, 1);
    callbacks.shutdown();
    assert.deepEqual(names, []);
  });
});
