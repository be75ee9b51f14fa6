import assert from "node:assert/strict";
import * as fs from "node:fs";
import { callersDirectory, lastingHome } from "../../commands/places";
import { type Temporary, temporary } from "../support/temporary";

describe("where a command was called", () => {
  for (const [why, cwd, initial, expected] of [
    ["npm changed to the root from below it", "/repo", "/repo/apps/one", "/repo/apps/one"],
    ["npm was called in the root", "/repo", "/repo", "/repo"],
    ["npm was called from elsewhere, with --prefix", "/repo", "/somewhere", "/repo"],
    ["an outer npm left its folder, and we stand elsewhere", "/tmp/x", "/repo", "/tmp/x"],
    ["a neighbour has a name that begins alike", "/repo", "/repository", "/repo"],
    ["no npm is there", "/repo", undefined, "/repo"],
  ] as const) {
    it(`is ${expected} when ${why}`, () => assert.equal(callersDirectory(cwd, initial), expected));
  }
});

describe("the lasting home", () => {
  let at: Temporary;
  beforeEach(() => {
    at = temporary();
    fs.mkdirSync(at.at("repository/apps/one"), { recursive: true });
  });
  afterEach(() => at.remove());

  it("is one for all programs of a repository", () => {
    fs.mkdirSync(at.at("repository/.git"));
    assert.equal(lastingHome(at.at("repository/apps/one"), {}), at.at("repository/.offline"));
  });
  it("is beside a program without a repository", () => {
    assert.equal(lastingHome(at.at("repository/apps/one"), {}), at.at("repository/apps/one/.offline"));
  });
  it("is where TANDEM_OFFLINE_HOME says", () => {
    assert.equal(lastingHome(at.directory, { TANDEM_OFFLINE_HOME: "/elsewhere" }), "/elsewhere");
  });
});
