import assert from "node:assert/strict";
import { InitializationFailed, type Provider } from "../../providers/core/protocol/provider";
import { withFaults } from "../../providers/faults";
import { FaultError, parseFaults } from "../../providers/faults/parse";
import { FaultyProvider } from "../../providers/faults/provider";

/** A provider that notes what it was asked to do. */
class Noting implements Provider {
  readonly name = "noting";
  readonly version = "1.0.0";
  readonly done: string[] = [];
  configure(): void {}
  check() {
    return { inputs: {}, failures: [] };
  }
  diff() {
    return [];
  }
  create({ name, preview }: { name: string; preview: boolean }) {
    this.done.push(`${preview ? "preview" : "create"} ${name}`);
    return { id: `id of ${name}`, outputs: { made: true } };
  }
  read({ name }: { name: string }) {
    this.done.push(`read ${name}`);
    return { id: name, inputs: {}, outputs: {} };
  }
  update({ name, preview }: { name: string; preview: boolean }) {
    this.done.push(`${preview ? "preview" : "update"} ${name}`);
    return {};
  }
  delete({ name }: { name: string }) {
    this.done.push(`delete ${name}`);
  }
  invoke(token: string) {
    this.done.push(`call ${token}`);
    return { result: {}, failures: [] };
  }
}

function setUp(rules: string) {
  const inner = new Noting();
  const events: string[] = [];
  const faulty = new FaultyProvider(inner, parseFaults(rules), {
    wait: async (milliseconds) => events.push(`wait ${milliseconds}`),
    crash: () => events.push("crash"),
    die: () => events.push("die"),
  });
  faulty.configure({}, (_severity, message) => events.push(message));
  const subject = (name: string, type = "aws:s3/bucket:Bucket") => ({
    urn: `urn:pulumi:dev::p::${type}::${name}`,
    type,
    name,
  });
  return {
    inner,
    events,
    faulty,
    create: (name: string, type?: string, preview = false) =>
      faulty.create({ ...subject(name, type), inputs: { size: 1 }, preview }),
    update: (name: string) =>
      faulty.update({ ...subject(name), id: "i", oldInputs: {}, oldOutputs: {}, news: {}, preview: false }),
    remove: (name: string) => faulty.delete({ ...subject(name), id: "i", oldInputs: {}, outputs: {} }),
    read: (name: string) => faulty.read({ ...subject(name), id: "i", inputs: {}, outputs: {} }),
  };
}

