import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stored } from "../../../providers/aws/account/account";
import { restoreSecretsIn } from "../../../providers/aws/account/encode";
import { FileAccount } from "../../../providers/aws/account/file-account";
import { Asset, Secret } from "../../../providers/core/values/value";
import { Cloud } from "../support";
import { aurora, types, vpc } from "./fixtures";

describe("offline account in a directory", () => {
  let home = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "tandem-account-"));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const stored = (changes: Partial<Stored> = {}): Stored => ({
    type: types.vpc,
    urn: "urn:a",
    id: "vpc-1",
    region: "eu-west-1",
    generation: 0,
    createdAt: 1,
    inputs: { cidrBlock: "10.0.0.0/16" },
    outputs: { arn: "arn:x" },
    ...changes,
  });

  it("shows a resource to other processes, in order of creation", () => {
    const [one, two] = [new FileAccount(home), new FileAccount(home)];
    assert.deepEqual(two.all(types.vpc), []);
    one.put(stored({ id: "vpc-2", urn: "urn:b", createdAt: 2 }));
    one.put(stored());
    assert.deepEqual(
      two.all(types.vpc).map(({ id }) => id),
      ["vpc-1", "vpc-2"],
    );
    assert.deepEqual(two.find(types.vpc, "vpc-1", "eu-west-1")?.outputs, { arn: "arn:x" });
    assert.equal(two.find(types.vpc, "vpc-1", "us-east-1"), undefined);
    assert.deepEqual(
      two.ofUrn(types.vpc, "urn:b").map(({ id }) => id),
      ["vpc-2"],
    );
    one.remove(stored());
    assert.deepEqual(
      two.all(types.vpc).map(({ id }) => id),
      ["vpc-2"],
    );
  });

  it("keeps the same id in two regions apart", () => {
    const account = new FileAccount(home);
    account.put(stored({ type: types.logs, id: "/x" }));
    account.put(stored({ type: types.logs, id: "/x", region: "us-east-1", urn: "urn:c" }));
    assert.equal(new FileAccount(home).all(types.logs).length, 2);
    assert.equal(new FileAccount(home).find(types.logs, "/x", "us-east-1")?.urn, "urn:c");
  });

  it("gives a unique name to the first that asks, and again once it is free", () => {
    const [one, two] = [new FileAccount(home), new FileAccount(home)];
    const name = { kind: "bucket", scope: "", name: "site" };
    const holder = { type: types.bucket, urn: "urn:a", id: "site" };
    assert.equal(one.claim(name, holder), undefined);
    assert.equal(two.claim(name, { ...holder, urn: "urn:b" })?.urn, "urn:a");
    assert.equal(two.holder(name)?.urn, "urn:a");
    one.release(name);
    assert.equal(two.claim(name, holder), undefined);
  });

  it("never writes a secret's value, and takes it back from the state", () => {
    const cloud = new Cloud({ account: new FileAccount(home) });
    const cluster = cloud.create(types.cluster, "c", aurora({ masterPassword: new Secret("hunter22") }));
    const folder = join(home, "resources", "aws.rds.cluster.Cluster");
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    assert.equal(files.length, 1);
    assert.ok(files[0]?.includes("masterPassword") && !files[0].includes("hunter22"));
    const fresh = new Cloud({ account: new FileAccount(home) });
    const state = fresh.provider.read({ ...cluster });
    assert.deepEqual(state?.outputs, cluster.outputs);
    assert.deepEqual(state?.inputs, cluster.inputs);
  });

  it("keeps assets, and says which file is broken", () => {
    const account = new FileAccount(home);
    account.put(stored({ inputs: { source: new Asset({ hash: "h" }), list: [new Secret("x"), 1] } }));
    const [found] = new FileAccount(home).all(types.vpc);
    assert.deepEqual(restoreSecretsIn(found?.inputs ?? {}, { list: [new Secret("x")] }), {
      source: new Asset({ hash: "h" }),
      list: [new Secret("x"), 1],
    });
    const folder = join(home, "resources", "aws.ec2.vpc.Vpc");
    for (const file of readdirSync(folder)) writeFileSync(join(folder, file), "{");
    assert.throws(
      () => new FileAccount(home).all(types.vpc),
      /of the offline account can't be read: .*Nothing was changed.*or delete it: the account then forgets/,
    );
  });

  it("is empty again after everything was deleted", () => {
    const cloud = new Cloud({ account: new FileAccount(home) });
    const net = vpc(cloud);
    const bucket = cloud.create(types.bucket, "b", {});
    cloud.delete(net);
    cloud.delete(bucket);
    assert.deepEqual(readdirSync(join(home, "names")), []);
    assert.deepEqual(
      readdirSync(join(home, "resources")).flatMap((folder) => readdirSync(join(home, "resources", folder))),
      [],
    );
  });
});
