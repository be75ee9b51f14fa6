import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { isPassphrase } from "../../home/passphrase";
import { troubles } from "../../home/troubles";
import { type Temporary, temporary } from "../support/temporary";

/** Written by Pulumi 3.230 for the passphrase "offline". */
const salt = "v1:r+DNKW/36Lc=:v1:BfPfsEw4VVYXeIU0:wDkVxpe41dvrsRLGbozX3b3u00f9TA==";

describe("a home whose command failed", () => {
  let at: Temporary;
  beforeEach(() => {
    at = temporary();
  });
  afterEach(() => at.remove());

  const file = ".pulumi/stacks/shop/dev.json";
  const state = (own: string = salt) =>
    JSON.stringify({
      version: 3,
      checkpoint: { latest: { secrets_providers: { type: "passphrase", state: { salt: own } } } },
    });
  const told = (passphrase = "offline", said: string | undefined = "incorrect passphrase") =>
    troubles({ state: at.directory, stack: "dev", passphrase, said });

  it("is told nothing where the home is well", () => {
    at.write(file, state());
    assert.deepEqual(told(), []);
  });

  it("gets a state back that can't be read, and is told to run the command again", () => {
    at.write(`${file}.bak`, state());
    at.write(file, '{"version":3,"check"point":{}}');
    const [line = "", ...others] = told();
    assert.match(
      line,
      /^The state of dev was not whole; the damaged file is kept beside it\. It is put back as of /,
    );
    assert.match(line, /what is newer stands in the account.* Run the command again\.$/);
    assert.deepEqual(others, []);
    assert.equal(fs.readFileSync(at.at(file), "utf8"), state());
  });

  it("is told what to do with a state that can't be read and was never kept", () => {
    at.write(file, "");
    const [line = ""] = told();
    assert.ok(line.startsWith(path.join(at.directory, file)), line);
    assert.match(
      line,
      /can't be read, and no earlier state of this stack is kept\. Put a copy of yours in its place/,
    );
  });

  it("is told of another passphrase, by the variable that it comes from, and not the passphrase itself", () => {
    at.write(file, state());
    const [line = ""] = told("not-the-right-one");
    assert.match(
      line,
      /^The secrets of dev were made with another passphrase\. .* TANDEM_OFFLINE_PASSPHRASE/,
    );
    assert.ok(!line.includes("not-the-right-one"));
    assert.deepEqual(told("not-the-right-one", "no bucket of this name"), [], "nothing was said of it");
  });

  it("knows nothing of a salt in another form", () => {
    assert.equal(isPassphrase("offline", "v2:abc"), undefined);
  });
});
