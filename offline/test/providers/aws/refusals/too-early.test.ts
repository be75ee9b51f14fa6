import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryAccount } from "../../../../providers/aws/account/account";
import { keptUntil, noteDeleted } from "../../../../providers/aws/account/deleted-names";
import { FileAccount } from "../../../../providers/aws/account/file-account";
import { Cloud } from "../../support";
import { types } from "../fixtures";

const named = (type: string, inputs = {}) => ({
  type,
  urn: "urn:a",
  name: "a",
  region: "eu-west-1",
  inputs: { name: "events", ...inputs },
});
const queue = named("aws:sqs/queue:Queue");

describe("names that AWS keeps after a delete", () => {
  it("are free again when the time is over, and not before", () => {
    const account = new MemoryAccount();
    noteDeleted(account, queue, "id", 1_000);
    assert.equal(keptUntil(account, queue, 60_999)?.getTime(), 61_000);
    assert.equal(keptUntil(account, { ...queue, region: "us-east-1" }, 2_000), undefined);
    assert.equal(keptUntil(account, queue, 61_000), undefined);
    assert.equal(keptUntil(account, queue, 2_000), undefined, "the note is gone");
  });

  it("are kept for the recovery window of a secret", () => {
    const account = new MemoryAccount();
    const days = (inputs: Record<string, number>): number | undefined => {
      const secret = named(types.secret, inputs);
      noteDeleted(account, secret, "id", 0);
      return (keptUntil(account, secret, 0)?.getTime() ?? 0) / 86_400_000;
    };
    assert.equal(days({}), 30);
    assert.equal(days({ recoveryWindowInDays: 7 }), 7);
    const other = new MemoryAccount();
    noteDeleted(other, named(types.secret, { recoveryWindowInDays: 0 }), "id", 0);
    assert.equal(keptUntil(other, named(types.secret), 0), undefined);
  });

  it("are not kept where the provider made the name up", () => {
    const account = new MemoryAccount();
    const generated = named(types.secret, { __defaults: ["name"] });
    noteDeleted(account, generated, "id", 0);
    assert.equal(keptUntil(account, named(types.secret), 0), undefined);
  });

  it("are known to other processes, and forgotten when the name is in use again", () => {
    const home = mkdtempSync(join(tmpdir(), "tandem-account-"));
    try {
      const cloud = new Cloud({ account: new FileAccount(home) });
      cloud.delete(cloud.create(types.secret, "secret", { name: "db" }));
      const fresh = new Cloud({ account: new FileAccount(home) });
      assert.match(fresh.refused(types.secret, "secret", { name: "db" })[0] ?? "", /scheduled for deletion/);
      const allowing = new Cloud({ account: new FileAccount(home), allow: "secret-scheduled-for-deletion" });
      const again = allowing.create(types.secret, "secret", { name: "db" });
      assert.equal(keptUntil(fresh.account, { ...again, region: "eu-west-1" }), undefined);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