describe("faults", () => {
  it("cost nothing when none is asked for: the provider itself is used", () => {
    const inner = new Noting();
    assert.equal(withFaults(inner, {}), inner);
    assert.equal(withFaults(inner, { TANDEM_OFFLINE_FAULTS: "  " }), inner);
    assert.notEqual(withFaults(inner, { TANDEM_OFFLINE_FAULTS: "fail create" }), inner);
  });

  it("fail: the n-th call that fits is refused and not done, all others are", async () => {
    const { create, inner } = setUp("fail create aws:s3/* nth=2");
    await create("a");
    await create("other", "aws:ec2/vpc:Vpc");
    await assert.rejects(
      create("b"),
      /aws:s3\/bucket:Bucket "b": .*InternalFailure.*asked for by TANDEM_OFFLINE_FAULTS/,
    );
    await create("c");
    assert.deepEqual(inner.done, ["create a", "create other", "create c"]);
  });

  it("never hit a preview", async () => {
    const { create, inner } = setUp("fail any");
    await create("a", undefined, true);
    assert.deepEqual(inner.done, ["preview a"]);
  });

  it("are chosen by name, URN and operation too", async () => {
    const { create, update, remove, read } = setUp("fail update a; fail delete *::b; fail read c");
    for (const name of ["a", "b", "c"]) await create(name);
    await assert.rejects(update("a"));
    await update("b");
    await assert.rejects(remove("b"));
    await remove("a");
    await assert.rejects(read("c"));
    await read("a");
  });

  it("fail-after: the call is done, and its answer is lost", async () => {
    const { create, inner } = setUp("fail-after create");
    await assert.rejects(create("a"), /It was done all the same/);
    assert.deepEqual(inner.done, ["create a"]);
  });

  it("half-create: the resource is made, and the engine is told of it with the error", async () => {
    const { create, inner } = setUp("half-create create");
    await assert.rejects(create("a"), (error) => {
      assert.ok(error instanceof InitializationFailed);
      assert.deepEqual(error.resource, { id: "id of a", outputs: { made: true }, inputs: { size: 1 } });
      return /did not become ready/.test(error.message);
    });
    assert.deepEqual(inner.done, ["create a"]);
  });

  it("throttle: tried again with longer and longer waits, then done", async () => {
    const { create, inner, events } = setUp("throttle create times=3");
    await create("a");
    assert.deepEqual(inner.done, ["create a"]);
    assert.deepEqual(
      events.filter((event) => event.startsWith("wait")),
      ["wait 50", "wait 100", "wait 200"],
    );
    assert.equal(events[0], "throttled (Rate exceeded), attempt 1 of 25");
  });

  it("throttle: given up after 25 attempts", async () => {
    const { create, inner, events } = setUp("throttle create times=99");
    await assert.rejects(create("a"), /exceeded maximum number of attempts, 25, api error Throttling/);
    assert.deepEqual(inner.done, []);
    assert.equal(events.filter((event) => event.startsWith("wait")).length, 24);
  });

  it("hang: waits as long as it was asked to, then gives up undone", async () => {
    const { create, inner, events } = setUp("hang create seconds=2.5");
    await assert.rejects(create("a"), /timeout while waiting for an answer \(timeout: 2\.5s\)/);
    assert.deepEqual([events, inner.done], [["wait 2500"], []]);
  });

  for (const fault of ["crash", "die"]) {
    it(`${fault}: after the call by default, before it on request, and no answer goes out`, async () => {
      for (const [when, done] of [
        ["", ["create a"]],
        ["when=before", []],
      ] as const) {
        const { create, inner, events } = setUp(`${fault} create ${when}`);
        const answered = await Promise.race([
          create("a"),
          new Promise((go) => setTimeout(go, 20, "silence")),
        ]);
        assert.equal(answered, "silence");
        assert.deepEqual([events, inner.done], [[fault], done]);
      }
    });
  }

  it("hit functions", async () => {
    const { faulty } = setUp("fail call aws:ec2/getVpc:*");
    await assert.rejects(faulty.invoke("aws:ec2/getVpc:getVpc", {}, false), /aws:ec2\/getVpc:getVpc: /);
    await faulty.invoke("aws:ec2/getSubnet:getSubnet", {}, false);
  });

  for (const [rules, message] of [
    ["throtle create", /"throtle create": there is no fault "throtle"; did you mean throttle\?/],
    ["fail creat", /there is no operation "creat"; did you mean create\?/],
    ["fail", /it has no operation; there are create, read, update, delete, call, any/],
    ["fail create nth=0", /nth is "0"; it takes a whole number from 1/],
    ["hang create seconds=soon", /seconds is "soon"; it takes a number of seconds/],
    ["die create when=later", /when is "later"; it takes before or after/],
    ["fail create nht=1", /there is no option "nht"; did you mean nth\?/],
    ["fail create a b", /it has two patterns, a and b; write two rules/],
    ["half-create update", /half-create goes with the operation create only/],
    ["@/nowhere/faults", /the file \/nowhere\/faults can't be read/],
  ] as const)
    it(`"${rules}" is a mistake that is explained`, () => {
      assert.throws(
        () => withFaults(new Noting(), { TANDEM_OFFLINE_FAULTS: rules }),
        (error) => error instanceof FaultError && message.test(error.message),
      );
    });

  it("are read from lines with comments as well", () => {
    const rules = parseFaults("# a rehearsal\nfail create nth=3  # the third\n\nthrottle any aws:rds/*\n");
    assert.deepEqual(
      rules.map(({ fault, operation, pattern, nth }) => [fault, operation, pattern, nth]),
      [
        ["fail", "create", "*", 3],
        ["throttle", "any", "aws:rds/*", undefined],
      ],
    );
  });
});
