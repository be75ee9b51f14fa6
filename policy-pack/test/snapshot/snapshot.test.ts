import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ResourceGraph } from "../../frame/graph";
import { isUnknown, text } from "../../frame/values";
import { parsePeer, readPeers } from "../../snapshot/read";
import { snapshotOf } from "../../snapshot/write";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const secret = (plaintext: string) => ({
  [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(plaintext),
  ciphertext: plaintext,
});
const urn = (type: string, name: string) => `urn:pulumi:prod-west::hub::${type}::${name}`;
const provider = urn("pulumi:providers:aws", "west");
const key = {
  urn: urn("aws:kms/key:Key", "key"),
  type: "aws:kms/key:Key",
  id: "k-1",
  provider: `${provider}::p-1`,
  inputs: { description: "a" },
  outputs: { arn: "arn:aws:kms:us-west-2:111122223333:key/k-1", policy: "long" },
};
const database = {
  urn: urn("my:Hub$aws:rds/cluster:Cluster", "db"),
  type: "aws:rds/cluster:Cluster",
  id: "db-1",
  parent: urn("my:Hub", "hub"),
  provider: `${provider}::p-1`,
  inputs: {
    masterPassword: secret("s-1"),
    masterUsername: "s-2",
    kmsKeyId: key.outputs.arn,
    tags: { environment: "prod" },
  },
  outputs: {
    arn: "arn:aws:rds:us-west-2:111122223333:cluster:db",
    masterUsername: secret("s-2"),
    endpoint: "e",
  },
  additionalSecretOutputs: ["arn"],
  propertyDependencies: { kmsKeyId: [key.urn], masterPassword: [] },
};
const exported = (...resources: object[]) => ({
  version: 3,
  deployment: {
    manifest: { time: "2026-11-01T00:00:00Z" },
    resources: [
      { urn: urn("pulumi:pulumi:Stack", "hub-prod-west"), type: "pulumi:pulumi:Stack" },
      {
        urn: provider,
        type: "pulumi:providers:aws",
        id: "p-1",
        inputs: { region: "us-west-2", secretKey: "s-3" },
      },
      { urn: urn("my:Hub", "hub"), type: "my:Hub", inputs: { password: "s-4" } },
      ...resources,
    ],
  },
});
const now = new Date("2026-11-11T12:00:00Z");

describe("snapshot", () => {
  it("holds what rules compare: inputs, names and edges, with stack, region, time and the pack's version", () => {
    const snapshot = snapshotOf(exported(key, database), "1.2.3", now);
    const { resources, ...head } = snapshot;
    assert.deepEqual(head, {
      format: "tandem-policies/snapshot",
      version: 1,
      pack: "1.2.3",
      stack: "prod-west",
      project: "hub",
      region: "us-west-2",
      time: "2026-11-01T00:00:00.000Z",
    });
    assert.deepEqual(
      resources.map(({ type }) => type),
      ["pulumi:pulumi:Stack", "my:Hub", "aws:kms/key:Key", "aws:rds/cluster:Cluster"],
    );
    assert.deepEqual(resources[2], {
      urn: key.urn,
      type: key.type,
      providerRegion: "us-west-2",
      inputs: { description: "a" },
      outputs: { arn: key.outputs.arn, id: "k-1" },
    });
    assert.deepEqual(resources[3], {
      urn: database.urn,
      type: database.type,
      parent: database.parent,
      providerRegion: "us-west-2",
      inputs: {
        masterPassword: { "tandem:hidden": true },
        masterUsername: { "tandem:hidden": true },
        kmsKeyId: key.outputs.arn,
        tags: { environment: "prod" },
      },
      outputs: { arn: { "tandem:hidden": true }, id: "db-1" },
      propertyDependencies: { kmsKeyId: [key.urn] },
    });
  });

  it("holds no secret: marked, named as an additional one, given in clear beside a secret output, or where programs put them", () => {
    const leaky = [
      key,
      database,
      {
        ...key,
        urn: `${key.urn}2`,
        inputs: { environment: { variables: { A: "s-5" } }, userData: "s-6", nested: [{ apiKey: "s-7" }] },
      },
      {
        ...key,
        urn: `${key.urn}3`,
        inputs: {
          containerDefinitions: '[{"environment":"s-8"}]',
          code: { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "s-9" },
        },
      },
      { ...key, urn: `${key.urn}4`, inputs: { value: "s-10" }, outputs: { value: secret("s-10") } },
      {
        urn: urn("kubernetes:core/v1:Secret", "k"),
        type: "kubernetes:core/v1:Secret",
        inputs: { stringData: { a: "s-11" } },
      },
      { ...key, urn: `${key.urn}5`, delete: true, inputs: { description: "s-12" } },
    ];
    const content = JSON.stringify(snapshotOf(exported(...leaky), "1", now));
    assert.deepEqual(content.match(/s-\d+/g), null);
    assert.doesNotMatch(content, /ciphertext|plaintext/);
  });

  it("is read as a peer: with age, regions, parents, edges, and what was left out as not known", () => {
    const peer = parsePeer(JSON.parse(JSON.stringify(snapshotOf(exported(key, database), "1", now))), now);
    assert.ok(typeof peer !== "string");
    assert.deepEqual(
      [peer.stack, peer.project, peer.region, peer.ageDays],
      ["prod-west", "hub", "us-west-2", 10],
    );
    const graph = new ResourceGraph([], new Map(), [peer]);
    const [found] = graph.ofType(["aws:rds/cluster:Cluster"]);
    assert.ok(found);
    assert.deepEqual(
      [found.name, found.stack, found.region, found.parent?.name, found.isPeer],
      ["db", "prod-west", "us-west-2", "hub", true],
    );
    assert.deepEqual(
      found.references("kmsKeyId").map(({ name }) => name),
      ["key"],
    );
    assert.throws(() => text(found.props, "masterPassword"), isUnknown);
    assert.equal(text(found.outputs, "id"), "db-1");
  });

  it("says what is wrong with an export", () => {
    const wrong = (value: unknown) => () => snapshotOf(value, "1", now);
    for (const value of [undefined, [], "x", {}, { deployment: [] }])
      assert.throws(wrong(value), /This is no export of a stack/);
    assert.throws(wrong({ deployment: {} }), /The stack has no resources/);
  });

  it("says what is wrong with a file, and reads the others", () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "peers-"));
    try {
      const whole = snapshotOf(exported(key), "1", now);
      const write = (name: string, value: unknown) =>
        fs.writeFileSync(
          path.join(directory, name),
          typeof value === "string" ? value : JSON.stringify(value),
        );
      write("good.json", whole);
      write("again.json", whole);
      write("cut.json", JSON.stringify(whole).slice(0, 40));
      write("other.json", { a: "hunter2" });
      write("newer.json", { ...whole, version: 2 });
      write("stackless.json", { ...whole, stack: undefined });
      write("timeless.json", { ...whole, time: "noon" });
      write("bare.json", { ...whole, resources: [key.urn] });
      const files = [
        "missing.json",
        "good.json",
        "again.json",
        "cut.json",
        "other.json",
        "newer.json",
        "stackless.json",
        "timeless.json",
        "bare.json",
      ];
      const { stacks, findings } = readPeers(files, directory, now);
      assert.deepEqual(
        stacks.map(({ stack }) => stack),
        ["prod-west"],
      );
      assert.deepEqual(
        findings.map(({ message }) => message),
        [
          "missing.json: there is no such file.",
          "again.json: another snapshot of prod-west is listed before it; this one is not used.",
          "cut.json: the file is no JSON; it may be cut off.",
          "other.json: it is no snapshot of tandem-policies.",
          "newer.json: it is a snapshot of version 2; this pack reads version 1.",
          "stackless.json: stack is missing.",
          "timeless.json: time is no date.",
          "bare.json: resources[0] has no urn, type, inputs or outputs.",
        ],
      );
    } finally {
      fs.rmSync(directory, { recursive: true });
    }
  });
});
