import assert from "node:assert/strict";
import { type BuildProgress, describeProgress, readGoLine } from "../../engine/build-progress";

describe("progress of a Go build", () => {
  const listing: BuildProgress = { downloaded: 3, compiled: 0 };
  const compiling: BuildProgress = { downloaded: 3, compiled: 7, total: 8 };

  it("counts downloads while Go lists the packages", () => {
    assert.deepEqual(readGoLine(listing, "go: downloading golang.org/x/net v0.40.0"), {
      downloaded: 4,
      compiled: 0,
    });
  });

  it("takes no package for compiled before it knows how many there are", () => {
    assert.deepEqual(readGoLine(listing, "golang.org/x/net/http2"), listing);
  });

  it("counts packages, and never more than there are", () => {
    const full = readGoLine(compiling, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi");
    assert.equal(full.compiled, 8);
    assert.equal(readGoLine(full, "fmt").compiled, 8);
  });

  for (const line of [
    "# some/package",
    "go: warning: something",
    "link: running gcc failed: exit status 1",
  ]) {
    it(`does not count ${JSON.stringify(line)}`, () =>
      assert.deepEqual(readGoLine(compiling, line), compiling));
  }

  it("says what it counts, and for how long", () => {
    assert.equal(describeProgress(listing, 12_000), "3 modules downloaded, 12 s");
    assert.equal(
      describeProgress(compiling, 70_000),
      "7 of 8 packages compiled, 3 modules downloaded, 1 min 10 s",
    );
    assert.equal(describeProgress({ ...compiling, downloaded: 0 }, 1_000), "7 of 8 packages compiled, 1 s");
  });
});
