import assert from "node:assert/strict";
import * as path from "node:path";

interface Rule {
  number: number;
  action: string;
  protocol: string;
  from?: string;
  firstPort?: number;
  lastPort?: number;
}

interface Outcome {
  fenced: string[];
  unfenced: string[];
  unreachable: string[];
}

interface Fence {
  RULES: { api: number; database: number };
  wish(event: unknown, place: object): { fence: string[]; unfence: string[] };
  carryOut(wanted: object, ports: object, networkOf: (region: string) => unknown): Promise<Outcome>;
  isUnreachable(error: unknown): boolean;
}

interface Verify {
  lacks(seen: object, wanted: object): string[];
}

const load = async <T>(file: string): Promise<T> =>
  (await import(path.resolve("workloads/region-switch", file))) as T;

const ports = { api: 8443, database: 5432 };
const allowAll: Rule = { number: 100, action: "allow", protocol: "-1", from: "0.0.0.0/0" };

/** The ACLs of some regions, in memory; an error in place of a list is what the region answers with. */
function world(regions: Record<string, Record<string, Rule[]> | Error>) {
  return (region: string) => ({
    async acls() {
      const acls = regions[region];
      if (acls instanceof Error) throw acls;
      return Object.entries(acls ?? {}).map(([id, ingress]) => ({ id, ingress: [...ingress] }));
    },
    async deny(id: string, { number, port, from }: { number: number; port: number; from: string }) {
      const rules = (regions[region] as Record<string, Rule[]>)[id] as Rule[];
      rules.push({ number, action: "deny", protocol: "6", from, firstPort: port, lastPort: port });
    },
    async forget(id: string, number: number) {
      const acls = regions[region] as Record<string, Rule[]>;
      acls[id] = (acls[id] as Rule[]).filter((rule) => rule.number !== number);
    },
  });
}

/** Ports that an ACL refuses: its rules in the order of their numbers, the first that fits decides. */
function refused(rules: Rule[]): number[] {
  const decides = (port: number) =>
    [...rules]
      .sort((one, other) => one.number - other.number)
      .find(
        ({ protocol, firstPort = 0, lastPort = 65_535 }) =>
          protocol === "-1" || (firstPort <= port && port <= lastPort),
      );
  return [443, 8443, 5432].filter((port) => decides(port)?.action === "deny");
}

describe("the fence of a failover", () => {
  let fence: Fence;
  before(async () => {
    fence = await load<Fence>("fence.mjs");
  });
  const place = { ownRegion: "us-west-2", otherRegions: ["us-east-2"] };

  it("keeps everybody from pods and database of the region that is left, in each of its ACLs, and nothing else", async () => {
    const left = { "acl-1": [allowAll], "acl-2": [allowAll] };
    const entered = { "acl-3": [allowAll] };
    const regions = { "us-east-2": left, "us-west-2": entered };
    const outcome = await fence.carryOut(fence.wish({ planArn: "arn" }, place), ports, world(regions));
    assert.deepEqual(outcome, { fenced: ["us-east-2"], unfenced: ["us-west-2"], unreachable: [] });
    for (const rules of Object.values(left)) assert.deepEqual(refused(rules), [8443, 5432]);
    assert.deepEqual(entered["acl-3"], [allowAll]);
  });

  it("opens the region that is entered when it was fenced before, and gives it back as it was", async () => {
    const regions = { "us-east-2": { a: [allowAll] }, "us-west-2": { b: [allowAll] } };
    const there = { ownRegion: "us-west-2", otherRegions: ["us-east-2"] };
    const back = { ownRegion: "us-east-2", otherRegions: ["us-west-2"] };
    await fence.carryOut(fence.wish(undefined, there), ports, world(regions));
    await fence.carryOut(fence.wish(undefined, back), ports, world(regions));
    assert.deepEqual(regions["us-east-2"].a, [allowAll]);
    assert.deepEqual(refused(regions["us-west-2"].b), [8443, 5432]);
  });

  it("does the same when it is asked twice, as ARC does after a timeout", async () => {
    const regions = { "us-east-2": { a: [allowAll] }, "us-west-2": {} };
    const wanted = fence.wish({}, place);
    await fence.carryOut(wanted, ports, world(regions));
    const once = structuredClone(regions);
    await fence.carryOut(wanted, ports, world(regions));
    assert.deepEqual(regions, once);
  });

  it("is not held up by a region that is gone, and says so", async () => {
    const gone = Object.assign(new Error("socket hang up"), { name: "TimeoutError" });
    const regions = { "us-east-2": gone, "us-west-2": { b: [allowAll] } };
    const outcome = await fence.carryOut(fence.wish({}, place), ports, world(regions));
    assert.deepEqual(outcome, { fenced: [], unfenced: ["us-west-2"], unreachable: ["us-east-2"] });
  });

  it("stops at a region that answers and refuses: it is there, and still takes payments", async () => {
    const denied = Object.assign(new Error("not authorized"), { name: "UnauthorizedOperation" });
    const regions = { "us-east-2": denied, "us-west-2": {} };
    await assert.rejects(
      fence.carryOut(fence.wish({}, place), ports, world(regions)),
      /us-east-2: not authorized/,
    );
  });

  it("tells a region that is busy from one that is gone, also where both answer 503", () => {
    const answer = (name: string) => ({ name, $metadata: { httpStatusCode: 503 } });
    assert.equal(fence.isUnreachable(answer("RequestLimitExceeded")), false);
    assert.equal(fence.isUnreachable(answer("ServiceUnavailable")), true);
    assert.equal(fence.isUnreachable({ code: "ENOTFOUND" }), true);
    assert.equal(fence.isUnreachable(new TypeError("undefined is not a function")), false);
  });

  it("leaves a rule that somebody else put under its number, and stops", async () => {
    const theirs: Rule = { ...allowAll, number: fence.RULES.api };
    const regions = { "us-east-2": { a: [theirs] }, "us-west-2": { b: [theirs] } };
    await assert.rejects(
      fence.carryOut(fence.wish({}, place), ports, world(regions)),
      /rule 1 of a is taken by somebody else's/,
    );
    await fence.carryOut({ fence: [], unfence: ["us-west-2"] }, ports, world(regions));
    assert.deepEqual(regions["us-west-2"].b, [theirs]);
  });

  it("does what people ask for, and refuses regions that it doesn't know", () => {
    assert.deepEqual(fence.wish({ unfence: ["us-east-2"] }, place), { fence: [], unfence: ["us-east-2"] });
    assert.throws(
      () => fence.wish({ fence: ["us-esat-2"] }, place),
      /fence: "us-esat-2" is not allowed, one or more of us-west-2, us-east-2 is/,
    );
    assert.throws(() => fence.wish({ fence: "us-east-2" }, place), /fence: a list of regions is needed/);
    assert.throws(
      () => fence.wish({ fence: ["us-east-2"], unfence: ["us-east-2"] }, place),
      /us-east-2 can't be fenced and unfenced in one call/,
    );
  });
});

describe("the verification of a failover", () => {
  const ready = {
    globalCluster: { status: "available", writerArn: "arn:aws:rds:us-west-2:111122223333:cluster:hub" },
    cluster: { status: "available", hasWriter: true },
    healthyTargets: 2,
  };
  const wanted = { region: "us-west-2", minimumTargets: 2 };
  let lacks: Verify["lacks"];
  before(async () => {
    ({ lacks } = await load<Verify>("verify.mjs"));
  });

  it("finds nothing missing where the writer is and pods are ready", () => {
    assert.deepEqual(lacks(ready, wanted), []);
  });

  const cases: [string, object, RegExp][] = [
    [
      "a writer elsewhere",
      {
        globalCluster: {
          ...ready.globalCluster,
          writerArn: "arn:aws:rds:us-east-2:111122223333:cluster:hub",
        },
      },
      /^the writer of the global database is in us-east-2, not in us-west-2$/,
    ],
    ["no writer", { globalCluster: { status: "available" } }, /is in no region, not in us-west-2$/],
    [
      "a switchover under way",
      { globalCluster: { ...ready.globalCluster, status: "switching-over" } },
      /^the global database is switching-over, not available$/,
    ],
    ["a cluster that is changing", { cluster: { status: "promoting", hasWriter: true } }, /is promoting/],
    [
      "a cluster that reads only",
      { cluster: { status: "available", hasWriter: false } },
      /no instance that writes/,
    ],
    ["too few pods", { healthyTargets: 1 }, /^1 pods of the payment API are healthy, at least 2 are needed$/],
  ];
  for (const [what, change, expected] of cases) {
    it(`surprise 7: sends no traffic to ${what}`, () => {
      const missing = lacks({ ...ready, ...change }, wanted);
      assert.equal(missing.length, 1, missing.join("; "));
      assert.match(missing[0] as string, expected);
    });
  }
});
